import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExecutionError } from '../../lib/core';

/** One file of a Terraform module, as Terraform's own JSON syntax would have it. */
export interface ConfigurationFile {
  readonly name: string;
  /** Blocks by type; expressions are texts with `${...}`. */
  readonly content: Readonly<Record<string, unknown>>;
}

/** Which of Terraform and OpenTofu reads the files: the latter has file names of its own. */
export type Dialect = 'terraform' | 'opentofu';

/**
 * Reads a module's files in the order in which Terraform merges them: override files last, each group by name.
 *
 * @throws ExecutionError When a file is not HCL or not JSON, with its place.
 */
export async function readModule(folder: string, dialect: Dialect): Promise<readonly ConfigurationFile[]> {
  const names = existsSync(folder) ? moduleFiles(readdirSync(folder), dialect) : [];
  const files: ConfigurationFile[] = [];
  for (const name of names) files.push(await readConfiguration(folder, name));
  return files;
}

/**
 * Reads one file in either syntax.
 *
 * @throws ExecutionError When it is not HCL or not JSON, with its place.
 */
export async function readConfiguration(folder: string, name: string): Promise<ConfigurationFile> {
  const text = readFileSync(join(folder, name), 'utf8');
  try {
    if (name.endsWith('.json')) return { name, content: JSON.parse(text) as ConfigurationFile['content'] };
    // Loaded here: unpacking Terraform's own parser takes a quarter of a second, which other commands need not pay.
    const { parse } = require('@cdktf/hcl2json') as typeof import('@cdktf/hcl2json');
    return { name, content: await parse(name, text) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ExecutionError('CONFIGURATION_UNREADABLE', `${join(folder, name)} cannot be read: ${reason}`, {
      cause: error,
    });
  }
}

/** Whether Terraform merges a file into the others in place of adding it to them. */
export function isOverride(name: string): boolean {
  return /(^|_)override\.(tf|tofu)(\.json)?$/.test(name);
}

/** A block that may be written once or many times, or in JSON as an object or a list. */
export function blocks(value: unknown): Readonly<Record<string, unknown>>[] {
  const list: readonly unknown[] = Array.isArray(value) ? value.flat() : [value];
  return list.filter((item): item is Record<string, unknown> => typeof item === 'object' && item !== null);
}

function moduleFiles(names: readonly string[], dialect: Dialect): string[] {
  const isShadowed = (name: string): boolean => names.includes(name.replace(/\.tf(\.json)?$/, '.tofu$1'));
  const isConfiguration = (name: string): boolean =>
    dialect === 'opentofu'
      ? /\.tofu(\.json)?$/.test(name) || (/\.tf(\.json)?$/.test(name) && !isShadowed(name))
      : /\.tf(\.json)?$/.test(name);
  const known = names.filter((name) => isConfiguration(name) && !/^\.|~$|^#.*#$/.test(name)).sort();
  return [...known.filter((name) => !isOverride(name)), ...known.filter(isOverride)];
}
