import { setTimeout as sleep } from 'node:timers/promises';
import { ExecutionError } from '../../lib/core';
import { type Placed, readImports, writeAdoptions } from '../import/import-file';
import { type Choices, Matching } from '../import/matching';
import type { Api } from '../rehearse/api';
import { type Configuration, readConfiguration } from '../rehearse/configuration';
import { type FindProps, findOrphans, type Orphan, type Orphans } from './find-orphans';
import { pullState } from './pull-state';
import { notReady } from './report';
import type { Managed } from './state';

/** A synthesized deployment, and where it stands. */
export interface AdoptProps {
  readonly deployment: string;
  /** The folder of its synthesized stack. */
  readonly folder: string;
  /** Terraform or OpenTofu. */
  readonly command: string;
  /** What Terraform needs to get at the state. */
  readonly environment: NodeJS.ProcessEnv;
  readonly api: Api;
  /** Which of several things a resource is. @default - none is chosen */
  readonly choices?: Choices;
  /** Hears why it takes longer. */
  readonly onWait: (why: string) => void;
}

/** What was found, and what was written. */
export interface Adoption extends Orphans {
  /** How many import blocks were written. */
  readonly adopted: number;
  /** The file that holds them; it is there when there are any. */
  readonly file: string;
  /** Addresses that the state has as tainted. */
  readonly tainted: readonly string[];
}

/** How long it is looked again while something is being made or removed. */
const PATIENCE_MS = 10 * 60_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

/**
 * Finds what stands of a deployment and is not in its state, and writes the import blocks that adopt it: none while something
 * is ambiguous, as a plan would make the rest anew beside what stands. Blocks of `causeway import` that are done with are taken away.
 *
 * @throws ExecutionError `STATE_LOCKED`, `STATE_UNREADABLE`; `ORPHANS_UNFINISHED` when something does not come to rest.
 */
export async function adoptOrphans(props: AdoptProps): Promise<Adoption> {
  const { deployment, folder, command, environment, api, choices, onWait } = props;
  const state = await pullState(command, folder, environment);
  const configuration = readConfiguration(folder);
  const found = await findAtRest({ deployment, configuration, state, api, choices }, onWait);
  const matches = found.ambiguous.length > 0 ? [] : found.orphans.flatMap(asMatch);
  const pending = await stillToImport(readImports(folder), configuration, state, api);
  return {
    ...found,
    adopted: matches.length,
    file: writeAdoptions(folder, matches, pending),
    tainted: state.flatMap(({ isTainted, address }) => (isTainted ? [address] : [])),
  };
}

/** Looks again while something is on its way: the provider would import what is half made, and not wait for the rest. */
async function findAtRest(props: FindProps, onWait: AdoptProps['onWait']): Promise<Orphans> {
  const until = Date.now() + PATIENCE_MS;
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
    const found = await findOrphans(props);
    const unfinished = found.orphans.filter(({ onTheWay }) => onTheWay !== undefined);
    if (unfinished.length === 0) return found;
    if (Date.now() + wait > until) {
      const things = unfinished.map(({ type, id }) => `  ${type} ${id}`).join('\n');
      throw new ExecutionError('ORPHANS_UNFINISHED', `${notReady(unfinished)} after ten minutes:\n${things}`);
    }
    onWait(`${notReady(unfinished)}; looking again`);
    await sleep(wait);
  }
}

/**
 * Import blocks of `causeway import` that can be imported: Terraform plans nothing at all beside one of something that is gone, as
 * after a destroy, or that the stack does not declare any more.
 */
async function stillToImport(
  blocks: readonly Placed[],
  configuration: Configuration,
  state: readonly Managed[],
  api: Api,
): Promise<readonly Placed[]> {
  const managed = new Map(state.map(({ address, values }) => [address, values]));
  const declared = new Set(configuration.blocks.map(({ address }) => address));
  const open = blocks.filter(({ address }) => declared.has(address) && !managed.has(address));
  if (open.length === 0) return [];
  const choices = new Map(open.map(({ address, id }) => [address, id]));
  const { matches } = await new Matching(configuration, api, choices, { managed, accepts: () => true }).run();
  return open.filter(({ address, id }) => matches.some((match) => match.address === address && match.id === id));
}

function asMatch({ address, id }: Orphan): readonly Placed[] {
  return address === undefined ? [] : [{ address, id }];
}
