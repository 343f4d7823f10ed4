import { ExecutionError } from '../../../lib/core';
import { functions } from './functions';
import { operators } from './operators';
import { parseTemplate } from './parse';
import type { Expression, Step } from './syntax';

/** What the first name of a reference stands for, such as `alicloud_vpc`, or the variable of a `for`. */
export type Scope = Readonly<Record<string, unknown>>;

/** A value of the configuration with every expression in it evaluated. */
export function evaluate(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') return evaluateText(value, scope);
  if (Array.isArray(value)) return value.map((item) => evaluate(item, scope));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, evaluate(member, scope)]));
}

/** A string that is one expression has its value, whatever type that is; any other is put together to a text. */
function evaluateText(text: string, scope: Scope): unknown {
  const values = parseTemplate(text).map((part) => (typeof part === 'string' ? part : valueOf(part, scope)));
  return values.length === 1 ? values[0] : values.map(String).join('');
}

function valueOf(expression: Expression, scope: Scope): unknown {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'name':
      return member(scope, expression.name);
    case 'steps':
      return follow(valueOf(expression.of, scope), expression.steps, scope);
    case 'call':
      return functions.get(expression.name)?.(...expression.arguments.map((argument) => valueOf(argument, scope)));
    case 'list':
      return expression.items.map((item) => valueOf(item, scope));
    case 'for': {
      const { variable, each } = expression;
      return listFrom(valueOf(expression.of, scope)).map((item) => valueOf(each, { ...scope, [variable]: item }));
    }
    case 'operation':
      return operators.get(expression.operator)?.(valueOf(expression.left, scope), valueOf(expression.right, scope));
  }
}

function follow(value: unknown, steps: readonly Step[], scope: Scope): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  switch (step.kind) {
    case 'attribute':
      return follow(member(value, step.name), rest, scope);
    case 'index':
      return follow(member(value, valueOf(step.at, scope) as string | number), rest, scope);
    case 'splat':
      return listFrom(value).map((item) => follow(item, rest, scope));
  }
}

function member(of: unknown, name: string | number): unknown {
  const value = typeof of === 'object' && of !== null ? (of as Record<string | number, unknown>)[name] : undefined;
  if (value !== undefined) return value;
  throw new ExecutionError('VALUE_MISSING', `there is no ${String(name)} in ${JSON.stringify(of) ?? 'nothing'}`);
}

function listFrom(value: unknown): readonly unknown[] {
  if (value === null) return [];
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}
