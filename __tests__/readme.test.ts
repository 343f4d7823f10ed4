import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { exportedEnvironment } from '../cli/environment';
import { exitCodes } from '../cli/exit-codes';
import { fillReadme } from '../scripts/docs/readme';

const root = join(__dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const readme = read('README.md');

/** The files below a folder whose names end so, by their path from the root. */
function filesIn(folder: string, ending: RegExp): string[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => ending.test(name)).map((name) => join(folder, name));
}

/** All of a pattern's first groups, each once. */
function all(pattern: RegExp, text: string): string[] {
  return [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))];
}

/** Everything that is set as code: blocks and spans. */
const code = [...readme.matchAll(/```[\s\S]*?```|`[^`\n]+`/g)].map(([text]) => text).join('\n');
const section = (title: string): string => readme.split(/^## /m).find((text) => text.startsWith(title)) ?? '';

const help = (...args: string[]): string => {
  const result = spawnSync(process.execPath, ['cli/bin/causeway.js', ...args, '--help'], {
    cwd: root,
    encoding: 'utf8',
  });
  return result.status === 0 ? result.stdout : '';
};

describe('the readme', () => {
  test('shows the deployment and the examples as they are', () => {
    expect(fillReadme(readme, read)).toBe(readme);
    expect(all(/<!-- from: (\S+) -->/g, readme)).toHaveLength(4);
  });

  test('names only npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...all(/npm run ([\w:-]+)/g, readme), ...all(/npm (start|test)\b/g, readme)];
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test('names only causeway commands and options that exist', () => {
    const commands = all(/causeway ([a-z]+)\b(?=[` \n])/g, code);
    expect(commands.sort()).toEqual([
      'diagram',
      'drift',
      'import',
      'local',
      'orphans',
      'probe',
      'rehearse',
      'synth',
      'terraform',
      'up',
      'verify',
    ]);
    const options = all(/`(--[a-z-]+)`/g, section('Commands'));
    const known = commands.map((command) => help(command)).join('\n');
    expect(options.length).toBeGreaterThan(3);
    expect(options.filter((option) => !known.includes(`  ${option}`))).toEqual([]);
  });

  test('lists the exit codes, all of them', () => {
    const listed = all(/^\| (\d+) /gm, section('Commands')).map(Number);
    expect(listed).toEqual([...new Set<number>(Object.values(exitCodes))]);
  });

  test('lists what causeway local exports', () => {
    const cloud = {
      endpoint: '127.0.0.1:4566',
      caFile: '/path/to/project/.causeway/local/tls/ca-bundle.pem',
      credentials: { accessKeyId: 'causeway-local-key', accessKeySecret: 'causeway-local-secret' },
      accountId: '1234567890123456',
    };
    const exports = Object.entries(exportedEnvironment({ cloud, base: {} })).map(([name, value]) => `${name}=${value}`);
    expect(all(/^export (\S+=\S+)$/gm, section('The local cloud'))).toEqual(exports);
  });

  test('names only variables that something reads', () => {
    const files = ['cli', 'stacks', 'scripts'].flatMap((folder) => filesIn(folder, /\.[jt]s$/));
    const sources = [...files, 'main.ts'].map(read).join('\n');
    const named = all(/`(CAUSEWAY_\w+|TERRAFORM_BINARY_NAME)`/g, readme);
    expect(named.filter((name) => !sources.includes(name))).toEqual([]);
  });

  test('tells how many resources the default deployment has', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'causeway-readme-'));
    const env = { ...process.env, CDKTF_OUTDIR: outdir };
    spawnSync(process.execPath, ['scripts/run-main.js'], { cwd: root, env });
    const json = readFileSync(join(outdir, 'stacks', 'chengdu-hangzhou', 'cdk.tf.json'), 'utf8');
    const { resource } = JSON.parse(json) as { resource: Record<string, object> };
    const count = Object.values(resource).reduce((sum, byName) => sum + Object.keys(byName).length, 0);
    expect(all(/(\d+) (?:resources|to create)/g, section('Try it'))).toEqual([String(count)]);
    rmSync(outdir, { recursive: true, force: true });
  });
});

describe('links in the documentation', () => {
  const packages = readdirSync(join(root, 'packages')).map((name) => join('packages', name, 'README.md'));
  const pages = ['README.md', 'CHANGELOG.md', ...packages, ...filesIn('docs', /\.md$/)];

  test.each(pages)('%s leads only to files that exist', (page) => {
    const targets = all(/\]\(([^)#\s]+)[^)]*\)/g, read(page)).filter((target) => !/^[a-z]+:/.test(target));
    const missing = targets.filter((target) => !existsSync(join(root, dirname(page), target)));
    expect(missing.map((target) => relative('.', target))).toEqual([]);
  });
});
