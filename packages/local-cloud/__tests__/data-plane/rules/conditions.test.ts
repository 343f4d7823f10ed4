import { type HttpQuestion, type Seed, send, startSeed } from '../seed';
import { type Action, addRule, everything, says } from './rules';

let seed: Seed;
beforeAll(async () => {
  seed = await startSeed();
});
afterEach(async () => {
  const { Rules } = await seed.chengdu.alb('ListRules', { MaxResults: 100 });
  for (const { RuleId } of Rules as { RuleId: string }[]) await seed.chengdu.alb('DeleteRule', { RuleId });
});
afterAll(async () => {
  await seed.cloud.close();
});

/** What a request is answered: the text of the rule, or that of the server. */
async function answer(question: Partial<HttpQuestion> = {}): Promise<string> {
  const { text } = await send(seed.cloud, { host: seed.dnsName, ...question });
  return text.includes(' at 192.168.7.20:80 ') ? 'server' : text;
}

type Case = readonly [what: string, condition: Action, question: Partial<HttpQuestion>, holds: boolean];

const cookie = (Cookie: string) => ({ headers: { Cookie } });
const header = (value: string) => ({ headers: { 'X-Kind': value } });
const kind = (value: string): Action => ['Header', { Key: 'x-KIND', 'Values.1': value }];
const pair = (type: 'Cookie' | 'QueryString', Key: string, Value?: string): Action => [
  type,
  { 'Values.1.Key': Key, ...(Value !== undefined && { 'Values.1.Value': Value }) },
];
const path = (value: string): Action => ['Path', { 'Values.1': value }];
const host = (value: string): Action => ['Host', { 'Values.1': value }];

describe('a condition', () => {
  test.each<Case>([
    ['an exact path', path('/a'), { path: '/a?b' }, true],
    ['a path in another case', path('/a'), { path: '/A' }, false],
    ['a path that begins so', path('/a'), { path: '/a/b' }, false],
    ['a wildcard of any length, slashes included', path('/a/*'), { path: '/a/b/c' }, true],
    ['a wildcard without what is before it', path('/a/*'), { path: '/a' }, false],
    ['a wildcard inside a folder', path('/a*'), { path: '/abc/d' }, true],
    ['a wildcard for one character', path('/a?c'), { path: '/abc' }, true],
    ['a wildcard for one character, and none there', path('/a?c'), { path: '/ac' }, false],
    ['characters that mean something elsewhere', path('/a.c+$'), { path: '/abc+$' }, false],
    ['an expression in any case', path('~*^/img/.+'), { path: '/IMG/1' }, true],
    ['an expression case by case', path('~^/img/.+'), { path: '/IMG/1' }, false],
    ['an expression that begins somewhere', path('~[0-9]{3}'), { path: '/x/123' }, true],
    ['an exact host', host('a.example.com'), { host: 'a.example.com' }, true],
    ['a host in capitals, with port', host('a.example.com'), { host: 'A.Example.com:80' }, true],
    ['another host', host('a.example.com'), {}, false],
    ['a wildcard in a host', host('*.example.com'), { host: 'a.b.example.com' }, true],
    ['a method', ['Method', { 'Values.1': 'PUT', 'Values.2': 'POST' }], { method: 'POST' }, true],
    ['another method', ['Method', { 'Values.1': 'PUT' }], { method: 'GET' }, false],
    ['a header', kind('one*'), header('one-and-a-half'), true],
    ['a header in another case', kind('one'), header('ONE'), false],
    ['an absent header', kind('*'), {}, false],
    ['a parameter', pair('QueryString', 'user', 'a*'), { path: '/?x=1&User=ABC' }, true],
    ['a parameter with another value', pair('QueryString', 'user', 'a*'), { path: '/?user=b' }, false],
    ['a parameter with any value', pair('QueryString', 'user'), { path: '/?user=b' }, true],
    ['an encoded parameter', pair('QueryString', 'user', 'ä'), { path: '/?user=%C3%A4' }, true],
    ['a cookie', pair('Cookie', 'group', 'b?'), cookie('x=1; group=b2'), true],
    ['an absent cookie', pair('Cookie', 'group', 'b?'), cookie('x=b2'), false],
    ['the source in a block', ['SourceIp', { 'Values.1': '127.0.0.0/8' }], {}, true],
    ['the source as an address', ['SourceIp', { 'Values.1': '127.0.0.1' }], {}, true],
    ['the source elsewhere', ['SourceIp', { 'Values.1': '10.0.0.0/8' }], {}, false],
  ])('sees %s', async (_what, condition, question, holds) => {
    await addRule(seed, [condition], [says('rule')]);
    // Whoever asks for a name of his own must be led here by some rule.
    await addRule(seed, [host('*.example.com'), everything], [says('server')]);

    expect(await answer(question)).toBe(holds ? 'rule' : 'server');
  });

  test('needs one of its values, and a rule all of its conditions', async () => {
    await addRule(
      seed,
      [
        ['Path', { 'Values.1': '/a', 'Values.2': '/b' }],
        ['Method', { 'Values.1': 'POST' }],
      ],
      [says('both')],
    );

    expect(await answer({ path: '/b', method: 'POST' })).toBe('both');
    expect(await answer({ path: '/b' })).toBe('server');
    expect(await answer({ path: '/c', method: 'POST' })).toBe('server');
  });

  test('on the source goes by X-Forwarded-For where the listener trusts proxies', async () => {
    await addRule(seed, [['SourceIp', { 'Values.1': '10.1.0.0/16' }]], [says('inside')]);
    await seed.chengdu.alb('UpdateListenerAttribute', {
      ListenerId: seed.listenerId,
      'XForwardedForConfig.XForwardedForClientSourceIpsEnabled': true,
      'XForwardedForConfig.XForwardedForClientSourceIpsTrusted': '192.168.1.0/24',
    });

    const from = (forwarded: string) => answer({ headers: { 'X-Forwarded-For': forwarded } });
    expect(await from('10.1.2.3, 192.168.1.9')).toBe('inside');
    expect(await from('10.1.2.3, 172.16.9.9, 192.168.1.9')).toBe('server');
    await seed.chengdu.alb('UpdateListenerAttribute', {
      ListenerId: seed.listenerId,
      'XForwardedForConfig.XForwardedForClientSourceIpsEnabled': false,
    });
  });
});

describe('of several rules', () => {
  test('the one with the lowest priority counts, wherever it is looked up', async () => {
    await addRule(seed, [everything], [says('everything')], { Priority: 30 });
    await addRule(seed, [['Path', { 'Values.1': '/a/*' }]], [says('folder')], { Priority: 20 });
    const first = await addRule(seed, [['Path', { 'Values.1': '/a/b*' }]], [says('beginning')], { Priority: 10 });

    expect([await answer({ path: '/x' }), await answer({ path: '/a/x' }), await answer({ path: '/a/bc' })]).toEqual([
      'everything',
      'folder',
      'beginning',
    ]);
    await seed.chengdu.alb('UpdateRuleAttribute', { RuleId: first, Priority: 40 });
    expect(await answer({ path: '/a/bc' })).toBe('folder');
    await seed.chengdu.alb('DeleteRule', { RuleId: first });
    expect(await answer({ path: '/a/bc' })).toBe('folder');
  });

  test('those of another listener count for nothing', async () => {
    await seed.chengdu.alb('CreateListener', {
      LoadBalancerId: seed.loadBalancerId,
      ListenerProtocol: 'HTTP',
      ListenerPort: 81,
      'DefaultActions.1.Type': 'ForwardGroup',
      'DefaultActions.1.ForwardGroupConfig.ServerGroupTuples.1.ServerGroupId': seed.serverGroupId,
    });
    await addRule(seed, [everything], [says('rule')]);

    expect(await answer({ host: `${seed.dnsName}:81` })).toBe('server');
  });
});

test('a name that no rule names, or that is the cloud’s, is left to the API', async () => {
  await addRule(seed, [host('a.example.com')], [says('rule')]);
  await addRule(seed, [host('*.*')], [says('all')]);

  expect(await answer({ host: 'ecs.aliyuncs.com' })).toContain('MissingAccessKeyId');
  expect(await answer({ host: `127.0.0.1:${String(seed.cloud.port)}` })).toContain('MissingAccessKeyId');
  expect(await answer({ host: 'b.example.org' })).toBe('all');
});
