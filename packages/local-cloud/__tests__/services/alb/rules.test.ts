import { createBalancer, createGroup, createListener, type Fixture, outcome, startFixture } from './fixture';

let fixture: Fixture;
let balancerId: string;
let listenerId: string;
let groupId: string;

beforeEach(async () => {
  fixture = await startFixture();
  balancerId = await createBalancer(fixture);
  groupId = await createGroup(fixture);
  listenerId = await createListener(fixture, balancerId, await createGroup(fixture));
});

afterEach(async () => {
  await fixture.cloud.close();
});

type Values = Record<string, string | number | boolean>;

const forward = (id = groupId): Values => ({
  'RuleActions.1.Order': 1,
  'RuleActions.1.Type': 'ForwardGroup',
  'RuleActions.1.ForwardGroupConfig.ServerGroupTuples.1.ServerGroupId': id,
});
const host: Values = { 'RuleConditions.1.Type': 'Host', 'RuleConditions.1.HostConfig.Values.1': 'a.example.com' };
const fixed = (at: number, more: Values = {}): Values => ({
  [`RuleActions.${String(at)}.Order`]: at,
  [`RuleActions.${String(at)}.Type`]: 'FixedResponse',
  [`RuleActions.${String(at)}.FixedResponseConfig.Content`]: 'ok',
  ...more,
});
const insert = (at: number, key: string): Values => ({
  [`RuleActions.${String(at)}.Order`]: at,
  [`RuleActions.${String(at)}.Type`]: 'InsertHeader',
  [`RuleActions.${String(at)}.InsertHeaderConfig.Key`]: key,
  [`RuleActions.${String(at)}.InsertHeaderConfig.Value`]: 'v',
});
const paths = (count: number, of = 'p'): Values => ({
  'RuleConditions.1.Type': 'Path',
  ...Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      `RuleConditions.1.PathConfig.Values.${String(at + 1)}`,
      `/${of}${String(at)}`,
    ]),
  ),
});

const create = (parameters: Values = {}, actions = forward(), conditions = host) =>
  fixture.alb('CreateRule', {
    ListenerId: listenerId,
    RuleName: 'rule',
    Priority: 10,
    ...actions,
    ...conditions,
    ...parameters,
  });
const list = async (parameters: Values = {}) => (await fixture.alb('ListRules', parameters)).body;

describe('a forwarding rule', () => {
  it('is listed as it was requested, a lone group with weight 100', async () => {
    const { body } = await create();
    expect(await list()).toMatchObject({
      TotalCount: 1,
      Rules: [{ RuleId: body.RuleId, RuleStatus: 'Available', LoadBalancerId: balancerId, Direction: 'Request' }],
    });
    expect(((await list()).Rules as object[])[0]).toMatchObject({
      RuleActions: [
        {
          Order: 1,
          Type: 'ForwardGroup',
          ForwardGroupConfig: { ServerGroupTuples: [{ ServerGroupId: groupId, Weight: 100 }] },
        },
      ],
      RuleConditions: [{ Type: 'Host', HostConfig: { Values: ['a.example.com'] } }],
    });
    expect(await list({ 'ListenerIds.1': 'lsn-other' })).toMatchObject({ TotalCount: 0 });
    expect(await list({ Direction: 'Response' })).toMatchObject({ TotalCount: 0 });
  });

  it('keeps what an update does not name, and lets go of groups that it no longer uses', async () => {
    const { body } = await create();
    expect(await outcome(fixture.alb('DeleteServerGroup', { ServerGroupId: groupId }))).toBe(
      '400 ResourceInUse.ServerGroup',
    );
    await fixture.alb('UpdateRuleAttribute', { RuleId: String(body.RuleId), Priority: 20, ...fixed(1) });
    expect((await list()).Rules).toMatchObject([
      { RuleName: 'rule', Priority: 20, RuleActions: [{ Type: 'FixedResponse' }], RuleConditions: [{ Type: 'Host' }] },
    ]);
    expect(await outcome(fixture.alb('DeleteServerGroup', { ServerGroupId: groupId }))).toBe('200');
  });

  it('has a priority of its own', async () => {
    await create();
    const { body } = await create({ Priority: 11 });
    expect(await outcome(create())).toBe('400 Conflict.Priority');
    const RuleId = String(body.RuleId);
    expect(await outcome(fixture.alb('UpdateRuleAttribute', { RuleId, Priority: 10 }))).toBe('400 Conflict.Priority');
    expect(await outcome(fixture.alb('UpdateRuleAttribute', { RuleId, Priority: 11 }))).toBe('200');
  });

  it('goes with itself, with its listener and with its balancer', async () => {
    const { body } = await create();
    await fixture.alb('DeleteRule', { RuleId: String(body.RuleId) });
    expect(await outcome(fixture.alb('DeleteRule', { RuleId: String(body.RuleId) }))).toBe('404 ResourceNotFound.Rule');
    await create();
    await fixture.alb('DeleteListener', { ListenerId: listenerId });
    expect(await list()).toMatchObject({ TotalCount: 0 });
    listenerId = await createListener(fixture, balancerId, groupId);
    await create();
    await fixture.alb('DeleteLoadBalancer', { LoadBalancerId: balancerId });
    expect(await list()).toMatchObject({ TotalCount: 0 });
    expect(await outcome(fixture.alb('DeleteServerGroup', { ServerGroupId: groupId }))).toBe('200');
  });

  it('whose creation fails is listed as such, and can only be deleted', async () => {
    fixture.cloud.injectFaults([{ actions: 'CreateRule', fault: 'failedCreation', rate: 1, times: 1 }]);
    const RuleId = String((await create()).body.RuleId);
    expect((await list()).Rules).toMatchObject([{ RuleId, RuleStatus: 'CreateFailed' }]);
    expect(await outcome(fixture.alb('UpdateRuleAttribute', { RuleId, Priority: 11 }))).toBe(
      '400 ResourceInConfiguring.Listener',
    );
    expect(await outcome(fixture.alb('DeleteRule', { RuleId }))).toBe('200');
    expect(await list()).toMatchObject({ TotalCount: 0 });
  });

  it('counts as a use of its group', async () => {
    await create();
    const groups = await fixture.alb('ListServerGroups', { 'ServerGroupIds.1': groupId });
    expect(groups.body.ServerGroups).toMatchObject([{ RelatedLoadBalancerIds: [balancerId] }]);
  });

  it('changes headers of responses, and nothing else of them', async () => {
    const response = { Direction: 'Response' };
    expect(await outcome(create(response))).toBe('400 IllegalParam.RuleActions');
    expect(await outcome(create(response, insert(1, 'x-a')))).toBe('200');
    expect(await list({ Direction: 'Response' })).toMatchObject({ TotalCount: 1 });
  });

  it.each<[string, () => Values, Values, string]>([
    ['no end', () => insert(1, 'x-a'), host, '400 IllegalParam.RuleActions'],
    ['two ends', () => ({ ...forward(), ...fixed(2) }), host, '400 IllegalParam.RuleActions'],
    [
      'one order twice',
      () => ({ ...forward(), ...fixed(2, { 'RuleActions.2.Order': 1 }) }),
      host,
      '400 IllegalParam.Order',
    ],
    [
      'a rewrite without a group',
      () => ({
        ...fixed(1),
        'RuleActions.2.Order': 2,
        'RuleActions.2.Type': 'Rewrite',
        'RuleActions.2.RewriteConfig.Path': '/x',
      }),
      host,
      '400 OperationDenied.RewriteMissingForwardGroup',
    ],
    [
      'a redirect to the same',
      () => ({
        'RuleActions.1.Order': 1,
        'RuleActions.1.Type': 'Redirect',
        'RuleActions.1.RedirectConfig.Host': '${host}',
        'RuleActions.1.RedirectConfig.HttpCode': '301',
      }),
      host,
      '400 IllegalParam.RedirectConfig',
    ],
    ['a reserved header', () => ({ ...insert(1, 'Host'), ...fixed(2) }), host, '400 IllegalParam.Key'],
    [
      'more actions than the edition has',
      () => ({
        ...(Object.assign({}, ...[1, 2, 3, 4, 5].map((at) => insert(at, `x-${String(at)}`))) as Values),
        ...fixed(6),
      }),
      host,
      '400 QuotaExceeded.RuleActionsNum',
    ],
    ['more conditions than the edition has', forward, paths(11), '400 QuotaExceeded.RuleMatchEvaluationsNum'],
    [
      'a condition without values',
      forward,
      { 'RuleConditions.1.Type': 'Host' },
      '400 MissingRuleConditions.1.HostConfig.Values',
    ],
    ['a group that is not there', () => forward('sgp-none'), host, '404 ResourceNotFound.ServerGroup'],
    [
      'content of another alphabet',
      () => fixed(1, { 'RuleActions.1.FixedResponseConfig.Content': 'é' }),
      host,
      '400 InvalidRuleActions.1.FixedResponseConfig.Content',
    ],
    [
      'a host of another alphabet',
      () => fixed(1, { 'RuleActions.1.Type': 'Redirect', 'RuleActions.1.RedirectConfig.Host': '中文.example' }),
      host,
      '400 InvalidRuleActions.1.RedirectConfig.Host',
    ],
    [
      'headers of another alphabet',
      () =>
        fixed(1, {
          'RuleActions.2.Order': 2,
          'RuleActions.2.Type': 'Cors',
          'RuleActions.2.CorsConfig.ExposeHeaders.1': 'é',
        }),
      host,
      '400 InvalidRuleActions.2.CorsConfig.ExposeHeaders.1',
    ],
  ])('is refused with %s', async (_what, actions, conditions, code) => {
    expect(await outcome(create({}, actions(), conditions))).toBe(code);
    expect(await list()).toMatchObject({ TotalCount: 0 });
  });

  it('is refused while its listener is in a transient state, and passes through its own', async () => {
    // GIVEN
    await fixture.cloud.close();
    let now = Date.now();
    fixture = await startFixture({
      clock: () => now,
      delays: { CreateListener: 1000, CreateRule: 1000, DeleteRule: 1000 },
    });
    balancerId = await createBalancer(fixture);
    groupId = await createGroup(fixture);
    listenerId = await createListener(fixture, balancerId, groupId);

    // WHEN
    const early = await outcome(create());
    now += 1001;
    const RuleId = String((await create()).body.RuleId);

    // THEN
    expect(early).toBe('400 ResourceInConfiguring.Listener');
    expect((await list()).Rules).toMatchObject([{ RuleStatus: 'Provisioning' }]);
    expect(await outcome(fixture.alb('DeleteRule', { RuleId }))).toBe('400 IncorrectStatus.Rule');
    now += 1001;
    expect(await outcome(fixture.alb('DeleteRule', { RuleId }))).toBe('200');
    expect((await list()).Rules).toMatchObject([{ RuleStatus: 'Deleting' }]);
    now += 1001;
    expect(await list()).toMatchObject({ TotalCount: 0 });
  });

  it('needs a weight for each of several groups', async () => {
    const second = { 'RuleActions.1.ForwardGroupConfig.ServerGroupTuples.2.ServerGroupId': await createGroup(fixture) };
    expect(await outcome(create({ ...second }))).toBe(
      '400 MissingRuleActions.1.ForwardGroupConfig.ServerGroupTuples.1.Weight',
    );
  });
});
