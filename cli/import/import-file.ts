import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Match } from './matching';

/** The file with import blocks, beside a stack's `cdk.tf.json`. Synthesizing again leaves it alone. */
const IMPORT_FILE = 'imports.tf.json';

/**
 * Writes the `import` blocks of what was found (Terraform 1.5 and later, OpenTofu); without any, a file of before is removed.
 *
 * @param folder the folder of the synthesized stack
 * @returns the file
 */
export function writeImports(folder: string, matches: readonly Match[]): string {
  const file = join(folder, IMPORT_FILE);
  const blocks = matches.map(({ address, id }) => ({ to: address, id }));
  if (blocks.length === 0) rmSync(file, { force: true });
  else writeFileSync(file, `${JSON.stringify({ import: blocks }, null, 2)}\n`);
  return file;
}
