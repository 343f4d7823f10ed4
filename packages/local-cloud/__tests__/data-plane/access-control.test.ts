import { type Seed, send, startSeed } from './seed';

let seed: Seed;
let aclId: string;
beforeEach(async () => {
  seed = await startSeed();
  aclId = String((await seed.chengdu.alb('CreateAcl', { AclName: 'list' })).AclId);
});
afterEach(async () => {
  await seed.cloud.close();
});

const add = (entry: string) => seed.chengdu.alb('AddEntriesToAcl', { AclId: aclId, 'AclEntries.1.Entry': entry });
const associate = (AclType: 'White' | 'Black') =>
  seed.chengdu.alb('AssociateAclsWithListener', { ListenerId: seed.listenerId, 'AclIds.1': aclId, AclType });
const status = async () => (await send(seed.cloud, { host: seed.dnsName })).status;

describe('a listener with access control lists', () => {
  test.each([
    ['White', '127.0.0.0/8', 200],
    ['White', '10.0.0.0/8', 403],
    ['Black', '127.0.0.1/32', 403],
    ['Black', '10.0.0.0/8', 200],
  ] as const)('answers a client of 127.0.0.1 with a list %s of %s by %i', async (type, entry, expected) => {
    await add(entry);
    await associate(type);

    expect(await status()).toBe(expected);
  });

  test('lets everybody in while its lists are empty, also with a white one', async () => {
    await associate('White');
    expect(await status()).toBe(200);
    await add('10.0.0.0/8');
    expect(await status()).toBe(403);
    await seed.chengdu.alb('RemoveEntriesFromAcl', { AclId: aclId, 'Entries.1': '10.0.0.0/8' });
    expect(await status()).toBe(200);
  });

  test('asks them before its rules, and says why in a header', async () => {
    await add('10.0.0.0/8');
    await associate('White');

    const { headers } = await send(seed.cloud, { host: seed.dnsName });

    expect(headers['x-local-cloud-reason']).toBe(`the access control lists of ${seed.listenerId} keep 127.0.0.1 out`);
  });

  test('lets everybody in again when they are dissociated', async () => {
    await add('10.0.0.0/8');
    await associate('White');
    await seed.chengdu.alb('DissociateAclsFromListener', { ListenerId: seed.listenerId, 'AclIds.1': aclId });

    expect(await status()).toBe(200);
  });
});
