import { effectOf, hasEffect } from '../../../lib/drift/effect';
import { prove, type NetworkModel } from '../../../lib/proof';
import { changed, seed, type Mutable } from '../proof/seed';

type Change = (model: Mutable<NetworkModel>) => void;

/** What the proof says of a change of the seed's network, in short. */
const told = (change: Change, base: NetworkModel = seed()) =>
  effectOf(prove(base), prove(changed(change))).servers.map(
    ({ server, change: became, ranges, of }) => `${server} ${became} ${ranges.length} of ${of}`,
  );

const withoutRoutes = (table: string): Change => {
  return (model) => {
    const found = model.vpcRouteTables.find(({ id }) => id === table);
    if (found === undefined) throw new Error(`there is no table ${table}`);
    found.routes = [];
  };
};

describe('the effect of a change', () => {
  it('is none where packets find their way as before', () => {
    const effect = effectOf(
      prove(seed()),
      prove(changed((model) => void (model.serverGroups[0]!.members[0]!.weight = 1))),
    );
    expect(effect).toEqual({ servers: [], problems: [] });
    expect(hasEffect(effect)).toBe(false);
  });

  it('is what is broken, with the place where it is lost, once for all ranges that are lost there', () => {
    const { servers } = effectOf(prove(seed()), prove(changed(withoutRoutes('system2'))));
    expect(servers).toMatchObject([{ server: 'web/ecs1', listener: 'HTTP 80 of alb', change: 'broken', of: 8 }]);
    expect(servers[0]?.ranges).toHaveLength(8);
    expect(servers[0]?.losses).toEqual([
      '172.16.0.0/24, 172.16.6.0/24 arrive, but the answers are lost at the system route table of vpc2 (cn-hangzhou): no route',
      '100.117.130.0/25, 100.117.130.128/25, 100.122.175.64/26 and 3 more arrive, but the answers are lost at the system route table of vpc2 (cn-hangzhou): 100.64.0.0/10 -> cloud services',
    ]);
  });

  it('is that nothing is sent any more', () => {
    expect(told((model) => void (model.serverGroups[0]!.members[0]!.weight = 0))).toEqual(['web/ecs1 unused 8 of 8']);
    expect(told((model) => void (model.listeners = []))).toEqual(['web/ecs1 gone 8 of 8']);
    expect(told((model) => void model.loadBalancers[0]!.sourceRanges.pop())).toEqual(['web/ecs1 gone 1 of 8']);
  });

  it('is that it cannot be told', () => {
    const gap = { kind: 'existing', message: 'the rules are not shown' } as const;
    expect(told((model) => void (model.securityGroups[0]!.gaps = [gap]))).toEqual(['web/ecs1 untold 8 of 8']);
  });

  it('is what works that did not', () => {
    expect(told(() => undefined, changed(withoutRoutes('system2')))).toEqual(['web/ecs1 proven 8 of 8']);
  });

  it('is a server that came', () => {
    const came: Change = (model) => {
      const [first] = model.serverGroups[0]!.members;
      model.serverGroups[0]!.members.push({ ...first!, label: 'by hand', port: 8080 } as never);
    };
    expect(told(came)).toEqual(['web/by hand broken 8 of 8']);
    expect(told(came, changed(came))).toEqual([]);
  });

  it('follows a server whose name was changed by its address', () => {
    expect(told((model) => void (model.serverGroups[0]!.members[0]!.label = 'other'))).toEqual([]);
  });

  it('is what is wrong without a lost packet, where it was not before', () => {
    const empty = prove(changed((model) => void (model.serverGroups[0]!.members = [])));
    expect(effectOf(prove(seed()), empty).problems).toEqual([expect.stringContaining('[SERVER_GROUP_EMPTY]')]);
    expect(effectOf(empty, empty).problems).toEqual([]);
  });

  it('leaves out what other effects say already', () => {
    const [before, after] = [prove(seed()), prove(changed(withoutRoutes('system2')))];
    const whole = effectOf(before, after);
    expect(effectOf(before, after, [whole])).toEqual({ servers: [], problems: [] });
    const part = { ...whole, servers: whole.servers.map((each) => ({ ...each, ranges: each.ranges.slice(1) })) };
    expect(effectOf(before, after, [part]).servers).toMatchObject([{ ranges: ['172.16.0.0/24'] }]);
  });
});
