import type { NetworkAnswers } from '../../../live/read/network';
import { buildNetwork } from '../../../live/build/network';

const CLOUD_SERVICES = entry('100.64.0.0/10', 'System', 'service', '');

function entry(DestinationCidrBlock: string, Type: string, NextHopType: string, NextHopId: string, more: object = {}) {
  return { DestinationCidrBlock, Type, NextHops: { NextHop: [{ NextHopType, NextHopId }] }, ...more };
}

/** A VPC with one vSwitch, and its system table with these entries besides those that it has from the start. */
function answers(entries: readonly ReturnType<typeof entry>[], changes: Partial<NetworkAnswers> = {}): NetworkAnswers {
  return {
    region: 'cn-chengdu',
    vpcs: [{ VpcId: 'vpc-1', VpcName: 'shop', CidrBlock: '10.0.0.0/8' }],
    vSwitches: [
      { VSwitchId: 'vsw-1', VSwitchName: 'a', VpcId: 'vpc-1', ZoneId: 'cn-chengdu-a', CidrBlock: '10.0.0.0/24' },
    ],
    routeTables: [
      {
        table: { RouteTableId: 'vtb-1', RouteTableType: 'System', VpcId: 'vpc-1' },
        entries: [entry('10.0.0.0/24', 'System', 'local', ''), CLOUD_SERVICES, ...entries],
      },
    ],
    ...changes,
  };
}

const tableOf = (of: NetworkAnswers) => buildNetwork(of).vpcRouteTables[0]!;
const messages = (of: NetworkAnswers): readonly string[] => tableOf(of).gaps.map(({ message }) => message);

test('things go by their names, with their ids in brackets', () => {
  const { vpcs, vSwitches, vpcRouteTables } = buildNetwork(answers([]));
  expect([vpcs[0]!.label, vSwitches[0]!.label, vpcRouteTables[0]!.label]).toEqual([
    'shop (vpc-1)',
    'a (vsw-1)',
    'system route table of shop (vpc-1)',
  ]);
});

test('secondary blocks belong to the VPC, IPv6 to nothing', () => {
  const [vpc] = answers([]).vpcs;
  const secondary = { ...vpc!, SecondaryCidrBlocks: { SecondaryCidrBlock: ['172.16.0.0/12'] } };
  const { vpcs } = buildNetwork(answers([entry('2001:db8::/32', 'Custom', 'IPv6Gateway', 'x')], { vpcs: [secondary] }));
  expect(vpcs[0]!.cidrs.map(({ text }) => text)).toEqual(['10.0.0.0/8', '172.16.0.0/12']);
  expect(messages(answers([entry('2001:db8::/32', 'Custom', 'IPv6Gateway', 'x')]))).toEqual([]);
});

test('a route to an attachment leads there, one to anything else out of what is known', () => {
  const { routes, gaps } = tableOf(
    answers([
      entry('192.168.0.0/16', 'Custom', 'Attachment', 'tr-attach-1', { RouteEntryName: 'to the servers' }),
      entry('0.0.0.0/0', 'Custom', 'NatGateway', 'ngw-1'),
    ]),
  );
  expect(gaps).toEqual([]);
  expect(routes.map(({ label, nextHop }) => [label, nextHop])).toEqual([
    ['to the servers', { kind: 'attachment', attachmentId: 'tr-attach-1' }],
    ['0.0.0.0/0 -> NatGateway ngw-1', { kind: 'other', text: 'NatGateway ngw-1' }],
  ]);
});

test('a route that a transit router published counts as the table has it', () => {
  const { routes } = tableOf(answers([entry('192.168.7.0/24', 'CEN', 'Attachment', 'tr-attach-1')]));
  expect(routes).toHaveLength(1);
});

test('a vSwitch that is bound to a custom table says so', () => {
  const [vSwitch] = answers([]).vSwitches;
  const bound = { ...vSwitch!, RouteTable: { RouteTableId: 'vtb-2', RouteTableType: 'Custom' } };
  expect(buildNetwork(answers([], { vSwitches: [bound] })).vSwitches[0]!.customRouteTableId).toBe('vtb-2');
});

describe('what is not followed is a gap at the table', () => {
  const hop = (id: string) => ({ NextHopType: 'Instance', NextHopId: id });
  const [vSwitch] = answers([]).vSwitches;

  test.each([
    [
      'several next hops',
      [entry('10.9.0.0/16', 'Custom', '', '', { NextHops: { NextHop: [hop('a'), hop('b')] } })],
      'several next hops',
    ],
    [
      'a route of a service that leads elsewhere',
      [entry('10.9.0.0/16', 'BGP', 'RouterInterface', 'ri-1')],
      'where the BGP entry 10.9.0.0/16 -> RouterInterface ri-1 leads',
    ],
    [
      'a route that is being made',
      [entry('10.9.0.0/16', 'Custom', 'Attachment', 'x', { Status: 'Pending' })],
      'is Pending; run it again',
    ],
    [
      'a system route that nothing explains',
      [entry('10.9.0.0/16', 'System', 'local', '')],
      'the system entry 10.9.0.0/16 is not followed',
    ],
    [
      'a route without a next hop',
      [entry('10.9.0.0/16', 'Custom', '', '', { NextHops: undefined })],
      'leads to nothing that is shown',
    ],
  ])('%s', (_, entries, message) => {
    expect(messages(answers(entries))).toEqual([expect.stringContaining(message)]);
  });

  test('a vSwitch without its system route', () => {
    const more = { ...vSwitch!, VSwitchId: 'vsw-2', CidrBlock: '10.0.1.0/24' };
    expect(messages(answers([], { vSwitches: [vSwitch!, more] }))).toEqual([
      expect.stringContaining('no system entry for the vSwitch 10.0.1.0/24'),
    ]);
  });

  test('a network ACL', () => {
    expect(messages(answers([], { vSwitches: [{ ...vSwitch!, NetworkAclId: 'nacl-1' }] }))).toEqual([
      'vSwitch a (vsw-1): the network ACL nacl-1 may drop packets, which is not followed',
    ]);
  });
});
