import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type LocalCloud, startLocalCloud } from '@causeway/local-cloud';
import { processEnvironment } from '../../../cli/environment';
import { makeNetworks } from '../../../packages/local-cloud/__tests__/data-plane/seed';
import { run } from '../../e2e/support/workspace';
import { projectWithDefaultDeployment } from '../../support/project-folder';

const root = join(__dirname, '../../..');
const VPC = 'alicloud_vpc.frontend_vpc_D48759C7';

describe('causeway import', () => {
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

  const importing = async (...args: string[]) => {
    const env = { ...process.env, ...processEnvironment({ cloud, base: process.env }) };
    return run(process.execPath, [join(root, 'cli', 'bin', 'causeway.js'), 'import', ...args], { cwd: project, env });
  };
  const file = () => join(project, 'cdktf.out', 'stacks', 'chengdu-hangzhou', 'imports.tf.json');

  it('writes nothing while something is ambiguous, and import blocks once it is chosen', async () => {
    const { vpc1, chengdu } = await makeNetworks(cloud);
    await chengdu.vpc('CreateVpc', { CidrBlock: '172.16.0.0/12', VpcName: 'twin' });

    const first = await importing();
    expect(first.exitCode).toBe(1);
    expect(first.output).toContain('Nothing is written before that is chosen.');
    expect(existsSync(file())).toBe(false);

    const { exitCode, output } = await importing('--choose', `${VPC}=${vpc1.vpcId}`);
    expect([exitCode, output]).toEqual([0, expect.stringContaining('Look at what they change: npx cdktf plan')]);
    const blocks = (JSON.parse(readFileSync(file(), 'utf8')) as { import: { to: string; id: string }[] }).import;
    expect(blocks).toContainEqual({ to: VPC, id: vpc1.vpcId });
    expect(blocks).toHaveLength(6);
  }, 60_000);

  it('rejects an environment without credentials, by their names alone', async () => {
    const env = { ...process.env, ALICLOUD_ACCESS_KEY: '', ALICLOUD_SECRET_KEY: 'hush' };
    const command = join(root, 'cli', 'bin', 'causeway.js');
    const { exitCode, output } = await run(process.execPath, [command, 'import'], { cwd: project, env });
    expect(exitCode).toBe(1);
    expect(output).toContain('ALICLOUD_ACCESS_KEY not set');
    expect(output).not.toContain('hush');
  }, 60_000);
});
