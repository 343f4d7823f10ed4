import { ExecutionError } from '../../../lib/core';
import { functions } from './functions';
import { parseTemplate } from './parse';
import type { Expression, Step } from './syntax';

/** Something that an expression refers to. */
export interface Reference {
  /** `alicloud_vpc.x`, or `data.alicloud_images.x`. */
  readonly address: string;
  /** The attribute that is asked for; `undefined` when it is the whole object. */
  readonly attribute: string | undefined;
}

/**
 * Everything that the expressions in a value refer to, in order.
 *
 * @throws ExecutionError For an expression, or a function in it, that a rehearsal does not understand.
 */
export function referencesIn(value: unknown): readonly Reference[] {
  if (typeof value === 'string') {
    return parseTemplate(value).flatMap((part) => (typeof part === 'string' ? [] : references(part, ['self'])));
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(referencesIn) : [];
}

/** @param own - Names that stand for no resource: `self`, and the variables of `for` around it. */
function references(expression: Expression, own: readonly string[]): readonly Reference[] {
  switch (expression.kind) {
    case 'literal':
      return [];
    case 'name':
      return own.includes(expression.name) ? [] : [reference(expression.name, [])];
    case 'steps': {
      const { of, steps } = expression;
      const inSteps = steps.flatMap((step) => (step.kind === 'index' ? references(step.at, own) : []));
      if (of.kind !== 'name') return [...references(of, own), ...inSteps];
      return own.includes(of.name) ? inSteps : [reference(of.name, steps), ...inSteps];
    }
    case 'call': {
      if (!functions.has(expression.name)) throw unknownFunction(expression.name);
      return expression.arguments.flatMap((argument) => references(argument, own));
    }
    case 'list':
      return expression.items.flatMap((item) => references(item, own));
    case 'for':
      return [...references(expression.of, own), ...references(expression.each, [...own, expression.variable])];
    case 'operation':
      return [...references(expression.left, own), ...references(expression.right, own)];
  }
}

function reference(first: string, steps: readonly Step[]): Reference {
  const names = steps.map((step) => (step.kind === 'attribute' ? step.name : undefined));
  const [parts, rest] = first === 'data' ? [names.slice(0, 2), names.slice(2)] : [names.slice(0, 1), names.slice(1)];
  return { address: [first, ...parts.map((name) => name ?? '?')].join('.'), attribute: rest[0] };
}

function unknownFunction(name: string): ExecutionError {
  return new ExecutionError('FUNCTION_UNKNOWN', `a rehearsal does not know the function ${name}`);
}
