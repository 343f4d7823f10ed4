import { inferBackToOrigin } from '../../../lib/proof/back-to-origin';
import type { NetworkModel } from '../../../lib/proof';
import { BACK_TO_ORIGIN, seed, via } from './seed';

const inferred = (vpcId: string, network: NetworkModel): readonly string[] =>
  inferBackToOrigin(vpcId, network).map(({ text }) => text);

/** The seed with another ALB's VPC, vpc3, at a router of the same CEN instance; its servers are in VPC2 too. */
function withAnotherAlb(): NetworkModel {
  const network = seed();
  const [vpc1] = network.vpcs;
  const [router1] = network.transitRouters;
  const [attachment1] = network.vpcAttachments;
  const [table1] = network.transitRouterRouteTables;
  return {
    ...network,
    vpcs: [...network.vpcs, { ...vpc1!, id: 'vpc3', label: 'vpc3' }],
    transitRouters: [...network.transitRouters, { ...router1!, id: 'router3', label: 'router3' }],
    vpcAttachments: [
      ...network.vpcAttachments,
      { ...attachment1!, id: 'attachment3', label: 'attachment3', vpcId: 'vpc3', transitRouterId: 'router3' },
    ],
    transitRouterRouteTables: [
      ...network.transitRouterRouteTables,
      {
        ...table1!,
        id: 'table3',
        label: 'table3',
        transitRouterId: 'router3',
        routes: [via('attachment3', '100.118.0.0/25')],
      },
    ],
    vpcRouteTables: network.vpcRouteTables.map((table) =>
      table.vpcId === 'vpc2' ? { ...table, routes: [...table.routes, via('attachment2', '100.118.0.0/25')] } : table,
    ),
  };
}

describe('back-to-origin CIDRs that the routes show', () => {
  it('are those that lead towards the VPC of the ALB', () => {
    expect(inferred('vpc1', seed())).toEqual(BACK_TO_ORIGIN);
  });

  it('count also where the router of the ALB has lost its route', () => {
    const { transitRouterRouteTables, ...network } = seed();
    const lost = transitRouterRouteTables.map((table) => ({ ...table, routes: [] }));
    expect(inferred('vpc1', { ...network, transitRouterRouteTables: lost })).toEqual(BACK_TO_ORIGIN);
  });

  it('count also where a router sends them to the VPC of the servers by mistake', () => {
    const { transitRouterRouteTables, ...network } = seed();
    const astray = transitRouterRouteTables.map((table) => ({
      ...table,
      routes: table.routes.map(({ destination }) => via('attachment2', destination.text)),
    }));
    expect(inferred('vpc1', { ...network, transitRouterRouteTables: astray })).toEqual(BACK_TO_ORIGIN);
  });

  it('are told apart where two ALBs of a CEN instance have servers in one VPC', () => {
    const network = withAnotherAlb();
    expect(inferred('vpc1', network)).toEqual(BACK_TO_ORIGIN);
    expect(inferred('vpc3', network)).toEqual(['100.118.0.0/25']);
  });
});
