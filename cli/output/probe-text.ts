import type { ProbeReport } from '@causeway/local-cloud';
import { hiddenLosses, verdictOf, whoAnswered } from './probe-report';

/**
 * What a probe found, in as few lines as it takes: `6 of 6 back-to-origin nodes reach web/ecs1 and come back`, and a line for
 * each node that does not, or that some server cannot answer, with the hop at which the packet is lost and why.
 */
export function describeProbe({ reached, total, nodes, generation }: ProbeReport): string {
  const what = generation === 'non-upgraded' ? 'back-to-origin nodes' : 'nodes';
  const count = `${String(reached)} of ${String(total)} ${what} reach ${whoAnswered(nodes)} and come back`;
  const lost = nodes.flatMap((node) => {
    const losses = node.reached ? hiddenLosses(node) : [verdictOf(node)];
    return losses.map((loss) => `${node.range}: ${loss}`);
  });
  return [count, ...lost].join('\n');
}
