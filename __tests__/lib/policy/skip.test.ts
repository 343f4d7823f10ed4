import { checkPolicies, parseSkip } from '../../../lib/policy';
import { add, at, stack } from '../../support/plain-stack';

const RULE = 'alicloud_security_group_rule.web';

function open() {
  const json = stack();
  at(json, RULE).cidr_ip = '0.0.0.0/0';
  add(json, 'alicloud_security_group_rule.again', {}, RULE);
  return json;
}

describe('skipping a rule', () => {
  it('leaves its problems out, and says how many there were', () => {
    const skip = [{ code: 'SG_OPEN_TO_WORLD', reason: 'behind another firewall' }];
    expect(checkPolicies(open(), { skip })).toMatchObject({ problems: [], skipped: [{ ...skip[0], count: 2 }] });
  });

  it('of one resource leaves those of others in', () => {
    const skip = [{ code: 'SG_OPEN_TO_WORLD', address: RULE, reason: 'the bastion' }];
    expect(checkPolicies(open(), { skip })).toMatchObject({
      problems: [{ code: 'SG_OPEN_TO_WORLD', place: { id: 'alicloud_security_group_rule.again' } }],
      skipped: [{ count: 1 }],
    });
  });

  it('that skips nothing says so', () => {
    const skip = [{ code: 'SG_OPEN_TO_WORLD', reason: 'once' }];
    expect(checkPolicies(stack(), { skip }).skipped).toEqual([{ ...skip[0], count: 0 }]);
  });

  it.each([
    [{ code: 'SG_OPEN_TO_WRLD', reason: 'x' }, 'POLICY_UNKNOWN', 'did you mean SG_OPEN_TO_WORLD?'],
    [
      { code: 'ROUTE_BACK_TO_ORIGIN_MISSING', reason: 'x' },
      'POLICY_UNKNOWN',
      'docs/reference/rules.md#of-the-resources',
    ],
    [{ code: 'SG_OPEN_TO_WORLD', reason: ' ' }, 'SKIP_REASON_MISSING', 'for a reason'],
  ])('rejects %j', (skip, code, message) => {
    expect(() => checkPolicies(stack(), { skip: [skip] })).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });
});

describe('a skip on a command line', () => {
  it.each([
    ['A_B=because', { code: 'A_B', reason: 'because' }],
    ['A_B=a=b, and more', { code: 'A_B', reason: 'a=b, and more' }],
    ['A_B@module.m["x=y"].t.n[0]=why not', { code: 'A_B', address: 'module.m["x=y"].t.n[0]', reason: 'why not' }],
  ])('%s', (text, skip) => {
    expect(parseSkip(text)).toEqual(skip);
  });

  it.each(['A_B', 'a_b=x', '=x', ''])('rejects %j', (text) => {
    expect(() => parseSkip(text)).toThrow(expect.objectContaining({ code: 'SKIP_INVALID' }));
  });
});
