import type { Inventory } from '../proof/terraform/source/instance';
import type { Problem } from '../proof/verdict';

/** A problem in which resources go by what people call them, where that is known, in the place of their addresses. */
export function withLabels(problem: Problem, inventory: Inventory): Problem {
  const nameOf = (address: string): string => inventory.find(address)?.label ?? address;
  return {
    ...problem,
    place: { ...problem.place, label: nameOf(problem.place.id) },
    message: problem.message.replace(/[\w.-]+/g, nameOf),
  };
}
