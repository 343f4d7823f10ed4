import { ExecutionError } from '../../lib/core';
import { checkPolicies, type PolicyReport, type Skip, withPolicies } from '../../lib/policy';
import { prove, type Proof } from '../../lib/proof';
import { proofJson, report, selectFlows } from '../../lib/proof/render';
import { type ExitCode, exitCodes } from '../exit-codes';
import { wrap } from '../output/layout';
import { policyNotes } from '../output/policy-notes';
import { proofReport } from '../output/proof-report';
import { terminalWidth } from '../output/terminal-width';
import { type ModelOptions, type ReadNetwork, readNetwork } from '../proof/read-model';

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
  /** Rules that are not asked of the resources, beside those that a deployment file skips. */
  readonly skip?: readonly Skip[];
}

const EXIT_CODES: Readonly<Record<Proof['status'], ExitCode>> = {
  proven: exitCodes.ok,
  broken: exitCodes.notAllReached,
  unknown: exitCodes.failed,
};

/**
 * Proves that the packets of a network's load balancers reach their servers and come back, or says where they are lost; and
 * asks the rules of the resources where they are Terraform's.
 *
 * @param wanted - A deployment, a JSON file of Terraform's, or `-`. @default - the only deployment there is
 * @returns `ok` when all is proven, `notAllReached` when something is broken or a rule refuses it, else `failed`.
 */
export async function verify(wanted: string | undefined, options: VerifyOptions): Promise<ExitCode> {
  const { trace = false, json, listener, server, assumeComplete = false } = options;
  const network = await readNetwork(wanted, options);
  const proven = selectFlows(prove(network.model, { assumeComplete }), { listener, server });
  const policies = judge(network, options);
  const proof = policies === undefined ? proven : withPolicies(proven, policies);
  const width = terminalWidth();
  process.stdout.write(
    json
      ? `${JSON.stringify({ ...proofJson(proof), skipped: policies?.skipped, undecided: policies?.undecided })}\n`
      : proofReport(report(proof), { trace, width, notes: policies && policyNotes(policies) }),
  );
  if (!json && proof.status === 'unknown' && mayBePlan(wanted, options)) {
    process.stdout.write(`\n${wrap(CONFIG_HINT, width).join('\n')}\n`);
  }
  return EXIT_CODES[proof.status];
}

/** What the rules say of the resources; undefined where there are none, or where only some flows are asked for. */
function judge({ terraform }: ReadNetwork, { skip = [], listener, server }: VerifyOptions): PolicyReport | undefined {
  if (terraform === undefined && skip.length > 0) {
    throw new ExecutionError(
      'SKIP_WITHOUT_TERRAFORM',
      '--skip belongs to the resources of Terraform; --live reads none',
    );
  }
  if (terraform === undefined || listener !== undefined || server !== undefined) return undefined;
  return checkPolicies(terraform.json, { ...terraform, skip: [...(terraform.skip ?? []), ...skip] });
}

const CONFIG_HINT =
  'A plan says what an expression refers to, not how. Name the folder of its configuration with --config DIR, and the expressions are followed.';

function mayBePlan(wanted: string | undefined, { config }: VerifyOptions): boolean {
  return config === undefined && (wanted === '-' || wanted?.endsWith('.json') === true);
}
