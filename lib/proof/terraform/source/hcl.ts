import { evaluateWritten } from '../expression/evaluate';
import { isMap, type Value } from '../value';
import type { CallDefinition, ModuleDefinition, ResourceDefinition, Written } from './module';

/** Blocks of Terraform's JSON syntax, by type. */
type Json = Readonly<Record<string, unknown>>;

/** Arguments of a block that say how often there is one, and no more of what it is. */
const META = new Set([
  '//',
  'count',
  'for_each',
  'provider',
  'depends_on',
  'lifecycle',
  'source',
  'version',
  'providers',
]);

/**
 * A module that is written in Terraform's JSON syntax, or in HCL and read into it.
 *
 * @param files The module's files, parsed
 * @param moduleOf The files of a module that is called, by the name of the call; undefined where they are not there
 */
export function moduleOfFiles(
  files: readonly unknown[],
  moduleOf: (name: string) => ModuleDefinition | undefined,
): ModuleDefinition {
  const contents = files.filter(isObject);
  const all = (type: string): readonly Json[] => contents.flatMap((content) => objects(content[type]));
  const named = (type: string): readonly (readonly [string, Json])[] =>
    merged(all(type).flatMap((byName) => Object.entries(byName)));
  const resources = (type: 'resource' | 'data', lead: string): readonly (readonly [string, ResourceDefinition])[] => {
    const bodies = all(type).flatMap((byType) =>
      Object.entries(byType).flatMap(([resourceType, byName]) =>
        objects(byName).flatMap((each) =>
          Object.entries(each).map(([name, body]) => [`${lead}${resourceType}.${name}`, body] as const),
        ),
      ),
    );
    return merged(bodies).map(([name, body]) => [name, resourceDefinition(body)] as const);
  };
  return {
    variables: Object.fromEntries(
      named('variable').map(([name, body]) => [name, 'default' in body ? written(body.default) : undefined]),
    ),
    locals: Object.fromEntries(
      all('locals').flatMap((locals) => Object.entries(locals).map(([name, value]) => [name, written(value)])),
    ),
    outputs: Object.fromEntries(named('output').map(([name, body]) => [name, written(body.value)])),
    calls: Object.fromEntries(
      named('module').flatMap(([name, body]): [string, CallDefinition][] => {
        const module = moduleOf(name);
        return module === undefined ? [] : [[name, { ...callDefinition(body), module }]];
      }),
    ),
    resources: Object.fromEntries([...resources('resource', ''), ...resources('data', 'data.')]),
  };
}

/** Bodies of one name are one: what an override file says replaces what stands before it, argument by argument. */
function merged(bodies: readonly (readonly [string, unknown])[]): readonly (readonly [string, Json])[] {
  const byName = new Map<string, Json>();
  for (const [name, body] of bodies) {
    byName.set(name, Object.assign({}, byName.get(name), ...objects(body)) as Json);
  }
  return [...byName];
}

/** A block that may be written once or many times, or in JSON as an object or a list. */
export function objects(value: unknown): readonly Json[] {
  return [value].flat().filter(isObject);
}

/** Tells whether a value of a JSON has members. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function written(value: unknown): Written {
  return (scope) => evaluateWritten(value, scope);
}

function repetition(body: Json): Pick<ResourceDefinition, 'repetition' | 'forEach'> {
  if ('count' in body) return { repetition: 'count' };
  return 'for_each' in body ? { repetition: 'forEach', forEach: written(body.for_each) } : { repetition: 'none' };
}

function resourceDefinition(body: Json): ResourceDefinition {
  const plain = withoutMeta(body);
  return {
    ...repetition(body),
    body: (scope) => {
      const value: Value = evaluateWritten(plain, scope);
      return isMap(value) ? value : {};
    },
  };
}

function callDefinition(body: Json): Omit<CallDefinition, 'module'> {
  const args = Object.entries(withoutMeta(body)).map(([name, value]) => [name, written(value)] as const);
  return { ...repetition(body), args: Object.fromEntries(args) };
}

function withoutMeta(body: Json): Json {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !META.has(name)));
}
