import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const folder = join(__dirname, '..', 'examples');
const readme = readFileSync(join(folder, 'README.md'), 'utf8');

/** The rows of the table: an example, and the tests that it names. */
const rows = readme
  .split('\n')
  .filter((line) => line.startsWith('| ['))
  .map((line) => {
    const [, name = ''] = /\]\(([^)]+)\)/.exec(line) ?? [];
    const tests = [...line.matchAll(/`([^`]+\.test\.ts)`/g)].map(([, test]) => test ?? '');
    return { name, tests };
  });

describe('the plans of the examples', () => {
  const suite = readFileSync(join(__dirname, 'e2e', 'examples.test.ts'), 'utf8');
  const isWorkflow = (name: string) => name.startsWith('github-actions/');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ya?ml|tf)$/.test(name))
    .filter((name) => !isWorkflow(name));

  it.each(files)('that of %s is looked at by the proof, the rules and checkov', (file) => {
    const path = file.endsWith('.tf') ? dirname(file) : file.replace(/\.ya?ml$/, '');
    expect(suite).toContain(`examples/${path}`);
  });
});

describe('the table of examples', () => {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());

  it('has every example once, and no other', () => {
    expect(rows.map(({ name }) => name).sort()).toEqual(folders.map(({ name }) => name).sort());
  });

  it.each(rows)('names a test of $name that runs it', ({ name, tests }) => {
    expect(tests.length).toBeGreaterThan(0);
    for (const test of tests) {
      const file = join(folder, '..', test);
      expect([test, existsSync(file)]).toEqual([test, true]);
      const isItself = test.startsWith(`examples/${name}/`);
      const text = readFileSync(file, 'utf8');
      expect([test, isItself || text.includes(`examples/${name}`) || text.includes(`'${name}/`)]).toEqual([test, true]);
    }
  });
});
