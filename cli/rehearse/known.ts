import { ExecutionError, isExecutionError } from '../../lib/core';
import type { Block, Configuration } from './configuration';
import { type Reference, referencesIn } from './expressions/references';
import { dataSources, resourceTypes } from './resources';

/**
 * Refuses a configuration with anything in it that a rehearsal does not know, before anything is made.
 *
 * @throws ExecutionError `REHEARSAL_UNKNOWN`, with all of it by name.
 */
export function mustBeKnown(configuration: Configuration): void {
  const { blocks, checks, outputs } = configuration;
  const byAddress = new Map(blocks.map((block) => [block.address, block]));
  const found = [
    ...configuration.unknown,
    ...blocks.flatMap(unknownIn),
    ...blocks.flatMap((block) => unresolved(block.address, allOf(block), byAddress)),
    ...checks.flatMap(({ address, ...check }) => unresolved(address, check, byAddress)),
    ...Object.entries(outputs).flatMap(([name, value]) => unresolved(`output.${name}`, value, byAddress)),
  ];
  if (found.length === 0) return;
  const lines = [...new Set(found)].map((what) => `  ${what}`);
  throw new ExecutionError(
    'REHEARSAL_UNKNOWN',
    `a rehearsal does not know everything in this stack, so nothing is made; causeway up runs it with Terraform:\n${lines.join('\n')}`,
  );
}

function unknownIn({ mode, type, address, arguments: given }: Block): readonly string[] {
  const names = argumentsOf({ mode, type });
  if (names === undefined) return [`the ${mode === 'data' ? 'data source' : 'resource type'} ${type} (${address})`];
  const values = resourceTypes.get(type)?.arguments ?? {};
  return Object.entries(given).flatMap(([name, value]) => {
    if (!names.includes(name)) return [`the argument ${name} of ${address}`];
    const { only } = (mode === 'resource' && values[name]) || {};
    const isKnown = only === undefined || isExpression(value) || only.includes(value);
    return isKnown ? [] : [`${name} = ${JSON.stringify(value)} of ${address}, but ${only.join(', ')}`];
  });
}

function unresolved(where: string, value: unknown, byAddress: ReadonlyMap<string, Block>): readonly string[] {
  try {
    return referencesIn(value)
      .filter((reference) => !resolves(reference, byAddress))
      .map(({ address, attribute }) => `${[address, attribute].filter(Boolean).join('.')}, which ${where} refers to`);
  } catch (error) {
    if (!isExecutionError(error)) throw error;
    return [`an expression of ${where}: ${error.message}`];
  }
}

function resolves({ address, attribute }: Reference, byAddress: ReadonlyMap<string, Block>): boolean {
  const block = byAddress.get(address);
  if (!block) return false;
  const known = attributesOf(block);
  // One of an unknown type is told about once, not at everything that refers to it.
  return known === undefined || attribute === undefined || known.includes(attribute);
}

function argumentsOf({ mode, type }: Pick<Block, 'mode' | 'type'>): readonly string[] | undefined {
  if (mode === 'data') return dataSources.get(type)?.arguments;
  const row = resourceTypes.get(type);
  return row && Object.keys(row.arguments);
}

function attributesOf({ mode, type, arguments: given }: Block): readonly string[] | undefined {
  const yielded =
    mode === 'data' ? dataSources.get(type)?.attributes : Object.keys(resourceTypes.get(type)?.attributes ?? {});
  return argumentsOf({ mode, type }) && [...Object.keys(given), ...(yielded ?? [])];
}

function allOf({ arguments: given, preconditions, postconditions }: Block): unknown {
  return [given, preconditions, postconditions];
}

function isExpression(value: unknown): boolean {
  return typeof value === 'string' && value.includes('${');
}
