import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Match } from './matching';

/** The file with import blocks, beside a stack's `cdk.tf.json`. Synthesizing again leaves it alone. */
const IMPORT_FILE = 'imports.tf.json';

/** A resource of the stack, and the id of what it is. */
export type Placed = Pick<Match, 'address' | 'id'>;

/** An import block, and who wrote it: Terraform ignores the comment. */
interface ImportBlock {
  readonly '//'?: string;
  readonly to: string;
  readonly id: string;
}

/** What `causeway orphans` puts beside its blocks: it takes them away when they are done with. */
const OF_ORPHANS = 'causeway orphans';

/**
 * Writes the `import` blocks of what was found (Terraform 1.5 and later, OpenTofu); without any, a file of before is removed.
 *
 * @param folder the folder of the synthesized stack
 * @returns the file
 */
export function writeImports(folder: string, matches: readonly Placed[]): string {
  return write(
    folder,
    matches.map(({ address, id }) => ({ to: address, id })),
  );
}

/** What `causeway import` wrote the blocks of, and nobody has taken away yet. */
export function readImports(folder: string): readonly Placed[] {
  return read(folder).flatMap(({ '//': comment, to, id }) => (comment === OF_ORPHANS ? [] : [{ address: to, id }]));
}

/**
 * Writes the `import` blocks of orphans beside those that are still to be imported; without any, the file is removed.
 *
 * @param folder the folder of the synthesized stack
 * @param pending what `causeway import` found and no apply has imported yet
 * @returns the file
 */
export function writeAdoptions(folder: string, orphans: readonly Placed[], pending: readonly Placed[]): string {
  const adopted = orphans.map(({ address, id }) => ({ '//': OF_ORPHANS, to: address, id }));
  const taken = new Set(adopted.map(({ to }) => to));
  const imports = pending.filter(({ address }) => !taken.has(address)).map(({ address, id }) => ({ to: address, id }));
  return write(folder, [...imports, ...adopted]);
}

function read(folder: string): readonly ImportBlock[] {
  const file = join(folder, IMPORT_FILE);
  if (!existsSync(file)) return [];
  return (JSON.parse(readFileSync(file, 'utf8')) as { import: readonly ImportBlock[] }).import;
}

function write(folder: string, blocks: readonly ImportBlock[]): string {
  const file = join(folder, IMPORT_FILE);
  if (blocks.length === 0) rmSync(file, { force: true });
  else writeFileSync(file, `${JSON.stringify({ import: blocks }, null, 2)}\n`);
  return file;
}
