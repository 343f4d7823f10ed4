import { startLocalCloud, type NodeReport } from '@causeway/local-cloud';
import { prove } from '../../../lib/proof';
import { allowed, localAddresses, sourcesOf } from '../../support/agreement';
import { build } from '../../support/model-on-cloud';
import { mutations } from './mutations';

/**
 * The proof and the local cloud know nothing of each other's code. Each change of the proven deployment is judged by both:
 * by the proof on the model, and by the data plane after the very same network was built on a local cloud.
 */
const GENERATIONS = ['upgraded', 'non-upgraded'] as const;

/** Whether a node is answered, and finds its server healthy for every address that it sends from. */
function isWell({ reached, servers }: NodeReport): boolean {
  return reached && servers.every(({ health }) => health !== 'Unhealthy');
}

/** Long enough for every health check to have its verdict. */
const SOME_MINUTES = 300_000;

describe.each(GENERATIONS)('the proof and the data plane agree on every change, %s ALB', (albGeneration) => {
  test.each(mutations().map((mutation) => [mutation.name, mutation] as const))('%s', async (_, { model }) => {
    // GIVEN
    let now = Date.now();
    const cloud = await startLocalCloud({ albGeneration, clock: () => now });
    try {
      const { ids, refused } = await build(cloud, model);
      if (refused.length > 0) return expectRefusal(refused);
      const albId = ids.get('alb')!;
      // WHEN
      now += SOME_MINUTES;
      const locals = await localAddresses(cloud, 'cn-chengdu', albId);
      const { nodes } = await cloud.probe(albId, { port: model.listeners[0]!.port });
      const { flows } = prove(model);
      // THEN
      expect(nodes.length).toBe(albGeneration === 'upgraded' ? 2 : 6);
      for (const node of nodes) {
        const flow = flows.find(({ source }) => source.cidr.text === node.range);
        const verdict = flow ? allowed(flow, sourcesOf(node.range, locals)) : new Set([false]);
        expect(`${node.range} ${String(verdict.has(isWell(node)))}`).toBe(`${node.range} true`);
      }
    } finally {
      await cloud.close();
    }
  });
});

/** A network that the cloud does not take cannot be judged by it; only changes of a destination come to that. */
function expectRefusal(refused: readonly string[]): void {
  for (const refusal of refused)
    expect(refusal).toMatch(/^(system|table)[12] .*(Duplicat|Cidr|CIDR|Conflict|InstanceExist)/);
}
