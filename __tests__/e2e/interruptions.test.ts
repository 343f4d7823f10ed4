import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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

describeWithTerraform('Terraform interrupted while it applies', () => {
  const random = new Random(19);
  let workspace: Workspace;
  let plan: string;
  let onEvent: () => void = () => undefined;
  let terraform: Terraform;
  let moments = 0;

  beforeAll(async () => {
    workspace = await openWorkspace('chengdu-hangzhou');
    plan = join(workspace.stackFolder, 'plan.bin');
    terraform = new Terraform(terraformCommand, workspace.stackFolder, workspace.environment, () => {
      onEvent();
    });
  }, 3 * MINUTE);
  afterAll(() => workspace.close());

  /** Waits until Terraform has said so many more things: resources begun, waited for, made. */
  function events(count: number): Promise<void> {
    return new Promise((resolve) => {
      onEvent = () => {
        count -= 1;
        if (count === 0) resolve();
      };
    });
  }

  /** Applies a plan, and interrupts it once, some way into it. */
  async function applyInterrupted(): Promise<void> {
    const applying = terraform.apply(plan, PARALLELISM).catch(() => undefined);
    const over = applying.then(() => 'over');
    const moment = events(Math.ceil(12 * random.next())).then(() => sleep(500 * random.next()));
    if ((await Promise.race([over, moment])) !== 'over') {
      terraform.interrupt();
      moments += 1;
    }
    await applying;
  }

  test(
    `at ${String(MOMENTS)} moments forgets nothing that it made, and applying again gets to the end`,
    async () => {
      for (;;) {
        const { isEmpty, planned } = await terraform.plan(plan, PARALLELISM);
        expect(planned.filter((change) => !change.startsWith('create '))).toEqual([]);
        if (isEmpty && moments >= MOMENTS) break;
        if (isEmpty) await workspace.destroy();
        else if (moments < MOMENTS) await applyInterrupted();
        else await terraform.apply(plan, 30);
        if (!isEmpty) expect(forgottenIn(workspace)).toEqual([]);
      }
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
