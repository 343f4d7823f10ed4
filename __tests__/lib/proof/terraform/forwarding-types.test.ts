import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prove } from '../../../../lib/proof';
import { readSynthesized } from '../../../../lib/proof/terraform';
import { FOLLOWED, HARMLESS, NEAR_FORWARDING } from '../../../../lib/proof/terraform/build/forwarding-types';
import { IDENTITIES } from '../../../../lib/proof/terraform/build/identities';
import { unmodelled } from '../../../../lib/proof/terraform/build/unmodelled';
import { UNMODELLED } from '../../../../lib/proof/terraform/build/unmodelled-types';
import { add, stack, type Arguments } from '../../../support/plain-stack';

/** Every resource type of provider 1.289.0 near the way of a packet, by `terraform providers schema`. */
const CATALOGUE = readFileSync(join(__dirname, 'fixtures', 'forwarding-types.txt'), 'utf8')
  .trim()
  .split('\n');
const harmless = Object.values(HARMLESS).flat();

const proofWith = (type: string, more: Arguments = {}) => {
  const json = stack();
  add(json, `${type}.x`, more);
  return prove(readSynthesized(json));
};

describe('the resource types of the provider near the way of a packet', () => {
  it('are each followed, known to change nothing, or a gap', () => {
    const told = (type: string) => FOLLOWED.has(type) || harmless.includes(type) || Object.hasOwn(UNMODELLED, type);
    expect(CATALOGUE).toHaveLength(199);
    expect(CATALOGUE.filter((type) => !told(type))).toEqual([]);
  });

  it('are the only ones that are told of, each once', () => {
    expect([...FOLLOWED, ...harmless].filter((type) => !CATALOGUE.includes(type))).toEqual([]);
    expect(CATALOGUE.filter((type) => !NEAR_FORWARDING.test(type))).toEqual([]);
    expect(harmless.filter((type) => FOLLOWED.has(type) || Object.hasOwn(UNMODELLED, type))).toEqual([]);
    expect(new Set(harmless).size).toBe(harmless.length);
  });

  it('that the model has things of are followed, or have been found harmless by themselves', () => {
    const near = Object.keys(IDENTITIES).filter((type) => NEAR_FORWARDING.test(type));
    expect(near.filter((type) => !FOLLOWED.has(type) && !Object.hasOwn(UNMODELLED, type))).toEqual([]);
  });

  it('leave the verdict as it is where they change nothing', () => {
    const json = stack();
    for (const type of harmless) add(json, `${type}.x`, {});
    expect(prove(readSynthesized(json)).status).toBe('proven');
  });

  it.each(
    Object.keys(UNMODELLED).filter((type) => UNMODELLED[type]!.when === undefined && !UNMODELLED[type]!.onlyWithTarget),
  )('%s makes it unknown', (type) => {
    const proof = proofWith(type);
    expect(proof.status).toBe('unknown');
    expect(proof.gaps.map(({ message }) => message)).toContain(
      `${type}.x: ${UNMODELLED[type]!.why}, which is not followed`,
    );
  });

  it.each<[string, Arguments]>([
    ['alicloud_vpn_gateway', { auto_propagate: true, vpc_id: '${alicloud_vpc.far.id}' }],
    ['alicloud_vpn_gateway', { auto_propagate: '${var.x}' }],
    ['alicloud_cs_managed_kubernetes', { pod_cidr: '172.20.0.0/16', vswitch_ids: ['${alicloud_vswitch.far1.id}'] }],
    ['alicloud_ess_server_group_attachment', { type: 'ALB', server_group_id: '${alicloud_alb_server_group.web.id}' }],
    [
      'alicloud_ess_scaling_group',
      { alb_server_group: [{ alb_server_group_id: '${alicloud_alb_server_group.web.id}' }] },
    ],
    ['alicloud_vpc_route_entry', { ...route(), route_publish_targets: [{ target_type: 'ECR' }] }],
    ['alicloud_cen_something_new', {}],
    ['alicloud_vpc_something_new', {}],
  ])('%s with %j makes it unknown', (type, more) => {
    expect(proofWith(type, more).status).toBe('unknown');
  });

  it.each<[string, Arguments]>([
    ['alicloud_vpn_gateway', { vpc_id: '${alicloud_vpc.far.id}' }],
    ['alicloud_cs_managed_kubernetes', { vswitch_ids: ['${alicloud_vswitch.far1.id}'] }],
    ['alicloud_ess_server_group_attachment', { type: 'NLB', server_group_id: 'sgp-1' }],
    ['alicloud_ess_scaling_group', {}],
    ['alicloud_vpc_route_entry', route()],
    ['alicloud_oss_bucket', {}],
  ])('%s with %j changes nothing', (type, more) => {
    expect(proofWith(type, more).status).toBe('proven');
  });

  it('touch only the packets that come by, where that can be told', () => {
    const elsewhere = (json = stack()) => {
      add(json, 'alicloud_vpc.third', { cidr_block: '10.0.0.0/8' });
      add(json, 'alicloud_vpn_gateway.third', { vpc_id: '${alicloud_vpc.third.id}', auto_propagate: true });
      add(json, 'alicloud_ssl_vpn_server.third', { vpn_gateway_id: '${alicloud_vpn_gateway.third.id}' });
      return json;
    };
    expect(prove(readSynthesized(elsewhere())).status).toBe('proven');
  });

  it('are no members of every object: a type called like one is nothing', () => {
    expect(proofWith('constructor').status).toBe('proven');
    const data = { constructor: { x: {} }, toString: { y: {} } };
    expect(prove(readSynthesized({ ...stack(), data })).status).toBe('proven');
  });

  it('are told by name', () => {
    expect(unmodelled('alicloud_cen_something_new')?.why).toBe('it is not known here, and may change how packets go');
    expect(unmodelled('alicloud_oss_bucket')).toBeUndefined();
  });
});

/** A route that leads away from everything. */
function route(): Arguments {
  return {
    route_table_id: '${alicloud_vpc.far.route_table_id}',
    destination_cidr_block: '10.200.0.0/16',
    nexthop_type: 'NatGateway',
    nexthop_id: 'ngw-1',
  };
}
