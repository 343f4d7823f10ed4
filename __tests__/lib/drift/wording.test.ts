import { codeChangeInWords, differencesInWords, effectInWords, nextApplyInWords } from '../../../lib/drift';
import type { ServerEffect } from '../../../lib/drift/effect';

const effect = (more: Partial<ServerEffect> = {}): ServerEffect => ({
  server: 'web/ecs1',
  listener: 'HTTP 80 of alb',
  change: 'broken',
  ranges: ['10.0.0.0/24'],
  of: 8,
  losses: [],
  ...more,
});
const texts = (...servers: readonly ServerEffect[]) =>
  effectInWords({ servers, problems: [] }).map(({ text, mark }) => [mark, text]);

describe('an effect in words', () => {
  it.each<[Partial<ServerEffect>, string, string]>([
    [{}, 'bad', '1 of 8 source ranges of web/ecs1 broken'],
    [{ change: 'untold' }, 'untold', '1 of 8 source ranges of web/ecs1 cannot be told'],
    [{ change: 'unused' }, 'bad', 'nothing is sent to web/ecs1 any more: its weight is 0'],
    [{ change: 'gone', of: 1 }, 'bad', 'nothing leads to web/ecs1 any more'],
    [{ change: 'gone' }, 'bad', '1 of 8 source ranges of web/ecs1 are no more'],
    [{ change: 'silent' }, 'bad', 'no answer from web/ecs1: its instance does not run'],
    [{ change: 'proven' }, 'good', '1 of 8 source ranges of web/ecs1 proven, which were not'],
    [{ change: 'added' }, 'good', 'now also sent to web/ecs1: 1 of 8 source ranges proven'],
  ])('of %j', (more, mark, text) => {
    expect(texts(effect(more))).toEqual([[mark, text]]);
  });

  it('puts servers that fare alike into one line', () => {
    const servers = ['web/a', 'web/b', 'web/c', 'web/d', 'web/e'].map((server) => effect({ server }));
    expect(texts(...servers)).toEqual([['bad', '1 of 8 source ranges of web/a, web/b, web/c and 2 more broken']]);
    expect(texts(...servers.slice(0, 2))).toEqual([['bad', '1 of 8 source ranges of web/a and web/b broken']]);
  });

  it('names the listener where there are several', () => {
    expect(texts(effect(), effect({ listener: 'HTTPS 443 of alb' }))).toEqual([
      ['bad', '1 of 8 source ranges of web/ecs1 broken (HTTP 80 of alb)'],
      ['bad', '1 of 8 source ranges of web/ecs1 broken (HTTPS 443 of alb)'],
    ]);
  });

  it('tells problems after the servers', () => {
    const lines = effectInWords({ servers: [], problems: ['alb: no server [SERVER_GROUP_EMPTY]'] });
    expect(lines).toEqual([{ text: 'alb: no server [SERVER_GROUP_EMPTY]', mark: 'bad', details: [] }]);
  });
});

describe('a difference in words', () => {
  it.each([
    ['weight', 100, 0, false, 'weight: 100 -> 0'],
    ['tags.owner', undefined, 'me', false, 'tags.owner: "me" was added'],
    ['tags.owner', 'me', '', false, 'tags.owner: "me" is gone'],
    ['servers[a:80]', undefined, { weight: 1 }, false, 'servers[a:80] was added'],
    ['password', 'one', 'two', true, 'password: another value, which is sensitive'],
    ['text', 'a'.repeat(100), 'b', false, `text: "${'a'.repeat(58)}… -> "b"`],
  ])('of %s from %j to %j', (path, before, after, isSensitive, text) => {
    expect(differencesInWords({ differences: [{ path, before, after, isSensitive }] })).toEqual([text]);
  });
});

test('what the next apply does is said, unless the plan does not say', () => {
  expect(nextApplyInWords({ nextApply: 'putBack' })).toBe('the next apply puts it back');
  expect(nextApplyInWords({ nextApply: 'untold' })).toBeUndefined();
});

test('a change by the code is told with its attributes', () => {
  const change = { address: 'alicloud_vpc.a', type: 'alicloud_vpc' } as const;
  expect(codeChangeInWords({ ...change, action: 'update', attributes: ['tags', 'vpc_name'] })).toBe(
    'update alicloud_vpc.a: tags, vpc_name',
  );
  expect(codeChangeInWords({ ...change, action: 'create', attributes: [] })).toBe('create alicloud_vpc.a');
});
