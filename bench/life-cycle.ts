import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWorkspace } from '../__tests__/e2e/support/workspace';
import { missing } from '../__tests__/e2e/support/requirements';
import { graphOf, longestCreateChain, longestDestroyChain } from '../__tests__/support/graph';
import { CREATE_DELAYS, DELETE_DELAYS } from '../__tests__/support/provider-delays';
import type { Synthesized } from '../__tests__/support/synth';
import type { Figure } from './figure';

/** Longest chains of the provider's own waits that the stack may have, in seconds. */
const CREATE_CHAIN_S = 20;
const DESTROY_CHAIN_S = 25;

/**
 * Apply and destroy of the default deployment on the local cloud, against what cannot be avoided: the provider's fixed waits
 * along the longest chain, plus 1.5 times an empty plan of the same run, plus a second.
 */
export async function lifeCycleFigures(): Promise<Figure[]> {
  if (missing !== undefined) {
    console.log(`skipped: apply and destroy (${missing})`);
    return [];
  }
  const workspace = await openWorkspace();
  try {
    const json = JSON.parse(readFileSync(join(workspace.stackFolder, 'cdk.tf.json'), 'utf8')) as Synthesized;
    const graph = graphOf(json);
    const createChain = longestCreateChain(graph, CREATE_DELAYS).seconds;
    const destroyChain = longestDestroyChain(graph, DELETE_DELAYS).seconds;
    await workspace.plan();
    const apply = await seconds(() => workspace.apply());
    const plan = await seconds(() => workspace.plan());
    const destroy = await seconds(() => workspace.destroy());
    const overhead = 1.5 * plan + 1;
    const note = `empty plan ${plan.toFixed(1)} s`;
    return [
      { name: 'create: longest chain of provider waits, s', value: createChain, bound: { atMost: CREATE_CHAIN_S } },
      { name: 'destroy: longest chain of provider waits, s', value: destroyChain, bound: { atMost: DESTROY_CHAIN_S } },
      { name: 'apply on the local cloud, s', value: apply, bound: { atMost: createChain + overhead }, note },
      { name: 'destroy on the local cloud, s', value: destroy, bound: { atMost: destroyChain + overhead }, note },
    ];
  } finally {
    await workspace.close();
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}
