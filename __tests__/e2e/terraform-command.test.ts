import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalCloud, startLocalCloud } from '@causeway/local-cloud';
import { exportedEnvironment } from '../../cli/environment';
import { describeWithTerraform } from './support/describe-with-terraform';
import { cliConfigFolder, mirror, root } from './support/requirements';
import { type CommandResult, run } from './support/workspace';

const MINUTE = 60_000;
const cli = join(root, 'cli/bin/causeway.js');

/** A configuration for the real cloud, which knows nothing of a local one. */
const HCL = `
terraform {
  required_providers {
    alicloud = {
      source  = "registry.terraform.io/aliyun/alicloud"
      version = "1.289.0"
    }
  }
  backend "oss" {
    bucket = "state-of-the-real-cloud"
  }
}

variable "home" {}

provider "alicloud" {
  region     = var.home
  access_key = "LTAI-foreign-access-key"
  secret_key = "foreign-secret"
  profile    = "foreign"
  assume_role {
    role_arn = "acs:ram::1:role/foreign"
  }
}

provider "alicloud" {
  alias  = "hangzhou"
  region = join("-", ["cn", "hangzhou"])
  endpoints {
    vpc = "vpc.foreign.example"
  }
}

resource "alicloud_vpc" "home" {
  vpc_name   = "home"
  cidr_block = "172.16.0.0/12"
}

resource "alicloud_vpc" "hangzhou" {
  provider   = alicloud.hangzhou
  vpc_name   = "hangzhou"
  cidr_block = "192.168.0.0/16"
}

resource "alicloud_security_group" "home" {
  vpc_id              = alicloud_vpc.home.id
  security_group_name = "home"
}

resource "alicloud_security_group_rule" "http" {
  type              = "ingress"
  ip_protocol       = "tcp"
  port_range        = "80/80"
  security_group_id = alicloud_security_group.home.id
  cidr_ip           = "10.0.0.0/8"
}

output "regions" {
  value = [alicloud_vpc.home.region_id, alicloud_vpc.hangzhou.region_id]
}
`;

/** What a user may have in the environment; none of it may be used or sent anywhere. */
const environment: NodeJS.ProcessEnv = {
  ...process.env,
  ...(mirror !== undefined && {
    CAUSEWAY_PROVIDER_MIRROR: mirror,
    TF_PLUGIN_CACHE_DIR: join(cliConfigFolder, 'plugin-cache'),
  }),
  ALICLOUD_ACCESS_KEY: 'LTAI-foreign-access-key',
  ALICLOUD_SECRET_KEY: 'foreign-secret',
  ALICLOUD_ASSUME_ROLE_ARN: 'acs:ram::1:role/foreign',
  VPC_ENDPOINT: 'vpc.foreign.example',
  TF_VAR_home: 'cn-chengdu',
};

let folder: string;
let cloud: LocalCloud | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-terraform-'));
  writeFileSync(join(folder, 'main.tf'), HCL);
});
afterEach(async () => {
  await cloud?.close();
  cloud = undefined;
  // Nothing of it is left in the way, whatever happened.
  expect(existsSync(join(folder, 'causeway_override.tf.json'))).toBe(false);
  expect(readFileSync(join(folder, 'main.tf'), 'utf8')).toBe(HCL);
  rmSync(folder, { recursive: true, force: true });
});

function terraform(...args: string[]): Promise<CommandResult> {
  return run(process.execPath, [cli, 'terraform', '--', ...args], { cwd: folder, env: environment });
}

/** Waits for a text in what a process prints; answers all of it once it has come, or the process has ended. */
function printed(child: ChildProcess, text: RegExp): Promise<string> {
  return new Promise((resolve) => {
    let output = '';
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
      if (text.test(output)) resolve(output);
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.on('close', () => resolve(output));
  });
}

describeWithTerraform('causeway terraform', () => {
  test(
    "runs somebody's configuration on a local cloud that stays from call to call, and leaves their state alone",
    async () => {
      const theirs = '{"version":4,"serial":7,"lineage":"real","outputs":{},"resources":[]}';
      writeFileSync(join(folder, 'terraform.tfstate'), theirs);

      expect(await terraform('init', '-input=false')).toMatchObject({ exitCode: 0 });
      const apply = await terraform('apply', '-auto-approve');
      expect(apply.output).toContain('4 added');
      expect(apply.output).toContain('assume_role of provider alicloud is left out');
      expect(apply.output).not.toContain('foreign');

      expect(await terraform('plan', '-detailed-exitcode')).toMatchObject({ exitCode: 0 });
      const { output } = await run(process.execPath, [cli, 'terraform', '--', 'output', '-json', 'regions'], {
        cwd: folder,
        env: environment,
      });
      expect(output.split('\n')).toContain('["cn-chengdu","cn-hangzhou"]');

      // The exit code is Terraform's own: 2 for a plan that is not empty. A saved plan is applied by a later call.
      const planned = await terraform('plan', '-detailed-exitcode', '-destroy', '-out=plan.bin');
      expect(planned.exitCode).toBe(2);
      const destroy = await terraform('apply', 'plan.bin');
      expect(destroy.output).toContain('4 destroyed');
      expect(destroy.exitCode).toBe(0);

      expect(readFileSync(join(folder, 'terraform.tfstate'), 'utf8')).toBe(theirs);
      expect(existsSync(join(folder, '.terraform'))).toBe(false);
    },
    4 * MINUTE,
  );

  test(
    'Ctrl-C reaches Terraform once, which finishes what it has begun; the next call goes on',
    async () => {
      expect(await terraform('init', '-input=false')).toMatchObject({ exitCode: 0 });
      const args = [cli, 'terraform', '--', 'apply', '-auto-approve'];
      const child = spawn(process.execPath, args, { cwd: folder, env: environment });
      const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
      const all = printed(child, /never/);
      await printed(child, /alicloud_vpc\.home: Creating/);
      expect(existsSync(join(folder, 'causeway_override.tf.json'))).toBe(true);
      child.kill('SIGINT');
      expect(await ended).toBe(1);
      const output = await all;
      expect(output).toContain('Interrupt received');
      expect(output).not.toContain('Two interrupts received');
      expect(output).toContain('alicloud_vpc.home: Creation complete');
      expect(existsSync(join(folder, 'causeway_override.tf.json'))).toBe(false);

      const again = await terraform('apply', '-auto-approve');
      expect(again.output).toMatch(/[23] added, 0 changed, 0 destroyed/);
      expect(again.output).not.toContain('alicloud_vpc.home: Creating');
      expect((await terraform('destroy', '-auto-approve')).output).toContain('4 destroyed');
    },
    4 * MINUTE,
  );

  test(
    'works on the local cloud that the environment names, in another folder too, and with the JSON syntax',
    async () => {
      cloud = await startLocalCloud();
      const stack = join(folder, 'stack');
      mkdirSync(stack);
      const vpc = { vpc_name: 'json', cidr_block: '10.0.0.0/8' };
      const source = { source: 'aliyun/alicloud', version: '1.289.0' };
      writeFileSync(
        join(stack, 'main.tf.json'),
        JSON.stringify({
          terraform: { required_providers: { ali: source } },
          provider: { ali: [{ alias: 'sh', region: 'cn-shanghai' }] },
          resource: { alicloud_vpc: { this: { provider: 'ali.sh', ...vpc } } },
        }),
      );
      const env = { ...environment, ...exportedEnvironment({ cloud, base: environment }) };
      const here = (...args: string[]) =>
        run(process.execPath, [cli, 'terraform', '--', '-chdir=stack', ...args], { cwd: folder, env });
      expect(await here('init', '-input=false')).toMatchObject({ exitCode: 0 });
      expect(await here('apply', '-auto-approve')).toMatchObject({ exitCode: 0 });
      expect(cloud.inventory()).toEqual([
        { kind: 'vpc/vpcs', id: expect.any(String) as unknown, region: 'cn-shanghai' },
      ]);
      expect(await here('destroy', '-auto-approve')).toMatchObject({ exitCode: 0 });
      expect(cloud.inventory()).toEqual([]);
      expect(existsSync(join(stack, 'causeway_override.tf.json'))).toBe(false);
    },
    3 * MINUTE,
  );

  test(
    'says how to get the provider where it is not to be had, after what Terraform says',
    async () => {
      const rc = join(folder, 'nothing.rc');
      writeFileSync(rc, `provider_installation {\n  filesystem_mirror {\n    path = "${folder}"\n  }\n}\n`);
      const env = { ...environment, TF_CLI_CONFIG_FILE: rc, CAUSEWAY_PROVIDER_MIRROR: '' };
      const init = await run(process.execPath, [cli, 'terraform', '--', 'init', '-input=false'], { cwd: folder, env });
      expect(init.exitCode).toBe(1);
      expect(init.output).toMatch(/Failed to query available provider packages[\s\S]*export CAUSEWAY_PROVIDER_MIRROR=/);
    },
    MINUTE,
  );

  test(
    'removes the file when Terraform fails, and asks nothing of it for a command without a configuration',
    async () => {
      // Not initialized: Terraform says so, with its own exit code.
      const plan = await terraform('plan');
      expect(plan.exitCode).toBe(1);
      expect(plan.output).toContain('terraform init');
      const version = await terraform('version');
      expect(version.output).toMatch(/^(Terraform|OpenTofu) v/m);
      expect(version.output).not.toContain('causeway:');
    },
    MINUTE,
  );
});
