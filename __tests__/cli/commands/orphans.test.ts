import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type LocalCloud, startLocalCloud } from '@causeway/local-cloud';
import { processEnvironment } from '../../../cli/environment';
import { callersOf } from '../../../packages/local-cloud/__tests__/data-plane/seed';
import { run } from '../../e2e/support/workspace';
import { projectWithDefaultDeployment } from '../../support/project-folder';
import { terraformStandIn } from '../../support/terraform-stand-in';

const root = join(__dirname, '../../..');
const VPC = 'alicloud_vpc.frontend_vpc_D48759C7';
const NAME = 'chengdu-hangzhou-frontend';
const TAGGED = { 'Tag.1.Key': 'causeway-deployment', 'Tag.1.Value': 'chengdu-hangzhou' };

describe('causeway orphans, with a stand-in for Terraform whose state is empty', () => {
  let cloud: LocalCloud;
  let project: string;
  beforeEach(async () => {
    cloud = await startLocalCloud();
    project = projectWithDefaultDeployment();
  });
  afterEach(async () => {
    await cloud.close();
    rmSync(project, { recursive: true, force: true });
  });

  const orphans = async (args: readonly string[], command = terraformStandIn(project, {})) => {
    const env = { ...processEnvironment({ cloud, base: process.env }), TERRAFORM_BINARY_NAME: command };
    return run(process.execPath, [join(root, 'cli', 'bin', 'causeway.js'), 'orphans', ...args], { cwd: project, env });
  };
  const makeVpc = async (): Promise<string> => {
    const made = await callersOf(cloud, 'cn-chengdu').vpc('CreateVpc', {
      CidrBlock: '172.16.0.0/12',
      VpcName: NAME,
      ...TAGGED,
    });
    return String(made.VpcId);
  };
  const file = () => join(project, 'cdktf.out', 'stacks', 'chengdu-hangzhou', 'imports.tf.json');

  it('writes nothing while something is ambiguous, and import blocks once it is chosen', async () => {
    const [one, other] = [await makeVpc(), await makeVpc()];
    const first = await orphans([]);
    expect([first.exitCode, first.output]).toEqual([2, expect.stringContaining('Nothing is written before that')]);
    expect(existsSync(file())).toBe(false);

    const { exitCode, output } = await orphans(['--choose', `${VPC}=${one}`]);
    expect(exitCode).toBe(2);
    expect(output).toContain(`To be adopted: 1\n${VPC}\n  ${one} (${NAME}), found by its tag\n`);
    expect(output).toContain(`    aliyun vpc DeleteVpc \\\n      --region cn-chengdu \\\n      --VpcId ${other}\n`);
    expect(output).toContain('Adopt them: npx cdktf deploy chengdu-hangzhou\n');
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ import: [{ to: VPC, id: one }] });
  }, 120_000);

  it('rejects a machine without Terraform, with how to get it', async () => {
    const { exitCode, output } = await orphans([], '/no/terraform');
    expect([exitCode, output]).toEqual([3, expect.stringContaining('Terraform (>= 1.5) or OpenTofu is not on PATH')]);
  }, 60_000);
});
