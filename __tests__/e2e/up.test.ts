import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithTerraform } from './support/describe-with-terraform';
import { root } from './support/requirements';
import { type CommandResult, run } from './support/workspace';

const MINUTE = 60_000;

/** What a user may have lying about; none of it may be used or sent anywhere. */
const foreignCredentials = {
  ALICLOUD_ACCESS_KEY: 'LTAI-foreign-access-key',
  ALICLOUD_SECRET_KEY: 'foreign-secret',
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI-foreign-access-key',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'foreign-secret',
  ALIBABA_CLOUD_SECURITY_TOKEN: 'foreign-token',
  ALICLOUD_ASSUME_ROLE_ARN: 'acs:ram::1:role/foreign',
  ALICLOUD_PROFILE: 'foreign',
  ECS_ENDPOINT: 'ecs.foreign.example',
  TF_CLI_ARGS_plan: '-foreign-flag',
};

/** A project of a user: our app linked in, its own deployments and work folder. */
function projectFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-up-'));
  for (const name of ['scripts', 'cdktf.json']) symlinkSync(join(root, name), join(folder, name));
  cpSync(join(root, 'deployments'), join(folder, 'deployments'), { recursive: true });
  return folder;
}

/** An environment in which programs are found only where `binaries` says. */
function environmentWith(path: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const mirror = join(root, '..', 'shared', 'terraform-mirror');
  return { ...process.env, ...(existsSync(mirror) && { CAUSEWAY_PROVIDER_MIRROR: mirror }), PATH: path, ...more };
}

function up(folder: string, env: NodeJS.ProcessEnv, ...args: string[]): Promise<CommandResult> {
  return run(process.execPath, [join(root, 'cli/bin/causeway.js'), 'up', ...args], { cwd: folder, env });
}

let folder: string;
beforeEach(() => {
  folder = projectFolder();
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A folder with Node and a shell and nothing else, to stand for a machine without Terraform. */
function binariesWithout(...missing: string[]): string {
  const binaries = join(folder, 'binaries');
  mkdirSync(binaries);
  for (const directory of (process.env.PATH ?? '').split(':')) {
    if (!existsSync(directory)) continue;
    for (const name of readdirSync(directory)) {
      if (missing.includes(name) || existsSync(join(binaries, name))) continue;
      if (!['node', 'sh', 'terraform', 'tofu', 'env'].includes(name)) continue;
      symlinkSync(join(directory, name), join(binaries, name));
    }
  }
  return binaries;
}

describe('causeway up', () => {
  test(
    'without Terraform still validates and synthesizes, then says what is missing',
    async () => {
      const result = await up(folder, environmentWith(binariesWithout('terraform', 'tofu')));
      expect(result.exitCode).toBe(3);
      expect(result.output).toContain('deployments/chengdu-hangzhou.yaml is valid');
      expect(result.output).toMatch(/\d+ resources in/);
      expect(result.output).toContain('Terraform (>= 1.5) or OpenTofu is not on PATH');
      expect(result.output).toContain('https://developer.hashicorp.com/terraform/install');
    },
    MINUTE,
  );

  test(
    'rejects a wrong deployment with all its problems, and starts nothing',
    async () => {
      const file = join(folder, 'deployments', 'chengdu-hangzhou.yaml');
      writeFileSync(file, 'name: chengdu-hangzhou\ncen: { interRegion: { billing: free } }\n');
      const result = await up(folder, environmentWith(process.env.PATH ?? ''));
      expect(result.exitCode).toBe(1);
      expect(result.output).toMatch(/frontend/);
      expect(result.output).toMatch(/cen\.interRegion\.billing/);
      expect(existsSync(join(folder, '.causeway'))).toBe(false);
    },
    MINUTE,
  );

  test(
    'rejects a deployment that does not exist, and names those that do',
    async () => {
      const result = await up(folder, environmentWith(process.env.PATH ?? ''), 'chengdu-shanghai');
      expect(result.exitCode).toBe(1);
      expect(result.output).toContain('chengdu-hangzhou.yaml');
    },
    MINUTE,
  );
});

describeWithTerraform('causeway up, with Terraform', () => {
  test(
    'without a provider to be had says so, and how to get it',
    async () => {
      const rc = join(folder, 'nothing.rc');
      mkdirSync(join(folder, 'empty-mirror'));
      writeFileSync(
        rc,
        `provider_installation {\n  filesystem_mirror {\n    path = "${folder}/empty-mirror"\n  }\n}\n`,
      );
      const env = { ...process.env, TF_CLI_CONFIG_FILE: rc, CAUSEWAY_PROVIDER_MIRROR: '' };
      const result = await up(folder, env);
      expect(result.exitCode).toBe(3);
      expect(result.output).toContain('cannot get the provider aliyun/alicloud');
      expect(result.output).toContain('CAUSEWAY_PROVIDER_MIRROR');
    },
    MINUTE,
  );

  test(
    'runs the whole life, prints steps a machine can read, and leaves nothing',
    async () => {
      const env = environmentWith(process.env.PATH ?? '', foreignCredentials);
      const result = await up(folder, env, '--json');
      const steps = result.output
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as { step: string; status: string; message: string });
      expect(steps.filter(({ status }) => status === 'failed')).toEqual([]);
      expect(result.exitCode).toBe(0);
      const names = steps.map(({ step }) => step);
      expect(names).toEqual(
        ['validate', 'cloud', 'synth', 'init', 'plan', 'apply', 'plan']
          .concat(['probe', 'break', 'probe', 'plan', 'apply', 'probe'])
          .concat(['destroy', 'look']),
      );
      const probes = steps.filter(({ step }) => step === 'probe').map(({ message }) => message);
      expect(probes).toEqual([
        '6 of 6 back-to-origin nodes reach web/ecs1 and come back',
        expect.stringMatching(
          /^5 of 6 .*\n100\.122\.176\.0\/26: lost on the way back at VPC .*100\.64\.0\.0\/10 -> cloud services$/,
        ),
        '6 of 6 back-to-origin nodes reach web/ecs1 and come back',
      ]);
      expect(result.output).not.toContain('foreign');
      expect(existsSync(join(folder, '.causeway', 'up', 'chengdu-hangzhou'))).toBe(false);
    },
    4 * MINUTE,
  );

  test(
    'Ctrl-C stops it cleanly, says how to go on, and the next run goes on to the end',
    async () => {
      const env = environmentWith(process.env.PATH ?? '');
      const child = spawn(process.execPath, [join(root, 'cli/bin/causeway.js'), 'up'], { cwd: folder, env });
      let output = '';
      const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
      const isApplying = new Promise<void>((resolve) => {
        child.stdout.on('data', (chunk: Buffer) => {
          output += chunk.toString();
          if (/plan .*to create/.test(output)) setTimeout(resolve, 9_000);
        });
      });
      await Promise.race([isApplying, ended]);
      child.kill('SIGINT');
      expect(await ended).toBe(130);
      expect(output).toContain('stopped during apply');
      expect(output).toContain('npx causeway up --clean');
      const again = await up(folder, env);
      expect(again.output).toContain('from an interrupted run');
      expect(again.output).toContain('the local cloud holds nothing');
      expect(again.exitCode).toBe(0);
    },
    6 * MINUTE,
  );
});
