import { AddEntriesToAclRequest, AddEntriesToAclRequestAclEntries, CreateAclRequest } from '@alicloud/alb20200616';
import { createBalancer, createGroup, createListener, type Fixture, outcome, startFixture } from './fixture';

let fixture: Fixture;
let aclId: string;
let listenerId: string;

beforeEach(async () => {
  fixture = await startFixture();
  aclId = await createAcl('one');
  listenerId = await createListener(fixture, await createBalancer(fixture), await createGroup(fixture));
});

afterEach(async () => {
  await fixture.cloud.close();
});

async function createAcl(aclName: string): Promise<string> {
  return (await fixture.sdk.createAcl(new CreateAclRequest({ aclName }))).body?.aclId ?? '';
}

const blocks = (from: number, count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      `AclEntries.${String(at + 1)}.Entry`,
      `10.${String(Math.floor((from + at) / 256))}.${String((from + at) % 256)}.0/24`,
    ]),
  );
const add = (entries: object, id = aclId) => fixture.alb('AddEntriesToAcl', { AclId: id, ...entries });
const entriesOf = async () => (await fixture.alb('ListAclEntries', { AclId: aclId })).body.AclEntries;
const associate = (ids: readonly string[], AclType = 'White') =>
  fixture.alb('AssociateAclsWithListener', {
    ListenerId: listenerId,
    AclType,
    ...Object.fromEntries(ids.map((id, at) => [`AclIds.${String(at + 1)}`, id])),
  });
const dissociate = (id: string) =>
  fixture.alb('DissociateAclsFromListener', { ListenerId: listenerId, 'AclIds.1': id });
const configOf = async () =>
  (await fixture.alb('GetListenerAttribute', { ListenerId: listenerId })).body.AclConfig as object;

describe('an access control list', () => {
  it('is listed, renamed, tagged, moved to another resource group and deleted', async () => {
    await fixture.alb('UpdateAclAttribute', { AclId: aclId, AclName: 'two' });
    await fixture.alb('TagResources', {
      ResourceType: 'acl',
      'ResourceId.1': aclId,
      'Tag.1.Key': 'k',
      'Tag.1.Value': 'v',
    });
    await fixture.alb('MoveResourceGroup', { ResourceType: 'ACL', ResourceId: aclId, NewResourceGroupId: 'rg-two' });
    expect((await fixture.alb('ListAcls', { 'AclNames.1': 'two' })).body).toMatchObject({
      TotalCount: 1,
      Acls: [{ AclId: aclId, AclStatus: 'Available', ResourceGroupId: 'rg-two', Tags: [{ Key: 'k', Value: 'v' }] }],
    });
    expect((await fixture.alb('ListAcls', { ResourceGroupId: 'rg-default' })).body).toMatchObject({ TotalCount: 0 });
    expect(await outcome(fixture.alb('DeleteAcl', { AclId: aclId }))).toBe('200');
    expect(await outcome(fixture.alb('DeleteAcl', { AclId: aclId }))).toBe('404 ResourceNotFound.Acl');
  });

  it('holds entries, each once', async () => {
    const entry = new AddEntriesToAclRequestAclEntries({ entry: '10.0.0.0/8', description: 'inside' });
    await fixture.sdk.addEntriesToAcl(new AddEntriesToAclRequest({ aclId, aclEntries: [entry] }));
    expect(await entriesOf()).toEqual([{ Entry: '10.0.0.0/8', Description: 'inside', Status: 'Available' }]);
    expect(await outcome(add({ 'AclEntries.1.Entry': '10.0.0.0/8' }))).toBe('400 ResourceAlreadyExist.AclEntry');
    const remove = () => fixture.alb('RemoveEntriesFromAcl', { AclId: aclId, 'Entries.1': '10.0.0.0/8' });
    expect(await outcome(remove())).toBe('200');
    expect(await outcome(remove())).toBe('404 ResourceNotFound.AclEntry');
    expect(await entriesOf()).toEqual([]);
  });

  it.each([
    ['no block', { 'AclEntries.1.Entry': '10.0.0.1' }, '400 IllegalParam.Entry'],
    ['bits behind the prefix', { 'AclEntries.1.Entry': '10.0.0.1/8' }, '400 IllegalParam.Entry'],
    ['more than 20 in one call', blocks(0, 21), '400 InvalidAclEntries'],
    [
      'a description of other characters',
      { 'AclEntries.1.Entry': '10.0.0.0/8', 'AclEntries.1.Description': '<b>' },
      '400 IllegalParam.Description',
    ],
  ])('refuses %s', async (_what, entries, code) => {
    expect(await outcome(add(entries))).toBe(code);
    expect(await entriesOf()).toEqual([]);
  });

  it('holds 500 entries, which come by pages', async () => {
    for (let from = 0; from < 500; from += 20) await add(blocks(from, 20));
    expect(await outcome(add({ 'AclEntries.1.Entry': '11.0.0.0/8' }))).toBe('400 ResourceQuotaExceeded.AclEntriesNum');
    const { body } = await fixture.alb('ListAclEntries', { AclId: aclId, MaxResults: 100 });
    expect(body).toMatchObject({ TotalCount: 500, MaxResults: 100 });
    expect(body.NextToken).not.toBe('');
  });

  it('passes through transient states', async () => {
    await fixture.cloud.close();
    let now = Date.now();
    fixture = await startFixture({ clock: () => now, delays: { CreateAcl: 1000 } });
    aclId = await createAcl('slow');
    expect(await outcome(add(blocks(0, 1)))).toBe('400 IncorrectStatus.Acl');
    now += 1001;
    expect(await outcome(add(blocks(0, 1)))).toBe('200');
  });
});

describe('a listener with access control lists', () => {
  it('answers them, and none of them can be deleted', async () => {
    expect(await configOf()).toEqual({ AclRelations: [] });
    expect(await outcome(associate([aclId]))).toBe('200');
    expect(await configOf()).toEqual({ AclType: 'White', AclRelations: [{ AclId: aclId, Status: 'Associated' }] });
    expect(await outcome(fixture.alb('DeleteAcl', { AclId: aclId }))).toBe('400 ResourceInUse.Acl');
    expect((await fixture.alb('ListAclRelations', { 'AclIds.1': aclId })).body.AclRelations).toMatchObject([
      { AclId: aclId, RelatedListeners: [{ ListenerId: listenerId, ListenerPort: 80, Status: 'Associated' }] },
    ]);
    expect(await outcome(dissociate(aclId))).toBe('200');
    expect(await outcome(dissociate(aclId))).toBe('404 ResourceNotAssociated.Acl');
    expect(await outcome(fixture.alb('DeleteAcl', { AclId: aclId }))).toBe('200');
  });

  it('asks at most three, all of one type, each once', async () => {
    const others = [await createAcl('two'), await createAcl('three'), await createAcl('four')];
    await associate([aclId]);
    expect(await outcome(associate([aclId]))).toBe('400 ResourceAlreadyAssociated.Acl');
    expect(await outcome(associate(others.slice(0, 1), 'Black'))).toBe('400 Conflict.Acl');
    expect(await outcome(associate(others))).toBe('400 ResourceQuotaExceeded.ListenerAclsNum');
    expect(await outcome(associate(others.slice(0, 2)))).toBe('200');
  });

  it('asks at most 500 entries', async () => {
    const other = await createAcl('two');
    for (let from = 0; from < 500; from += 20) await add(blocks(from, 20));
    await add(blocks(500, 1), other);
    await associate([aclId]);
    expect(await outcome(associate([other]))).toBe('400 ResourceQuotaExceeded.ListenerAclEntriesNum');
  });

  it('lets its lists go when it is deleted', async () => {
    await associate([aclId]);
    await fixture.alb('DeleteListener', { ListenerId: listenerId });
    expect(await outcome(fixture.alb('DeleteAcl', { AclId: aclId }))).toBe('200');
  });
});
