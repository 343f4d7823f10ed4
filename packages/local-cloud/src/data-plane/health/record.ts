import type { HealthCheckConfig } from '../../services/alb/model';
import { type CheckResult, isTimeout } from './results';

/** Whether a server is in rotation; `Initial` until the first verdict, during which it is not. */
export type HealthState = 'Initial' | 'Healthy' | 'Unhealthy';

/** What one node knows of one server. */
export interface HealthRecord {
  readonly state: HealthState;
  /** How the last check ended. */
  readonly last?: CheckResult;
  /** The last results in a row that were alike. */
  readonly streak: number;
  /** When the next check begins, in milliseconds since the epoch. */
  readonly nextAt: number;
  /** When the server came into rotation, for slow start. */
  readonly healthySince?: number;
}

/** A server that was never checked. */
export function newRecord(now: number): HealthRecord {
  return { state: 'Initial', streak: 0, nextAt: now };
}

/** How long a check waits for a result, in milliseconds; never less than the interval (`CreateServerGroup`). */
export function timeoutMs(config: HealthCheckConfig): number {
  return Math.max(config.HealthCheckTimeout, config.HealthCheckInterval) * 1000;
}

/** When a check that begins at `record.nextAt` would be over. */
export function endsAt(record: HealthRecord, config: HealthCheckConfig, result: CheckResult): number {
  return record.nextAt + (isTimeout(result) ? timeoutMs(config) : 0);
}

/** A result in every check of this long changes nothing any more. */
const SATURATED = 10;

/**
 * Applies every check that is over by now, all with the same result, since nothing has changed in between.
 *
 * A check that hangs takes its whole timeout, and the next one begins an interval later.
 */
export function advance(
  record: HealthRecord,
  config: HealthCheckConfig,
  result: CheckResult,
  now: number,
): HealthRecord {
  let current = record;
  for (let end = endsAt(current, config, result); end <= now; end = endsAt(current, config, result)) {
    const nextAt = end + config.HealthCheckInterval * 1000;
    if (current.streak >= SATURATED && isOk(current.last) === isOk(result)) {
      const period = nextAt - current.nextAt;
      const skipped = Math.floor((now - end) / period) + 1;
      return { ...current, last: result, nextAt: current.nextAt + skipped * period };
    }
    current = judge({ ...current, nextAt }, config, result, end);
  }
  return current;
}

function judge(record: HealthRecord, config: HealthCheckConfig, result: CheckResult, at: number): HealthRecord {
  const isSame = isOk(record.last) === isOk(result) && record.last !== undefined;
  const streak = isSame ? record.streak + 1 : 1;
  const next = { ...record, last: result, streak };
  if (isOk(result) && streak >= config.HealthyThreshold && record.state !== 'Healthy') {
    return { ...next, state: 'Healthy', healthySince: at };
  }
  if (!isOk(result) && streak >= config.UnhealthyThreshold) return { ...next, state: 'Unhealthy' };
  return next;
}

function isOk(result: CheckResult | undefined): boolean {
  return result === 'OK';
}
