import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalCloud, startLocalCloud } from '@causeway/local-cloud';
import { processEnvironment } from '../../cli/environment';
import { synthesize } from '../../cli/synthesize';
import { Terraform } from '../../cli/terraform/terraform';
import { describeWithTerraform } from './support/describe-with-terraform';
import { cliConfigFile, root, terraformCommand } from './support/requirements';

const MINUTE = 60_000;
const PARALLELISM = 30;

let folder: string;
let cloud: LocalCloud;
let environment: NodeJS.ProcessEnv;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-example-'));
  cloud = await startLocalCloud();
  environment = processEnvironment({ cloud, cliConfigFile: cliConfigFile(), base: process.env });
});
afterEach(async () => {
  await cloud.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Init, apply, an empty plan, destroy, and nothing left; answers the kinds of what stood. */
async function live(stackFolder: string, more: NodeJS.ProcessEnv = {}): Promise<string[]> {
  const terraform = new Terraform(terraformCommand, stackFolder, { ...environment, ...more });
  const plan = join(folder, 'plan.bin');
  expect(await terraform.init()).toMatchObject({ exitCode: 0 });
  await terraform.plan(plan, PARALLELISM);
  await terraform.apply(plan, PARALLELISM);
  const stood = cloud.inventory().map(({ kind, region }) => `${kind} ${region}`.trim());
  expect((await terraform.plan(plan, PARALLELISM)).planned).toEqual([]);
  await terraform.destroy(PARALLELISM);
  expect(cloud.inventory()).toEqual([]);
  return stood;
}

describeWithTerraform('the examples', () => {
  test(
    'plain Terraform lives on the local cloud',
    async () => {
      cpSync(join(root, 'examples', 'plain-terraform', 'main.tf'), join(folder, 'main.tf'));
      const stood = await live(folder, { TF_VAR_local_endpoint: cloud.endpoint });
      expect(stood).toEqual(expect.arrayContaining(['vpc/vpcs cn-chengdu', 'vpc/vpcs cn-hangzhou']));
    },
    3 * MINUTE,
  );

  test(
    'a CDKTF program with two backend regions lives on the local cloud',
    async () => {
      const project = join(root, 'examples', 'typescript-app');
      const stack = await synthesize(project, join(folder, 'cdktf.out'), 'shop', environment);
      const stood = await live(stack.folder);
      const regions = stood.filter((item) => item.startsWith('vpc/vpcs ')).map((item) => item.split(' ')[1]);
      expect(regions.sort()).toEqual(['cn-chengdu', 'cn-hangzhou', 'cn-shanghai']);
    },
    4 * MINUTE,
  );
});
