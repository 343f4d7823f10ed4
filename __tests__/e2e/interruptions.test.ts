import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TerraformEvent } from '../../cli/terraform/events';
import { Terraform } from '../../cli/terraform/terraform';
import { Random } from '../../packages/local-cloud/__tests__/fuzz/random';
import { describeWithTerraform } from './support/describe-with-terraform';
import { forgottenIn } from './support/forgotten';
import { terraformCommand } from './support/requirements';
import { openWorkspace, type Workspace } from './support/workspace';

const MINUTE = 60_000;
const MOMENTS = 20;

/** So long that no creation is over before it is interrupted. */
const NEVER_MS = 600_000;

/** So few at once that an apply has many moments: what is under way at an interruption is finished. */
const PARALLELISM = 6;

/** In the place of a plan: Terraform plans and applies in one go. */
const AT_ONCE = '-auto-approve';

describeWithTerraform('Terraform interrupted while it applies', () => {
  const random = new Random(19);
  let workspace: Workspace;
  let plan: string;
  let onEvent: (event: TerraformEvent) => void = () => undefined;
  let terraform: Terraform;
  let moments = 0;
  /** What was planned, of creating, changing and the like. */
  const planned = new Set<string | undefined>();

  beforeAll(async () => {
    workspace = await openWorkspace('chengdu-hangzhou');
    plan = join(workspace.stackFolder, 'plan.bin');
    terraform = new Terraform(terraformCommand, workspace.stackFolder, workspace.environment, (event) => {
      onEvent(event);
    });
  }, 3 * MINUTE);
  afterAll(() => workspace.close());

  /** Waits until Terraform has said so many more things: resources begun, waited for, made. */
  function events(count: number): Promise<void> {
    return new Promise((resolve) => {
      onEvent = ({ type, change }) => {
        if (type === 'planned_change') planned.add(change?.action);
        if (type.startsWith('apply_')) count -= 1;
        if (count === 0) resolve();
      };
    });
  }

  /** Applies, and interrupts that once, some way into it; answers whether it was over before. */
  async function applyInterrupted(): Promise<boolean> {
    const moment = events(Math.ceil(12 * random.next())).then(() => sleep(500 * random.next()));
    const applying = terraform.apply(AT_ONCE, PARALLELISM).catch(() => undefined);
    const over = applying.then(() => 'over');
    const isOver = (await Promise.race([over, moment])) === 'over';
    if (!isOver) {
      terraform.interrupt();
      moments += 1;
    }
    await applying;
    return isOver;
  }

  test(
    `at ${String(MOMENTS)} moments forgets nothing that it made, and applying again gets to the end`,
    async () => {
      while (moments < MOMENTS) {
        const isOver = await applyInterrupted();
        expect(forgottenIn(workspace)).toEqual([]);
        if (isOver) await workspace.destroy();
      }
      expect(planned).toEqual(new Set(['create']));
      const { changes } = await terraform.plan(plan, 30);
      expect(changes).toMatchObject({ change: 0, remove: 0 });
      await terraform.apply(plan, 30);
      expect((await terraform.plan(plan, 30)).planned).toEqual([]);
      expect(forgottenIn(workspace)).toEqual([]);
    },
    12 * MINUTE,
  );

  test(
    'leaves nothing when it is destroyed',
    async () => {
      await workspace.destroy();
      expect(workspace.cloud.inventory()).toEqual([]);
    },
    4 * MINUTE,
  );
});

describeWithTerraform('Terraform interrupted twice while it creates', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await openWorkspace('chengdu-hangzhou', { delays: { default: NEVER_MS } });
  }, 3 * MINUTE);
  afterAll(() => workspace.close());

  test(
    'forgets what it was creating: destroy leaves exactly that, for a person to delete',
    async () => {
      const { cloud, terraform } = workspace;
      await workspace.plan();
      const applying = workspace.apply().catch((error: unknown) => error);
      while (cloud.inventory().length === 0) await sleep(50);
      terraform.interrupt();
      await sleep(500);
      terraform.abandon();
      expect(await applying).toBeInstanceOf(Error);
      const forgotten = forgottenIn(workspace);
      expect(forgotten).not.toEqual([]);
      await workspace.destroy();
      expect(cloud.inventory().map(({ kind, id }) => `${kind} ${id}`)).toEqual(forgotten);
    },
    4 * MINUTE,
  );
});
