import { ExecutionError } from '../../lib/core';
import type { Block } from './configuration';
import { referencesIn } from './expressions/references';

/** What has to be there before a block: what it refers to, and what it says that it depends on. */
export function dependenciesOf(block: Block): readonly string[] {
  const { arguments: given, preconditions, postconditions, address } = block;
  const all = [
    ...referencesIn([given, preconditions, postconditions]).map((reference) => reference.address),
    ...block.dependsOn,
  ];
  return [...new Set(all)].filter((other) => other !== address);
}

/**
 * The blocks in an order in which each stands behind everything that it depends on; else as they were.
 *
 * @throws ExecutionError `CYCLE`, when blocks depend on each other in a circle.
 */
export function inOrder(blocks: readonly Block[]): readonly Block[] {
  const byAddress = new Map(blocks.map((block) => [block.address, block]));
  const done = new Set<Block>();
  const visit = (block: Block, path: readonly Block[]): void => {
    if (done.has(block)) return;
    if (path.includes(block)) {
      const circle = [...path.slice(path.indexOf(block)), block].map(({ address }) => address);
      throw new ExecutionError('CYCLE', `these depend on each other in a circle: ${circle.join(' -> ')}`);
    }
    for (const address of dependenciesOf(block)) {
      const needed = byAddress.get(address);
      if (needed) visit(needed, [...path, block]);
    }
    done.add(block);
  };
  for (const block of blocks) visit(block, []);
  return [...done];
}
