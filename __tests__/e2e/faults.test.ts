import type { FaultRule } from '@causeway/local-cloud';
import { describeWithTerraform } from './support/describe-with-terraform';
import { openWorkspace, type Workspace } from './support/workspace';

const MINUTE = 60_000;

/** Few reads of the provider are retried, so that many a plan fails before it changes anything; that costs seconds. */
const ATTEMPTS = 12;

/**
 * One call in ten fails, in every way. Answers get lost only where the provider asks again and means the same call: a
 * creation whose answer is lost for good leaves behind what nobody knows of, on the real cloud too.
 */
const faults: readonly FaultRule[] = [
  { actions: 'CreateLoadBalancer', fault: 'failedCreation', rate: 1, times: 1 },
  { actions: '*', fault: 'throttling', rate: 0.02 },
  { actions: '*', fault: 'serviceUnavailable', rate: 0.015 },
  { actions: '*', fault: 'internalError', rate: 0.015 },
  { actions: '*', fault: 'resetBefore', rate: 0.02 },
  { actions: ['Describe*', 'List*', 'Get*', 'Delete*'], fault: 'resetAfter', rate: 0.015 },
  { actions: '*', fault: 'busy', rate: 0.05 },
  { actions: '*', fault: 'slow', rate: 0.015, delayMs: 400 },
];

describeWithTerraform('a cloud where one call in ten fails', () => {
  let workspace: Workspace;

  beforeAll(async () => {
    workspace = await openWorkspace('chengdu-hangzhou', { faults });
  }, 3 * MINUTE);
  afterAll(() => workspace.close());

  /** Repeats what may fail until it does not; answers how often it was tried. */
  async function untilDone(attempt: () => Promise<unknown>): Promise<number> {
    for (let tried = 1; ; tried++) {
      try {
        await attempt();
        return tried;
      } catch (error) {
        if (tried === ATTEMPTS) throw error;
      }
    }
  }

  test(
    'is applied after a few attempts, and then nothing is left to do',
    async () => {
      const attempts = await untilDone(async () => {
        await workspace.plan();
        await workspace.apply();
      });
      expect(attempts).toBeGreaterThan(1);
      workspace.cloud.clearFaults();
      expect((await workspace.plan()).planned).toEqual([]);
    },
    4 * MINUTE,
  );

  test(
    'is destroyed after a few attempts, and nothing is left',
    async () => {
      workspace.cloud.injectFaults(faults);
      await untilDone(() => workspace.destroy());
      expect(workspace.cloud.inventory()).toEqual([]);
    },
    4 * MINUTE,
  );

  test('met every kind of fault, in about one call of ten', () => {
    const hit = workspace.log.filter(({ fault }) => fault !== undefined);
    expect([...new Set(hit.map(({ fault }) => fault))].sort()).toEqual(
      [...new Set(faults.map(({ fault }) => fault))].sort(),
    );
    const share = hit.length / workspace.log.length;
    expect(share).toBeGreaterThan(0.06);
    expect(share).toBeLessThan(0.16);
  });
});
