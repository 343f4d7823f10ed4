import { ExecutionError } from '../../lib/core';
import type { PlanResult } from '../up/stage';

/** `49 to create, 1 to change`. */
export function describeChanges({ add, change, remove }: PlanResult['changes']): string {
  const parts = [
    [add, 'to create'],
    [change, 'to change'],
    [remove, 'to destroy'],
  ] as const;
  const some = parts.filter(([n]) => n > 0).map(([n, what]) => `${String(n)} ${what}`);
  return some.join(', ') || 'nothing to do';
}

/**
 * Fails when there is something where nothing must be.
 *
 * @throws ExecutionError `NOT_EMPTY`, with every item on a line
 */
export function mustBeEmpty(what: string, items: readonly string[]): void {
  if (items.length === 0) return;
  throw new ExecutionError('NOT_EMPTY', `${what}:\n${items.map((item) => `  ${item}`).join('\n')}`);
}
