import type { HealthOf } from './services/alb/server-health';
import type { AnswerCommand } from './services/ecs/command-answers';

/** How long transient states last, in milliseconds, by the action that starts them (`CreateVpc`); 0 where not named. */
export type Delays = Readonly<Record<string, number>> & { readonly default?: number };

/** Limits that an account can have raised, as on the real cloud. */
export interface Quotas {
  readonly vpcsPerRegion: number;
}

/** What an account begins with (VPC user guide, "Limits and quotas"). */
export const defaultQuotas: Quotas = { vpcsPerRegion: 10 };

/** The CIDRs that non-upgraded ALBs send from, by region. */
export type BackToOriginCidrs = Readonly<Record<string, readonly string[]>>;

/** What decides the cloud's behaviour for as long as it runs. */
export interface CloudSettings {
  readonly delays: Delays;
  readonly quotas: Quotas;
  /** `upgraded` ALBs answer from addresses in their own vSwitches, as all since 2025-02-25; others from back-to-origin CIDRs. */
  readonly albGeneration: 'upgraded' | 'non-upgraded';
  /** Back-to-origin CIDRs that somebody knows; regions that are not named have those of the catalogue. */
  readonly backToOriginCidrs: BackToOriginCidrs;
  /** What `CreateTransitRouter` makes: `Basic` stands in accounts that had it when it was sold. @default `Enterprise` */
  readonly transitRouterEdition?: 'Enterprise' | 'Basic' | undefined;
  /** What instances answer to Cloud Assistant commands. @default `notEmulated` */
  readonly answerCommand?: AnswerCommand | undefined;
  /** How load balancers find their servers. @default `neverChecked` */
  readonly healthOf?: HealthOf | undefined;
}
