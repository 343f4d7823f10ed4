import { blockAround, formatAddress, parseAddress, parseCidr } from '../../../lib/core';

/** A function of Terraform's language. */
export type TerraformFunction = (...values: readonly unknown[]) => unknown;

/** The functions that the stacks of this project call; one that is not here is refused by its name. */
export const functions: ReadonlyMap<string, TerraformFunction> = new Map<string, TerraformFunction>([
  ['alltrue', (list) => listOf(list).every((item) => item === true)],
  ['cidrhost', (block, number) => formatAddress(parseCidr(canonical(String(block))).first + Number(number))],
  ['compact', (list) => listOf(list).filter((item) => item !== null && item !== '')],
  ['concat', (...lists) => lists.flatMap(listOf)],
  ['contains', (list, item) => listOf(list).includes(item)],
  ['flatten', (list) => listOf(list).flat(Infinity)],
  ['join', (separator, list) => listOf(list).join(String(separator))],
  ['length', (of) => (typeof of === 'string' ? [...of].length : Object.keys(of as object).length)],
  ['min', (...values) => Math.min(...values.map(Number))],
  ['setproduct', (first, second) => listOf(first).flatMap((one) => listOf(second).map((other) => [one, other]))],
  ['setsubtract', (from, what) => toSet(listOf(from).filter((item) => !listOf(what).includes(item)))],
  ['split', (separator, value) => String(value).split(String(separator))],
  ['tonumber', Number],
  ['toset', (list) => toSet(listOf(list))],
  ['tostring', String],
]);

/** Terraform takes blocks whose address lies somewhere in them. */
function canonical(block: string): string {
  const [address = '', prefix = ''] = block.split('/');
  return blockAround(parseAddress(address), Number(prefix)).text;
}

function listOf(value: unknown): readonly unknown[] {
  return value as readonly unknown[];
}

/** A set of texts: each once, in the order in which Terraform walks through it. */
function toSet(items: readonly unknown[]): readonly unknown[] {
  return [...new Set(items)].sort();
}
