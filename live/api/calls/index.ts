import type { Product } from '../call';
import { albCalls } from './alb';
import { cenCalls } from './cen';
import { ecsCalls } from './ecs';
import { vpcCalls } from './vpc';

/** Everything that is ever asked of an account; the RAM policy is made of it. */
export const ALL_CALLS: readonly { readonly product: Product; readonly action: string }[] = [
  ...Object.values(albCalls),
  ...Object.values(cenCalls),
  ...Object.values(ecsCalls),
  ...Object.values(vpcCalls),
];
