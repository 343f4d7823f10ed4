import type { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { isValidationError, ValidationError } from '../core';

/** Code of the error that a stack which cannot work is refused with. */
export const STACK_REFUSED = 'STACK_REFUSED';

/** The stacks of one program that are judged at synth, and those that have been refused so far. */
interface Program {
  readonly judged: Set<IConstruct>;
  refusals: readonly ValidationError[];
}

/** Programs by the roots of their constructs. */
const PROGRAMS = new WeakMap<IConstruct, Program>();

/**
 * Puts the refusal of a stack off until all stacks of its program have been judged, so that all is told together.
 *
 * Aspects are applied to each stack right before it is judged and written, so none can be judged earlier. What is refused
 * is not written, and the error still ends the synth.
 */
export function refuseTogether(stack: TerraformStack): void {
  const { root } = stack.node;
  const program = PROGRAMS.get(root) ?? { judged: new Set(), refusals: [] };
  PROGRAMS.set(root, program);
  program.judged.add(stack);
  const { synthesizer } = stack;
  stack.synthesizer = {
    synthesize: (session) => {
      const inOrder = root.node.findAll().filter((node) => program.judged.has(node));
      if (inOrder[0] === stack) program.refusals = [];
      try {
        synthesizer.synthesize(session);
      } catch (error) {
        if (!isValidationError(error) || error.code !== STACK_REFUSED) throw error;
        program.refusals = [...program.refusals, error];
      }
      if (inOrder.at(-1) === stack && program.refusals.length > 0) throw together(program.refusals);
    },
  };
}

function together(refusals: readonly ValidationError[]): ValidationError {
  const [first, ...others] = refusals;
  if (first !== undefined && others.length === 0) return first;
  const message = refusals.map((refusal) => refusal.message).join('\n');
  return new ValidationError(STACK_REFUSED, message, { issues: refusals.flatMap(({ issues }) => issues) });
}
