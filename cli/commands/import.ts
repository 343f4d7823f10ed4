import { relative } from 'node:path';
import { readDeclared } from '../import/declared';
import { writeImports } from '../import/import-file';
import { Matching, type Choices } from '../import/matching';
import { findingsInWords } from '../import/report';
import { type ExitCode, exitCodes } from '../exit-codes';
import { wrap } from '../output/layout';
import { count } from '../output/style';
import { terminalWidth } from '../output/terminal-width';
import { projectFolder } from '../project';
import { readConfiguration } from '../rehearse/configuration';

/** Options of `causeway import`. */
export interface ImportOptions {
  readonly json?: boolean;
  /** Which of several things a resource is, by address. */
  readonly choose?: Choices;
}

/**
 * Finds what a deployment declares in the account, and writes the import blocks that bring it under management.
 *
 * The account is only read; Terraform imports at the next apply.
 */
export async function importThings(wanted: string | undefined, { json, choose }: ImportOptions): Promise<ExitCode> {
  const { name, folder, api } = await readDeclared(wanted);
  const findings = await new Matching(readConfiguration(folder), api, choose).run();
  const isClear = findings.ambiguous.length === 0;
  // With some of it only, a plan would make the rest anew beside what stands.
  const imported = isClear ? findings.matches : [];
  const file = relative(projectFolder(), writeImports(folder, imported));
  if (json === true) {
    process.stdout.write(`${JSON.stringify({ file: imported.length > 0 ? file : null, ...findings })}\n`);
  } else {
    const width = terminalWidth();
    const words = isClear ? next(imported.length, file, name) : ['Nothing is written before that is chosen.'];
    const lines = words.flatMap((line) => wrap(line, width));
    process.stdout.write(`${findingsInWords(findings, width)}${lines.join('\n')}\n`);
  }
  return isClear ? exitCodes.ok : exitCodes.failed;
}

function next(blocks: number, file: string, name: string): readonly string[] {
  if (blocks === 0) return ['There is nothing to import.'];
  return [
    `${count(blocks, 'import block')} ${blocks === 1 ? 'is' : 'are'} in ${file}.`,
    `Look at what they change: npx cdktf plan ${name}`,
    `Import: npx cdktf deploy ${name}`,
    `Then take the file away: npx causeway orphans ${name}`,
  ];
}
