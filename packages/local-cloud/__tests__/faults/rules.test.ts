import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { busyCodes } from '../../src/faults/busy-codes';
import { checkFaultRules } from '../../src/faults/check';
import { FaultInjector } from '../../src/faults/injector';
import type { FaultRule } from '../../src/faults/rule';
import { services } from '../../src/services';

const target = (product: string, action: string, canFail = false) => ({ product, action, canFail });

/** The names of what hits the next calls of an action. */
function fates(injector: FaultInjector, calls: number, of = target('Vpc', 'CreateVpc')): (string | undefined)[] {
  return Array.from({ length: calls }, () => injector.draw(of)?.name);
}

function injector(rules: readonly FaultRule[], seed = 'seed'): FaultInjector {
  const made = new FaultInjector(seed, services);
  made.inject(rules);
  return made;
}

describe('which calls are hit', () => {
  const some: FaultRule = { actions: '*', fault: 'throttling', rate: 0.3 };

  test('is the same under the same seed, and another under another', () => {
    const first = fates(injector([some]), 200);
    expect(fates(injector([some]), 200)).toEqual(first);
    expect(fates(injector([some], 'other'), 200)).not.toEqual(first);
  });

  test('does not depend on what is called in between', () => {
    const alone = fates(injector([some]), 100);
    const busy = injector([some]);
    const between = Array.from({ length: 100 }, () => {
      busy.draw(target('Ecs', 'DescribeInstances'));
      return busy.draw(target('Vpc', 'CreateVpc'))?.name;
    });
    expect(between).toEqual(alone);
  });

  test.each([0.02, 0.3, 1])('keeps to a rate of %d', (rate) => {
    const hits = fates(injector([{ ...some, rate }]), 5000).filter((name) => name !== undefined).length;
    expect(hits / 5000).toBeGreaterThan(rate * 0.75);
    expect(hits / 5000).toBeLessThanOrEqual(Math.min(1, rate * 1.25));
  });

  test('ends after so many times', () => {
    const rested = fates(injector([{ actions: '*', fault: 'throttling', rate: 1, times: 2 }]), 4);
    expect(rested).toEqual(['throttling', 'throttling', undefined, undefined]);
  });

  test('is what the first rule that hits says', () => {
    const rules: FaultRule[] = [
      { actions: 'CreateVpc', fault: 'resetAfter', rate: 1, times: 1 },
      { actions: '*', fault: 'internalError', rate: 1 },
    ];
    expect(fates(injector(rules), 2)).toEqual(['resetAfter', 'internalError']);
  });

  test('is nothing after the rules are taken away', () => {
    const made = injector([{ ...some, rate: 1 }]);
    made.inject([]);
    expect(fates(made, 10)).toEqual(Array(10).fill(undefined));
  });
});

describe('patterns', () => {
  test.each([
    ['CreateVpc', 'Vpc', 'CreateVpc', true],
    ['CreateVpc', 'Vpc', 'CreateVpcs', false],
    ['Create*', 'Vpc', 'CreateVpc', true],
    ['*Vpc', 'Vpc', 'DeleteVpc', true],
    ['Ecs:*', 'Ecs', 'DescribeZones', true],
    ['Ecs:DescribeZones', 'Alb', 'DescribeZones', false],
    ['DescribeZones', 'Alb', 'DescribeZones', true],
  ])('%s covers %s %s: %s', (actions, product, action, covered) => {
    const made = injector([{ actions, fault: 'throttling', rate: 1 }]);
    expect(made.draw(target(product, action)) !== undefined).toBe(covered);
  });

  test('several stand for any of them', () => {
    const made = injector([{ actions: ['CreateVpc', 'DeleteVpc'], fault: 'throttling', rate: 1 }]);
    const hit = ['CreateVpc', 'DeleteVpc', 'CreateVSwitch'].map((action) => made.draw(target('Vpc', action))?.name);
    expect(hit).toEqual(['throttling', 'throttling', undefined]);
  });
});

describe('busy', () => {
  const everywhere: FaultRule = { actions: '*', fault: 'busy', rate: 1 };

  test('speaks in the code that the provider retries for the action', () => {
    const made = injector([everywhere]);
    const codeOf = (product: string, action: string) => made.draw(target(product, action))?.refusal?.code;
    expect(codeOf('Vpc', 'CreateVpc')).toBe('TaskConflict');
    expect(codeOf('Cbn', 'CreateTransitRouter')).toBe('Operation.Blocking');
    expect(codeOf('Alb', 'DeleteLoadBalancer')).toBe('SystemBusy');
  });

  test('leaves actions alone that know no such code, or not the one asked for', () => {
    expect(injector([everywhere]).draw(target('Ecs', 'DescribeInstances'))).toBeUndefined();
    const conflict = injector([{ ...everywhere, code: 'OperationConflict' }]);
    expect(conflict.draw(target('Vpc', 'CreateVpc'))).toBeUndefined();
    expect(conflict.draw(target('Vpc', 'CreateRouteEntry'))?.refusal?.code).toBe('OperationConflict');
  });

  test('knows only writes of the local cloud', () => {
    const writes = services.flatMap(({ product, operations }) =>
      operations.filter(({ kind }) => kind === 'write').map(({ action }) => `${product}:${action}`),
    );
    expect(Object.keys(busyCodes).filter((name) => !writes.includes(name))).toEqual([]);
  });
});

describe('rules that make no sense', () => {
  const good = { actions: '*', fault: 'throttling', rate: 0.1 };
  test.each([
    ['no list', good, 'faults: must be a list of rules'],
    ['a rate of 0', [{ ...good, rate: 0 }], 'faults[0].rate'],
    ['a rate over 1', [{ ...good, rate: 10 }], 'faults[0].rate'],
    ['a rate in words', [{ ...good, rate: 'often' }], 'faults[0].rate: must be a number more than 0 and at most 1'],
    ['a fault that does not exist', [good, { ...good, fault: 'fire' }], 'faults[1].fault: must be one of throttling'],
    ['no action', [{ ...good, actions: [] }], 'faults[0].actions'],
    [
      'a slow answer that does not say how slow',
      [{ ...good, fault: 'slow' }],
      'faults[0].delayMs: must be milliseconds',
    ],
    ['a member that no fault has', [{ ...good, rates: 1 }], 'rates'],
    [
      'an unknown action',
      [{ ...good, actions: 'createvpc' }],
      'faults[0].actions: createvpc is no action of the local cloud; did you mean CreateVpc?',
    ],
    [
      'a creation that cannot fail',
      [{ ...good, fault: 'failedCreation', actions: 'CreateVpc' }],
      'these can: CreateLoadBalancer, CreateListener',
    ],
    [
      'a busy read',
      [{ ...good, fault: 'busy', actions: 'Describe*' }],
      'covers no action for which the provider retries',
    ],
    [
      'a code that would end a run',
      [{ ...good, fault: 'busy', actions: 'DeleteVpc', code: 'TaskConflict' }],
      'got TaskConflict; it retries IncorrectVpcStatus',
    ],
  ])('rejects %s', (_, rules, message) => {
    expect(() => checkFaultRules(rules, services)).toThrow(message);
  });

  test('names every problem at once, and keeps the rules that stand', () => {
    const made = injector([{ actions: '*', fault: 'throttling', rate: 1 }]);
    expect(() =>
      made.inject([
        { ...good, actions: 'A' },
        { ...good, actions: 'B' },
      ]),
    ).toThrow(
      'faults[0].actions: A is no action of the local cloud\nfaults[1].actions: B is no action of the local cloud',
    );
    expect(fates(made, 1)).toEqual(['throttling']);
  });
});

test('the rules of the readme are good ones', () => {
  const readme = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');
  const [, snippet = ''] = /## Faults on demand\n\n```ts\n([\s\S]*?)```/.exec(readme) ?? [];
  const calls: string[] = [];
  const cloud = {
    injectFaults: (rules: unknown) => calls.push(`inject ${String(checkFaultRules(rules, services).length)}`),
    clearFaults: () => calls.push('clear'),
  };
  new Function('cloud', snippet)(cloud);
  expect(calls).toEqual(['inject 4', 'clear']);
});
