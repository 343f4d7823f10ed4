import type { BackendServer } from './model';

/** How the nodes of a load balancer find one server; the reasons are those of `GetListenerHealthStatus`. */
export interface ServerHealth {
  /** `Healthy` only where every node finds it so. */
  readonly state: 'Initial' | 'Healthy' | 'Unhealthy';
  /** How the last check ended that did not end well. */
  readonly reason?: string;
}

/** Tells how the nodes of a load balancer find a server. */
export type HealthOf = (loadBalancerId: string, server: BackendServer) => ServerHealth;

/** What is known where nobody checks. */
export const neverChecked: HealthOf = () => ({ state: 'Initial' });
