import { checkPolicies, type Skip, withPolicies } from '../../lib/policy';
import { prove, type Proof } from '../../lib/proof';
import { proofJson, report, selectFlows } from '../../lib/proof/render';
import { type ExitCode, exitCodes } from '../exit-codes';
import { wrap } from '../output/layout';
import { policyNotes, type RulesReport } from '../output/policy-notes';
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
 * asks the rules of the resources, or of what stands.
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
      ? `${JSON.stringify({ ...proofJson(proof), skipped: policies?.skipped, undecided: policies?.undecided, asked: policies?.asked })}\n`
      : proofReport(report(proof), { trace, width, notes: policies && policyNotes(policies) }),
  );
  if (!json && proof.status === 'unknown' && mayBePlan(wanted, options)) {
    process.stdout.write(`\n${wrap(CONFIG_HINT, width).join('\n')}\n`);
  }
  return EXIT_CODES[proof.status];
}

/** What the rules say of the resources; undefined where only some flows are asked for. */
function judge({ terraform, standing }: ReadNetwork, options: VerifyOptions): RulesReport | undefined {
  const { skip = [], listener, server } = options;
  if (listener !== undefined || server !== undefined) return undefined;
  if (standing === undefined) {
    return terraform && checkPolicies(terraform.json, { ...terraform, skip: [...(terraform.skip ?? []), ...skip] });
  }
  const { checkWhatStands } = require('../../live') as typeof import('../../live');
  return checkWhatStands(standing, skip);
}

const CONFIG_HINT =
  'A plan says what an expression refers to, not how. Name the folder of its configuration with --config DIR, and the expressions are followed.';

function mayBePlan(wanted: string | undefined, { config }: VerifyOptions): boolean {
  return config === undefined && (wanted === '-' || wanted?.endsWith('.json') === true);
}
