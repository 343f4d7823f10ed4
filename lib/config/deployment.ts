import type { z } from 'zod';
import type { deploymentSchema } from './schema/deployment';

type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/**
 * A deployment that passed every rule, with all defaults filled in.
 *
 * Get one from `parseDeployment`, `loadDeployment` or `validateDeployment`.
 */
export type Deployment = DeepReadonly<z.output<typeof deploymentSchema>>;

/** What a user writes: the same as `Deployment`, but what has a default may be left out. */
export type DeploymentInput = DeepReadonly<z.input<typeof deploymentSchema>>;

/** How the connections between regions are billed and how wide they are. */
export type InterRegionConfig = Deployment['cen']['interRegion'];

/** The region of the ALB. */
export type FrontendConfig = Deployment['frontend'];

/** The ALB instance. */
export type AlbConfig = FrontendConfig['alb'];

/** A listener of the ALB. */
export type ListenerConfig = FrontendConfig['listeners'][string];

/** A forwarding rule of a listener. */
export type ForwardingRuleConfig = ListenerConfig['rules'][string];

/** A VPC with its vSwitches. */
export type VpcConfig = FrontendConfig['vpc'];

/** A vSwitch. */
export type VSwitchConfig = VpcConfig['vSwitches'][string];

/** A server group of the ALB. */
export type ServerGroupConfig = Deployment['serverGroups'][string];

/** The health check of a server group. */
export type HealthCheckConfig = ServerGroupConfig['healthCheck'];

/** A region that holds servers. */
export type BackendConfig = Deployment['backends'][string];

/** A server: has either `instance` or `ip`. */
export type ServerConfig = BackendConfig['servers'][string];

/** A server group that a server joins, with the port and the weight that it has there. */
export interface MembershipConfig {
  readonly serverGroup: string;
  readonly port: number;
  readonly weight: number;
}

/** An ECS instance that the deployment creates. */
export type InstanceConfig = NonNullable<ServerConfig['instance']>;

/** The client that tries the ALB out. */
export type ProbeConfig = NonNullable<Deployment['probe']>;

/** How Terraform keeps the state, and by what it proves who it is. */
export type TerraformConfig = Deployment['terraform'];

/** State in a bucket of OSS. */
export type OssConfig = NonNullable<TerraformConfig['oss']>;

/** State in a workspace of HCP Terraform. */
export type CloudConfig = NonNullable<TerraformConfig['cloud']>;
