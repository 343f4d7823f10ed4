import { prove, type Proof } from '../../../lib/proof';
import { readSynthesized } from '../../../lib/proof/terraform';
import { at, stack, type Stack } from '../../support/plain-stack';

/** The stack with a transit router that writes its routes into the VPC of the servers, after a change. */
const proofOf = (change: (json: Stack) => void, assumeComplete = false): Proof => {
  const json = stack();
  at(json, 'alicloud_cen_transit_router_vpc_attachment.far').auto_publish_route_enabled = true;
  change(json);
  return prove(readSynthesized(json), { assumeComplete });
};
const drop = (type: string, name: string) => (json: Stack) => {
  delete json.resource[type]?.[name];
};
const statusesOf = (proof: Proof) =>
  Object.fromEntries(proof.flows.map(({ source, status }) => [source.cidr.text, status]));

describe('routes that a transit router writes into a VPC', () => {
  it('are not needed where each stands in the configuration', () => {
    expect(proofOf(() => undefined).status).toBe('proven');
  });

  it('leave those flows open that need one', () => {
    const proof = proofOf(drop('alicloud_route_entry', 'back2'));
    expect(statusesOf(proof)).toEqual({
      '172.16.0.0/24': 'proven',
      '172.16.6.0/24': 'unknown',
      '100.117.130.0/25': 'proven',
    });
    expect(proof.flows[1]?.gaps[0]?.message).toMatch(
      /^whether .* has written a route into .*auto_publish_route_enabled/,
    );
  });

  it('may be longer than one that leads nowhere', () => {
    const proof = proofOf((json) => {
      Object.assign(at(json, 'alicloud_route_entry.back2'), {
        destination_cidrblock: '172.16.6.0/23',
        nexthop_type: 'NatGateway',
        nexthop_id: 'ngw-1',
      });
    });
    expect(statusesOf(proof)['172.16.6.0/24']).toBe('unknown');
  });

  it('are none where the router knows none', () => {
    const proof = proofOf((json) => {
      drop('alicloud_route_entry', 'back2')(json);
      drop('alicloud_cen_transit_router_route_table_propagation', 'near_vpc_attachment_near')(json);
    });
    expect(statusesOf(proof)['172.16.6.0/24']).toBe('broken');
  });

  it('are none where only what is shown is taken to be there, and that is said', () => {
    const proof = proofOf(drop('alicloud_route_entry', 'back2'), true);
    expect(statusesOf(proof)['172.16.6.0/24']).toBe('broken');
    expect(proof.assumptions).toContainEqual(expect.stringMatching(/no transit router has written a route into it/));
  });
});
