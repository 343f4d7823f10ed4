import { startLocalCloud, type LocalCloud } from '@causeway/local-cloud';
import { diagram } from '../../cli/commands/diagram';
import { verify, type VerifyOptions } from '../../cli/commands/verify';
import { exitCodes } from '../../cli/exit-codes';
import { exportedEnvironment } from '../../cli/environment';
import { changed, seed } from '../lib/proof/seed';
import { build, type Standing } from '../support/model-on-cloud';
import { written } from '../support/written';

const REGIONS = ['cn-chengdu', 'cn-hangzhou'];

let cloud: LocalCloud;
let standing: Standing;
const environment = { ...process.env };
beforeAll(async () => {
  cloud = await startLocalCloud({ albGeneration: 'non-upgraded' });
  standing = await build(cloud, seed());
  Object.assign(process.env, exportedEnvironment({ cloud, base: {} }));
});
afterAll(async () => {
  process.env = environment;
  await cloud.close();
});

const verifyLive = (options: VerifyOptions = {}) =>
  written(() => verify(undefined, { live: true, region: REGIONS, ...options }));

describe('causeway verify --live', () => {
  test('proves what stands, and says what it took from the routes', async () => {
    const { status, stdout, stderr } = await verifyLive();
    expect(status).toBe(exitCodes.ok);
    expect(stdout).toMatch(
      /^HTTP 80 of alb \(alb-\w+\) -> web \(sgp-\w+\)\/ecs1 \(i-\w+\) \(192\.168\.7\.20:80, cn-hangzhou\)\n/,
    );
    expect(stdout).toContain('✔ proven: 8 of 8 flows proven');
    expect(stderr).toMatch(/^· alb \(alb-\w+\) is not upgraded: its back-to-origin CIDRs are taken from the routes/);
  });

  test('ends with 2 when a route is gone, and says which one to add', async () => {
    // GIVEN
    const place = { table: standing.ids.get('system2')!, destinationCidrBlock: '100.122.176.0/26' };
    cloud.outOfBand.deleteRoute(place);
    // WHEN
    const { status, stdout } = await verifyLive({ json: true });
    // THEN
    expect(status).toBe(exitCodes.notAllReached);
    const { flows } = JSON.parse(stdout) as {
      flows: { status: string; source: { cidr: string }; losses: { remedy: string }[] }[];
    };
    const broken = flows.filter((flow) => flow.status === 'broken');
    expect(broken.map(({ source }) => source.cidr)).toEqual(['100.122.176.0/26']);
    expect(broken[0]!.losses[0]!.remedy).toMatch(/^add 100\.122\.176\.0\/26 -> attachment2 \(tr-attach-\w+\)/);
  });

  test('ends with 1 when a region is not named', async () => {
    const { status, stdout } = await verifyLive({ region: ['cn-chengdu'] });
    expect(status).toBe(exitCodes.failed);
    expect(stdout).toContain('name --region cn-hangzhou');
  });

  test('finds a server by its names, without the ids', async () => {
    const { stdout } = await verifyLive({ server: 'web/ecs1', listener: '80' });
    expect(stdout).toContain('192.168.7.20');
  });

  test.each<[string, VerifyOptions, string]>([
    ['no region', { region: [] }, 'LIVE_WITHOUT_REGION'],
    ['a region that is misspelt', { region: ['cn-chengdo'] }, 'REGION_UNKNOWN'],
    ['a region without --live', { live: false }, 'LIVE_MISSING'],
    ['a configuration', { config: '.' }, 'LIVE_WITH_SOURCE'],
    ['a back-to-origin CIDR that is none', { backToOrigin: ['100.64.0.1/24'] }, 'CIDR_HOST_BITS'],
    ['a skip of what is no rule', { skip: [{ code: 'SG_OPEN_TO_WRLD', reason: 'why' }] }, 'POLICY_UNKNOWN'],
    ['an ALB that is not there', { alb: 'alb-none' }, 'LIVE_ALB_NOT_FOUND'],
  ])('rejects %s', async (_, options, code) => {
    await expect(verifyLive(options)).rejects.toMatchObject({ code });
  });

  test.each([
    ['ALICLOUD_SECRET_KEY', '', 'LIVE_CREDENTIALS_MISSING', 'ALICLOUD_SECRET_KEY not set'],
    ['ALICLOUD_SECRET_KEY', 'wrong-secret', 'LIVE_CREDENTIALS_REFUSED', 'SignatureDoesNotMatch'],
    ['ALICLOUD_ACCESS_KEY', 'wrong-key', 'LIVE_CREDENTIALS_REFUSED', 'InvalidAccessKeyId.NotFound'],
    ['CAUSEWAY_LOCAL_ENDPOINT', '127.0.0.1:1', 'LIVE_UNREACHABLE', 'CAUSEWAY_LOCAL_ENDPOINT'],
  ])('rejects %s=%j without showing a credential', async (name, value, code, message) => {
    const before = process.env[name];
    process.env[name] = value;
    try {
      const error = (await verifyLive().catch((thrown: unknown) => thrown)) as Error;
      expect(error).toMatchObject({ code, message: expect.stringContaining(message) as string });
      for (const secret of [
        cloud.credentials.accessKeySecret,
        cloud.credentials.accessKeyId,
        'wrong-secret',
        'wrong-key',
      ]) {
        expect(`${error.message} ${error.stack ?? ''}`).not.toContain(secret);
      }
    } finally {
      process.env[name] = before;
    }
  });
});

describe('causeway verify --live, of the rules', () => {
  let unwise: LocalCloud;
  beforeAll(async () => {
    unwise = await startLocalCloud({ albGeneration: 'non-upgraded' });
    await build(
      unwise,
      changed(({ serverGroups }) => (serverGroups[0]!.healthCheck.enabled = false)),
    );
    Object.assign(process.env, exportedEnvironment({ cloud: unwise, base: {} }));
  });
  afterAll(async () => {
    Object.assign(process.env, exportedEnvironment({ cloud, base: {} }));
    await unwise.close();
  });
  const skip = [{ code: 'HEALTH_CHECK_OFF_ACROSS_REGIONS', reason: 'watched elsewhere' }];

  test('tells what they object to, and how many are asked', async () => {
    const { status, stdout } = await verifyLive();
    expect(status).toBe(exitCodes.ok);
    expect(stdout).toMatch(
      /\n! web \(sgp-\w+\) \(cn-chengdu\): without health checks .*\[HEALTH_CHECK_OFF_ACROSS_REGIONS\]\n/,
    );
    expect(stdout).toMatch(/\nRules of single things\n {2}15 of \d+ rules are asked of what stands; docs\/live\.md /);
  });

  test('leaves out what is skipped', async () => {
    const { stdout } = await verifyLive({ skip });
    expect(stdout).toContain('\n  HEALTH_CHECK_OFF_ACROSS_REGIONS, 1 time: watched elsewhere\n');
    expect(stdout).not.toContain('\n!');
  });

  test('names those that are asked as JSON', async () => {
    const { stdout } = await verifyLive({ json: true, skip });
    expect(JSON.parse(stdout)).toMatchObject({
      problems: [],
      skipped: [{ ...skip[0], count: 1 }],
      asked: expect.arrayContaining(['SG_OPEN_TO_WORLD']) as string[],
    });
  });

  test('asks none where only some flows are asked for', async () => {
    const { stdout } = await verifyLive({ server: 'web/ecs1' });
    expect(stdout).not.toContain('HEALTH_CHECK_OFF_ACROSS_REGIONS');
  });
});

test('causeway diagram --live draws what stands', async () => {
  const { status, stdout } = await written(() => diagram(undefined, { live: true, region: REGIONS }));
  expect(status).toBe(exitCodes.ok);
  expect(stdout).toContain('192.168.7.0/24');
});
