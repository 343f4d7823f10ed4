/** A function of Terraform's language. */
export type TerraformFunction = (...values: readonly unknown[]) => unknown;

/** The functions that the stacks of this project call; one that is not here is refused by its name. */
export const functions: ReadonlyMap<string, TerraformFunction> = new Map<string, TerraformFunction>([
  ['compact', (list) => listOf(list).filter((item) => item !== null && item !== '')],
  ['concat', (...lists) => lists.flatMap(listOf)],
  ['flatten', (list) => listOf(list).flat(Infinity)],
  ['join', (separator, list) => listOf(list).join(String(separator))],
  ['length', (of) => (typeof of === 'string' ? [...of].length : Object.keys(of as object).length)],
  ['setsubtract', (from, what) => toSet(listOf(from).filter((item) => !listOf(what).includes(item)))],
  ['toset', (list) => toSet(listOf(list))],
]);

function listOf(value: unknown): readonly unknown[] {
  return value as readonly unknown[];
}

/** A set of texts: each once, in the order in which Terraform walks through it. */
function toSet(items: readonly unknown[]): readonly unknown[] {
  return [...new Set(items)].sort();
}
