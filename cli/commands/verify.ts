import { prove, type Proof } from '../../lib/proof';
import { proofJson, report, selectFlows } from '../../lib/proof/render';
import { type ExitCode, exitCodes } from '../exit-codes';
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
  process.stdout.write(
    json ? `${JSON.stringify(proofJson(proof))}\n` : proofReport(report(proof), { trace, width: terminalWidth() }),
  );
  return EXIT_CODES[proof.status];
}
