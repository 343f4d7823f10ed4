import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..');
const seed = readFileSync(join(root, 'deployments', 'chengdu-hangzhou.yaml'), 'utf8');

describe('main', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'causeway-main-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs main.ts as cdktf does, on some deployment files. */
  function main(files: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv = {}) {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const { app } = JSON.parse(readFileSync(join(root, 'cdktf.json'), 'utf8')) as { app: string };
    const [, ...args] = app.split(' ');
    return spawnSync(process.execPath, args, {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, CAUSEWAY_DEPLOYMENTS: folder, CDKTF_OUTDIR: join(folder, 'out'), ...env },
    });
  }

  const stackFile = (name: string) => join(folder, 'out', 'stacks', name, 'cdk.tf.json');

  it('makes a stack of every deployment file, and of nothing else', () => {
    const { status, stderr } = main({
      'a.yaml': seed,
      'b.yml': seed.replace('name: chengdu-hangzhou', 'name: second'),
      'notes.txt': 'not a deployment',
    });
    expect(stderr).not.toContain('error');
    expect(status).toBe(0);
    expect(['chengdu-hangzhou', 'second'].map(stackFile).every((file) => existsSync(file))).toBe(true);
  });

  it('points the stacks at a local cloud only when the environment says so', () => {
    main({ 'a.yaml': seed }, { CAUSEWAY_LOCAL_ENDPOINT: '127.0.0.1:4566' });
    expect(readFileSync(stackFile('chengdu-hangzhou'), 'utf8')).toContain('127.0.0.1:4566/cn-hangzhou');
    main({ 'a.yaml': seed }, { CAUSEWAY_LOCAL_ENDPOINT: undefined });
    expect(readFileSync(stackFile('chengdu-hangzhou'), 'utf8')).not.toContain('127.0.0.1');
  });

  it('hands what there is to know about a deployment to cdktf, and prints nothing itself', () => {
    const { stderr, stdout } = main({ 'a.yaml': seed });
    const manifest = readFileSync(join(folder, 'out', 'manifest.json'), 'utf8');
    expect(manifest).toMatch(/frontend\.vpc\.cidr: .* \(VPC_CIDR_LARGE\)/);
    expect(manifest).toContain('SOURCE_MODE_BACK_TO_ORIGIN_ON_NEW_ALB');
    expect(stderr + stdout).toBe('');
  });

  describe('with health checks off, which file and resources are warned of', () => {
    const off = seed.replace('healthCheck: { path: / }', 'healthCheck: { enabled: false }');
    const manifest = (text: string) => {
      expect(main({ 'a.yaml': text }).stderr).toBe('');
      return readFileSync(join(folder, 'out', 'manifest.json'), 'utf8');
    };
    const count = (text: string, what: string) => text.split(what).length - 1;

    it('warns once', () => {
      expect(count(manifest(off), 'HEALTH_CHECK_OFF_ACROSS_REGIONS')).toBe(1);
    });

    it('warns of it in no way when the file skips it', () => {
      const skip = 'skip: { HEALTH_CHECK_OFF_ACROSS_REGIONS: the servers are watched elsewhere }';
      expect(manifest(`${off}\n${skip}\n`)).not.toContain('HEALTH_CHECK_OFF');
    });

    it('says so of a skip that has nothing to skip', () => {
      expect(manifest(`${off}\nskip: { CROSS_BORDER_LINK: registered }\n`)).toContain(
        'CROSS_BORDER_LINK is skipped (registered), and objects to nothing; remove the skip',
      );
    });

    it('rejects a skip of what is no rule, with its place in the file', () => {
      const { status, stderr } = main({ 'a.yaml': `${off}\nskip: { CROSS_BORDER_LINC: registered }\n` });
      expect([status, stderr]).toEqual([
        1,
        expect.stringMatching(/^ {2}\d+:\d+ skip\.CROSS_BORDER_LINC: .*did you mean CROSS_BORDER_LINK\?/m),
      ]);
    });
  });

  it('rejects wrong deployments with all problems of all files, exit code 1, and no stack trace', () => {
    const wrong = seed.replace('cidr: 172.16.6.0/24', 'cidr: 10.0.6.0/24');
    const { status, stderr } = main({ 'a.yaml': wrong, 'b.yaml': 'name: b\nregion: x\n' });
    expect(status).toBe(1);
    expect(stderr).toContain('VSWITCH_CIDR_INVALID');
    expect(stderr).toMatch(/b\.yaml has \d+ problems/);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(existsSync(stackFile('chengdu-hangzhou'))).toBe(false);
  });

  it('rejects two deployments of one name, which would share a state', () => {
    const { status, stderr } = main({ 'a.yaml': seed, 'b.yaml': seed });
    expect([status, stderr]).toEqual([
      1,
      expect.stringContaining('two deployment files have the name chengdu-hangzhou'),
    ]);
  });

  it('rejects two deployments that would share a state', () => {
    const inWorkspace = (name: string) =>
      seed
        .replace('name: chengdu-hangzhou', `name: ${name}`)
        .replace('{ backend: local }', '{ backend: cloud, cloud: { organization: acme, workspaces: { name: one } } }');
    const { status, stderr } = main({ 'a.yaml': inWorkspace('first'), 'b.yaml': inWorkspace('second') });
    expect([status, stderr]).toEqual([
      1,
      'the deployments first and second would share one state, the workspace app.terraform.io/acme/one; change terraform in one of them (DEPLOYMENT_STATE_SHARED)\n',
    ]);
    expect(existsSync(stackFile('first'))).toBe(false);
  });

  it('rejects a folder without deployments', () => {
    const { status, stderr } = main({});
    expect([status, stderr]).toEqual([1, expect.stringContaining('there is no deployment file (*.yaml) in')]);
  });
});
