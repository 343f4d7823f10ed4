import { evaluateWritten, type Scope } from '../expression/evaluate';
import { isKnown, isList, isMap, Reference, Unresolved, type Value } from '../value';
import { isObject, objects } from './hcl';
import type { CallDefinition, ModuleDefinition, ResourceDefinition, Written } from './module';

type Json = Readonly<Record<string, unknown>>;

/**
 * A module as a plan's JSON has it: constants, and of every other expression no more than what it refers to.
 *
 * What an index is, or how the parts of an expression belong together, is not there.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format#expression-representation
 */
export function moduleOfPlan(module: unknown): ModuleDefinition {
  const content = isObject(module) ? module : {};
  return {
    variables: mapOf(content.variables, (variable) =>
      isObject(variable) && 'default' in variable ? () => variable.default as Value : undefined,
    ),
    locals: {},
    outputs: mapOf(content.outputs, (output) => expression(isObject(output) ? output.expression : undefined)),
    calls: mapOf(content.module_calls, (call) => callDefinition(isObject(call) ? call : {})),
    resources: Object.fromEntries(
      objects(content.resources).map((resource) => [String(resource.address), resourceDefinition(resource)]),
    ),
  };
}

function mapOf<T>(value: unknown, make: (item: unknown) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(isObject(value) ? value : {}).map(([name, item]) => [name, make(item)]));
}

function repetition(block: Json): Pick<ResourceDefinition, 'repetition'> {
  if ('count_expression' in block) return { repetition: 'count' };
  return { repetition: 'for_each_expression' in block ? 'forEach' : 'none' };
}

function resourceDefinition(block: Json): ResourceDefinition {
  const expressions = isObject(block.expressions) ? block.expressions : {};
  return { ...repetition(block), body: (scope) => body(expressions, scope) };
}

function callDefinition(block: Json): CallDefinition {
  return { ...repetition(block), args: mapOf(block.expressions, expression), module: moduleOfPlan(block.module) };
}

function body(expressions: Json, scope: Scope): Readonly<Record<string, Value>> {
  return mapOf(expressions, (item) =>
    Array.isArray(item) ? item.map((block) => body(isObject(block) ? block : {}, scope)) : expression(item)(scope),
  );
}

function expression(value: unknown): Written {
  if (!isObject(value)) return () => undefined;
  // Of a configuration in JSON syntax, such as a synthesized one, this is the text as it is written, with its `${...}`.
  if ('constant_value' in value) return (scope) => evaluateWritten(value.constant_value, scope);
  if (Array.isArray(value.references)) {
    const references = value.references.map(String);
    return (scope) => oneTarget(references, scope);
  }
  // A call of a function that refers to nothing, such as `uuid()`.
  if (Object.keys(value).length === 0) return () => new Unresolved('an expression without references');
  // Nested blocks of one, such as those of provisioners.
  return () => undefined;
}

/**
 * The only thing that an expression can stand for, whose value is not known before apply.
 *
 * What is known beforehand, such as `var.create` or `each.key`, is not where it comes from. Where one reference is
 * left and leads to one attribute of one instance, that is it.
 */
function oneTarget(references: readonly string[], scope: Scope): Value {
  const text = longest(references);
  const values = text.map((reference) => evaluateWritten(`\${${reference}}`, scope));
  const unknown = values.filter((value) => !isKnown(value));
  const targets = unknown.flatMap(leaves);
  const [target, ...others] = targets;
  const only = text.join(', ');
  if (!(target instanceof Reference) || others.some((other) => !isSame(other, target))) return new Unresolved(only);
  return target;
}

/** A plan lists `a.b[0].c` as `a.b[0].c`, `a.b[0]` and `a.b`; the first of them says it all. */
function longest(references: readonly string[]): readonly string[] {
  return references.filter((reference, index) => {
    const previous = references[index - 1];
    return previous === undefined || previous === reference || !isPartOf(reference, previous);
  });
}

function isPartOf(start: string, whole: string): boolean {
  return whole.startsWith(start) && /^[.[]/.test(whole.slice(start.length));
}

/** What is not known in a value; two are enough to tell that there are several. */
function leaves(value: Value): readonly Value[] {
  if (!isList(value) && !isMap(value)) return isKnown(value) ? [] : [value];
  const found: Value[] = [];
  for (const item of isList(value) ? value : Object.values(value)) {
    found.push(...leaves(item));
    if (found.length > 1) break;
  }
  return found;
}

function isSame(a: Value, b: Reference): boolean {
  return a instanceof Reference && a.text === b.text;
}
