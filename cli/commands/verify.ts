import { prove, type Proof } from '../../lib/proof';
import { proofJson, report, selectFlows } from '../../lib/proof/render';
import { type ExitCode, exitCodes } from '../exit-codes';
import { wrap } from '../output/layout';
import { proofReport } from '../output/proof-report';
import { terminalWidth } from '../output/terminal-width';
import { type ModelOptions, readModel } from '../proof/read-model';

/** What `causeway verify` takes. */
export interface VerifyOptions extends ModelOptions {
  /** Every hop. */
  readonly trace?: boolean;
  readonly json?: boolean;
  /** Only this listener. */
  readonly listener?: string;
  /** Only this server. */
  readonly server?: string;
  /** Whether what stands only in the cloud is taken to hold nothing more than what is shown. */
  readonly assumeComplete?: boolean;
}

const EXIT_CODES: Readonly<Record<Proof['status'], ExitCode>> = {
  proven: exitCodes.ok,
  broken: exitCodes.notAllReached,
  unknown: exitCodes.failed,
};

/**
 * Proves that the packets of a network's load balancers reach their servers and come back, or says where they are lost.
 *
 * @param wanted - A deployment, a JSON file of Terraform's, or `-`. @default - the only deployment there is
 * @returns `ok` when all is proven, `notAllReached` when something is broken, else `failed`.
 */
export async function verify(wanted: string | undefined, options: VerifyOptions): Promise<ExitCode> {
  const { trace = false, json, listener, server, assumeComplete = false } = options;
  const model = await readModel(wanted, options);
  const proof = selectFlows(prove(model, { assumeComplete }), { listener, server });
  const width = terminalWidth();
  process.stdout.write(json ? `${JSON.stringify(proofJson(proof))}\n` : proofReport(report(proof), { trace, width }));
  if (!json && proof.status === 'unknown' && mayBePlan(wanted, options)) {
    process.stdout.write(`\n${wrap(CONFIG_HINT, width).join('\n')}\n`);
  }
  return EXIT_CODES[proof.status];
}

const CONFIG_HINT =
  'A plan says what an expression refers to, not how. Name the folder of its configuration with --config DIR, and the expressions are followed.';

function mayBePlan(wanted: string | undefined, { config }: VerifyOptions): boolean {
  return config === undefined && (wanted === '-' || wanted?.endsWith('.json') === true);
}
