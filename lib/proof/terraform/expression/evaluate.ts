import { isKnown, isList, isMap, items, member, Reference, Unresolved, type Value, type ValueMap } from '../value';
import { FUNCTIONS } from './functions';
import { parseTemplate } from './parse';
import type { Expression, ForExpression } from './syntax';

/** What names stand for where an expression is. */
export interface Scope {
  /**
   * What the first names of a traversal stand for, such as `var`, `a`, and how many of them are used up.
   *
   * Answers undefined where it cannot tell.
   */
  lookUp(names: readonly string[]): { readonly value: Value; readonly used: number } | undefined;
}

type Bindings = Readonly<Record<string, Value>>;

/**
 * Evaluates what stands in a configuration: texts with `${...}`, and lists and maps of them.
 *
 * What cannot be told becomes `Unresolved` with the text as it is written.
 */
export function evaluateWritten(written: unknown, scope: Scope, bindings: Bindings = {}): Value {
  if (typeof written === 'string') return evaluateText(written, scope, bindings);
  if (Array.isArray(written)) return written.map((item) => evaluateWritten(item, scope, bindings));
  if (typeof written !== 'object' || written === null) return written as Value;
  const { dynamic, ...plain } = written as Record<string, unknown>;
  const values = Object.entries(plain).map(([key, value]) => [key, evaluateWritten(value, scope, bindings)] as const);
  return withDynamic(Object.fromEntries(values), dynamicBlocks(dynamic, scope, bindings));
}

/** Blocks that are repeated stand beside those of the same type that are written out. */
function withDynamic(plain: ValueMap, dynamic: ValueMap): ValueMap {
  const blocks = Object.entries(dynamic).map(([label, repeated]) => {
    const written = items(plain[label]);
    return [label, written.length === 0 || !isList(repeated) ? repeated : [...written, ...repeated]] as const;
  });
  return { ...plain, ...Object.fromEntries(blocks) };
}

/** Blocks that are repeated: `dynamic "a" { for_each = ..., content { ... } }`, which JSON has as `dynamic.a`. */
function dynamicBlocks(dynamic: unknown, scope: Scope, bindings: Bindings): ValueMap {
  if (typeof dynamic !== 'object' || dynamic === null) return {};
  const blocks = Object.entries(dynamic as Record<string, unknown>).map(([label, written]): [string, Value] => {
    const lists = [written].flat().map((block) => {
      const { for_each: forEach, iterator, content } = (block ?? {}) as Record<string, unknown>;
      const pairs = pairsOf(evaluateWritten(forEach, scope, bindings));
      const name = typeof iterator === 'string' ? iterator.replace(/^\$\{|\}$/g, '') : label;
      return pairs?.flatMap(([key, value]) =>
        [content].flat().map((body) => evaluateWritten(body, scope, { ...bindings, [name]: { key, value } })),
      );
    });
    const known = lists.every((list) => list !== undefined);
    return [label, known ? lists.flat() : new Unresolved(`dynamic "${label}"`)];
  });
  return Object.fromEntries(blocks);
}

function evaluateText(text: string, scope: Scope, bindings: Bindings): Value {
  const expression = parseTemplate(text);
  const value = expression && new Evaluation(scope).evaluate(expression, bindings);
  return named(value, text);
}

/** Every part that could not be told gets the text that a person can look for. */
function named(value: Value, text: string): Value {
  if (value === undefined || value instanceof Unresolved) return new Unresolved(text);
  if (isList(value)) return value.map((item) => named(item, text));
  if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, named(item, text)]));
  return value;
}

/** The elements of what is walked through by `for` and `for_each`, maps by their sorted keys; undefined where that is not known. */
export function pairsOf(value: Value): readonly (readonly [string | number, Value])[] | undefined {
  if (isList(value)) return value.map((item, index) => [index, item] as const);
  return isMap(value)
    ? Object.keys(value)
        .sort()
        .map((key) => [key, value[key]] as const)
    : undefined;
}

/** One evaluation; undefined stands for what cannot be told. */
class Evaluation {
  constructor(private readonly scope: Scope) {}

  evaluate(expression: Expression, bindings: Bindings): Value {
    switch (expression.kind) {
      case 'literal':
        return expression.value;
      case 'template':
        return this.template(expression.parts, bindings);
      case 'name':
      case 'index':
        return this.traversal(expression, bindings);
      case 'splat':
        return this.splat(expression, bindings);
      case 'call':
        return this.call(expression, bindings);
      case 'not': {
        const operand = this.evaluate(expression.operand, bindings);
        return typeof operand === 'boolean' ? !operand : undefined;
      }
      case 'binary':
        return compute(
          expression.operator,
          this.evaluate(expression.left, bindings),
          this.evaluate(expression.right, bindings),
        );
      case 'conditional': {
        const test = this.evaluate(expression.test, bindings);
        return typeof test === 'boolean' ? this.evaluate(test ? expression.yes : expression.no, bindings) : undefined;
      }
      case 'tuple':
        return expression.items.map((item) => this.evaluate(item, bindings));
      case 'object':
        return this.object(expression.entries, bindings);
      case 'for':
        return this.for(expression, bindings);
    }
  }

  private template(parts: readonly Expression[], bindings: Bindings): Value {
    const values = parts.map((part) => this.evaluate(part, bindings));
    const isText = values.every((value) => value !== undefined && isKnown(value) && typeof value !== 'object');
    return isText ? values.map(String).join('') : undefined;
  }

  /** Names are looked up as far as the scope knows them; the rest is taken from what they stand for. */
  private traversal(expression: Expression, bindings: Bindings): Value {
    const path: Expression[] = [];
    let start = expression;
    for (; start.kind === 'index'; start = start.of) path.unshift(start.index);
    if (start.kind !== 'name') return this.follow(this.evaluate(start, bindings), path, bindings);
    if (Object.hasOwn(bindings, start.name)) return this.follow(bindings[start.name], path, bindings);
    const names = [start.name];
    for (const part of path) {
      if (part.kind !== 'literal' || typeof part.value !== 'string') break;
      names.push(part.value);
    }
    const found = this.scope.lookUp(names);
    return found && this.follow(found.value, path.slice(found.used - 1), bindings);
  }

  private follow(start: Value, path: readonly Expression[], bindings: Bindings): Value {
    return path.reduce<Value>((value, part) => {
      const key = this.evaluate(part, bindings);
      return typeof key === 'string' || typeof key === 'number' ? member(value, key) : undefined;
    }, start);
  }

  private splat({ of, each }: Extract<Expression, { kind: 'splat' }>, bindings: Bindings): Value {
    const value = this.evaluate(of, bindings);
    if (value === undefined || value instanceof Unresolved || value instanceof Reference) return undefined;
    const list = isList(value) ? value : [value];
    return list.map((item) => this.evaluate(each, { ...bindings, '*': item }));
  }

  private call({ name, args }: Extract<Expression, { kind: 'call' }>, bindings: Bindings): Value {
    const apply = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    const values = args.map((arg) => this.evaluate(arg, bindings));
    return values.some((value) => value === undefined || value instanceof Unresolved) ? undefined : apply?.(...values);
  }

  private object(entries: readonly (readonly [Expression, Expression])[], bindings: Bindings): Value {
    const pairs = entries.map(
      ([key, value]) => [this.evaluate(key, bindings), this.evaluate(value, bindings)] as const,
    );
    const isNamed = pairs.every(([key]) => typeof key === 'string' || typeof key === 'number');
    return isNamed ? Object.fromEntries(pairs) : undefined;
  }

  private for({ names, of, key, value, test }: ForExpression, bindings: Bindings): Value {
    const pairs = pairsOf(this.evaluate(of, bindings));
    if (pairs === undefined) return undefined;
    const results: [Value, Value][] = [];
    for (const [index, item] of pairs) {
      const [first = '', second] = names;
      const inner =
        second === undefined ? { ...bindings, [first]: item } : { ...bindings, [first]: index, [second]: item };
      const passes = test === undefined || this.evaluate(test, inner);
      if (typeof passes !== 'boolean') return undefined;
      if (passes) results.push([key && this.evaluate(key, inner), this.evaluate(value, inner)]);
    }
    if (key === undefined) return results.map(([, result]) => result);
    return results.every(([name]) => typeof name === 'string' || typeof name === 'number')
      ? Object.fromEntries(results as [string, Value][])
      : undefined;
  }
}

const ARITHMETIC: Readonly<Record<string, (left: number, right: number) => Value>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
  '<': (left, right) => left < right,
  '>': (left, right) => left > right,
  '<=': (left, right) => left <= right,
  '>=': (left, right) => left >= right,
};

function compute(operator: string, left: Value, right: Value): Value {
  if (left === undefined || right === undefined || !isKnown(left) || !isKnown(right)) return undefined;
  if (operator === '==' || operator === '!=') {
    const isComparable = typeof left !== 'object' && typeof right !== 'object';
    if (!isComparable && left !== null && right !== null) return undefined;
    return (left === right) === (operator === '==');
  }
  if (typeof left === 'boolean' && typeof right === 'boolean') {
    return operator === '&&' ? left && right : operator === '||' ? left || right : undefined;
  }
  return typeof left === 'number' && typeof right === 'number' ? ARITHMETIC[operator]?.(left, right) : undefined;
}
