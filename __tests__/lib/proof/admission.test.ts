import fc from 'fast-check';
import { formatAddress, parseCidr } from '../../../lib/core';
import type { IngressRuleModel, NetworkModel } from '../../../lib/proof';
import { addressesOf, blocksOf, intersect, sameAddresses, union } from '../../../lib/proof/address-set';
import { admit } from '../../../lib/proof/admission';
import { Network } from '../../../lib/proof/network';
import { accept, changed, type Mutable } from './seed';
import { edgesOf, holds, someBlock, someBlocks } from './support/blocks';

const SOURCES = '100.117.130.0/24';

/** The seed, its server in groups with these rules. */
function networkWith(...groups: readonly (readonly IngressRuleModel[])[]): Network {
  const model = changed((seed) => {
    const ids = groups.map((_, at) => `group${at}`);
    seed.securityGroups = groups.map((rules, at) => ({
      id: ids[at]!,
      label: ids[at]!,
      vpcId: 'vpc2',
      rules: [...rules] as Mutable<IngressRuleModel>[],
      gaps: [],
    }));
    seed.instances[0]!.securityGroupIds = ids;
  });
  return new Network(model);
}

/** What gets in at port 80, as text, and the reasons of what does not. */
function admitted(...groups: readonly (readonly IngressRuleModel[])[]) {
  const network = networkWith(...groups);
  const found = admit(network, network.instances.get('ecs1')!, 80, addressesOf([parseCidr(SOURCES)]));
  const reasons = found.denials.map(({ group, reason }) => `${group.id}: ${reason}`);
  return { accepted: blocksOf(found.accepted).map(({ text }) => text), reasons };
}

const drop = (source: string, priority = 1): IngressRuleModel => ({
  ...accept(source, priority),
  label: `drop ${source}`,
  policy: 'drop',
});
const all: IngressRuleModel = { ...accept('0.0.0.0/0'), protocol: 'all', ports: { first: 1, last: 65535 } };

describe('security groups', () => {
  it.each<readonly [string, readonly (readonly IngressRuleModel[])[], readonly string[], readonly string[]]>([
    ['deny what no rule accepts', [[]], [], [`group0: no rule accepts TCP 80 from ${SOURCES}`]],
    ['let in what a rule accepts', [[accept('100.64.0.0/10')]], [SOURCES], []],
    [
      'let in the part that a rule accepts',
      [[accept('100.117.130.0/25')]],
      ['100.117.130.0/25'],
      ['group0: no rule accepts TCP 80 from 100.117.130.128/25'],
    ],
    [
      'drop before they accept at the same number',
      [[accept(SOURCES), drop('100.117.130.64/26')]],
      ['100.117.130.0/26', '100.117.130.128/25'],
      ['group0: drop 100.117.130.64/26 drops TCP 80 from 100.117.130.64/26'],
    ],
    [
      'take the lowest number first, whatever order the rules stand in',
      [[drop(SOURCES, 2), accept(SOURCES, 1)]],
      [SOURCES],
      [],
    ],
    ['count the rules of all groups together', [[drop(SOURCES, 2)], [accept(SOURCES, 1)]], [SOURCES], []],
    [
      'let a group drop what another accepts later',
      [[accept(SOURCES, 2)], [drop(SOURCES, 1)]],
      [],
      [`group1: drop ${SOURCES} drops TCP 80 from ${SOURCES}`],
    ],
    ['let everything in by a rule for all protocols', [[all]], [SOURCES], []],
    ['take both ends of a range of ports', [[{ ...accept(SOURCES), ports: { first: 80, last: 90 } }]], [SOURCES], []],
    [
      'let nothing in at another port',
      [[{ ...accept(SOURCES), ports: { first: 81, last: 90 } }]],
      [],
      [`group0: no rule accepts TCP 80 from ${SOURCES}`],
    ],
    [
      'let nothing in by rules for other protocols',
      [(['udp', 'icmp', 'gre'] as const).map((protocol) => ({ ...accept(SOURCES), protocol }))],
      [],
      [`group0: no rule accepts TCP 80 from ${SOURCES}`],
    ],
    [
      'take no node of an ALB for a member of a group',
      [[{ ...accept(SOURCES), source: { kind: 'group', groupId: 'group0' } }]],
      [],
      [`group0: no rule accepts TCP 80 from ${SOURCES}`],
    ],
  ])('%s', (_, groups, accepted, reasons) => {
    expect(admitted(...groups)).toEqual({ accepted, reasons });
  });

  const rule = fc
    .record({
      source: someBlock,
      policy: fc.constantFrom('accept' as const, 'drop' as const),
      priority: fc.integer({ min: 1, max: 4 }),
    })
    .map(({ source, policy, priority }) => (policy === 'accept' ? accept(source, priority) : drop(source, priority)));

  it('say of every address what the first rule says that fits, of the strongest', () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 8 }), someBlocks, fc.nat(8), (rules, sources, at) => {
        const network = networkWith(rules.slice(0, at), rules.slice(at));
        const asked = addressesOf(sources.map(parseCidr));
        const { accepted, denials, gaps } = admit(network, network.instances.get('ecs1')!, 80, asked);
        const denied = denials.reduce((set, { addresses }) => union(set, addresses), addressesOf([]));
        expect(gaps).toEqual([]);
        expect(sameAddresses(union(accepted, denied), asked)).toBe(true);
        expect(intersect(accepted, denied)).toEqual([]);
        const strongest = [...rules].sort(
          (a, b) => a.priority - b.priority || (a.policy === 'drop' ? -1 : 0) - (b.policy === 'drop' ? -1 : 0),
        );
        const textOf = ({ source }: IngressRuleModel): string => (source.kind === 'cidr' ? source.cidr.text : '');
        for (const address of edgesOf([...sources, ...rules.map(textOf)])) {
          const dotted = formatAddress(address);
          if (!holds(sources, dotted)) continue;
          const first = strongest.find((one) => holds([textOf(one)], dotted));
          const isIn = accepted.some((run) => run.first <= address && address <= run.last);
          expect([dotted, isIn]).toEqual([dotted, first?.policy === 'accept']);
        }
      }),
    );
  });

  it.each<readonly [string, (model: Mutable<NetworkModel>) => void]>([
    ['a group that is not in the model', (model) => (model.instances[0]!.securityGroupIds = ['group2', 'nowhere'])],
    ['no group at all', (model) => (model.instances[0]!.securityGroupIds = [])],
    [
      'rules that are not all known',
      (model) => model.securityGroups[0]!.gaps.push({ kind: 'expression', message: 'x' }),
    ],
  ])('tell nothing of a server with %s', (_, change) => {
    const network = new Network(changed(change));
    const { accepted, gaps } = admit(network, network.instances.get('ecs1')!, 80, addressesOf([parseCidr(SOURCES)]));
    expect({ accepted, gaps: gaps.length }).toEqual({ accepted: [], gaps: 1 });
  });
});
