import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiError, OutOfBandError, startLocalCloud } from '../../src';
import { ALB_VSWITCHES, BACK_TO_ORIGIN, type Seed, SERVER, startSeed } from '../data-plane/seed';

const LOST = '100.122.176.0/26';

let seed: Seed;
const probe = async () => {
  const { reached, total } = await seed.cloud.probe(seed.loadBalancerId);
  return `${String(reached)} of ${String(total)}`;
};
const ruleIds = () => {
  const { cloud, securityGroupId } = seed;
  const items = cloud.outOfBand.list().filter(({ kind }) => kind === 'ecs/securityGroupRules');
  return items.filter(({ id }) => cloud.outOfBand.show(id).fields.securityGroupId === securityGroupId);
};

beforeEach(async () => {
  seed = await startSeed({ albGeneration: 'non-upgraded' });
});

afterEach(() => seed.cloud.close());

test('a route of a VPC is deleted, seen by the probe, added again and journalled', async () => {
  const { outOfBand } = seed.cloud;
  expect(await probe()).toBe('6 of 6');
  const deleted = outOfBand.deleteRoute({ vpcId: seed.vpc2.vpcId, destinationCidrBlock: LOST });
  expect(deleted).toMatchObject({
    number: 1,
    change: 'deleteRoute',
    kind: 'vpc/routeEntries',
    region: 'cn-hangzhou',
    before: { destinationCidrBlock: LOST, routeTableId: seed.vpc2.tableId, status: 'Available' },
    after: null,
  });
  expect(await probe()).toBe('5 of 6');
  const nextHopId = seed.router2.attachmentId;
  const added = outOfBand.addRoute({ table: seed.vpc2.tableId, destinationCidrBlock: LOST, nextHopId });
  expect(added).toMatchObject({ number: 2, before: null, after: { destinationCidrBlock: LOST, nextHopId } });
  expect(await probe()).toBe('6 of 6');
  expect(outOfBand.journal()).toEqual([deleted, added]);
});

test('a route of a transit router is deleted by router and destination, and added again', async () => {
  const { outOfBand } = seed.cloud;
  const { routerId, tableId, attachmentId } = seed.router1;
  const deleted = outOfBand.deleteRoute({ transitRouterId: routerId, destinationCidrBlock: LOST });
  expect(deleted).toMatchObject({ kind: 'cen/staticRouteEntries', region: 'cn-chengdu', after: null });
  expect(deleted.before).toMatchObject({ routeTableId: tableId, nextHopId: attachmentId });
  expect(await probe()).toBe('5 of 6');
  outOfBand.addRoute({ table: routerId, destinationCidrBlock: LOST, nextHopId: attachmentId });
  expect(await probe()).toBe('6 of 6');
  const hole = outOfBand.addRoute({ table: tableId, destinationCidrBlock: '10.9.0.0/16' });
  expect(hole.after).toMatchObject({ nextHopType: 'BlackHole', nextHopId: '' });
  expect(outOfBand.deleteRoute({ routeEntryId: hole.id })).toMatchObject({ after: null });
});

test('routes that cannot be deleted or added are refused, and nothing is journalled', () => {
  const { outOfBand } = seed.cloud;
  const system = { table: seed.vpc2.vpcId, destinationCidrBlock: '100.64.0.0/10' };
  expect(() => outOfBand.deleteRoute(system)).toThrow(ApiError);
  const learned = { table: seed.router2.routerId, destinationCidrBlock: '192.168.7.0/24' };
  expect(() => outOfBand.deleteRoute(learned)).toThrow(/is learned, and cannot be deleted/);
  const missing = { table: seed.vpc2.vpcId, destinationCidrBlock: '9.9.9.0/24' };
  expect(() => outOfBand.deleteRoute(missing)).toThrow(/has no route to 9\.9\.9\.0\/24/);
  expect(() => outOfBand.deleteRoute({ ...missing, table: 'vpc-none' })).toThrow(OutOfBandError);
  const foreign = { table: seed.vpc2.vpcId, destinationCidrBlock: '9.9.9.0/24' };
  expect(() => outOfBand.addRoute({ ...foreign, nextHopId: seed.router1.attachmentId })).toThrow(ApiError);
  expect(outOfBand.journal()).toEqual([]);
});

test('a server is stopped and started by its name', async () => {
  const { outOfBand } = seed.cloud;
  expect(outOfBand.stopServer('ecs1')).toMatchObject({ id: seed.instanceId, after: { status: 'Stopped' } });
  expect(await probe()).toBe('0 of 6');
  expect(() => outOfBand.stopServer('ecs1')).toThrow(ApiError);
  expect(outOfBand.startServer(seed.instanceId)).toMatchObject({ after: { status: 'Running' } });
  expect(await probe()).toBe('6 of 6');
});

test('a rule of a security group is edited, then deleted', async () => {
  const { outOfBand } = seed.cloud;
  const rule = ruleIds().find(({ id }) => JSON.stringify(outOfBand.show(id).fields).includes('100.64.0.0/10'))!;
  const edited = outOfBand.editRule(rule.id, { portRange: '81/81', priority: 7, description: 'by hand' });
  expect(edited.before).toMatchObject({ portRange: '80/80', priority: 1 });
  expect(edited.after).toMatchObject({ portRange: '81/81', priority: 7, description: 'by hand' });
  expect(await probe()).toBe('0 of 6');
  outOfBand.editRule(rule.id, { portRange: '80/80', cidr: '100.122.0.0/16', policy: 'Accept' });
  expect(await probe()).toBe('4 of 6');
  expect(outOfBand.deleteRule(rule.id)).toMatchObject({ change: 'deleteRule', after: null });
  expect(ruleIds().map(({ id }) => id)).not.toContain(rule.id);
});

test("a server's weight is set; which server must be clear", async () => {
  const { outOfBand } = seed.cloud;
  const changed = outOfBand.setServerWeight({ serverGroup: 'web', server: SERVER, weight: 0 });
  expect(changed).toMatchObject({ before: { weight: 100 }, after: { weight: 0 }, region: 'cn-chengdu' });
  expect(await probe()).toBe('0 of 6');
  const other = { serverGroup: seed.serverGroupId, server: SERVER };
  expect(() => outOfBand.setServerWeight({ ...other, port: 81, weight: 1 })).toThrow(
    /no server 192\.168\.7\.20 on port 81/,
  );
  expect(() => outOfBand.setServerWeight({ ...other, weight: 101 })).toThrow(ApiError);
});

test('an association and a propagation are taken away', async () => {
  const { cloud, router2, peerId } = seed;
  const join = { attachmentId: router2.attachmentId, routeTableId: router2.tableId };
  expect(cloud.outOfBand.dissociate(join)).toMatchObject({ kind: 'cen/associations', after: null });
  expect(await probe()).toBe('0 of 6');
  const other = { attachmentId: peerId, routeTableId: seed.router1.tableId };
  expect(cloud.outOfBand.disablePropagation(other)).toMatchObject({ kind: 'cen/propagations', after: null });
  expect(() => cloud.outOfBand.disablePropagation(other)).toThrow(ApiError);
});

test.each(['vpcId', 'loadBalancerId', 'instanceId', 'routerId'])('a tag is set on and removed from a %s', (which) => {
  const { outOfBand } = seed.cloud;
  const { loadBalancerId, instanceId } = seed;
  const ids = { vpcId: seed.vpc1.vpcId, loadBalancerId, instanceId, routerId: seed.router1.routerId };
  const id = ids[which as keyof typeof ids];
  expect(outOfBand.setTag(id, 'owner', 'somebody').after).toMatchObject({ tags: { owner: 'somebody' } });
  expect(outOfBand.removeTag(id, 'owner').after).toMatchObject({ tags: {} });
});

test('a tag is set on and removed from every kind that has tags', () => {
  const { outOfBand } = seed.cloud;
  const tagged = outOfBand.list().filter(({ id }) => 'tags' in outOfBand.show(id).fields);
  const kinds = [...new Map(tagged.map((item) => [item.kind, item])).values()];
  expect(kinds.length).toBeGreaterThan(10);
  for (const { id } of kinds) {
    expect(outOfBand.setTag(id, 'owner', 'somebody').after).toMatchObject({ tags: { owner: 'somebody' } });
    expect(outOfBand.removeTag(id, 'owner').after).toMatchObject({ tags: {} });
  }
});

test('objects without tags, and ids of nothing, are refused', () => {
  const { outOfBand } = seed.cloud;
  expect(() => outOfBand.setTag(ruleIds()[0]!.id, 'owner', 'somebody')).toThrow(/has no tags/);
  expect(() => outOfBand.show('vpc-none')).toThrow('there is no object with the id or name vpc-none');
});

test('everything is listed with name, region and status', () => {
  const { outOfBand } = seed.cloud;
  const listed = outOfBand.list();
  expect(listed).toContainEqual({
    kind: 'ecs/instances',
    id: seed.instanceId,
    name: 'ecs1',
    region: 'cn-hangzhou',
    status: 'Running',
    detail: 'ecs.g7.large',
  });
  const routes = listed.filter(({ kind }) => kind === 'cen/staticRouteEntries');
  expect(routes.map(({ region }) => region)).toEqual(BACK_TO_ORIGIN.map(() => 'cn-chengdu'));
  for (const { id, kind } of listed) expect(outOfBand.show(id)).toMatchObject({ id, kind });
});

test('a name of several stands for none of them, unless only one can be meant', async () => {
  const { outOfBand } = seed.cloud;
  await seed.hangzhou.vpc('CreateVpc', { CidrBlock: '10.0.0.0/8', VpcName: 'web' });
  expect(() => outOfBand.show('web')).toThrow(/is the name of several: vpc-.* \(vpc\/vpcs\), sgp-/);
  expect(outOfBand.setServerWeight({ serverGroup: 'web', server: SERVER, weight: 5 }).after).toMatchObject({
    weight: 5,
  });
});

test('an object is found by its name', () => {
  const { outOfBand } = seed.cloud;
  expect(outOfBand.show('web').id).toBe(seed.serverGroupId);
});

test("a load balancer's back-to-origin CIDRs are shown for its id, name and DNS name", async () => {
  const { outOfBand } = seed.cloud;
  for (const which of [seed.loadBalancerId, 'front', seed.dnsName]) {
    expect(outOfBand.backToOriginCidrs(which)).toEqual(BACK_TO_ORIGIN);
  }
  const upgraded = await startSeed();
  try {
    expect(upgraded.cloud.outOfBand.backToOriginCidrs('front')).toEqual(ALB_VSWITCHES);
    expect(() => upgraded.cloud.outOfBand.backToOriginCidrs('ecs1')).toThrow(OutOfBandError);
  } finally {
    await upgraded.cloud.close();
  }
});

test('a change passes through its transient state, and is over when its delay is', async () => {
  let now = Date.now();
  const slow = await startSeed({ clock: () => now, delays: { StopInstance: 5000 } });
  const { outOfBand } = slow.cloud;
  try {
    expect(outOfBand.stopServer('ecs1').after).toMatchObject({ status: 'Stopping' });
    expect(() => outOfBand.startServer('ecs1')).toThrow(ApiError);
    now += 5000;
    expect(outOfBand.show('ecs1').status).toBe('Stopped');
    expect(outOfBand.startServer('ecs1').time).toBe(new Date(now).toISOString());
  } finally {
    await slow.cloud.close();
  }
});

test('injected faults do not hit a change', () => {
  const { cloud } = seed;
  cloud.injectFaults([{ actions: '*', fault: 'throttling', rate: 1 }]);
  expect(cloud.outOfBand.stopServer('ecs1').after).toMatchObject({ status: 'Stopped' });
});

test('the journal is part of the state', async () => {
  const stateFolder = mkdtempSync(join(tmpdir(), 'out-of-band-'));
  try {
    const first = await startSeed({ stateFolder });
    first.cloud.outOfBand.deleteRoute({ table: first.vpc2.vpcId, destinationCidrBlock: LOST });
    const journal = first.cloud.outOfBand.journal();
    await first.cloud.close();
    const second = await startLocalCloud({ stateFolder });
    expect(second.outOfBand.journal()).toEqual(journal);
    expect(second.outOfBand.stopServer('ecs1').number).toBe(2);
    await second.close();
  } finally {
    rmSync(stateFolder, { recursive: true, force: true });
  }
});
