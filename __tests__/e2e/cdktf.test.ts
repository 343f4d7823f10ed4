import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { exitCodes } from '../../cli/exit-codes';
import { describeWithTerraform } from './support/describe-with-terraform';
import { root } from './support/requirements';
import { run } from './support/workspace';

const MINUTE = 60_000;
const CDKTF = join(root, 'node_modules', '.bin', 'cdktf');

interface Ready {
  readonly endpoint: string;
  readonly caFile: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly env: Record<string, string>;
}

/** Starts `causeway local --json` as a script does, and waits for its line. */
async function startLocal(state: string): Promise<{ child: ChildProcess; ready: Ready }> {
  const args = [
    'cli/bin/causeway.js',
    'local',
    '--port',
    '0',
    '--state',
    state,
    '--json',
    '--alb-generation',
    'non-upgraded',
  ];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise<string>((resolve) => createInterface({ input: child.stdout }).once('line', resolve));
  return { child, ready: JSON.parse(line) as Ready };
}

describeWithTerraform('the flow of cdktf on causeway local', () => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-cdktf-'));
  const stack = join(root, 'cdktf.out', 'stacks', 'chengdu-hangzhou', 'cdk.tf.json');
  const state = join(root, 'terraform.chengdu-hangzhou.local.tfstate');
  let local: { child: ChildProcess; ready: Ready };
  let env: NodeJS.ProcessEnv;

  const cdktf = (...args: string[]) => run(CDKTF, args, { env });

  beforeAll(async () => {
    local = await startLocal(join(folder, 'state'));
    env = { ...process.env, ...local.ready.env };
  }, MINUTE);

  afterAll(() => {
    local.child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
    rmSync(state, { force: true });
  });

  test('prints where it is and what to export', () => {
    const { endpoint, caFile, accessKeyId, accessKeySecret } = local.ready;
    expect(endpoint).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(readFileSync(caFile, 'utf8')).toContain('BEGIN CERTIFICATE');
    expect(env).toMatchObject({
      CAUSEWAY_LOCAL_ENDPOINT: endpoint,
      ALICLOUD_ACCESS_KEY: accessKeyId,
      ALICLOUD_SECRET_KEY: accessKeySecret,
      SSL_CERT_FILE: caFile,
    });
  });

  test(
    'cdktf synth writes the stack, and no credentials into it',
    async () => {
      expect(await cdktf('synth')).toMatchObject({ exitCode: 0 });
      const text = readFileSync(stack, 'utf8');
      expect(text).toContain(local.ready.endpoint);
      expect(text).not.toContain(local.ready.accessKeyId);
      expect(text).not.toContain(local.ready.accessKeySecret);
    },
    MINUTE,
  );

  test(
    'cdktf plan, deploy, plan again',
    async () => {
      const plan = await cdktf('plan');
      expect(plan).toMatchObject({
        exitCode: 0,
        output: expect.stringMatching(/Plan: \d+ to add, 0 to change, 0 to destroy/),
      });
      const deploy = await cdktf('deploy', 'chengdu-hangzhou', '--auto-approve');
      expect(deploy).toMatchObject({ exitCode: 0, output: expect.stringContaining('alb_dns_name') });
      expect(await cdktf('plan')).toMatchObject({ exitCode: 0, output: expect.stringContaining('No changes') });
    },
    6 * MINUTE,
  );

  test(
    'causeway drift finds nothing then, and what is changed by hand as docs/drift.md shows it',
    async () => {
      const causeway = (...args: string[]) => run(process.execPath, ['cli/bin/causeway.js', ...args], { env });
      const drift = () => causeway('drift', 'chengdu-hangzhou');
      expect(await drift()).toMatchObject({
        exitCode: exitCodes.ok,
        output: expect.stringContaining('✔ no drift: 49 resources as Terraform left them'),
      });
      const list = await causeway('local', 'list', 'vpc/vpcs', '--json');
      const vpcs = JSON.parse(list.output) as readonly { readonly id: string; readonly region: string }[];
      const vpc = String(vpcs.find(({ region }) => region === 'cn-hangzhou')?.id);
      expect(await causeway('local', 'delete-route', vpc, '100.122.176.0/26')).toMatchObject({ exitCode: 0 });
      expect(await causeway('local', 'set-tag', vpc, 'owner', 'by hand')).toMatchObject({ exitCode: 0 });
      const page = readFileSync(join(root, 'docs', 'drift.md'), 'utf8');
      const shown = /<!-- output of: npx causeway drift .* -->\n\n```text\n([\s\S]*?)```/.exec(page)?.[1];
      expect(await drift()).toMatchObject({
        exitCode: exitCodes.drifted,
        output: expect.stringContaining(String(shown)),
      });
    },
    2 * MINUTE,
  );

  test(
    'cdktf destroy leaves nothing to do',
    async () => {
      expect(await cdktf('destroy', 'chengdu-hangzhou', '--auto-approve')).toMatchObject({ exitCode: 0 });
    },
    6 * MINUTE,
  );

  test(
    'SIGTERM ends it with exit 0, and its state folder is free again',
    async () => {
      const ended = new Promise((resolve) => local.child.once('exit', resolve));
      local.child.kill('SIGTERM');
      expect(await ended).toBe(0);
      expect(existsSync(join(folder, 'state', 'owner.pid'))).toBe(false);
    },
    MINUTE,
  );
});

describe('without the exports of a local cloud', () => {
  test(
    'the synthesized JSON has no trace of one',
    async () => {
      const outdir = mkdtempSync(join(tmpdir(), 'causeway-synth-'));
      const env: NodeJS.ProcessEnv = { ...process.env, CDKTF_OUTDIR: outdir };
      delete env.CAUSEWAY_LOCAL_ENDPOINT;
      expect(await run(process.execPath, ['-r', 'tsx/cjs', 'main.ts'], { env })).toMatchObject({ exitCode: 0 });
      const text = readFileSync(join(outdir, 'stacks', 'chengdu-hangzhou', 'cdk.tf.json'), 'utf8');
      expect(text).not.toMatch(/127\.0\.0\.1|localhost|endpoints|account_type|access_key|secret_key/);
      const { alicloud } = (JSON.parse(text) as { provider: { alicloud: readonly object[] } }).provider;
      expect(alicloud.slice(0, 2)).toEqual([
        { alias: 'cn-chengdu', region: 'cn-chengdu' },
        { alias: 'cn-hangzhou', region: 'cn-hangzhou' },
      ]);
      rmSync(outdir, { recursive: true, force: true });
    },
    MINUTE,
  );
});
