import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Random } from '../../packages/local-cloud/__tests__/fuzz/random';
import { describeWithTerraform } from './support/describe-with-terraform';
import { root } from './support/requirements';
import { openWorkspace, run, type Workspace } from './support/workspace';

const MINUTE = 60_000;
/** How often Terraform is killed; more with `MOMENTS=20`. */
const MOMENTS = Number(process.env.MOMENTS ?? 4);
/** An apply is a few hundred calls. */
const MOST_CALLS = 80;
/** What is made is not there at once, so that some of it is half made when Terraform dies. */
const DELAY_MS = 400;

/** What `causeway orphans --json` prints, as far as it is looked at. */
interface Found {
  readonly orphans: readonly { readonly id: string; readonly address: string | null; readonly foundBy: string }[];
  readonly ambiguous: readonly unknown[];
}

describeWithTerraform('Terraform that is killed while it applies', () => {
  const random = new Random(23);
  const seen: Found['orphans'][number][] = [];
  let workspace: Workspace;
  let callsToGo = 0;
  let kills = 0;

  beforeAll(async () => {
    const log = (): void => {
      callsToGo -= 1;
      if (callsToGo === 0) workspace.terraform.kill();
    };
    workspace = await openWorkspace('chengdu-hangzhou', { delays: { default: DELAY_MS }, log });
    const { app } = JSON.parse(readFileSync(join(root, 'cdktf.json'), 'utf8')) as { app: string };
    writeFileSync(join(project(), 'cdktf.json'), JSON.stringify({ app: `cd '${root}' && ${app}` }));
  }, 3 * MINUTE);
  afterAll(() => workspace.close());

  const project = (): string => resolve(workspace.stackFolder, '..', '..', '..');
  const importFile = (): string => join(workspace.stackFolder, 'imports.tf.json');

  /** Plans and applies, and kills Terraform and its provider some calls into that; answers whether it was killed. */
  async function applyKilled(): Promise<boolean> {
    await workspace.plan();
    callsToGo = Math.ceil(MOST_CALLS * random.next());
    const wasKilled = await workspace.apply().then(
      () => false,
      () => callsToGo <= 0,
    );
    callsToGo = 0;
    return wasKilled;
  }

  async function orphans(): Promise<Found & { readonly exitCode: number | null }> {
    const command = [join(root, 'cli', 'bin', 'causeway.js'), 'orphans', '--json'];
    const { exitCode, output } = await run(process.execPath, command, { cwd: project(), env: workspace.environment });
    const line = output.split('\n').find((each) => each.startsWith('{'));
    if (line === undefined) throw new Error(output);
    return { ...(JSON.parse(line) as Found), exitCode };
  }

  test(
    `at ${String(MOMENTS)} moments: what it forgot is found, adopted by the next apply, and made no second time`,
    async () => {
      while (kills < MOMENTS) {
        if (await applyKilled()) kills += 1;
        else await workspace.destroy();
        const found = await orphans();
        expect(found.ambiguous).toEqual([]);
        expect(found.orphans.filter(({ address }) => address === null)).toEqual([]);
        expect(found.exitCode).toBe(found.orphans.length > 0 ? 2 : 0);
        seen.push(...found.orphans);
        const { planned } = await workspace.plan();
        const again = found.orphans.map(({ address }) => `create ${String(address)}`);
        expect(planned.filter((change) => again.includes(change) || /^(delete|replace)/.test(change))).toEqual([]);
      }
      expect(new Set(seen.map(({ foundBy }) => foundBy))).toContain('tag');
      await workspace.plan();
      await workspace.apply();
      expect((await workspace.plan()).planned).toEqual([]);
      expect(await orphans()).toMatchObject({ exitCode: 0, orphans: [] });
      expect(existsSync(importFile())).toBe(false);
    },
    15 * MINUTE,
  );

  test(
    'leaves nothing when it is destroyed',
    async () => {
      await workspace.destroy();
      expect(workspace.cloud.inventory()).toEqual([]);
      expect(await orphans()).toMatchObject({ exitCode: 0, orphans: [] });
    },
    4 * MINUTE,
  );
});
