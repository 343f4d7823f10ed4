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
  return causeway(folder, env, 'up', ...args);
}

function causeway(folder: string, env: NodeJS.ProcessEnv, ...args: string[]): Promise<CommandResult> {
  return run(process.execPath, [join(root, 'cli/bin/causeway.js'), ...args], { cwd: folder, env });
}

/** What a machine reads of a run. */
function stepsIn({ output }: CommandResult): readonly { step: string; status: string; message: string }[] {
  const lines = output.split('\n').filter((line) => line.startsWith('{'));
  return lines.map((line) => JSON.parse(line) as { step: string; status: string; message: string });
}

/** The story, from the moment when there is something that can plan. */
const story = ['plan', 'apply', 'plan', 'probe', 'break', 'probe', 'plan', 'apply', 'probe', 'destroy', 'look'];
/** What the probes of the story find. */
const found = [
  '6 of 6 back-to-origin nodes reach web/ecs1 and come back',
  expect.stringMatching(
    /^5 of 6 .*\n100\.122\.176\.0\/26: lost on the way back at VPC .*100\.64\.0\.0\/10 -> cloud services$/,
  ),
  '6 of 6 back-to-origin nodes reach web/ecs1 and come back',
];

/** That it is a rehearsal has to be the first and the last thing that it says. */
function expectRehearsal(result: CommandResult): void {
  const steps = stepsIn(result);
  expect(steps.filter(({ status }) => status === 'failed')).toEqual([]);
  expect(result.exitCode).toBe(0);
  expect(steps.map(({ step }) => step)).toEqual(['rehearse', 'validate', 'cloud', 'synth', ...story, 'rehearse']);
  for (const end of [steps[0], steps[steps.length - 1]]) expect(end?.message).toContain('take no part');
  expect(steps.filter(({ step }) => step === 'probe').map(({ message }) => message)).toEqual(found);
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
    'with --or-rehearse, as npm start has it, rehearses without Terraform and says first and last how to get it',
    async () => {
      const env = environmentWith(binariesWithout('terraform', 'tofu'), foreignCredentials);
      const result = await up(folder, env, '--or-rehearse', '--json');
      expectRehearsal(result);
      expect(result.output.split('https://developer.hashicorp.com/terraform/install')).toHaveLength(3);
      expect(result.output).not.toContain('foreign');
      expect(existsSync(join(folder, '.causeway', 'rehearse', 'chengdu-hangzhou'))).toBe(false);
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

describe('causeway rehearse', () => {
  test(
    'tells the story of up, whatever there is on the machine',
    async () => {
      expectRehearsal(await causeway(folder, environmentWith(process.env.PATH ?? ''), 'rehearse', '--json'));
    },
    MINUTE,
  );

  test(
    'rejects a stack with something in it that it does not know, by its name, and leaves nothing',
    async () => {
      rmSync(join(folder, 'scripts'));
      mkdirSync(join(folder, 'scripts'));
      const stack = {
        provider: { alicloud: [{ region: 'cn-chengdu' }] },
        resource: { alicloud_nat_gateway: { x: {} } },
      };
      const program = `
        const folder = process.env.CDKTF_OUTDIR + '/stacks/chengdu-hangzhou';
        require('node:fs').mkdirSync(folder, { recursive: true });
        require('node:fs').writeFileSync(folder + '/cdk.tf.json', ${JSON.stringify(JSON.stringify(stack))});`;
      writeFileSync(join(folder, 'scripts', 'run-main.js'), program);
      const result = await causeway(folder, environmentWith(process.env.PATH ?? ''), 'rehearse');
      expect(result.exitCode).toBe(1);
      expect(result.output).toContain('the resource type alicloud_nat_gateway (alicloud_nat_gateway.x)');
      expect(result.output).toContain('nothing of it is left');
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

      const rehearsed = await up(folder, env, '--or-rehearse');
      expect(rehearsed.exitCode).toBe(0);
      expect(rehearsed.output).toMatch(/init[\s\S]*rehearse[\s\S]*cannot get the provider[\s\S]*take no part/);
      expect(rehearsed.output).toContain('this was a rehearsal');
    },
    MINUTE,
  );

  test(
    'runs the whole life, prints steps a machine can read, and leaves nothing',
    async () => {
      const env = environmentWith(process.env.PATH ?? '', foreignCredentials);
      const result = await up(folder, env, '--json');
      const steps = stepsIn(result);
      expect(steps.filter(({ status }) => status === 'failed')).toEqual([]);
      expect(result.exitCode).toBe(0);
      expect(steps.map(({ step }) => step)).toEqual(['validate', 'cloud', 'synth', 'init', ...story]);
      expect(steps.filter(({ step }) => step === 'probe').map(({ message }) => message)).toEqual(found);
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
