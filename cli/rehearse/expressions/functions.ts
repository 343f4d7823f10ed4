/** A function of Terraform's language. */
export type TerraformFunction = (...values: readonly unknown[]) => unknown;

/** The functions that the stacks of this project call; one that is not here is refused by its name. */
export const functions: ReadonlyMap<string, TerraformFunction> = new Map<string, TerraformFunction>([
  ['compact', (list) => listOf(list).filter((item) => item !== null && item !== '')],
  ['flatten', (list) => listOf(list).flat(Infinity)],
  ['length', (of) => (typeof of === 'string' ? [...of].length : Object.keys(of as object).length)],
]);

function listOf(value: unknown): readonly unknown[] {
  return value as readonly unknown[];
}
