import { Annotations, TerraformResource, type TerraformStack } from 'cdktf';
import { ApplicationLoadBalancer } from '../alb';
import { ValidationError, type Issue } from '../core';
import { CrossRegionAlb } from '../cross-region-alb';
import type { Skip } from '../policy';
import { assertSkips } from '../policy/skip';
import { refuseTogether, STACK_REFUSED } from './refuse-together';
import { judgeStack } from './stack-verdict';

/** Options of `proveOnSynth`. */
export interface ProveOnSynthOptions {
  /** Rules that are not asked of the resources, each with the reason. @default - all are */
  readonly skip?: readonly Skip[];
  /**
   * Codes of rules that have warned already, or were kept from it, as those of the notices of a deployment file: they do not
   * warn again.
   *
   * @default - none
   */
  readonly alreadyTold?: readonly string[];
}

/**
 * Makes a stack refuse to synthesize while it cannot work: while the packets of its ALBs do not find their servers, or not
 * the way back, or while a rule refuses one of its resources.
 *
 * What is judged is the Terraform JSON that is written, after aspects, escape hatches and overrides: nothing of a stack that
 * is refused is written. What a rule only warns of becomes an annotation; so does what cannot be proven, and what is wrong
 * without a lost packet, such as a listener without a server. Of a value that is not known yet no rule says anything.
 *
 * Synthesis throws a ValidationError `STACK_REFUSED` with an issue for each distinct way to be lost, each resource that a
 * rule refuses, and each complaint of another validation of the stack (`STACK_INVALID`); one error for all stacks of a program.
 *
 * @throws ValidationError `POLICY_UNKNOWN` or `SKIP_REASON_MISSING` for a skip
 */
export function proveOnSynth(stack: TerraformStack, options: ProveOnSynthOptions = {}): void {
  const { skip = [], alreadyTold = [] } = options;
  assertSkips(skip);
  const make = stack.toTerraform.bind(stack) as () => unknown;
  let judged: unknown;
  let isAskingOthers = false;
  const complaints = (): readonly Issue[] => {
    isAskingOthers = true;
    try {
      return complaintsOf(stack);
    } finally {
      isAskingOthers = false;
    }
  };
  stack.node.addValidation({
    validate: () => {
      if (isAskingOthers) return [];
      const json = make();
      const { path } = stack.node;
      const verdict = judgeStack(json, { path, backToOriginCidrs: backToOriginCidrs(stack), skip, alreadyTold });
      if (verdict.refusals.length > 0) throw refusal(stack, [...verdict.refusals, ...complaints()]);
      const annotations = Annotations.of(stack);
      verdict.warnings.forEach((text) => annotations.addWarning(text));
      verdict.notices.forEach((text) => annotations.addInfo(text));
      judged = json;
      return [];
    },
  });
  refuseTogether(stack);
  // Validations come right before the stack is written: what was judged is what is written, and made only once.
  stack.toTerraform = () => {
    const json = judged ?? make();
    judged = undefined;
    return json;
  };
}

/** What all other validations of a stack say, which nobody asks after one has thrown. */
function complaintsOf(stack: TerraformStack): readonly Issue[] {
  return stack.node.findAll().flatMap(({ node }) => {
    const { path } = node;
    return node.validate().map((text): Issue => {
      return { code: 'STACK_INVALID', severity: 'error', path, message: `${path}: ${text}` };
    });
  });
}

function refusal({ node }: TerraformStack, issues: readonly Issue[]): ValidationError {
  const lines = issues.map(({ message, code }) => `  ${message} [${code}]`);
  const message = `stack ${node.id} cannot work, so it is not written:\n${lines.join('\n')}`;
  return new ValidationError(STACK_REFUSED, message, { path: node.path, issues });
}

/** What Terraform does not show, and the constructs know. */
function backToOriginCidrs(stack: TerraformStack): Readonly<Record<string, readonly string[]>> {
  const constructs = stack.node.findAll().filter((node) => node instanceof CrossRegionAlb);
  return Object.fromEntries(
    constructs.flatMap(({ loadBalancer, backToOriginCidrs: cidrs }) => {
      if (!(loadBalancer instanceof ApplicationLoadBalancer)) return [[loadBalancer.loadBalancerId, cidrs] as const];
      const resource = loadBalancer.node.defaultChild;
      if (!(resource instanceof TerraformResource)) return [];
      return [[`alicloud_alb_load_balancer.${resource.friendlyUniqueId}`, cidrs] as const];
    }),
  );
}
