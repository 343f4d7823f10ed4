import { startLocalCloud, type LocalCloud } from '@causeway/local-cloud';
import { prove, type NetworkModel } from '../../lib/proof';
import { readLive, type LiveOptions } from '../../live';
import { sdkTransport, type CallParameters, type Transport } from '../../live/api/transport';
import { seed } from '../lib/proof/seed';
import { build, type Standing } from '../support/model-on-cloud';

/** Changes the answer of an action, or throws what the API would. */
type Change = (answer: never, parameters: CallParameters) => unknown;

const BOTH = ['cn-chengdu', 'cn-hangzhou'];

let cloud: LocalCloud;
let standing: Standing;
beforeAll(async () => {
  cloud = await startLocalCloud({ albGeneration: 'non-upgraded' });
  standing = await build(cloud, seed());
});
afterAll(() => cloud.close());

/** Reads the seed's network through an API that answers some actions in another way. */
async function read(changes: Readonly<Record<string, Change>>, options: Partial<LiveOptions> = {}, isLocal = true) {
  const local = { ...cloud.credentials, localEndpoint: cloud.endpoint };
  const send = sdkTransport(local);
  const transport: Transport = async (product, action, region, parameters) => {
    const change = changes[action];
    const answer = action === 'DescribeCenRouteMaps' && change ? {} : await send(product, action, region, parameters);
    return change ? change(answer as never, parameters) : answer;
  };
  const access = isLocal ? local : cloud.credentials;
  return readLive(access, { regions: BOTH, ...options }, { transport });
}

const gapsOf = (model: NetworkModel): readonly string[] =>
  prove(model).flows.flatMap(({ gaps }) => gaps.map(({ message }) => message));
const statusesOf = (model: NetworkModel): readonly string[] => [
  ...new Set(prove(model).flows.map(({ status }) => status)),
];
const idOf = (id: string): string => standing.ids.get(id)!;
const refusal = (code: string, statusCode = 403) => Object.assign(new Error(`${code}: no`), { code, statusCode });

describe('regions that are not named', () => {
  test('are unknown where packets go there, with the option that names them', async () => {
    const { model, notices } = await read({}, { regions: ['cn-chengdu'] });
    expect(statusesOf(model)).toEqual(['unknown']);
    expect(gapsOf(model)[0]).toMatch(
      /router2 \(tr-\w+\) stands in cn-hangzhou, which was not read; name --region cn-hangzhou/,
    );
    expect(notices.join('\n')).toContain('name --region cn-hangzhou');
  });

  test('do not matter where a packet is lost before it gets there', async () => {
    const { model } = await read(
      {
        DescribeRouteEntryList: (answer: { RouteEntrys: { RouteEntry: { Type: string }[] } }) => ({
          RouteEntrys: { RouteEntry: answer.RouteEntrys.RouteEntry.filter(({ Type }) => Type === 'System') },
        }),
      },
      { regions: ['cn-chengdu'], backToOriginCidrs: ['100.117.130.0/25'] },
    );
    expect(statusesOf(model)).toEqual(['broken']);
  });
});

describe('route maps', () => {
  const maps = (...RouteMap: object[]) => ({
    DescribeCenRouteMaps: () => ({ TotalCount: RouteMap.length, RouteMaps: { RouteMap } }),
  });
  const map = (changes: object) => ({ RouteMapId: 'cenrmap-1', CenRegionId: 'cn-chengdu', Priority: 10, ...changes });
  /** The table of Chengdu's router without the route that it should have learned from Hangzhou. */
  const refused = {
    ListTransitRouterRouteEntries: (answer: { TransitRouterRouteEntries: readonly object[] }) => ({
      ...answer,
      TransitRouterRouteEntries: answer.TransitRouterRouteEntries.filter(
        (entry) => !JSON.stringify(entry).includes('192.168.7.0/24'),
      ),
    }),
  };

  test('have done what the tables report, and are nothing more to packets', async () => {
    const { model, notices } = await read(maps(map({})));
    expect(statusesOf(model)).toEqual(['proven']);
    expect(notices.join('\n')).not.toContain('cenrmap-1');
  });

  test('are named where a table reports something else than follows from the rest', async () => {
    const { model, notices } = await read({ ...maps(map({})), ...refused });
    expect(statusesOf(model)).toEqual(['broken']);
    expect(notices.join('\n')).toContain('the route map cenrmap-1 may change or refuse routes');
  });

  test.each([
    ['of another table', { TransitRouterRouteTableId: 'vtb-of-another' }],
    ['that every CEN instance has from the start', { Priority: 5000 }],
  ])('are not named %s', async (_, changes) => {
    const { notices } = await read({ ...maps(map(changes)), ...refused });
    expect(notices.join('\n')).not.toContain('cenrmap-1');
  });

  test('that may not be listed are told of only where they might explain something, with the permission to add', async () => {
    const denied = {
      DescribeCenRouteMaps: () => {
        throw refusal('NoPermission');
      },
    };
    const wanted = /whether CEN instance cen-\w+ has route maps is not known; allow cen:DescribeCenRouteMaps/;
    expect((await read(denied)).notices.join('\n')).not.toMatch(wanted);
    expect((await read({ ...denied, ...refused })).notices.join('\n')).toMatch(wanted);
  });
});

describe('what transit routers report to have learned', () => {
  interface Entry {
    readonly TransitRouterRouteEntryDestinationCidrBlock: string;
    readonly TransitRouterRouteEntryType: string;
  }
  const withEntries = (change: (entries: readonly Entry[]) => readonly object[]) => ({
    ListTransitRouterRouteEntries: (
      answer: { TransitRouterRouteEntries: readonly Entry[] },
      { TransitRouterRouteTableId }: CallParameters,
    ) => {
      if (TransitRouterRouteTableId !== idOf('table1')) return answer;
      return { ...answer, TransitRouterRouteEntries: change(answer.TransitRouterRouteEntries) };
    },
  });
  const learned = (block: string, nextHopId: string, changes: object = {}) => ({
    TransitRouterRouteEntryDestinationCidrBlock: block,
    TransitRouterRouteEntryType: 'Propagated',
    TransitRouterRouteEntryStatus: 'Active',
    TransitRouterRouteEntryNextHopType: 'Attachment',
    TransitRouterRouteEntryNextHopId: nextHopId,
    ...changes,
  });

  test('and cannot be explained is followed, and named', async () => {
    const { model, notices } = await read(
      withEntries((entries) => [...entries, learned('192.168.7.16/28', idOf('attachment1'))]),
    );
    const [loss] = prove(model).flows[0]!.losses;
    expect(loss).toMatchObject({ code: 'DELIVERED_NOWHERE', way: 'out' });
    expect(notices.join('\n')).toMatch(
      /a route that cannot be explained: 192\.168\.7\.16\/28 -> attachment1 \(tr-attach-\w+\)/,
    );
  });

  test('and should be there and is not is lost, and named', async () => {
    const { model, notices } = await read(
      withEntries((entries) =>
        entries.filter((entry) => entry.TransitRouterRouteEntryDestinationCidrBlock !== '192.168.7.0/24'),
      ),
    );
    const [loss] = prove(model).flows[0]!.losses;
    expect(loss?.code).toBe('TR_ROUTE_MISSING');
    expect(loss?.remedy).toMatch(
      /^find out why .* has not learned 192\.168\.7\.0\/24 from connection .*: a route map may refuse it$/,
    );
    expect(notices.join('\n')).toMatch(
      /does not report a route that it should have learned: 192\.168\.7\.0\/24 -> connection/,
    );
  });

  test('over a line to a data centre is taken as it is, and leads nowhere', async () => {
    const vbr = { TransitRouterRouteEntryNextHopResourceType: 'VBR' };
    const harmless = await read(withEntries((entries) => [...entries, learned('10.9.0.0/16', 'tr-attach-line', vbr)]));
    expect(statusesOf(harmless.model)).toEqual(['proven']);
    const fatal = await read(withEntries((entries) => [...entries, learned('192.168.7.16/28', 'tr-attach-line', vbr)]));
    const [loss] = prove(fatal.model).flows[0]!.losses;
    expect(loss?.reason).toBe('192.168.7.16/28 -> VBR attachment tr-attach-line, which leads to no VPC');
  });

  test('and lost to another route does not count', async () => {
    const rejected = { TransitRouterRouteEntryStatus: 'Rejected' };
    const { model } = await read(
      withEntries((entries) => [...entries, learned('192.168.7.0/28', idOf('attachment1'), rejected)]),
    );
    expect(statusesOf(model)).toEqual(['proven']);
  });

  test('beside static entries that are still being made, which is said', async () => {
    const entry = learned('10.9.0.0/16', idOf('attachment1'), {
      TransitRouterRouteEntryType: 'Static',
      TransitRouterRouteEntryStatus: 'Creating',
    });
    const { model, notices } = await read(withEntries((entries) => [...entries, entry]));
    expect(statusesOf(model)).toEqual(['proven']);
    expect(notices.join('\n')).toContain('the static entry 10.9.0.0/16 is Creating, and counts as not there');
  });
});

test('a VPC of another account is unknown where packets get to it, and what it teaches is not', async () => {
  // WHEN
  const { model, notices } = await read({
    DescribeVpcs: (answer: { Vpcs: { Vpc: { VpcId: string }[] } }) => ({
      TotalCount: 1,
      Vpcs: { Vpc: answer.Vpcs.Vpc.filter(({ VpcId }) => VpcId !== idOf('vpc2')) },
    }),
    DescribeVSwitches: (answer: { VSwitches: { VSwitch: { VpcId: string }[] } }) => ({
      TotalCount: 1,
      VSwitches: { VSwitch: answer.VSwitches.VSwitch.filter(({ VpcId }) => VpcId !== idOf('vpc2')) },
    }),
    DescribeRouteTableList: (answer: { RouterTableList: { RouterTableListType: { VpcId: string }[] } }) => ({
      TotalCount: 1,
      RouterTableList: {
        RouterTableListType: answer.RouterTableList.RouterTableListType.filter(({ VpcId }) => VpcId !== idOf('vpc2')),
      },
    }),
    DescribeNetworkInterfaces: () => ({ NextToken: '', NetworkInterfaceSets: { NetworkInterfaceSet: [] } }),
  });
  // THEN
  expect(statusesOf(model)).toEqual(['unknown']);
  expect([...new Set(gapsOf(model))].join('\n')).toMatch(
    /has the address 192\.168\.7\.20|cannot be read: it belongs to another account/,
  );
  expect(notices.join('\n')).not.toContain('cannot be explained');
});

test('the security group of an ALB itself, a stopped listener, a Basic Edition router and an attachment under way are said', async () => {
  // GIVEN
  const group = await read({
    GetLoadBalancerAttribute: (answer: object) => ({ ...answer, SecurityGroupIds: ['sg-1'] }),
  });
  const stopped = await read({
    ListListeners: (answer: { Listeners: object[] }) => ({
      ...answer,
      Listeners: answer.Listeners.map((each) => ({ ...each, ListenerStatus: 'Stopped' })),
    }),
  });
  const basic = await read({
    ListTransitRouters: (answer: { TransitRouters: object[] }) => ({
      ...answer,
      TransitRouters: answer.TransitRouters.map((each) => ({ ...each, Type: 'Basic' })),
    }),
  });
  const leaving = await read({
    ListTransitRouterVpcAttachments: (answer: { TransitRouterAttachments: object[] }) => ({
      ...answer,
      TransitRouterAttachments: answer.TransitRouterAttachments.map((each) => ({ ...each, Status: 'Detaching' })),
    }),
  });
  // THEN
  expect(gapsOf(group.model)[0]).toContain('the security group sg-1 of the ALB itself may keep packets out');
  expect(stopped.notices.join('\n')).toMatch(/listener lsn-\w+ is stopped, and left out/);
  expect(basic.notices.join('\n')).toContain('is of the Basic Edition, whose routes are not read');
  expect(leaving.notices.join('\n')).toContain('is Detaching, and counts as not there');
  expect(statusesOf(leaving.model)).toEqual(['broken']);
});

test('one ALB can be asked for; rejects one that is in none of the regions', async () => {
  const { model } = await read({}, { albId: idOf('alb') });
  expect(model.loadBalancers.map(({ id }) => id)).toEqual([idOf('alb')]);
  await expect(read({}, { albId: 'alb-none' })).rejects.toMatchObject({ code: 'LIVE_ALB_NOT_FOUND' });
});

test('an upgraded ALB sends from its vSwitches, whatever CIDRs are given for it', async () => {
  // GIVEN
  const upgraded = await startLocalCloud({ albGeneration: 'upgraded' });
  try {
    await build(upgraded, seed());
    // WHEN
    const access = { ...upgraded.credentials, localEndpoint: upgraded.endpoint };
    const { model, notices } = await readLive(access, { regions: BOTH, backToOriginCidrs: ['100.96.0.0/24'] });
    // THEN
    expect(model.loadBalancers[0]).toMatchObject({ generation: 'upgraded' });
    expect(model.loadBalancers[0]!.sourceRanges.map(({ cidr }) => cidr.text)).toEqual([
      '172.16.0.0/24',
      '172.16.6.0/24',
    ]);
    expect(notices.join('\n')).toContain('is upgraded and sends from its own vSwitches');
  } finally {
    await upgraded.close();
  }
});
