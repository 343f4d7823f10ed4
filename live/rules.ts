import type { PolicyReport, Skip } from '../lib/policy';
import { checkInventory } from '../lib/policy/check';
import { POLICIES } from '../lib/policy/rules';
import { assertSkips } from '../lib/policy/skip';
import { withLabels } from '../lib/policy/labels';
import type { Inventory } from '../lib/proof/terraform/source/instance';

/**
 * The rules of resources that are asked of what stands.
 *
 * Not those of what the cloud refuses anyway or of what only Terraform has, not those that need what is not read, and not
 * those that the proof tells of the packets that it concerns.
 */
export const ASKED_OF_WHAT_STANDS: readonly string[] = [
  'REGION_CLOSING',
  'FRONTEND_VPC_NOT_UNIQUE',
  'FRONTEND_VPC_NOT_UNIQUE_UPGRADED',
  'ATTACHMENT_ZONE_COUNT',
  'BANDWIDTH_UNSET',
  'BACK_TO_ORIGIN_CIDR_TOO_WIDE',
  'BACK_TO_ORIGIN_CIDR_HIJACKS_SERVICE',
  'BACK_TO_ORIGIN_CIDR_HIJACKS_OSS',
  'HEALTH_CHECK_OFF_ACROSS_REGIONS',
  'HEALTH_CHECK_TIMEOUT_TOO_SHORT',
  'REMOTE_IP_IN_OWN_VPC',
  'BACKEND_ADDRESS_RESERVED',
  'BACKEND_IS_LOAD_BALANCER',
  'FORWARDING_LOOP',
  'SG_OPEN_TO_WORLD',
];

/** What the rules say of what stands, and which they were. */
export interface StandingReport extends PolicyReport {
  /** Codes of the rules that were asked. */
  readonly asked: readonly string[];
  /** How many rules of resources there are. */
  readonly of: number;
}

/**
 * Asks those rules; things go by their names with their ids in brackets, and are skipped by their ids.
 *
 * @throws ValidationError `POLICY_UNKNOWN` or `SKIP_REASON_MISSING` for a skip
 */
export function checkWhatStands(inventory: Inventory, skip: readonly Skip[]): StandingReport {
  assertSkips(skip);
  const report = checkInventory(inventory, { skip, only: ASKED_OF_WHAT_STANDS });
  const problems = report.problems.map((problem) => withLabels(problem, inventory));
  return { ...report, problems, asked: ASKED_OF_WHAT_STANDS, of: POLICIES.length };
}
