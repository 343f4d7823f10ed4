import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { LogEntry } from '@causeway/local-cloud';
import { apiOfAccount } from '../../cli/import/account';
import { type Adoption, adoptOrphans } from '../../cli/orphans/adopt';
import { Random } from '../../packages/local-cloud/__tests__/fuzz/random';
import { makeProject } from '../support/project-folder';
import { describeWithTerraform } from './support/describe-with-terraform';
import { forgottenIn } from './support/forgotten';
import { root, terraformCommand } from './support/requirements';
import { openWorkspace, run, type Workspace } from './support/workspace';

const MINUTE = 60_000;
/** How often Terraform is killed; more with `MOMENTS=20`. */
const MOMENTS = Number(process.env.MOMENTS ?? 4);
/** It is killed so many calls into an apply at most, of about 220; with each time it gets further. */
const MOST_CALLS = 80;
const MOST_CREATIONS = 10;

/** Half made when Terraform dies; of things that the provider sleeps for longer in any case before it looks after them. */
const HALF_MADE_MS = 2000;
const delays = Object.fromEntries(
  ['Vpc', 'Cen', 'TransitRouter', 'TransitRouterVpcAttachment', 'TransitRouterPeerAttachment', 'LoadBalancer'].map(
    (thing) => [`Create${thing}`, HALF_MADE_MS],
  ),
);

describeWithTerraform('Terraform that is killed', () => {
  const random = new Random(23);
  let workspace: Workspace;
  let callsToGo = 0;
  /** Which calls are counted. */
  let counted = /^(Create|Run)/;
  let kills = 0;
  /** Whether the last kill left something: then its import blocks are still there. */
  let isAdopted = false;

  beforeAll(async () => {
    const log = ({ action }: LogEntry): void => {
      if (!counted.test(action)) return;
      callsToGo -= 1;
      if (callsToGo === 0) workspace.terraform.kill();
    };
    workspace = await openWorkspace('chengdu-hangzhou', { delays, log });
  }, 3 * MINUTE);
  afterAll(() => workspace.close());

  const importFile = (): string => join(workspace.stackFolder, 'imports.tf.json');

  /** Applies the last plan, and kills Terraform and its provider some calls into that; answers whether it was. */
  async function applyKilled(): Promise<boolean> {
    callsToGo = Math.ceil((kills === 0 ? MOST_CREATIONS : MOST_CALLS) * random.next());
    const applied = await workspace.apply().then(
      () => true,
      () => false,
    );
    expect(applied).toBe(callsToGo > 0);
    callsToGo = 0;
    return !applied;
  }

  async function adopt(): Promise<Adoption> {
    const { cloud, stackFolder, environment } = workspace;
    return adoptOrphans({
      deployment: 'chengdu-hangzhou',
      folder: stackFolder,
      command: terraformCommand,
      environment,
      api: apiOfAccount({ ...cloud.credentials, localEndpoint: cloud.endpoint }),
      onWait: () => undefined,
    });
  }

  /** Plans; what was adopted is not made anew, and nothing is replaced or taken away. */
  async function planAfter(adopted: Adoption['orphans']): Promise<readonly string[]> {
    const { planned } = await workspace.plan();
    const again = adopted.map(({ address }) => `create ${String(address)}`);
    expect(planned.filter((change) => again.includes(change) || /^(delete|replace)/.test(change))).toEqual([]);
    return planned;
  }

  test(
    `while it applies, at ${String(MOMENTS)} moments: what it forgot is found, adopted by the next apply, and made no second time`,
    async () => {
      const seen = new Set<string>();
      await workspace.plan();
      while (kills < MOMENTS) {
        if (await applyKilled()) kills += 1;
        else await workspace.destroy();
        // The first kill is in the making of something, so that there is something to find whatever comes after.
        counted = /./;
        const { orphans, ambiguous } = await adopt();
        expect([ambiguous, orphans.filter(({ address }) => address === undefined)]).toEqual([[], []]);
        expect(forgottenIn(workspace, orphans.map(({ id }) => id).join(' '))).toEqual([]);
        for (const { foundBy } of orphans) seen.add(foundBy);
        isAdopted = orphans.length > 0;
        await planAfter(orphans);
      }
      expect(seen).toContain('tag');
      await workspace.apply();
      expect((await workspace.plan()).planned).toEqual([]);
    },
    30 * MINUTE,
  );

  test(
    'has nothing left over then, which the command says, and takes the import blocks away',
    async () => {
      expect(existsSync(importFile())).toBe(isAdopted);
      const project = resolve(workspace.stackFolder, '..', '..', '..');
      makeProject(project);
      const command = [join(root, 'cli', 'bin', 'causeway.js'), 'orphans'];
      const told = await run(process.execPath, command, { cwd: project, env: workspace.environment });
      expect(told).toEqual({
        exitCode: 0,
        output: 'Nothing of chengdu-hangzhou stands that its state does not have.\n',
      });
      expect(existsSync(importFile())).toBe(false);
    },
    2 * MINUTE,
  );

  test(
    'while it destroys: what it forgot is found, and the next destroy leaves nothing',
    async () => {
      counted = /^(Delete|Revoke|Dissociate|Disable)/;
      callsToGo = Math.ceil(MOST_CREATIONS * random.next());
      await expect(workspace.destroy()).rejects.toThrow('terraform destroy failed');
      const { orphans, ambiguous } = await adopt();
      expect([ambiguous, orphans.filter(({ address }) => address === undefined)]).toEqual([[], []]);
      expect(forgottenIn(workspace, orphans.map(({ id }) => id).join(' '))).toEqual([]);
      // Terraform empties the file of the state before it writes it anew: killed in between, it has forgotten everything.
      if (orphans.length > 0) {
        await planAfter(orphans);
        await workspace.apply();
      }
      await workspace.destroy();
      expect(workspace.cloud.inventory()).toEqual([]);
    },
    4 * MINUTE,
  );
});
