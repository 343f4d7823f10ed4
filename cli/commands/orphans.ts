import { relative } from 'node:path';
import { readDeclared } from '../import/declared';
import type { Choices } from '../import/matching';
import { type ExitCode, exitCodes } from '../exit-codes';
import { adoptOrphans } from '../orphans/adopt';
import { adoptionInWords, adoptionJson } from '../orphans/report';
import { terminalWidth } from '../output/terminal-width';
import { projectFolder } from '../project';
import { findTerraform, howToGetTerraform } from '../terraform/binary';

/** Options of `causeway orphans`. */
export interface OrphansOptions {
  readonly json?: boolean;
  /** Which of several things a resource is, by address. */
  readonly choose?: Choices;
}

/**
 * Finds what a killed Terraform left of a deployment and does not know of, and writes the import blocks that adopt it.
 *
 * The account is only read; the state is read, and its lock taken for a moment.
 */
export async function orphans(wanted: string | undefined, { json, choose }: OrphansOptions): Promise<ExitCode> {
  const binary = findTerraform(process.env);
  if (!binary) {
    process.stderr.write(`${howToGetTerraform}\n`);
    return exitCodes.toolMissing;
  }
  const { name, folder, environment, api } = await readDeclared(wanted);
  const found = await adoptOrphans({
    deployment: name,
    folder,
    command: binary.command,
    environment,
    api,
    choices: choose,
    onWait: (why) => process.stderr.write(`${why}\n`),
  });
  const shown = { ...found, file: relative(projectFolder(), found.file) };
  process.stdout.write(
    json === true ? `${JSON.stringify(adoptionJson(shown))}\n` : adoptionInWords(shown, name, terminalWidth()),
  );
  return found.orphans.length === 0 ? exitCodes.ok : exitCodes.orphansFound;
}
