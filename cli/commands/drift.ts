import { parseCidr } from '../../lib/core';
import { driftJson, driftOf, type Drift } from '../../lib/drift';
import { DriftPlanning } from '../drift/planned-deployment';
import { type ExitCode, exitCodes } from '../exit-codes';
import { driftReport } from '../output/drift-report';
import { terminalWidth } from '../output/terminal-width';
import { forAll, isJson } from '../proof/read-model';
import { readJson } from '../proof/terraform-json';
import { interruptibly } from './interruptible';

/** What `causeway drift` takes. */
export interface DriftCommandOptions {
  readonly json?: boolean;
  /** Back-to-origin CIDRs of every ALB. @default - those of the deployment file, else those that the routes showed */
  readonly backToOrigin?: readonly string[];
  /** Whether what stands only in the cloud is taken to hold nothing more than what is shown. */
  readonly assumeComplete?: boolean;
}

/**
 * Tells what was changed outside Terraform, and what the proof says of it.
 *
 * @param wanted - A deployment, a plan in JSON, or `-`. @default - the only deployment there is
 * @returns `ok` when nothing was, `drifted` when something was; another code where it cannot be told.
 */
export async function drift(wanted: string | undefined, options: DriftCommandOptions): Promise<ExitCode> {
  const found = await find(wanted, options);
  if (typeof found === 'number') return found;
  process.stdout.write(options.json ? `${JSON.stringify(driftJson(found))}\n` : driftReport(found, terminalWidth()));
  return found.things.length === 0 ? exitCodes.ok : exitCodes.drifted;
}

async function find(
  wanted: string | undefined,
  { backToOrigin, assumeComplete = false }: DriftCommandOptions,
): Promise<Drift | ExitCode> {
  backToOrigin?.forEach(parseCidr);
  if (wanted !== undefined && isJson(wanted)) {
    return driftOf(readJson(wanted), { backToOriginCidrs: forAll(backToOrigin), assumeComplete });
  }
  const planned = await interruptibly(new DriftPlanning(), wanted);
  if (typeof planned === 'number') return planned;
  const { plan, labels, backToOriginCidrs } = planned;
  return driftOf(plan, { backToOriginCidrs: forAll(backToOrigin ?? backToOriginCidrs), labels, assumeComplete });
}
