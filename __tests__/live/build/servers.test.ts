import { parseCidr } from '../../../lib/core';
import type { ServerAnswer, ServerGroupAnswer } from '../../../live/api/calls/alb';
import type { NetworkInterfaceAnswer, PermissionAnswer } from '../../../live/api/calls/ecs';
import { securityGroupOf } from '../../../live/build/security-groups';
import { ServerLookUp } from '../../../live/build/servers';

const V_SWITCHES = ['vpc-1', 'vpc-2'].map((vpcId) => ({
  id: `vsw of ${vpcId}`,
  label: vpcId,
  vpcId,
  zone: 'cn-hangzhou-h',
  cidr: parseCidr('192.168.7.0/24'),
}));

const GROUP: ServerGroupAnswer = { ServerGroupId: 'sgp-1', VpcId: 'vpc-1' };
const REMOTE: ServerAnswer = {
  ServerId: '192.168.7.20',
  ServerType: 'Ip',
  Port: 80,
  Weight: 100,
  RemoteIpEnabled: true,
};

function networkInterface(
  id: string,
  vpcId: string,
  changes: Partial<NetworkInterfaceAnswer> = {},
): NetworkInterfaceAnswer {
  return {
    NetworkInterfaceId: `eni-${id}`,
    Type: 'Primary',
    VpcId: vpcId,
    VSwitchId: `vsw of ${vpcId}`,
    InstanceId: `i-${id}`,
    PrivateIpAddress: '192.168.7.20',
    SecurityGroupIds: { SecurityGroupId: ['sg-1'] },
    ...changes,
  };
}

function lookUp(networkInterfaces: readonly NetworkInterfaceAnswer[], Status = 'Running'): ServerLookUp {
  const instances = networkInterfaces.map(({ InstanceId }) => ({
    InstanceId: InstanceId!,
    InstanceName: 'ecs',
    Status,
  }));
  return new ServerLookUp([{ region: 'cn-hangzhou', networkInterfaces, instances, securityGroups: [] }], V_SWITCHES);
}

describe('the server behind an address', () => {
  test('is the instance that has it as its primary one', () => {
    const servers = lookUp([networkInterface('1', 'vpc-2')]);
    expect(servers.find('192.168.7.20', REMOTE, GROUP)).toEqual({ label: 'ecs (i-1)', instanceId: 'i-1' });
    expect(servers.instances).toEqual([
      expect.objectContaining({ id: 'i-1', vSwitchId: 'vsw of vpc-2', securityGroupIds: ['sg-1'], gaps: [] }),
    ]);
    expect(servers.notices).toEqual([]);
  });

  test('is not told where two VPCs have it', () => {
    const found = lookUp([networkInterface('1', 'vpc-1'), networkInterface('2', 'vpc-2')]).find(
      '192.168.7.20',
      REMOTE,
      GROUP,
    );
    expect(found.gap?.message).toContain('several servers have the address 192.168.7.20 (i-1 in vpc-1, i-2 in vpc-2)');
  });

  test.each([
    ['Ip', { ...REMOTE, RemoteIpEnabled: false }],
    ['Ecs', { ...REMOTE, ServerType: 'Ecs', ServerId: 'i-1' }],
    ['Eni', { ...REMOTE, ServerType: 'Eni', ServerId: 'eni-1' }],
  ])('is the one in the VPC of the group where it has to be there, type %s', (_, server) => {
    const servers = lookUp([networkInterface('2', 'vpc-2'), networkInterface('1', 'vpc-1')]);
    expect(servers.find('192.168.7.20', server, GROUP)).toEqual({ label: 'ecs (i-1)', instanceId: 'i-1' });
  });

  test('answers as its system decides where the address is not its primary one', () => {
    const sets = { PrivateIpSet: [{ PrivateIpAddress: '192.168.7.20' }, { PrivateIpAddress: '192.168.7.21' }] };
    const servers = lookUp([networkInterface('1', 'vpc-1', { PrivateIpSets: sets })]);
    servers.find('192.168.7.21', REMOTE, GROUP);
    expect(servers.instances[0]!.gaps[0]!.message).toContain('whether it answers at 192.168.7.21 is decided inside it');
  });

  test('is gone where a vSwitch has the address and nothing holds it', () => {
    const servers = lookUp([]);
    const { instanceId } = servers.find('192.168.7.20', REMOTE, GROUP);
    expect(instanceId).toBeDefined();
    expect(servers.instances[0]!.gaps[0]!.message).toContain('has the address 192.168.7.20: the server is gone');
  });

  test('is not known where no vSwitch has the address', () => {
    expect(lookUp([]).find('10.1.2.3', REMOTE, GROUP)).toEqual({ label: '10.1.2.3' });
  });

  test('is said to be stopped', () => {
    const servers = lookUp([networkInterface('1', 'vpc-2')], 'Stopped');
    servers.find('192.168.7.20', REMOTE, GROUP);
    expect(servers.notices).toEqual(['ecs (i-1) is Stopped']);
  });
});

describe('the rules of a security group', () => {
  const rule = (changes: Partial<PermissionAnswer>): PermissionAnswer => {
    return {
      Policy: 'Accept',
      Priority: 1,
      IpProtocol: 'TCP',
      PortRange: '80/80',
      SourceCidrIp: '10.0.0.0/8',
      ...changes,
    };
  };
  const group = (...rules: PermissionAnswer[]) =>
    securityGroupOf({ SecurityGroupId: 'sg-1', SecurityGroupName: 'web', Permissions: { Permission: rules } });

  test('are read with all ports, groups, and single addresses', () => {
    const { rules, gaps } = group(
      rule({ Policy: 'Drop', PortRange: '-1/-1', IpProtocol: 'ALL', Priority: 5 }),
      rule({ SourceCidrIp: '', SourceGroupId: 'sg-2' }),
      rule({ SourceCidrIp: '10.1.2.3', Description: 'one host' }),
    );
    expect(gaps).toEqual([]);
    expect(rules).toMatchObject([
      { policy: 'drop', priority: 5, protocol: 'all', ports: { first: 1, last: 65535 } },
      { source: { kind: 'group', groupId: 'sg-2' } },
      { label: 'one host', source: { kind: 'cidr', cidr: { text: '10.1.2.3/32' } } },
    ]);
  });

  test('for what goes out and for IPv6 do not matter', () => {
    const { rules, gaps } = group(rule({ Direction: 'egress' }), rule({ SourceCidrIp: '', Ipv6SourceCidrIp: '::/0' }));
    expect([rules, gaps]).toEqual([[], []]);
  });

  test.each([
    [{ SourcePrefixListId: 'pl-1' }, 'SourcePrefixListId'],
    [{ PortRangeListId: 'prl-1' }, 'PortRangeListId'],
    [{ SourcePortRange: '1/1023' }, 'SourcePortRange'],
    [{ DestCidrIp: '10.0.0.1/32' }, 'DestCidrIp'],
    [{ IpProtocol: 'SCTP' }, 'is not followed'],
    [{ PortRange: 'http' }, 'is not followed'],
  ])('with %j are a gap', (changes, message) => {
    const { rules, gaps } = group(rule(changes));
    expect(rules).toEqual([]);
    expect(gaps).toEqual([expect.objectContaining({ message: expect.stringContaining(message) as string })]);
  });
});
