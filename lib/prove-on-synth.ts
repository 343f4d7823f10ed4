import { Annotations, TerraformResource, type TerraformStack } from 'cdktf';
import { ApplicationLoadBalancer } from './alb';
import { ValidationError, type Issue } from './core';
import { CrossRegionAlb } from './cross-region-alb';
import { prove, type Gap, type Proof } from './proof';
import { lossesInWords, problemInWords } from './proof/render';
import { readTerraformJson } from './proof/terraform';

/**
 * Makes a stack refuse to synthesize while the packets of its ALBs do not find their servers, or not the way back.
 *
 * What is proven is the Terraform JSON that is written, after aspects, escape hatches and overrides: nothing of a broken
 * stack is written. What cannot be told becomes an annotation; so does what is wrong without a lost packet, such as a
 * listener without a server. A stack without an ALB is left alone.
 *
 * Synthesis throws a ValidationError `NETWORK_BROKEN` with an issue for each distinct way to be lost, under the code of the
 * rule.
 */
export function proveOnSynth(stack: TerraformStack): void {
  const make = stack.toTerraform.bind(stack) as () => unknown;
  let proven: unknown;
  stack.node.addValidation({
    validate: () => {
      proven = make();
      judge(stack, proven);
      return [];
    },
  });
  // Validations come right before the stack is written: what was proven is what is written, and made only once.
  stack.toTerraform = () => {
    const json = proven ?? make();
    proven = undefined;
    return json;
  };
}

function judge(stack: TerraformStack, json: unknown): void {
  const model = readTerraformJson(json, { backToOriginCidrs: backToOriginCidrs(stack) });
  if (model.loadBalancers.length === 0) return;
  const proof = prove(model);
  refuseBroken(stack, proof);
  const annotations = Annotations.of(stack);
  for (const problem of proof.problems) annotations.addWarning(problemInWords(problem));
  for (const message of new Set(gapsOf(proof).map((gap) => gap.message))) {
    annotations.addInfo(`not everything can be proven: ${message}`);
  }
}

function gapsOf({ flows, gaps }: Proof): readonly Gap[] {
  return [...gaps, ...flows.flatMap((flow) => flow.gaps)];
}

function refuseBroken(stack: TerraformStack, proof: Proof): void {
  const { path } = stack.node;
  const issues = lossesInWords(proof).map(({ code, text }): Issue => ({
    code,
    severity: 'error',
    path,
    message: text,
  }));
  if (issues.length === 0) return;
  const lines = issues.map(({ message, code }) => `  ${message} [${code}]`);
  const message = `the network of stack ${stack.node.id} is broken, so it is not written:\n${lines.join('\n')}`;
  throw new ValidationError('NETWORK_BROKEN', message, { path, issues });
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
