import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ExecutionError } from '../../lib/core';
import { accessFromEnvironment } from '../../live';
import { apiOfAccount } from '../import/account';
import { writeAdoptions } from '../import/import-file';
import type { Choices } from '../import/matching';
import { type ExitCode, exitCodes } from '../exit-codes';
import { deletionOf } from '../orphans/deletion';
import { type FindProps, findOrphans, type Orphan, type Orphans } from '../orphans/find-orphans';
import { pullState } from '../orphans/pull-state';
import { notReady, orphansInWords } from '../orphans/report';
import { terminalWidth } from '../output/terminal-width';
import { wrap } from '../output/layout';
import { projectFolder, readDeployment } from '../project';
import { readConfiguration } from '../rehearse/configuration';
import { synthesize } from '../synthesize';
import { findTerraform, howToGetTerraform } from '../terraform/binary';

/** Options of `causeway orphans`. */
export interface OrphansOptions {
  readonly json?: boolean;
  /** Which of several things a resource is, by address. */
  readonly choose?: Choices;
}

/** How long it is looked again while something is being made or removed. */
const PATIENCE_MS = 10 * 60_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

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
  const { deployment, folder: deployments } = readDeployment(wanted);
  const api = apiOfAccount(accessFromEnvironment(process.env));
  const environment = { ...process.env, CAUSEWAY_DEPLOYMENTS: deployments };
  const outdir = join(projectFolder(), 'cdktf.out');
  const { folder } = await synthesize(projectFolder(), outdir, deployment.name, environment);
  const configuration = readConfiguration(folder);
  const state = await pullState(binary.command, folder, environment);
  const found = await findAtRest({ deployment: deployment.name, configuration, state, api, choices: choose });

  const isClear = found.ambiguous.length === 0;
  // With some of it only, a plan would make the rest anew beside what stands.
  const adopted = isClear ? found.orphans.flatMap(adoption) : [];
  const managed = state.map(({ address }) => address);
  const file = relative(projectFolder(), writeAdoptions(folder, adopted, managed));
  const tainted = state.flatMap(({ isTainted, address }) => (isTainted ? [address] : []));
  if (json === true) {
    const document = {
      file: adopted.length > 0 ? file : null,
      orphans: found.orphans.map(asJson),
      ambiguous: found.ambiguous,
      tainted,
    };
    process.stdout.write(`${JSON.stringify(document)}\n`);
  } else {
    const width = terminalWidth();
    process.stdout.write(orphansInWords(found, tainted, width));
    const lines = next(found, adopted.length, file, deployment.name);
    process.stdout.write(lines.flatMap((line) => wrap(line, width)).join('\n') + '\n');
  }
  return found.orphans.length === 0 ? exitCodes.ok : exitCodes.found;
}

/** Looks again while something is on its way: what is half made cannot be taken over, as the provider would not wait for it. */
async function findAtRest(props: FindProps): Promise<Orphans> {
  const until = Date.now() + PATIENCE_MS;
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
    const found = await findOrphans(props);
    const unfinished = found.orphans.filter(({ onTheWay }) => onTheWay !== undefined);
    if (unfinished.length === 0) return found;
    if (Date.now() + wait > until) {
      const things = unfinished.map(({ type, id }) => `  ${type} ${id}`).join('\n');
      throw new ExecutionError('ORPHANS_UNFINISHED', `${notReady(unfinished)} after ten minutes:\n${things}`);
    }
    process.stderr.write(`${notReady(unfinished)}; looking again\n`);
    await sleep(wait);
  }
}

function adoption({ address, id }: Orphan): readonly { readonly address: string; readonly id: string }[] {
  return address === undefined ? [] : [{ address, id }];
}

function asJson(orphan: Orphan): object {
  const { type, id, name, region, foundBy, address = null, secondOf = null } = orphan;
  return { type, id, name, region, foundBy, address, secondOf, delete: deletionOf(orphan) ?? null };
}

function next({ orphans: all, ambiguous }: Orphans, adopted: number, file: string, name: string): readonly string[] {
  if (all.length === 0) return [`Nothing of ${name} stands that its state does not have.`];
  if (ambiguous.length > 0) return ['Nothing is written before that is chosen.'];
  if (adopted === 0) return [];
  return [
    `${String(adopted)} import ${adopted === 1 ? 'block is' : 'blocks are'} in ${file}.`,
    `Adopt them: npx cdktf deploy ${name}`,
    'Then run this again: it takes the file away.',
  ];
}
