import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodes } from '../../../cli/exit-codes';
import { recorded } from '../../lib/drift/support/plans';

const root = join(__dirname, '../../..');
const program = join(root, 'cli/bin/causeway.js');

/** Stands in for Terraform: it writes down how it is called, and shows a recorded plan. */
const TERRAFORM = `#!${process.execPath}
const fs = require('node:fs');
const [command, ...args] = process.argv.slice(2);
const { FAKE = '', CAUSEWAY_PROOF, TF_CLI_CONFIG_FILE } = process.env;
if (command === 'version') return console.log('Terraform v1.11.4');
fs.appendFileSync('FOLDER/calls', JSON.stringify({ command, args, cwd: process.cwd(), TF_CLI_CONFIG_FILE }) + '\\n');
if (command === 'init' && FAKE === 'unreachable') {
  console.error('Error: Failed to query available provider packages');
  process.exitCode = 1;
}
if (command === 'plan') {
  fs.writeFileSync(args.find((arg) => arg.startsWith('-out=')).slice(5), 'secret');
  if (FAKE === 'failing') {
    console.log(JSON.stringify({ type: 'diagnostic', diagnostic: { severity: 'error', summary: 'no such VPC' } }));
    process.exitCode = 1;
  }
  if (FAKE === 'slow') {
    fs.writeFileSync('FOLDER/planning', '');
    process.on('SIGINT', () => process.exit(1));
    setInterval(() => undefined, 1000);
  }
}
if (command === 'show') console.log(fs.readFileSync('FOLDER/plan.json', 'utf8'));
`;

/** Stands in for the app: it writes a stack whose VPC has a path. */
const APP = `const fs = require('node:fs');
const folder = process.env.CDKTF_OUTDIR + '/stacks/chengdu-hangzhou';
fs.mkdirSync(folder, { recursive: true });
const vpc = { '//': { metadata: { path: 'chengdu-hangzhou/backends/hangzhou/vpc/Resource' } } };
const resource = { alicloud_vpc: { 'backends_hangzhou_vpc_3A0DF098': vpc } };
fs.writeFileSync(folder + '/cdk.tf.json', JSON.stringify({ resource }));
fs.writeFileSync('proof', String(process.env.CAUSEWAY_PROOF));
`;

interface Call {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
}

describe('a deployment that is planned for causeway drift', () => {
  let folder: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'causeway-planned-')));
    mkdirSync(join(folder, 'deployments'));
    cpSync(join(root, 'deployments/chengdu-hangzhou.yaml'), join(folder, 'deployments/chengdu-hangzhou.yaml'));
    writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ app: `"${process.execPath}" app.js` }));
    writeFileSync(join(folder, 'app.js'), APP);
    writeFileSync(join(folder, 'terraform'), TERRAFORM.replaceAll('FOLDER', folder));
    chmodSync(join(folder, 'terraform'), 0o755);
    writeFileSync(join(folder, 'plan.json'), JSON.stringify(recorded('by-hand')));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const environment = (more: NodeJS.ProcessEnv = {}) => ({
    ...process.env,
    TERRAFORM_BINARY_NAME: join(folder, 'terraform'),
    ...more,
  });
  const drift = (more: NodeJS.ProcessEnv = {}) =>
    spawnSync(process.execPath, [program, 'drift'], { cwd: folder, encoding: 'utf8', env: environment(more) });
  const calls = (): readonly Call[] =>
    readFileSync(join(folder, 'calls'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Call);
  const planFile = (): string => {
    const { args } = calls().find(({ command }) => command === 'plan')!;
    return args.find((arg) => arg.startsWith('-out='))!.slice('-out='.length);
  };

  it('is looked at where cdktf works, and keeps no plan, which holds what is secret', () => {
    const { status, stdout, stderr } = drift();
    expect([status, stderr]).toEqual([exitCodes.drifted, expect.stringMatching(/✔ synth .*\n✔ init .*\n✔ plan .*\n$/)]);
    expect(stdout).toMatch(/✘ drift: 6 of 49 resources changed outside Terraform\n$/);
    expect(calls().map(({ command }) => command)).toEqual(['init', 'plan', 'show']);
    const stack = join(folder, 'cdktf.out/stacks/chengdu-hangzhou');
    expect(calls().every(({ cwd }) => cwd === stack)).toBe(true);
    expect(planFile().startsWith(folder)).toBe(false);
    expect(existsSync(planFile())).toBe(false);
  });

  it('calls things by the paths of their constructs', () => {
    expect(drift().stdout).toContain(
      '- removed route 100.122.176.0/26 in system route table of backends/hangzhou/vpc\n',
    );
  });

  it('is looked at whether or not the network of its code is proven', () => {
    drift();
    expect(readFileSync(join(folder, 'proof'), 'utf8')).toBe('off');
  });

  it('tells nothing when the plan fails, and why', () => {
    const { status, stdout, stderr } = drift({ FAKE: 'failing' });
    expect([status, stdout]).toEqual([exitCodes.failed, '']);
    expect(stderr).toMatch(/✘ plan .* terraform plan failed \(exit 1\):\n +no such VPC\n$/);
    expect(existsSync(planFile())).toBe(false);
  });

  it('says how to get what is missing', () => {
    const unreachable = drift({ FAKE: 'unreachable' });
    expect([unreachable.status, unreachable.stdout]).toEqual([exitCodes.toolMissing, '']);
    expect(unreachable.stderr).toContain('CAUSEWAY_PROVIDER_MIRROR');
    const missing = drift({ TERRAFORM_BINARY_NAME: join(folder, 'absent') });
    expect([missing.status, missing.stdout]).toEqual([exitCodes.toolMissing, '']);
    expect(missing.stderr).toContain('TERRAFORM_BINARY_NAME');
  });

  it('stops at Ctrl-C, and takes Terraform along', async () => {
    const env = environment({ FAKE: 'slow' });
    const child = spawn(process.execPath, [program, 'drift'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = once(child, 'exit');
    child.stderr.resume();
    while (!existsSync(join(folder, 'planning'))) await new Promise((resolve) => setTimeout(resolve, 50));
    child.kill('SIGINT');
    expect(await ended).toEqual([exitCodes.interrupted, null]);
    expect(existsSync(planFile())).toBe(false);
  });
});
