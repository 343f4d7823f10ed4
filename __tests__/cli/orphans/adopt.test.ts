import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalCloud, startLocalCloud } from '@causeway/local-cloud';
import { App, Testing } from 'cdktf';
import { apiOfAccount } from '../../../cli/import/account';
import { readImports, writeImports } from '../../../cli/import/import-file';
import { type Adoption, adoptOrphans, type AdoptProps } from '../../../cli/orphans/adopt';
import { parseDeployment } from '../../../lib';
import { callersOf } from '../../../packages/local-cloud/__tests__/data-plane/seed';
import { CrossRegionAlbStack } from '../../../stacks';
import { terraformStandIn } from '../../support/terraform-stand-in';

const yaml = readFileSync(join(__dirname, '../../..', 'deployments', 'chengdu-hangzhou.yaml'), 'utf8');

const DELAY_MS = 60_000;

describe('adoptOrphans', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'causeway-adopt-'));
    const app = Testing.stubVersion(new App({ stackTraces: false }));
    const stack = new CrossRegionAlbStack(app, { deployment: parseDeployment(yaml) });
    writeFileSync(join(folder, 'cdk.tf.json'), Testing.synth(stack, true));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const adopt = (cloud: LocalCloud, onWait: AdoptProps['onWait'] = () => undefined): Promise<Adoption> =>
    adoptOrphans({
      deployment: 'chengdu-hangzhou',
      folder,
      command: terraformStandIn(folder, { pull: 'cat state' }),
      environment: process.env,
      api: apiOfAccount({ ...cloud.credentials, localEndpoint: cloud.endpoint }),
      onWait,
    });
  /** Writes a state with one thing in it. */
  const writeState = (type: string, name: string, instance: object): void => {
    const provider = 'provider["registry.terraform.io/aliyun/alicloud"].cn-chengdu';
    const resources = [{ mode: 'managed', type, name, provider, instances: [instance] }];
    writeFileSync(join(folder, 'state'), JSON.stringify({ version: 4, resources }));
  };

  it('waits for what is half made, and tells what the state has as tainted', async () => {
    // GIVEN
    let now = Date.now();
    const cloud = await startLocalCloud({ delays: { CreateVpc: DELAY_MS }, clock: () => now });
    try {
      writeState('alicloud_instance', 'a', { status: 'tainted', attributes: { id: 'i-1' } });
      await callersOf(cloud, 'cn-chengdu').vpc('CreateVpc', {
        CidrBlock: '172.16.0.0/12',
        VpcName: 'chengdu-hangzhou-frontend',
      });
      // WHEN
      const waits: string[] = [];
      const { orphans, adopted, tainted } = await adopt(cloud, (why) => {
        waits.push(why);
        now += DELAY_MS / 2;
      });
      // THEN
      expect(waits).toEqual(Array(2).fill('1 thing is not ready (Pending); looking again'));
      expect([adopted, tainted]).toEqual([1, ['alicloud_instance.a']]);
      expect(orphans).toMatchObject([{ foundBy: 'name', found: { Status: 'Available' } }]);
    } finally {
      await cloud.close();
    }
  });

  it('keeps import blocks of what stands, and takes those away of what is imported, gone or not declared', async () => {
    // GIVEN
    const cloud = await startLocalCloud();
    try {
      const { vpc } = callersOf(cloud, 'cn-hangzhou');
      const id = String((await vpc('CreateVpc', { CidrBlock: '192.168.0.0/16', VpcName: 'by hand' })).VpcId);
      await vpc('CreateVpc', { CidrBlock: '192.168.0.0/16', VpcName: 'its twin' });
      const front = await callersOf(cloud, 'cn-chengdu').vpc('CreateVpc', { CidrBlock: '172.16.0.0/12' });
      const { VpcId: imported } = front as { readonly VpcId: string };
      writeState('alicloud_vpc', 'frontend_vpc_D48759C7', { attributes: { id: imported } });
      const stands = { address: 'alicloud_vpc.backends_hangzhou_vpc_3A0DF098', id };
      writeImports(folder, [
        stands,
        { address: 'alicloud_vpc.frontend_vpc_D48759C7', id: imported },
        { address: 'alicloud_cen_instance.cen_0AC60E46', id: 'cen-gone' },
        { address: 'alicloud_vpc.backends_beijing_vpc_D77B1FBF', id: 'vpc-1' },
      ]);
      // WHEN
      await adopt(cloud);
      // THEN
      expect(readImports(folder)).toEqual([stands]);
      // WHEN
      await vpc('DeleteVpc', { VpcId: id });
      await adopt(cloud);
      // THEN
      expect(existsSync(join(folder, 'imports.tf.json'))).toBe(false);
    } finally {
      await cloud.close();
    }
  });
});
