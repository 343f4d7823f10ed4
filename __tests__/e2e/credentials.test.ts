import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { callApi, type LogEntry } from '@causeway/local-cloud';
import { describeWithTerraform } from './support/describe-with-terraform';
import { filesBelow, marksBelow, marksIn } from './support/leaks';
import { root } from './support/requirements';
import { openStateWorkspace } from './support/state-workspace';
import { run } from './support/workspace';

const MINUTE = 60_000;

/** What nobody but its owner may ever read. */
const SECRETS = {
  secret: 'marked-secret-8c1d02e57f',
  wrongSecret: 'marked-wrong-secret-77be41',
  securityToken: 'marked-security-token-5a90c3',
  token: 'marked-hcp-token-c4f7.atlasv1.31d9',
  oidcToken: 'marked-oidc-token-e07b64aa',
};
/** No secret, but the other half of one. */
const ACCESS_KEY = { accessKey: 'LTAImarked6d2f9b03' };
const MARKS = { ...SECRETS, ...ACCESS_KEY };

/** Credentials in the words of every tool that is about. */
const PLANTED = {
  ALICLOUD_ACCESS_KEY: MARKS.accessKey,
  ALICLOUD_SECRET_KEY: MARKS.secret,
  ALICLOUD_SECURITY_TOKEN: MARKS.securityToken,
  ALIBABA_CLOUD_ACCESS_KEY_ID: MARKS.accessKey,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: MARKS.secret,
  ALIBABA_CLOUD_SECURITY_TOKEN: MARKS.securityToken,
  ALIBABA_CLOUD_OIDC_TOKEN: MARKS.oidcToken,
  TF_TOKEN_app_terraform_io: MARKS.token,
};

describe('marks', () => {
  test('are found in texts, in base64 and in what is packed, so that finding none means something', () => {
    const { secret, token } = SECRETS;
    expect(marksIn(Buffer.from(`x${secret}x`), MARKS)).toEqual(['secret']);
    expect(marksIn(Buffer.from(Buffer.from(token).toString('base64')), MARKS)).toEqual(['token']);
    expect(marksIn(Buffer.from('nothing'), MARKS)).toEqual([]);
  });
});

describeWithTerraform('credentials that Terraform works with', () => {
  test(
    'are in no output, state, plan, journal or file, also of runs that fail',
    async () => {
      const log: LogEntry[] = [];
      const stateFolder = mkdtempSync(join(tmpdir(), 'causeway-marked-'));
      const credentials = { accessKeyId: MARKS.accessKey, accessKeySecret: MARKS.secret };
      const workspace = await openStateWorkspace('state-oss/orders.yaml', withLocalState, {
        stateFolder,
        credentials,
        quotas: { vpcsPerRegion: 1 },
        log: (entry) => log.push(entry),
      });
      const vpcs = { endpoint: workspace.cloud.endpoint, credentials, version: '2016-04-28' };
      const found = new Map<string, readonly string[]>();
      const terraform = async (step: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
        const { exitCode, output } = await workspace.terraform(args, {
          TF_TOKEN_app_terraform_io: MARKS.token,
          ...env,
        });
        found.set(step, marksIn(Buffer.from(output), MARKS));
        return { exitCode, output };
      };
      const apply = ['apply', '-auto-approve', '-input=false', '-json'];
      const plan = ['plan', '-input=false', '-no-color'];

      // GIVEN runs that succeed, and one that the cloud refuses
      const { body } = await callApi(vpcs, 'CreateVpc', { RegionId: 'cn-hangzhou', CidrBlock: '10.0.0.0/16' });
      expect(await terraform('init', ['init', '-input=false'])).toMatchObject({ exitCode: 0 });
      expect(await terraform('plan', [...plan, '-out=plan.bin'])).toMatchObject({ exitCode: 0 });
      expect(await terraform('show', ['show', '-json', 'plan.bin'])).toMatchObject({ exitCode: 0 });
      expect(await terraform('refused', apply)).toMatchObject({
        exitCode: 1,
        output: expect.stringContaining('QuotaExceeded'),
      });
      await callApi(vpcs, 'DeleteVpc', { RegionId: 'cn-hangzhou', VpcId: String(body.VpcId) });
      expect(await terraform('apply', apply)).toMatchObject({ exitCode: 0 });
      // AND runs with a wrong secret, with an unknown key, and with a cloud that is gone
      const temporary = { ALICLOUD_SECURITY_TOKEN: MARKS.securityToken };
      const wrongSecret = await terraform('signature', plan, { ...temporary, ALICLOUD_SECRET_KEY: MARKS.wrongSecret });
      expect(wrongSecret).toMatchObject({ exitCode: 1, output: expect.stringContaining('SignatureDoesNotMatch') });
      const unknownKey = await terraform('key', plan, { ALICLOUD_ACCESS_KEY: 'LTAIother' });
      expect(unknownKey).toMatchObject({ exitCode: 1, output: expect.stringContaining('InvalidAccessKeyId') });
      await workspace.cloud.close();
      expect(await terraform('gone', plan, temporary)).toMatchObject({
        exitCode: 1,
        output: expect.stringContaining('refused'),
      });

      // THEN nothing is anywhere, but for what a request holds in two of the provider's own messages: docs/state.md tells of it
      expect(Object.fromEntries([...found].filter(([, marks]) => marks.length > 0))).toEqual({
        signature: ['securityToken', 'accessKey'],
        gone: ['securityToken', 'accessKey'],
      });
      expect(marksIn(Buffer.from(JSON.stringify(log)), SECRETS)).toEqual([]);
      expect(filesBelow(stateFolder).map((file) => basename(file))).toContain('data.mdb');
      const files = filesBelow(workspace.folder).map((file) => basename(file));
      expect(files).toEqual(
        expect.arrayContaining(['cdk.tf.json', 'manifest.json', 'plan.bin', 'terraform.orders.tfstate']),
      );
      expect([...marksBelow(stateFolder, MARKS), ...marksBelow(workspace.folder, MARKS)]).toEqual([]);
      await workspace.close();
      rmSync(stateFolder, { recursive: true, force: true });
    },
    5 * MINUTE,
  );
});

describe('credentials that lie about', () => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-planted-'));
  const environment = join(folder, 'environment.txt');
  const fakeTerraform = join(folder, 'fake-terraform');

  beforeAll(() => {
    for (const name of ['scripts', 'cdktf.json']) symlinkSync(join(root, name), join(folder, name));
    mkdirSync(join(folder, 'deployments'));
    cpSync(join(root, 'examples/state-cloud/billing.yaml'), join(folder, 'deployments/billing.yaml'));
    writeFileSync(join(folder, 'wrong.yaml'), 'name: wrong\n');
    const script = `#!/bin/sh\nif [ "$1" = version ]; then echo Terraform v1.11.4; else env > ${environment}; env; exit 1; fi\n`;
    writeFileSync(fakeTerraform, script, { mode: 0o755 });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const causeway = (args: readonly string[], more: NodeJS.ProcessEnv = {}) =>
    run(process.execPath, [join(root, 'cli/bin/causeway.js'), ...args], {
      cwd: folder,
      env: { ...process.env, ...PLANTED, ...more },
    });

  test.each([
    ['synth', 0, ['synth', '--json'], {}],
    ['a rehearsal', 0, ['rehearse', '--json'], {}],
    ['a proof', 0, ['verify', '--trace'], {}],
    ['a file with mistakes', 1, ['up', 'wrong.yaml', '--json'], {}],
    [
      'a Terraform that fails and prints its environment',
      1,
      ['up', '--json'],
      { TERRAFORM_BINARY_NAME: 'fake-terraform' },
    ],
    ['a mirror that is none', 1, ['up'], { CAUSEWAY_PROVIDER_MIRROR: '/nowhere' }],
  ])(
    'are neither told nor kept by %s',
    async (_, exitCode, args, more) => {
      const result = await causeway(args, { PATH: `${folder}:${process.env.PATH ?? ''}`, ...more });
      expect(result.exitCode).toBe(exitCode);
      expect(marksIn(Buffer.from(result.output), MARKS)).toEqual([]);
      expect(marksBelow(folder, MARKS)).toEqual([]);
    },
    MINUTE,
  );

  test('did reach nobody although Terraform was run', () => {
    expect(readFileSync(environment, 'utf8')).toContain('CAUSEWAY_LOCAL_ENDPOINT=127.0.0.1:');
  });

  test(
    'are not in what causeway local prints, which tells of every call and of refused ones',
    async () => {
      const args = [join(root, 'cli/bin/causeway.js'), 'local', '--port', '0', '--json', '--verbose'];
      const child = spawn(process.execPath, args, { cwd: folder, env: { ...process.env, ...PLANTED } });
      const printed: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => printed.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => printed.push(chunk));
      const line = await new Promise<string>((resolve) =>
        createInterface({ input: child.stdout }).once('line', resolve),
      );
      const { endpoint, accessKeyId } = JSON.parse(line) as { endpoint: string; accessKeyId: string };
      const call = (credentials: { accessKeyId: string; accessKeySecret: string }) =>
        callApi({ endpoint, credentials, version: '2016-04-28' }, 'DescribeVpcs', { RegionId: 'cn-hangzhou' });
      expect((await call({ accessKeyId: MARKS.accessKey, accessKeySecret: MARKS.secret })).body.Code).toMatch(
        /^InvalidAccessKeyId/,
      );
      expect((await call({ accessKeyId, accessKeySecret: MARKS.secret })).body.Code).toBe('SignatureDoesNotMatch');
      child.kill('SIGTERM');
      await once(child, 'close');
      const text = Buffer.concat(printed);
      expect(String(text)).toMatch(/InvalidAccessKeyId[\s\S]*SignatureDoesNotMatch/);
      expect(marksIn(text, MARKS)).toEqual([]);
      expect(marksBelow(folder, MARKS)).toEqual([]);
    },
    MINUTE,
  );
});

/** The state in a file, which the journal of changes and the plan are beside. */
function withLocalState(yaml: string): string {
  return yaml.replace(/backend: oss\n {2}oss:[\s\S]*?\n\n/, 'backend: local\n\n');
}
