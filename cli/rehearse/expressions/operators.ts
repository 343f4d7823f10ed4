/** An operator between two values. */
type Operator = (left: unknown, right: unknown) => boolean;

/** Compares values with each other: texts, numbers, truth and null. */
const comparisons = {
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<=': (left, right) => Number(left) <= Number(right),
  '>=': (left, right) => Number(left) >= Number(right),
  '<': (left, right) => Number(left) < Number(right),
  '>': (left, right) => Number(left) > Number(right),
} satisfies Record<string, Operator>;

/** Both sides are worked out, as Terraform 1.11 does: an error in either is one of the whole. */
const either: Operator = (left, right) => left === true || right === true;

/** The operators that the stacks of this project use, by their signs. */
export const operators: ReadonlyMap<string, Operator> = new Map(Object.entries({ ...comparisons, '||': either }));

/** The signs of those that compare: they bind closer than `||`. */
export const COMPARISONS: readonly string[] = Object.keys(comparisons);
