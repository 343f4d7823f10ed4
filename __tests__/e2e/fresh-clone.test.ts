import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithTerraform } from './support/describe-with-terraform';
import { root } from './support/requirements';
import { run } from './support/workspace';

const MINUTE = 60_000;

describe('a fresh clone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-clone-'));
  const clone = join(folder, 'causeway');

  beforeAll(async () => {
    // What is committed, as a newcomer gets it; a mirror beside the project stays beside the clone.
    expect(await run('git', ['clone', '--quiet', '--no-local', root, clone])).toMatchObject({ exitCode: 0 });
    const shared = join(root, '..', 'shared');
    if (existsSync(shared)) symlinkSync(shared, join(folder, 'shared'));
  }, MINUTE);
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test(
    'npm start, as the very first command and without Terraform, installs and rehearses the whole life',
    async () => {
      const env = { ...process.env, TERRAFORM_BINARY_NAME: 'terraform-that-is-not-here' };
      const result = await run('npm', ['start'], { cwd: clone, env });
      expect(result).toMatchObject({ exitCode: 0, output: expect.stringContaining('this was a rehearsal') });
    },
    5 * MINUTE,
  );

  describeWithTerraform('with Terraform', () => {
    test(
      'npm start runs the whole life',
      async () => {
        const result = await run('npm', ['start'], { cwd: clone });
        expect(result).toMatchObject({ exitCode: 0, output: expect.stringContaining('the local cloud holds nothing') });
        expect(result.output).not.toContain('rehearsal');
      },
      5 * MINUTE,
    );
  });
});
