import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalCloud } from '@causeway/local-cloud';
import { App, Testing } from 'cdktf';
import { apiOfAccount } from '../../../cli/import/account';
import { adoptOrphans } from '../../../cli/orphans/adopt';
import { parseDeployment } from '../../../lib';
import { callersOf } from '../../../packages/local-cloud/__tests__/data-plane/seed';
import { CrossRegionAlbStack } from '../../../stacks';
import { terraformStandIn } from '../../support/terraform-stand-in';

const yaml = readFileSync(join(__dirname, '../../..', 'deployments', 'chengdu-hangzhou.yaml'), 'utf8');

const DELAY_MS = 60_000;

describe('adoptOrphans', () => {
  it('waits for what is half made, and tells what the state has as tainted', async () => {
    // GIVEN
    const folder = mkdtempSync(join(tmpdir(), 'causeway-adopt-'));
    let now = Date.now();
    const cloud = await startLocalCloud({ delays: { CreateVpc: DELAY_MS }, clock: () => now });
    try {
      const stack = new CrossRegionAlbStack(Testing.stubVersion(new App({ stackTraces: false })), {
        deployment: parseDeployment(yaml),
      });
      writeFileSync(join(folder, 'cdk.tf.json'), Testing.synth(stack, true));
      const tainted = {
        mode: 'managed',
        type: 'alicloud_instance',
        name: 'a',
        provider: 'provider["registry.terraform.io/aliyun/alicloud"].cn-chengdu',
        instances: [{ status: 'tainted', attributes: { id: 'i-1' } }],
      };
      writeFileSync(join(folder, 'state'), JSON.stringify({ version: 4, resources: [tainted] }));
      const command = terraformStandIn(folder, { pull: 'cat state' });
      await callersOf(cloud, 'cn-chengdu').vpc('CreateVpc', {
        CidrBlock: '172.16.0.0/12',
        VpcName: 'chengdu-hangzhou-frontend',
      });
      // WHEN
      const waits: string[] = [];
      const {
        orphans,
        adopted,
        tainted: told,
      } = await adoptOrphans({
        deployment: 'chengdu-hangzhou',
        folder,
        command,
        environment: process.env,
        api: apiOfAccount({ ...cloud.credentials, localEndpoint: cloud.endpoint }),
        onWait: (why) => {
          waits.push(why);
          now += DELAY_MS / 2;
        },
      });
      // THEN
      expect(waits).toEqual(Array(2).fill('1 thing is not ready (Pending); looking again'));
      expect([adopted, told]).toEqual([1, ['alicloud_instance.a']]);
      expect(orphans).toMatchObject([{ foundBy: 'name', found: { Status: 'Available' } }]);
    } finally {
      await cloud.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
