import { prove, type Flow, type NetworkModel } from '../../../lib/proof';
import { ALB_VSWITCHES, BACK_TO_ORIGIN, accept, blackHole, changed, seed, type Mutable } from './seed';

type Change = (model: Mutable<NetworkModel>) => void;

const EVERY_RANGE = [...ALB_VSWITCHES, ...BACK_TO_ORIGIN];

/** What is lost, by range. */
function losses(flows: readonly Flow[]) {
  return flows
    .filter(({ status }) => status === 'broken')
    .map(({ source, losses: [loss] }) => ({
      range: source.cidr.text,
      code: loss?.code,
      way: loss?.way,
      place: loss?.place.label,
      reason: loss?.reason,
    }));
}

function without<T>(things: T[], isGone: (thing: T) => boolean): void {
  const at = things.findIndex(isGone);
  expect(at).toBeGreaterThanOrEqual(0);
  things.splice(at, 1);
}

const table = (model: Mutable<NetworkModel>, id: string) =>
  [...model.vpcRouteTables, ...model.transitRouterRouteTables].find((entry) => entry.id === id)!;

const all = (rest: object) => EVERY_RANGE.map((range) => ({ range, ...rest }));

describe('the worked verdicts of the design', () => {
  test('nothing is changed: proven', () => {
    const proof = prove(seed());
    expect(proof.status).toBe('proven');
    expect(proof.flows.map(({ source, status }) => [source.cidr.text, status])).toEqual(
      EVERY_RANGE.map((range) => [range, 'proven']),
    );
    expect(proof.problems).toEqual([]);
  });

  const lastRange = '100.122.176.0/26';
  const cases: readonly (readonly [string, Change, readonly object[]])[] = [
    [
      'a back-to-origin CIDR removed from the table of VPC2: broken for that range, on the way back, at VPC2',
      (model) => without(table(model, 'system2').routes, ({ destination }) => destination.text === lastRange),
      [
        {
          range: lastRange,
          code: 'ROUTE_BACK_TO_ORIGIN_MISSING',
          way: 'back',
          place: 'vpc2',
          reason: '100.64.0.0/10 -> cloud services',
        },
      ],
    ],
    [
      'it removed from the table of the router in Chengdu: the router in Hangzhou never learns it',
      (model) => without(table(model, 'table1').routes, ({ destination }) => destination.text === lastRange),
      [{ range: lastRange, code: 'TR_BACK_TO_ORIGIN_MISSING', way: 'back', place: 'router2', reason: 'no route' }],
    ],
    [
      'the block of the servers removed from the table of VPC1: broken for every range, on the way out, at VPC1',
      (model) => without(table(model, 'system1').routes, () => true),
      all({ code: 'ROUTE_TO_BACKEND_MISSING', way: 'out', place: 'vpc1', reason: 'no route' }),
    ],
    [
      'the association of the connection at Chengdu removed: every range, way back; Hangzhou learns nothing',
      (model) =>
        without(model.associations, (join) => join.attachmentId === 'connection' && join.routeTableId === 'table1'),
      all({ code: 'TR_ASSOCIATION_MISSING', way: 'back', place: 'router2', reason: 'no route' }),
    ],
    [
      'the propagation of the attachment of VPC1 at Chengdu removed: the vSwitch ranges are broken, the static ones are not',
      (model) =>
        without(model.propagations, (join) => join.attachmentId === 'attachment1' && join.routeTableId === 'table1'),
      ALB_VSWITCHES.map((range) => ({
        range,
        code: 'TR_PROPAGATION_MISSING',
        way: 'back',
        place: 'router2',
        reason: 'no route',
      })),
    ],
    [
      'the propagation of the connection at Chengdu removed: broken for every range, way out',
      (model) =>
        without(model.propagations, (join) => join.attachmentId === 'connection' && join.routeTableId === 'table1'),
      all({ code: 'TR_PROPAGATION_MISSING', way: 'out', place: 'router1', reason: 'no route' }),
    ],
    [
      'the connection tells no routes: broken for every range',
      (model) => {
        model.connections[0]!.autoPublishRouteEnabled = false;
      },
      all({ code: 'ROUTE_SYNC_OFF', way: 'out', place: 'router1', reason: 'no route' }),
    ],
    [
      'the rule 100.64.0.0/10 becomes 100.64.0.0/11: back-to-origin ranges are broken at the server',
      (model) => {
        model.securityGroups[0]!.rules[2] = accept('100.64.0.0/11') as Mutable<ReturnType<typeof accept>>;
      },
      BACK_TO_ORIGIN.map((range) => ({
        range,
        code: 'SG_DENIES_SOURCE',
        way: 'out',
        place: 'group2',
        reason: `no rule accepts TCP 80 from ${range}`,
      })),
    ],
    [
      'a static black hole for 100.122.175.0/24 in Hangzhou: nothing changes, longer prefixes win',
      (model) => table(model, 'table2').routes.push(blackHole('100.122.175.0/24') as never),
      [],
    ],
  ];

  test.each(cases)('%s', (_, change, expected) => {
    const proof = prove(changed(change));
    expect(losses(proof.flows)).toEqual(expected);
    expect(proof.status).toBe(expected.length === 0 ? 'proven' : 'broken');
  });

  test('a static black hole for 100.122.175.128/27 in Hangzhou: half of that range is broken', () => {
    const proof = prove(
      changed((model) => table(model, 'table2').routes.push(blackHole('100.122.175.128/27') as never)),
    );
    const broken = proof.flows.filter(({ status }) => status === 'broken');
    expect(broken.map(({ source }) => source.cidr.text)).toEqual(['100.122.175.128/26']);
    expect(broken[0]!.losses).toMatchObject([
      {
        code: 'TR_ROUTE_BLACKHOLE',
        way: 'back',
        place: { label: 'router2' },
        reason: '100.122.175.128/27 -> black hole',
        sources: [{ text: '100.122.175.128/27' }],
      },
    ]);
    expect(broken[0]!.paths.map(({ sources, isLost }) => [sources.map(({ text }) => text), isLost])).toEqual([
      [['100.122.175.128/27'], true],
      [['100.122.175.160/27'], false],
    ]);
  });
});

describe('what mends it', () => {
  test('is said with the prefix and the attachment', () => {
    const proof = prove(
      changed((model) =>
        without(table(model, 'system2').routes, ({ destination }) => destination.text === '100.117.130.128/25'),
      ),
    );
    const [loss] = proof.flows.flatMap((flow) => flow.losses);
    expect(loss!.remedy).toBe('add 100.117.130.128/25 -> attachment2');
  });
});
