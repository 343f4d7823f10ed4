import type { Product } from '../call';
import { albCalls } from './alb';
import { cenCalls } from './cen';
import { ecsCalls } from './ecs';
import { probeCalls } from './probe';
import { vpcCalls } from './vpc';

/** A call as RAM sees it. */
export interface AllowedCall {
  readonly product: Product;
  readonly action: string;
}

/** Everything that is asked of an account to prove its network, all of which reads. */
export const PROOF_CALLS: readonly AllowedCall[] = [
  ...Object.values(albCalls),
  ...Object.values(cenCalls),
  ...Object.values(ecsCalls),
  ...Object.values(vpcCalls),
];

/** What a probe asks besides. */
export const PROBE_CALLS: readonly AllowedCall[] = Object.values(probeCalls);
