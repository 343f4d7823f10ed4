import { type LocalCloud, startLocalCloud } from '../../../src';
import { refusal, sdkClient, VpcCalls } from './client';

const DELAY_MS = 1_000;
let cloud: LocalCloud;
let vpc: VpcCalls;
let now: number;
beforeEach(async () => {
  now = Date.now();
  cloud = await startLocalCloud({ clock: () => now, delays: { default: DELAY_MS } });
  vpc = new VpcCalls(sdkClient(cloud));
});
afterEach(() => cloud.close());

async function ready<T>(made: T | Promise<T>): Promise<T> {
  const value = await made;
  now += DELAY_MS;
  return value;
}

test('a VPC is Pending, then Available, then Deleting, then gone, each for exactly its time', async () => {
  const { vpcId } = await vpc.createVpc('10.0.0.0/16');
  now += DELAY_MS - 1;
  expect((await vpc.describeVpc(vpcId)).status).toBe('Pending');
  now += 1;
  expect((await vpc.describeVpc(vpcId)).status).toBe('Available');
  await vpc.deleteVpc(vpcId);
  now += DELAY_MS - 1;
  expect((await vpc.describeVpc(vpcId)).status).toBe('Deleting');
  now += 1;
  expect(await refusal(vpc.describeVpc(vpcId))).toBe('404 InvalidVpcId.NotFound');
  expect(cloud.inventory()).toEqual([]);
});

test('rejects every change of a VPC that is coming or going', async () => {
  const { vpcId, routeTableId } = await vpc.createVpc('10.0.0.0/16');
  const expectRefused = async (): Promise<void> => {
    const route = vpc.createRouteEntry(routeTableId, '192.168.0.0/16', { nextHopId: 'i-1' });
    const changes = [
      vpc.modifyVpc(vpcId, { vpcName: 'x' }),
      vpc.createVSwitch(vpcId, '10.0.0.0/24'),
      route,
      vpc.deleteVpc(vpcId),
    ];
    for (const change of changes) expect(await refusal(change)).toBe('400 IncorrectVpcStatus');
  };
  await expectRefused();
  now += DELAY_MS;
  await vpc.deleteVpc(vpcId);
  await expectRefused();
});

test('a vSwitch is Pending while it is made, changed and deleted, and holds its VPC until it is gone', async () => {
  const { vpcId } = await ready(vpc.createVpc('10.0.0.0/16'));
  const vSwitchId = await vpc.createVSwitch(vpcId, '10.0.0.0/24');
  const expectPending = async (): Promise<void> => {
    expect((await vpc.describeVSwitch(vSwitchId)).status).toBe('Pending');
    expect(await refusal(vpc.modifyVSwitch(vSwitchId, { vSwitchName: 'x' }))).toBe('400 IncorrectStatus.VSwitch');
    expect(await refusal(vpc.deleteVSwitch(vSwitchId))).toBe('400 IncorrectVSwitchStatus');
    expect(await refusal(vpc.deleteVpc(vpcId))).toBe('400 DependencyViolation.VSwitch');
    now += DELAY_MS;
  };
  await expectPending();
  expect((await vpc.describeVSwitch(vSwitchId)).status).toBe('Available');
  await vpc.modifyVSwitch(vSwitchId, { vSwitchName: 'y' });
  await expectPending();
  expect(await vpc.describeVSwitch(vSwitchId)).toMatchObject({ status: 'Available', vSwitchName: 'y' });
  await vpc.deleteVSwitch(vSwitchId);
  await expectPending();
  expect(await refusal(vpc.describeVSwitch(vSwitchId))).toBe('404 InvalidVSwitchId.NotFound');
  expect(await refusal(vpc.deleteVpc(vpcId))).toBe('accepted');
});

test('one vSwitch or route changes at a time in a VPC, with an answer that clients wait on; other VPCs are free', async () => {
  const ours = await vpc.createVpc('10.0.0.0/16');
  const theirs = await ready(vpc.createVpc('10.0.0.0/16'));
  const first = await ready(vpc.createVSwitch(ours.vpcId, '10.0.0.0/24'));
  const second = await vpc.createVSwitch(ours.vpcId, '10.0.1.0/24');
  const route = { nextHopId: 'i-1' };
  expect(await refusal(vpc.createVSwitch(ours.vpcId, '10.0.2.0/24'))).toBe('400 TaskConflict');
  expect(await refusal(vpc.deleteVSwitch(first))).toBe('400 TaskConflict');
  expect(await refusal(vpc.createRouteEntry(ours.routeTableId, '1.0.0.0/8', route))).toBe('400 TaskConflict');
  expect(await refusal(vpc.createVSwitch(theirs.vpcId, '10.0.2.0/24'))).toBe('accepted');
  now += DELAY_MS;
  await vpc.deleteVSwitch(second);
  expect(await refusal(vpc.createVSwitch(ours.vpcId, '10.0.1.0/24'))).toBe('400 TaskConflict');
  now += DELAY_MS;
  expect(await refusal(vpc.createVSwitch(ours.vpcId, '10.0.1.0/24'))).toBe('accepted');
});
