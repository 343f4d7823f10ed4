import {
  ForwardingRule,
  HttpMethod,
  ListenerProtocol,
  RuleAction,
  RuleCondition,
  ServerGroup,
  type ForwardingRuleProps,
} from '../../../lib';
import { only, synth } from '../../support/synth';

const listener = { listenerId: 'lsn-1', region: 'cn-chengdu' };
const action = RuleAction.fixedResponse({ content: 'here' });
const conditions = [RuleCondition.paths(['/*'])];
const [web, canary] = ['sgp-web', 'sgp-canary'].map((id) => ServerGroup.fromServerGroupId(id));

const ruleOf = (props: Partial<ForwardingRuleProps> = {}) =>
  only(
    synth((stack) => {
      new ForwardingRule(stack, 'rule', { listener, name: 'rule', priority: 1, conditions, action, ...props });
    }),
    'alicloud_alb_rule',
  );

describe('ForwardingRule', () => {
  it('belongs to its listener', () => {
    expect(ruleOf()).toMatchObject({
      provider: 'alicloud.cn-chengdu',
      listener_id: 'lsn-1',
      rule_name: 'rule',
      priority: 1,
    });
  });

  it('asks for everything that it is told to', () => {
    const asked = ruleOf({
      conditions: [
        RuleCondition.hosts(['*.example.com']),
        RuleCondition.paths(['/a', '/b/*']),
        RuleCondition.header('x-canary', ['always']),
        RuleCondition.queryString('version', ['2', '3']),
        RuleCondition.cookie('group', ['b']),
        RuleCondition.methods([HttpMethod.GET]),
        RuleCondition.sourceIps(['10.0.0.0/8']),
      ],
    });
    expect(asked.rule_conditions).toEqual([
      { type: 'Host', host_config: { values: ['*.example.com'] } },
      { type: 'Path', path_config: { values: ['/a', '/b/*'] } },
      { type: 'Header', header_config: { key: 'x-canary', values: ['always'] } },
      {
        type: 'QueryString',
        query_string_config: {
          values: [
            { key: 'version', value: '2' },
            { key: 'version', value: '3' },
          ],
        },
      },
      { type: 'Cookie', cookie_config: { values: [{ key: 'group', value: 'b' }] } },
      { type: 'Method', method_config: { values: ['GET'] } },
      { type: 'SourceIp', source_ip_config: { values: ['10.0.0.0/8'] } },
    ]);
  });

  it('forwards by weight', () => {
    const groups = [
      { serverGroup: web!, weight: 90 },
      { serverGroup: canary!, weight: 10 },
    ];
    expect(ruleOf({ action: RuleAction.forward(groups) }).rule_actions).toEqual([
      {
        order: 1,
        type: 'ForwardGroup',
        forward_group_config: {
          server_group_tuples: [
            { server_group_id: 'sgp-web', weight: 90 },
            { server_group_id: 'sgp-canary', weight: 10 },
          ],
        },
      },
    ]);
  });

  it('keeps clients at the group that they came to, when asked', () => {
    const forward = RuleAction.forward([{ serverGroup: web! }], { stickySessionSeconds: 60 });
    expect(ruleOf({ action: forward }).rule_actions).toMatchObject([
      {
        forward_group_config: {
          server_group_tuples: [{ weight: 100 }],
          server_group_sticky_session: { enabled: true, timeout: 60 },
        },
      },
    ]);
  });

  it('redirects with every part written out, and leaves what stands for the request to the ALB', () => {
    const redirect = RuleAction.redirect({ path: '/new${path}', httpCode: 308 });
    expect(ruleOf({ action: redirect }).rule_actions).toMatchObject([
      {
        redirect_config: {
          protocol: '$${protocol}',
          host: '$${host}',
          port: '$${port}',
          path: '/new$${path}',
          query: '$${query}',
          http_code: '308',
        },
      },
    ]);
  });

  it('answers by itself, with text that Terraform does not read', () => {
    const answer = RuleAction.fixedResponse({ content: '{"a": "${b} %{c}"}', contentType: 'application/json' });
    expect(ruleOf({ action: answer }).rule_actions).toMatchObject([
      {
        fixed_response_config: { content: '{"a": "$${b} %%{c}"}', content_type: 'application/json', http_code: '200' },
      },
    ]);
  });

  it.each<[string, Partial<ForwardingRuleProps>]>([
    ['priority of a rule is a whole number from 1 to 10000, got 0', { priority: 0 }],
    ['number of values in the conditions of a rule is a whole number from 1 to 10, got 0', { conditions: [] }],
    [
      'each condition of a rule has at least one value, got none',
      { conditions: [...conditions, RuleCondition.hosts([])] },
    ],
    [
      'number of server groups that a rule forwards to is a whole number from 1 to 5',
      { action: RuleAction.forward([]) },
    ],
    [
      'weight is a whole number from 0 to 100, got 101',
      { action: RuleAction.forward([{ serverGroup: web!, weight: 101 }]) },
    ],
    ['a redirect changes something of the URL', { action: RuleAction.redirect({ httpCode: 302 }) }],
    ['and leads to HTTP or HTTPS', { action: RuleAction.redirect({ protocol: ListenerProtocol.QUIC }) }],
    ['status code of a fixed response is', { action: RuleAction.fixedResponse({ content: 'a', httpCode: 100 }) }],
    ['the name of a rule is', { name: '1' }],
  ])('rejects: %s', (message, props) => {
    expect(() => ruleOf(props)).toThrow(message);
  });
});
