import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const root = join(__dirname, '..');

/** What a package of this repository would hold, but for what its build makes. */
async function packedFiles(name: string): Promise<readonly string[]> {
  const args = [
    'pack',
    '--dry-run',
    '--json',
    '--ignore-scripts',
    ...(name === 'causeway' ? [] : ['--workspace', name]),
  ];
  const { stdout } = await promisify(execFile)('npm', args, { cwd: root, maxBuffer: 2 ** 24 });
  const [packed] = JSON.parse(stdout) as readonly { readonly files: readonly { readonly path: string }[] }[];
  return (packed?.files ?? []).map(({ path }) => path);
}

/** Where the relative links of a page lead, from the folder of its package. */
function linksOf(page: string, folder: string): readonly string[] {
  const targets = [...readFileSync(join(folder, page), 'utf8').matchAll(/\]\(([^)#\s]+)[^)]*\)/g)];
  return targets
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => join(dirname(page), target).replace(/\/$/, ''));
}

describe('the pages of a package', () => {
  it.each([
    { name: 'causeway', folder: root, least: 30 },
    { name: '@causeway/local-cloud', folder: join(root, 'packages', 'local-cloud'), least: 2 },
  ])('of $name lead only to what is in it', async ({ name, folder, least }) => {
    const files = await packedFiles(name);
    const pages = files.filter((file) => file.endsWith('.md') && !file.startsWith('node_modules/'));
    expect(pages.length).toBeGreaterThanOrEqual(least);
    const isThere = (target: string): boolean => files.some((file) => file === target || file.startsWith(`${target}/`));
    const dead = pages.flatMap((page) =>
      linksOf(page, folder).flatMap((target) => (isThere(target) ? [] : [`${page} -> ${target}`])),
    );
    expect(dead).toEqual([]);
  });
});
