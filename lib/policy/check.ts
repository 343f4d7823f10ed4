import type { Problem, Proof } from '../proof/verdict';
import { readInventory, type TerraformConfiguration } from '../proof/terraform';
import type { BackToOriginCidrs } from '../proof/terraform/build/back-to-origin';
import type { Inventory } from '../proof/terraform/source/instance';
import { Facts } from './facts';
import type { Objection, Policy } from './policy';
import type { Reading } from './resource';
import { POLICIES } from './rules';
import { assertSkips, skips, type Skip } from './skip';

/** What the policies are told beside the resources. */
export interface CheckPoliciesOptions {
  /** The configuration that a plan was made of; it says how expressions refer. @default - what cannot be told without it is not judged */
  readonly configuration?: TerraformConfiguration;
  /** Rules that are not asked, each with the reason. @default - all are */
  readonly skip?: readonly Skip[];
  /** Back-to-origin CIDRs by load balancer (address, name or id), or `*` for all: an ALB that has some is not upgraded. @default - none: only an ALB that stands shows what it is */
  readonly backToOriginCidrs?: BackToOriginCidrs;
}

/** A rule that was not asked, and how often it would have objected. */
export interface SkippedPolicy extends Skip {
  /** 0 where the skip has outlived what it was for. */
  readonly count: number;
}

/** A value that is not known yet, so that rules that look at it say nothing. */
export interface UndecidedValue {
  /** The resource, by its address. */
  readonly address: string;
  /** Which of its arguments. */
  readonly attribute: string;
  /** What stands there. */
  readonly expression: string;
}

/** What the policies say of a configuration. */
export interface PolicyReport {
  /** Errors first, then warnings, then notices; each with the address of the resource to change as its place. */
  readonly problems: readonly Problem[];
  readonly skipped: readonly SkippedPolicy[];
  readonly undecided: readonly UndecidedValue[];
}

const WEIGHT = { error: 0, warning: 1, notice: 2 } as const;

/**
 * Asks every policy of the resources of a plan, a state or a synthesized stack, whoever wrote it.
 *
 * @throws ValidationError `TERRAFORM_JSON_UNKNOWN`, or `POLICY_UNKNOWN` for a skip of what is no policy
 */
export function checkPolicies(json: unknown, options: CheckPoliciesOptions = {}): PolicyReport {
  assertSkips(options.skip ?? []);
  return checkInventory(readInventory(json, options.configuration), options);
}

/** What the policies are told of resources that have been read. */
export interface CheckInventoryOptions extends Omit<CheckPoliciesOptions, 'configuration'> {
  /** Codes of the only rules that are asked. @default - all are */
  readonly only?: readonly string[];
}

/** As `checkPolicies`, of resources that have been read, and with skips that are known to be right. */
export function checkInventory(inventory: Inventory, options: CheckInventoryOptions): PolicyReport {
  const { skip = [], backToOriginCidrs, only } = options;
  const undecided = new Map<string, UndecidedValue>();
  const note: Reading['onUnknown'] = (address, attribute, expression) => {
    undecided.set(`${address} ${attribute} ${expression}`, { address, attribute, expression });
  };
  const facts = new Facts(inventory, note, backToOriginCidrs);
  const asked = POLICIES.filter(({ code }) => only?.includes(code) ?? true);
  const found = asked.flatMap((policy) => [...policy.check(facts)].map((each) => problemOf(policy, each)));
  return {
    problems: found
      .filter((problem) => !skip.some((each) => skips(each, problem)))
      .sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity]),
    skipped: skip.map((each) => ({ ...each, count: found.filter((problem) => skips(each, problem)).length })),
    undecided: [...undecided.values()],
  };
}

function problemOf({ code, severity }: Policy, { resource, message }: Objection): Problem {
  const { address, region } = resource;
  return { code, severity, place: { kind: 'resource', id: address, label: address, region }, message };
}

/** A proof together with what the policies say: an error of theirs breaks it like a lost packet, whatever packets do. */
export function withPolicies(proof: Proof, { problems }: PolicyReport): Proof {
  const isBroken = problems.some(({ severity }) => severity === 'error');
  return { ...proof, problems: [...proof.problems, ...problems], status: isBroken ? 'broken' : proof.status };
}
