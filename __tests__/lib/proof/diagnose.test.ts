import { blockAround, parseCidr } from '../../../lib/core';
import { prove, type Loss, type NetworkModel } from '../../../lib/proof';
import { ALB_VSWITCHES, BACK_TO_ORIGIN, blackHole, changed, join, via, type Mutable } from './seed';

type Change = (model: Mutable<NetworkModel>) => void;

/** A mistake, what the proof says of it, and the remedy that it names carried out. */
interface Mistake {
  readonly name: string;
  readonly make: Change;
  readonly code: string;
  readonly at: string;
  readonly remedy: string | undefined;
  /** The remedy, done to the changed model; afterwards all is proven. @default - it cannot be done to a model */
  readonly mend?: Change;
}

const RANGE = '100.122.176.0/26';
const table = (model: Mutable<NetworkModel>, id: string) =>
  [...model.vpcRouteTables, ...model.transitRouterRouteTables].find((one) => one.id === id)!;
const put = (tableId: string, route: ReturnType<typeof via>): Change => {
  return (model) => void table(model, tableId).routes.push(route as never);
};
const take = (tableId: string, block: string): Change => {
  return (model) => {
    const routes = table(model, tableId).routes;
    routes.splice(
      routes.findIndex(({ destination }) => destination.text === block),
      1,
    );
  };
};
const unjoin = (kind: 'associations' | 'propagations', attachmentId: string, tableId: string): Change => {
  return (model) => {
    model[kind] = model[kind].filter((one) => one.attachmentId !== attachmentId || one.routeTableId !== tableId);
  };
};
const rejoin = (kind: 'associations' | 'propagations', attachmentId: string, tableId: string): Change => {
  return (model) => void model[kind].push(join(attachmentId, tableId));
};
const member = (change: object): Change => {
  return (model) => void Object.assign(model.serverGroups[0]!.members[0]!, change);
};
const both =
  (...changes: readonly Change[]): Change =>
  (model) =>
    changes.forEach((change) => change(model));
const secondTable: Change = (model) =>
  void model.transitRouterRouteTables.push({
    ...model.transitRouterRouteTables[0]!,
    id: 'other1',
    label: 'other1',
    routes: [],
  });

const mistakes: readonly Mistake[] = [
  {
    name: 'a back-to-origin CIDR that only another table of the router has',
    make: both(secondTable, put('other1', via('attachment1', RANGE)), take('table1', RANGE)),
    code: 'ROUTE_SYNC_TABLE_MISMATCH',
    at: 'router2',
    remedy: `add ${RANGE} -> attachment1 to table1 (it stands in other1)`,
    mend: put('table1', via('attachment1', RANGE)),
  },
  {
    name: 'a back-to-origin CIDR that no table of the router has',
    make: take('table1', RANGE),
    code: 'TR_BACK_TO_ORIGIN_MISSING',
    at: 'router2',
    remedy: `add ${RANGE} -> attachment1 to table1`,
    mend: put('table1', via('attachment1', RANGE)),
  },
  {
    name: 'a VPC of the servers without the way back to the ALB, vSwitches',
    make: take('system2', ALB_VSWITCHES[0]!),
    code: 'ROUTE_TO_ALB_VSWITCHES_MISSING',
    at: 'vpc2',
    remedy: `add ${ALB_VSWITCHES[0]!} -> attachment2`,
    mend: put('system2', via('attachment2', ALB_VSWITCHES[0]!)),
  },
  {
    name: 'a VPC of the servers without the way back to the ALB, back-to-origin',
    make: take('system2', RANGE),
    code: 'ROUTE_BACK_TO_ORIGIN_MISSING',
    at: 'vpc2',
    remedy: `add ${RANGE} -> attachment2`,
    mend: put('system2', via('attachment2', RANGE)),
  },
  {
    name: 'a VPC of the ALB without a way to the servers',
    make: take('system1', '192.168.7.0/24'),
    code: 'ROUTE_TO_BACKEND_MISSING',
    at: 'vpc1',
    remedy: 'add 192.168.7.0/24 -> attachment1',
    mend: put('system1', via('attachment1', '192.168.7.0/24')),
  },
  {
    name: 'a route that stands in a custom table',
    make: both(
      take('system1', '192.168.7.0/24'),
      (model) =>
        void model.vpcRouteTables.push({
          ...model.vpcRouteTables[0]!,
          id: 'own',
          label: 'own',
          isSystem: false,
          routes: [],
        }),
      put('own', via('attachment1', '192.168.0.0/16')),
    ),
    code: 'ROUTE_TABLE_CUSTOM',
    at: 'vpc1',
    remedy:
      'add to the system route table the route to 192.168.7.0/24 that stands in own, which an ALB and its servers do not use',
    mend: put('system1', via('attachment1', '192.168.7.0/24')),
  },
  {
    name: 'a VPC that is attached to no router',
    make: both(take('system1', '192.168.7.0/24'), (model) => void model.vpcAttachments.shift()),
    code: 'ROUTE_TO_BACKEND_MISSING',
    at: 'vpc1',
    remedy: 'attach vpc1 to a transit router, and add 192.168.7.0/24 -> that attachment',
  },
  {
    name: 'a VPC that is attached twice',
    make: both(
      take('system1', '192.168.7.0/24'),
      (model) => void model.vpcAttachments.push({ ...model.vpcAttachments[0]!, id: 'again', label: 'again' }),
    ),
    code: 'ROUTE_TO_BACKEND_MISSING',
    at: 'vpc1',
    remedy: 'add 192.168.7.0/24 -> one of attachment1, again',
    mend: put('system1', via('attachment1', '192.168.7.0/24')),
  },
  {
    name: 'a route to an attachment of another VPC',
    make: both(take('system1', '192.168.7.0/24'), put('system1', via('attachment2', '192.168.7.0/24'))),
    code: 'ROUTE_NEXT_HOP_WRONG',
    at: 'vpc1',
    remedy: 'let 192.168.7.0/24 lead to an attachment of vpc1 in place of attachment2',
    mend: both(take('system1', '192.168.7.0/24'), put('system1', via('attachment1', '192.168.7.0/24'))),
  },
  {
    name: 'a route of a router to an attachment of another router',
    make: put('table2', via('attachment1', '192.168.7.0/25')),
    code: 'ROUTE_NEXT_HOP_WRONG',
    at: 'router2',
    remedy: 'let 192.168.7.0/25 lead to an attachment of router2 in place of attachment1',
    mend: both(take('table2', '192.168.7.0/25'), put('table2', via('attachment2', '192.168.7.0/25'))),
  },
  {
    name: 'an attachment of the ALB that is associated with no table',
    make: unjoin('associations', 'attachment1', 'table1'),
    code: 'TR_ASSOCIATION_MISSING',
    at: 'router1',
    remedy: 'associate attachment1 with a route table of router1',
    mend: rejoin('associations', 'attachment1', 'table1'),
  },
  {
    name: 'an attachment of the servers that is associated with no table',
    make: unjoin('associations', 'attachment2', 'table2'),
    code: 'TR_ASSOCIATION_MISSING',
    at: 'router2',
    remedy: 'associate attachment2 with a route table of router2',
    mend: rejoin('associations', 'attachment2', 'table2'),
  },
  {
    name: 'a connection that is associated with no table at the far end',
    make: unjoin('associations', 'connection', 'table2'),
    code: 'TR_ASSOCIATION_MISSING',
    at: 'router1',
    remedy: 'associate connection with a route table of router2',
    mend: rejoin('associations', 'connection', 'table2'),
  },
  {
    name: 'no propagation of the VPC of the servers',
    make: unjoin('propagations', 'attachment2', 'table2'),
    code: 'TR_PROPAGATION_MISSING',
    at: 'router1',
    remedy: 'enable the propagation of attachment2 into table2',
    mend: rejoin('propagations', 'attachment2', 'table2'),
  },
  {
    name: 'no propagation of the connection',
    make: unjoin('propagations', 'connection', 'table2'),
    code: 'TR_PROPAGATION_MISSING',
    at: 'router2',
    remedy: 'enable the propagation of connection into table2',
    mend: rejoin('propagations', 'connection', 'table2'),
  },
  {
    name: 'a connection that tells no routes',
    make: (model) => void (model.connections[0]!.autoPublishRouteEnabled = false),
    code: 'ROUTE_SYNC_OFF',
    at: 'router1',
    remedy: 'set auto_publish_route_enabled of connection to true',
    mend: (model) => void (model.connections[0]!.autoPublishRouteEnabled = true),
  },
  {
    name: 'no connection between the regions',
    make: (model) => void (model.connections = []),
    code: 'CONNECTION_MISSING',
    at: 'router1',
    remedy: 'join router1 and the transit router of vpc2 by an inter-region connection',
    mend: (model) => void (model.connections = [...changed(() => undefined).connections] as never),
  },
  {
    name: 'a VPC of the servers that is attached nowhere',
    make: (model) => void model.vpcAttachments.pop(),
    code: 'ATTACHMENT_MISSING',
    at: 'router1',
    remedy: 'attach vpc2 to a transit router of the same CEN instance',
    mend: (model) => void model.vpcAttachments.push(changed(() => undefined).vpcAttachments[1] as never),
  },
  {
    name: 'an address that nobody has',
    make: both(
      member({ address: '10.9.9.9', instanceId: undefined }),
      put('system1', via('attachment1', '10.9.9.0/24')),
    ),
    code: 'TR_ROUTE_MISSING',
    at: 'router1',
    remedy: undefined,
  },
  {
    name: 'a route that leads to a VPC in which no vSwitch has the address',
    make: put('table2', via('attachment2', `${ALB_VSWITCHES[0]!.slice(0, -2)}25`)),
    code: 'DELIVERED_NOWHERE',
    at: 'vpc2',
    remedy: 'correct the next hop, or the address',
    mend: take('table2', `${ALB_VSWITCHES[0]!.slice(0, -2)}25`),
  },
  {
    name: 'a black hole',
    make: put('table1', blackHole('192.168.7.16/28')),
    code: 'TR_ROUTE_BLACKHOLE',
    at: 'router1',
    remedy: 'take the black hole 192.168.7.16/28 out, or add a longer prefix',
    mend: take('table1', '192.168.7.16/28'),
  },
  {
    // The far router hears of the route over the connection, and so sends back what it gets by it.
    name: 'a static route over a connection for a block of the servers',
    make: put('table1', via('connection', '192.168.7.0/25')),
    code: 'ROUTING_LOOP',
    at: 'router1',
    remedy: 'take the route out that leads back to router1',
    mend: take('table1', '192.168.7.0/25'),
  },
  {
    name: 'a router of the Basic Edition',
    make: (model) => void (model.transitRouters[0]!.edition = 'Basic'),
    code: 'TR_BASIC_EDITION',
    at: 'router1',
    remedy: 'use an Enterprise Edition transit router in cn-chengdu',
    mend: (model) => void (model.transitRouters[0]!.edition = 'Enterprise'),
  },
  {
    name: 'a rule that is missing',
    make: (model) => void model.securityGroups[0]!.rules.shift(),
    code: 'SG_DENIES_SOURCE_UPGRADED',
    at: 'group2',
    remedy: `let group2 accept TCP 80 from ${ALB_VSWITCHES[0]!}`,
    mend: (model) =>
      void model.securityGroups[0]!.rules.push(changed(() => undefined).securityGroups[0]!.rules[0] as never),
  },
  {
    name: 'a rule for back-to-origin CIDRs that is missing',
    make: (model) => void model.securityGroups[0]!.rules.pop(),
    code: 'SG_DENIES_SOURCE',
    at: 'group2',
    remedy: `let group2 accept TCP 80 from ${BACK_TO_ORIGIN[0]!}`,
    mend: (model) =>
      void model.securityGroups[0]!.rules.push(changed(() => undefined).securityGroups[0]!.rules[2] as never),
  },
  {
    name: 'a server group of instances',
    make: (model) => void (model.serverGroups[0]!.type = 'Instance'),
    code: 'SERVER_GROUP_NOT_IP_TYPE',
    at: 'alb',
    remedy: 'make a server group of type Ip',
    mend: (model) => void (model.serverGroups[0]!.type = 'Ip'),
  },
  {
    name: 'a server outside the VPC without remote IP',
    make: member({ remoteIpEnabled: false }),
    code: 'REMOTE_IP_OFF',
    at: 'alb',
    remedy: 'set remote_ip_enabled of ecs1 to true',
    mend: member({ remoteIpEnabled: true }),
  },
  {
    name: 'a server at a public address',
    make: member({ address: '8.8.8.8' }),
    code: 'REMOTE_IP_OUTSIDE_ALLOWED_RANGES',
    at: 'alb',
    remedy: 'use the private address of the server',
    mend: member({ address: '192.168.7.20' }),
  },
  {
    name: 'a VPC of the servers with a vSwitch where the ALB is',
    make: (model) =>
      void model.vSwitches.push({
        ...model.vSwitches[2]!,
        id: 'twin',
        label: 'twin',
        cidr: parseCidr(ALB_VSWITCHES[0]!),
      }),
    code: 'CIDR_OVERLAP',
    at: 'vpc2',
    remedy: 'give the VPCs blocks that do not overlap, or correct the next hop',
    mend: (model) => void model.vSwitches.pop(),
  },
  {
    name: 'a vSwitch of the ALB where the server is',
    make: (model) =>
      void model.vSwitches.push({
        ...model.vSwitches[0]!,
        id: 'twin',
        label: 'twin',
        cidr: blockAround(parseCidr('192.168.7.20/32').first, 28),
      }),
    code: 'CIDR_OVERLAP',
    at: 'vpc1',
    remedy: 'give the VPCs blocks that do not overlap',
    mend: (model) => void model.vSwitches.pop(),
  },
];

/** An ALB with a CIDR of its own in the VPC of the servers: its addresses are no server's. */
const otherBalancer: Mistake = {
  name: 'the address of an ALB in the place of a server',
  make: both(
    (model) =>
      void model.loadBalancers.push({
        ...model.loadBalancers[0]!,
        id: 'other',
        label: 'other',
        vpcId: 'vpc2',
        sourceRanges: [{ cidr: parseCidr('100.122.180.0/26'), kind: 'backToOrigin' }],
      }),
    member({ address: '100.122.180.1', instanceId: undefined }),
    put('system1', via('attachment1', '100.122.180.0/26')),
    put('table1', via('connection', '100.122.180.0/26')),
    put('table2', via('attachment2', '100.122.180.0/26')),
  ),
  code: 'BACKEND_IS_LOAD_BALANCER',
  at: 'vpc2',
  remedy: 'give the address of a server',
  mend: member({ address: '192.168.7.20', instanceId: 'ecs1' }),
};

const all = [...mistakes, otherBalancer];
const firstLoss = (model: NetworkModel): Loss | undefined => prove(model).flows.flatMap(({ losses }) => losses)[0];

describe('the diagnosis of a mistake', () => {
  it.each(all.map((mistake) => [mistake.name, mistake] as const))('%s', (_, { make, code, at, remedy }) => {
    const loss = firstLoss(changed(make));
    expect({ code: loss?.code, at: loss?.place.label, remedy: loss?.remedy }).toEqual({ code, at, remedy });
  });

  it.each(all.flatMap((mistake) => (mistake.mend ? [[mistake.remedy, mistake.make, mistake.mend] as const] : [])))(
    'is mended: %s',
    (_, make, mend) => {
      expect(prove(changed(make)).status).toBe('broken');
      expect(prove(changed(both(make, mend))).status).toBe('proven');
    },
  );
});
