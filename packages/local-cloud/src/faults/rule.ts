/** What every rule says. */
interface Rule {
  /**
   * The actions that it is for, with `*` for any text: `CreateVpc`, `Describe*`, `*`; a product in front narrows it, as in
   * `Alb:Create*`. Several can be given.
   */
  readonly actions: string | readonly string[];
  /** Which part of the calls it hits, more than 0, at most 1. */
  readonly rate: number;
  /** How many calls it hits before it rests. @default - no limit */
  readonly times?: number;
}

/** Faults that need no more words. */
export const plainFaults = [
  /** `400 Throttling.User`, before anything is done. */
  'throttling',
  /** `503 ServiceUnavailable`, before anything is done. */
  'serviceUnavailable',
  /** `500 InternalError`, before anything is done. */
  'internalError',
  /** The connection is reset and nothing was done. */
  'resetBefore',
  /** The call is handled, then the connection is reset: the answer is lost. */
  'resetAfter',
  /** An asynchronous creation is accepted and fails later, for example a load balancer that becomes `CreateFailed`. */
  'failedCreation',
] as const;

/** The names of all faults. */
export type FaultName = (typeof plainFaults)[number] | 'slow' | 'busy';

/** Which calls fail, and how. */
export type FaultRule =
  | (Rule & { readonly fault: (typeof plainFaults)[number] })
  | (Rule & {
      /** The call is handled at once, its answer comes late. */
      readonly fault: 'slow';
      /** How late, in milliseconds, up to ten minutes. */
      readonly delayMs: number;
    })
  | (Rule & {
      /**
       * Refused for work on the same thing that is under way, in the words that the Terraform provider retries for this
       * action; another code would end its run. Actions without such a code are not hit.
       */
      readonly fault: 'busy';
      /** One of the codes in `busyCodes`, for example `TaskConflict`. @default - the action's first */
      readonly code?: string;
    });

/** The patterns of a rule as a list. */
export function patternsOf({ actions }: Pick<FaultRule, 'actions'>): readonly string[] {
  return typeof actions === 'string' ? [actions] : actions;
}

/** Whether a pattern covers an action of a product. */
export function covers(pattern: string, product: string, action: string): boolean {
  const [left = '', right] = pattern.split(':');
  return right === undefined ? matches(left, action) : matches(left, product) && matches(right, action);
}

function matches(pattern: string, text: string): boolean {
  const form = pattern.replace(/[\\^$.|?+()[\]{}]/g, '\\$&').replace(/\*/g, '.*');
  return new RegExp(`^${form}$`).test(text);
}
