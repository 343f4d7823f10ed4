import type { z } from 'zod';
import { deploymentSchema } from './schema/deployment';
import type { Deployment } from './deployment';
import { isMissing } from './shape-issues';
import type { Path } from './path';

/** Each round removes at least one part, and a deployment is not nested deeper than this. */
const MOST_ROUNDS = 8;

/**
 * What is left of a deployment when everything of a wrong shape is taken out, or undefined where too little is left.
 *
 * One misspelt key must not hide an overlap elsewhere: the rules run on the rest, so that all problems are told at once.
 */
export function wellShapedPart(input: unknown, error: z.ZodError): Deployment | undefined {
  let rest = input;
  let found: z.ZodError = error;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const paths = found.issues.flatMap(partsToRemove);
    if (paths.some((path) => path.length === 0)) return undefined;
    rest = paths.reduce(without, rest);
    const result = deploymentSchema.safeParse(rest, { reportInput: true });
    if (result.success) return result.data;
    found = result.error;
  }
  return undefined;
}

function partsToRemove(issue: z.core.$ZodIssue): readonly Path[] {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...path, key]);
  // A list without one item would move the others: the whole list goes.
  const list = path.findIndex((step) => typeof step === 'number');
  if (list >= 0) return [path.slice(0, list)];
  return [isMissing(issue) ? path.slice(0, -1) : path];
}

/** A copy of a value without the part at a path; the value itself where there is no such part. */
function without(value: unknown, path: Path): unknown {
  const [step, ...rest] = path;
  if (typeof value !== 'object' || value === null || step === undefined) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => {
      if (key !== String(step)) return [[key, part]];
      return rest.length === 0 ? [] : [[key, without(part, rest)]];
    }),
  );
}
