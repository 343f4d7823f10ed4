import type { Call } from './call';

/** Something that happens after a call was answered, for example a VPC that becomes `Available`. */
export interface Effect {
  /** Unique and durable: pending effects are stored under it. */
  readonly name: string;
  /** Applies it; the target may be gone by then, which is not an error. */
  readonly apply: (call: EffectCall, target: string) => void;
}

/** What an effect knows: all of a call except who asked for what, and so no delay to settle anything else with. */
export type EffectCall = Pick<Call, 'store' | 'now' | 'newId'>;

/** Declares an effect, named `<product>/<what happens>`. */
export function effect(name: string, apply: Effect['apply']): Effect {
  return { name, apply };
}
