import { prove, type NetworkModel } from '../../../lib/proof';
import { learnedRoutes, teachingGaps } from '../../../lib/proof/learned-routes';
import { Network } from '../../../lib/proof/network';
import { ALB_VSWITCHES, BACK_TO_ORIGIN, blackHole, changed, join, via, type Mutable } from './seed';

type Change = (model: Mutable<NetworkModel>) => void;

const HANGZHOU = ['192.168.8.0/24', '192.168.7.0/24'];

/** What a table of the changed seed learns: `block -> attachment`. */
function learned(tableId: string, change: Change): readonly string[] {
  const network = new Network(changed(change));
  return learnedRoutes(network, network.routerTableModel(tableId)!).map(
    ({ destination, nextHop }) => `${destination.text} -> ${nextHop.kind === 'attachment' ? nextHop.attachmentId : ''}`,
  );
}

const over = (attachmentId: string, blocks: readonly string[]): readonly string[] =>
  blocks.map((block) => `${block} -> ${attachmentId}`);

const withoutJoin = (kind: 'associations' | 'propagations', attachmentId: string, tableId: string): Change => {
  return (model) => {
    model[kind] = model[kind].filter((one) => one.attachmentId !== attachmentId || one.routeTableId !== tableId);
  };
};

/** A third region behind the one of the servers, joined with it alone. */
function beyond(model: Mutable<NetworkModel>): void {
  model.transitRouters.push({ ...model.transitRouters[1]!, id: 'router3', label: 'router3', region: 'cn-shanghai' });
  model.transitRouterRouteTables.push({
    ...model.transitRouterRouteTables[1]!,
    id: 'table3',
    transitRouterId: 'router3',
  });
  model.connections.push({
    ...model.connections[0]!,
    id: 'further',
    label: 'further',
    transitRouterIds: ['router2', 'router3'],
  });
  for (const kind of ['associations', 'propagations'] as const) {
    model[kind].push(join('further', 'table2'), join('further', 'table3'));
  }
}

describe('what a table of a transit router learns', () => {
  it.each<readonly [string, string, Change, readonly string[]]>([
    [
      'vSwitches of the VPC, and over the connection those of the far one',
      'table1',
      () => undefined,
      [...over('attachment1', ALB_VSWITCHES), ...over('connection', HANGZHOU)],
    ],
    [
      'over the connection, static routes before what was learned',
      'table2',
      () => undefined,
      [...over('connection', [...BACK_TO_ORIGIN, ...ALB_VSWITCHES]), ...over('attachment2', HANGZHOU)].sort(),
    ],
    [
      'nothing of a VPC without the propagation',
      'table1',
      withoutJoin('propagations', 'attachment1', 'table1'),
      over('connection', HANGZHOU),
    ],
    [
      'nothing over the connection without the propagation',
      'table1',
      withoutJoin('propagations', 'connection', 'table1'),
      over('attachment1', ALB_VSWITCHES),
    ],
    [
      'nothing over a connection that is associated with no far table',
      'table1',
      withoutJoin('associations', 'connection', 'table2'),
      over('attachment1', ALB_VSWITCHES),
    ],
    [
      'nothing over a connection that tells no routes',
      'table2',
      (model) => (model.connections[0]!.autoPublishRouteEnabled = false),
      over('attachment2', HANGZHOU),
    ],
    [
      'nothing of a VPC that is attached to another router',
      'table1',
      (model) => model.propagations.push(join('attachment2', 'table1')),
      [...over('attachment1', ALB_VSWITCHES), ...over('connection', HANGZHOU)],
    ],
    [
      'nothing over a connection of two other routers',
      'table1',
      (model) => {
        beyond(model);
        model.propagations.push(join('further', 'table1'));
      },
      [...over('attachment1', ALB_VSWITCHES), ...over('connection', HANGZHOU)],
    ],
    ['nothing that the far router heard from a third one', 'table3', beyond, over('further', HANGZHOU)],
    [
      'no black hole, and not what it hides at the far end',
      'table1',
      (model) => model.transitRouterRouteTables[1]!.routes.push(blackHole('192.168.7.0/24') as never),
      [...over('attachment1', ALB_VSWITCHES), ...over('connection', ['192.168.8.0/24'])],
    ],
    [
      'no custom entry of a VPC',
      'table1',
      (model) => model.vpcRouteTables[0]!.routes.push(via('attachment1', '10.9.0.0/16') as never),
      [...over('attachment1', ALB_VSWITCHES), ...over('connection', HANGZHOU)],
    ],
    [
      'a vSwitch that two attachments teach by both',
      'table1',
      (model) => {
        const again = { ...model.vpcAttachments[0]!, id: 'again', label: 'again' };
        model.vpcAttachments.push(again);
        model.propagations = [join('attachment1', 'table1'), join('again', 'table1')];
      },
      [...over('attachment1', ALB_VSWITCHES), ...over('again', ALB_VSWITCHES)],
    ],
  ])('%s', (_, tableId, change, expected) => {
    expect([...learned(tableId, change)].sort()).toEqual([...expected].sort());
  });

  it('has the gaps of the far table, but not where the connection tells no routes', () => {
    const gap = { kind: 'existing' as const, message: 'the far table is not all known' };
    const withGap = (isTold: boolean): Network =>
      new Network(
        changed((model) => {
          model.transitRouterRouteTables[1]!.gaps.push(gap);
          model.connections[0]!.autoPublishRouteEnabled = isTold;
        }),
      );
    for (const isTold of [true, false]) {
      const network = withGap(isTold);
      expect(teachingGaps(network, network.routerTableModel('table1')!)).toEqual(isTold ? [gap] : []);
    }
  });

  it('is proven only where every alternative leads on', () => {
    const strayed = changed((model) => {
      model.vpcs.push({ ...model.vpcs[1]!, id: 'vpc3', label: 'vpc3' });
      model.vSwitches.push({ ...model.vSwitches[3]!, id: 'vsw5', label: 'vsw5', vpcId: 'vpc3' });
      model.vpcAttachments.push({
        ...model.vpcAttachments[1]!,
        id: 'attachment3',
        label: 'attachment3',
        vpcId: 'vpc3',
      });
      model.propagations.push(join('attachment3', 'table2'));
    });
    const { status, flows } = prove(strayed);
    expect(status).toBe('broken');
    expect([...new Set(flows.flatMap(({ losses }) => losses.map(({ code }) => code)))]).toEqual(['CIDR_OVERLAP']);
    expect(flows[0]!.paths.some(({ isLost }) => !isLost)).toBe(true);
  });
});
