import type { Issue, Severity } from '../core';
import type { Skip, SkippedPolicy } from '../policy';
import { checkInventory } from '../policy/check';
import { withLabels } from '../policy/labels';
import { prove, type Problem, type Proof } from '../proof';
import { lossesInWords, problemInWords } from '../proof/render';
import { readStack } from '../proof/terraform';
import type { Inventory } from '../proof/terraform/source/instance';

/** What there is to know of a stack beside its Terraform. */
export interface StackContext {
  /** Construct path of the stack. */
  readonly path: string;
  /** Back-to-origin CIDRs of its ALBs, by address or id. */
  readonly backToOriginCidrs: Readonly<Record<string, readonly string[]>>;
  /** Rules that are not asked of its resources. */
  readonly skip: readonly Skip[];
  /** Codes of rules that have warned of it already, or would have. */
  readonly alreadyTold: readonly string[];
}

/** What proof and rules say of a stack. */
export interface StackVerdict {
  /** Why it cannot work; nothing where nothing is known that speaks against it. */
  readonly refusals: readonly Issue[];
  readonly warnings: readonly string[];
  readonly notices: readonly string[];
}

/** Proves the network of a synthesized stack, where it has an ALB, and asks the rules of its resources. */
export function judgeStack(json: unknown, context: StackContext): StackVerdict {
  const { path, backToOriginCidrs, skip, alreadyTold } = context;
  const { model, inventory } = readStack(json, { backToOriginCidrs });
  const proof = model.loadBalancers.length === 0 ? undefined : prove(model);
  const { problems, skipped } = checkInventory(inventory, { skip, backToOriginCidrs });
  const named = problems.map((problem) => inConstructs(problem, inventory));
  const told = (severity: Severity): readonly string[] =>
    [...(proof?.problems ?? []), ...named]
      .filter((problem) => problem.severity === severity && !alreadyTold.includes(problem.code))
      .map(problemInWords);
  const isOutlived = ({ count, code }: SkippedPolicy): boolean => count === 0 && !alreadyTold.includes(code);
  const losses = proof === undefined ? [] : lossesInWords(proof);
  return {
    refusals: [
      ...losses.map(({ code, text }): Issue => ({ code, severity: 'error', path, message: text })),
      ...named
        .filter(({ severity }) => severity === 'error')
        .map(({ code, severity, place, message }): Issue => {
          return { code, severity, path, message: `${place.label}: ${message}` };
        }),
    ],
    warnings: told('warning'),
    notices: [...told('notice'), ...gapsOf(proof), ...skipped.filter(isOutlived).map(outlived)],
  };
}

/** A problem of a resource by the path of its construct, as people know it in a program; the address is for a skip. */
function inConstructs(problem: Problem, inventory: Inventory): Problem {
  const { place, ...rest } = withLabels(problem, inventory);
  const label = place.label === place.id ? place.id : `${place.label} (${place.id})`;
  return { ...rest, place: { ...place, label, region: '' } };
}

function gapsOf(proof: Proof | undefined): readonly string[] {
  const gaps = proof === undefined ? [] : [...proof.gaps, ...proof.flows.flatMap((flow) => flow.gaps)];
  return [...new Set(gaps.map(({ message }) => `not everything can be proven: ${message}`))];
}

function outlived({ code, address, reason }: SkippedPolicy): string {
  const what = address === undefined ? code : `${code} of ${address}`;
  return `${what} is skipped (${reason}), and objects to nothing; remove the skip`;
}
