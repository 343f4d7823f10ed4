import { admit, ingressRules } from '../../../src/data-plane/forwarding/security-groups';
import { type SecurityGroup, type SecurityGroupRule, securityGroupRules } from '../../../src/services/ecs/model';
import { parseAddress } from '../../../src/services/ipv4';
import { Store } from '../../../src/store/store';

const address = (text: string): number => parseAddress(text)!;

const group = (securityGroupId: string, changes: Partial<SecurityGroup> = {}): SecurityGroup => ({
  securityGroupId,
  regionId: 'cn-hangzhou',
  vpcId: 'vpc-1',
  name: '',
  description: '',
  type: 'normal',
  innerAccessPolicy: 'Accept',
  resourceGroupId: '',
  serviceManaged: false,
  createdAt: '',
  tags: {},
  ...changes,
});

const rule = (changes: Partial<SecurityGroupRule>): SecurityGroupRule => ({
  securityGroupRuleId: '',
  securityGroupId: 'sg-1',
  direction: 'ingress',
  ipProtocol: 'TCP',
  portRange: '80/80',
  peer: { kind: 'cidr', value: '10.0.0.0/8' },
  policy: 'Accept',
  priority: 1,
  description: '',
  createdAt: '',
  ...changes,
});

/** What the groups say to a packet for port 80 from 10.1.2.3. */
function decide(
  rules: readonly Partial<SecurityGroupRule>[],
  { groups = [group('sg-1')], port = 80, source = '10.1.2.3', sourceGroupIds = [] as readonly string[] } = {},
) {
  const store = new Store();
  store.transaction(() => {
    for (const [at, changes] of rules.entries()) {
      store.put(securityGroupRules, rule({ securityGroupRuleId: `sgr-${String(at)}`, ...changes }));
    }
  });
  const ids = groups.map(({ securityGroupId }) => securityGroupId);
  return admit(groups, ingressRules(store, ids), { source: address(source), port, sourceGroupIds });
}

describe('security groups', () => {
  test('deny what no rule accepts', () => {
    expect(decide([])).toMatchObject({ accepted: false, reason: 'no rule accepts TCP 80 from 10.1.2.3' });
  });

  test.each<[string, Partial<SecurityGroupRule>, boolean]>([
    ['the port inside the range', { portRange: '1/100' }, true],
    ['another port', { portRange: '81/100' }, false],
    ['every protocol', { ipProtocol: 'ALL', portRange: '-1/-1' }, true],
    ['another protocol', { ipProtocol: 'UDP' }, false],
    ['a single address', { peer: { kind: 'cidr', value: '10.1.2.3' } }, true],
    ['another address', { peer: { kind: 'cidr', value: '10.1.2.4' } }, false],
    ['IPv6 only', { peer: { kind: 'ipv6Cidr', value: '::/0' } }, false],
    ['what goes out', { direction: 'egress' }, false],
    ['a group of the VPC that the sender is in', { peer: { kind: 'group', value: 'sg-9' } }, false],
    ['members of another group', { securityGroupId: 'sg-2' }, false],
  ])('with a rule for %s', (_name, changes, accepted) => {
    expect(decide([changes]).accepted).toBe(accepted);
  });

  test('accept a sender by its group', () => {
    const byGroup = { peer: { kind: 'group', value: 'sg-9' } } as const;

    expect(decide([byGroup], { sourceGroupIds: ['sg-9'] }).accepted).toBe(true);
  });

  test('go by priority first, then by denial, over all groups of a server', () => {
    const groups = [group('sg-1'), group('sg-2')];
    const deny = { securityGroupId: 'sg-2', policy: 'Drop' } as const;

    expect(decide([{ priority: 2 }, { ...deny, priority: 2 }], { groups }).accepted).toBe(false);
    expect(decide([{ priority: 1 }, { ...deny, priority: 2 }], { groups }).accepted).toBe(true);
    expect(decide([{ priority: 3 }, { ...deny, priority: 2 }], { groups })).toMatchObject({
      accepted: false,
      securityGroupId: 'sg-2',
      reason: 'TCP 80 from 10.0.0.0/8: Drop (priority 2)',
    });
  });

  test('let members of one normal group reach each other while inner access is on', () => {
    const sourceGroupIds = ['sg-1'];

    expect(decide([], { sourceGroupIds }).accepted).toBe(true);
    const closed = [group('sg-1', { innerAccessPolicy: 'Drop' })];
    expect(decide([], { sourceGroupIds, groups: closed }).accepted).toBe(false);
    const enterprise = [group('sg-1', { type: 'enterprise' })];
    expect(decide([], { sourceGroupIds, groups: enterprise }).accepted).toBe(false);
  });

  test('say for how many addresses they would say the same', () => {
    const inner = { peer: { kind: 'cidr', value: '10.1.2.128/25' }, policy: 'Drop' } as const;

    expect(decide([{}, inner])).toMatchObject({ accepted: true, last: address('10.1.2.127') });
    expect(decide([{}, inner], { source: '10.1.2.130' })).toMatchObject({
      accepted: false,
      last: address('10.1.2.255'),
    });
    expect(decide([{}, inner], { source: '11.0.0.0' })).toMatchObject({ accepted: false, last: 2 ** 32 - 1 });
  });
});
