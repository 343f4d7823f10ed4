import { RuleIndex } from '../../../src/data-plane/rules/rule-index';
import type { RequestFacts } from '../../../src/data-plane/rules/facts';
import type { RuleCondition } from '../../../src/services/alb/rule-conditions';
import type { Rule } from '../../../src/services/alb/rule-model';

function ruleWith(at: number, condition: RuleCondition): Rule {
  return {
    ruleId: `rule-${String(at)}`,
    regionId: 'cn-chengdu',
    listenerId: 'lsn-1',
    loadBalancerId: 'alb-1',
    name: '',
    direction: 'Request',
    priority: at + 1,
    actions: [],
    conditions: [condition],
    status: 'Available',
    tags: {},
  };
}

function facts(host: string, path: string): RequestFacts {
  return { host, path, query: '', method: 'GET', headers: {}, source: undefined };
}

const host = (value: string): RuleCondition => ({ Type: 'Host', HostConfig: { Values: [value] } });
const path = (value: string): RuleCondition => ({ Type: 'Path', PathConfig: { Values: [value] } });

describe('the index of rules', () => {
  test.each([
    ['hosts', (at: number) => host(`h${String(at)}.example.com`), facts('h9999.example.com', '/')],
    ['exact paths', (at: number) => path(`/p${String(at)}`), facts('', '/p9999')],
    ['folders', (at: number) => path(`/p${String(at)}/*`), facts('', '/p9999/x')],
  ])('holds a request against one of 10,000 rules on %s', (_what, conditionAt, request) => {
    const index = new RuleIndex(Array.from({ length: 10_000 }, (_, at) => ruleWith(at, conditionAt(at))));

    expect(index.candidatesFor(request).flat()).toHaveLength(1);
    expect(index.find(request)?.ruleId).toBe('rule-9999');
  });

  test('finds what can be meant for every request, too', () => {
    const index = new RuleIndex([
      ruleWith(2, host('a.example.com')),
      ruleWith(1, path('/*')),
      ruleWith(0, path('/a*')),
    ]);

    expect(index.find(facts('a.example.com', '/x'))?.ruleId).toBe('rule-1');
    expect(index.find(facts('a.example.com', '/ab'))?.ruleId).toBe('rule-0');
    expect(index.find(facts('', ''))).toBeUndefined();
  });
});
