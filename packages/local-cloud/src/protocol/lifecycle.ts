import { collection } from '../store/collection';
import type { Effect, EffectCall } from './effect';

interface PendingEffect {
  readonly id: string;
  readonly effect: string;
  readonly target: string;
  /** Milliseconds since the epoch. */
  readonly dueAt: number;
}

const pendingEffects = collection<PendingEffect>('core/pendingEffects', (pending) => pending.id);

/** Remembers transient states and ends them when the clock has passed them. */
export class Lifecycle {
  private readonly effects: ReadonlyMap<string, Effect>;

  constructor(effects: readonly Effect[]) {
    this.effects = new Map(effects.map((effect) => [effect.name, effect]));
    if (this.effects.size !== effects.length) throw new Error('two effects have the same name');
  }

  /** Applies an effect at once, or stores it until its delay is over. Only inside a transaction. */
  start(call: EffectCall, effect: Effect, target: string, delayMs: number): void {
    if (!this.effects.has(effect.name)) throw new Error(`effect ${effect.name} is not listed by its service`);
    if (delayMs <= 0) return effect.apply(call, target);
    call.store.put(pendingEffects, {
      id: call.newId('effect'),
      effect: effect.name,
      target,
      dueAt: call.now + delayMs,
    });
  }

  /** Whether anything is due at this moment; cheap when nothing is pending. */
  isDue(call: Pick<EffectCall, 'store'>, now: number): boolean {
    if (call.store.size(pendingEffects) === 0) return false;
    return call.store.all(pendingEffects).some((pending) => pending.dueAt <= now);
  }

  /** Applies everything that is due, in order of time. Only inside a transaction. */
  run(call: EffectCall): void {
    const due = call.store
      .all(pendingEffects)
      .filter((pending) => pending.dueAt <= call.now)
      .sort((a, b) => a.dueAt - b.dueAt);
    for (const pending of due) {
      call.store.remove(pendingEffects, pending.id);
      this.effects.get(pending.effect)?.apply(call, pending.target);
    }
  }
}
