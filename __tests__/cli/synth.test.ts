import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodes } from '../../cli/exit-codes';

const root = join(__dirname, '../..');
const FILE = 'terraform/stacks/orders/cdk.tf.json';

describe('causeway synth', () => {
  let folder: string;
  beforeEach(() => (folder = project()));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A project of a user in a folder of its own: our app linked in, one deployment. */
  function project(): string {
    const made = mkdtempSync(join(tmpdir(), 'causeway-synth-'));
    for (const name of ['scripts', 'cdktf.json']) symlinkSync(join(root, name), join(made, name));
    mkdirSync(join(made, 'deployments'));
    cpSync(join(root, 'examples/state-oss/orders.yaml'), join(made, 'deployments/orders.yaml'));
    return made;
  }

  const causeway = (args: readonly string[], env: NodeJS.ProcessEnv = {}, cwd = folder) =>
    spawnSync(process.execPath, [join(root, 'cli/bin/causeway.js'), 'synth', ...args], {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, ...env },
    });

  const read = (cwd = folder): string => readFileSync(join(cwd, FILE), 'utf8');

  it('writes what a workspace needs and nothing else', () => {
    expect(causeway([])).toMatchObject({ status: exitCodes.ok, stdout: `${FILE} is written\n`, stderr: '' });
    const files = readdirSync(join(folder, 'terraform'), { recursive: true, withFileTypes: true });
    expect(files.filter((file) => file.isFile()).map(({ name }) => name)).toEqual(['cdk.tf.json']);
    expect(readdirSync(join(folder, '.causeway'))).toEqual([]);
  });

  it('writes for the real cloud also where a local one is exported, with no path of this machine', () => {
    const env = { CAUSEWAY_LOCAL_ENDPOINT: '127.0.0.1:4566', ALICLOUD_ACCESS_KEY: 'LTAI-marked' };
    expect(causeway([], env).status).toBe(exitCodes.ok);
    expect(read()).not.toMatch(/127\.0\.0\.1|localhost|endpoints|LTAI-marked/);
    for (const place of [folder, root, tmpdir(), process.env.HOME ?? root]) expect(read()).not.toContain(place);
    expect(Object.keys((JSON.parse(read()) as { terraform: { backend: object } }).terraform.backend)).toEqual(['oss']);
  });

  it('writes the same bytes in another clone', () => {
    const clone = project();
    for (const cwd of [folder, clone]) expect(causeway([], {}, cwd).status).toBe(exitCodes.ok);
    const [here, there] = [read(), read(clone)];
    rmSync(clone, { recursive: true, force: true });
    expect(there).toBe(here);
  });

  it('finds out in CI whether what is committed is current, and changes nothing', () => {
    expect(causeway(['--check'])).toMatchObject({
      status: exitCodes.failed,
      stdout: expect.stringContaining('is not there'),
    });
    expect(existsSync(join(folder, 'terraform'))).toBe(false);
    causeway([]);
    expect(causeway(['--check'])).toMatchObject({ status: exitCodes.ok, stdout: `${FILE} is current\n` });
    const edited = read().replace('"encrypt": true', '"encrypt": false');
    writeFileSync(join(folder, FILE), edited);
    expect(causeway(['--check'])).toMatchObject({
      status: exitCodes.failed,
      stdout: `${FILE} is not what its deployment says: run npx causeway synth and commit it\n`,
    });
    expect(read()).toBe(edited);
  });

  it('tells of a stack whose deployment is gone, and leaves it', () => {
    causeway([]);
    const deployments = join(folder, 'deployments');
    writeFileSync(
      join(deployments, 'other.yaml'),
      readFileSync(join(deployments, 'orders.yaml'), 'utf8').replaceAll('orders', 'other'),
    );
    rmSync(join(deployments, 'orders.yaml'));
    const { status, stdout } = causeway(['--json']);
    expect(status).toBe(exitCodes.ok);
    expect(JSON.parse(stdout)).toEqual({
      stacks: [
        { name: 'orders', file: FILE, status: 'abandoned' },
        { name: 'other', file: FILE.replace('orders', 'other'), status: 'missing' },
      ],
    });
    expect(existsSync(join(folder, FILE))).toBe(true);
    expect(causeway(['--check']).status).toBe(exitCodes.failed);
  });

  it('rejects what main.ts rejects, in its words', () => {
    writeFileSync(join(folder, 'deployments/orders.yaml'), 'name: orders\n');
    expect(causeway([])).toMatchObject({ status: exitCodes.failed, stderr: expect.stringContaining('cen is missing') });
    expect(existsSync(join(folder, 'terraform'))).toBe(false);
  });
});
