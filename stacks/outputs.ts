import { TerraformOutput, type TerraformStack } from 'cdktf';
import type { CrossRegionAlb, ICen } from '../lib';
import type { Backend } from './backends';
import type { Network } from './network';
import type { PopulatedNetwork } from './servers';

type ByRegion<T> = Readonly<Record<string, T>>;
type ByKey<T> = Readonly<Record<string, T>>;

/** The values of a stack's Terraform outputs, by name: what `terraform output -json` gives. */
export interface CrossRegionAlbOutputs {
  /** Where clients send their requests. */
  readonly alb_dns_name: string;
  /** The name of yours that clients use. @default - the deployment has none */
  readonly alb_domain?: string;
  /** Where the CNAME record of that name has to point. @default - the deployment has no name of yours */
  readonly alb_cname_target?: string;
  /** Id of the ALB instance. */
  readonly alb_id: string;
  /** Id of the CEN instance. */
  readonly cen_id: string;
  /** Ids of the transit routers. */
  readonly transit_router_ids: ByRegion<string>;
  /** Ids of the VPCs. */
  readonly vpc_ids: ByRegion<string>;
  /** CIDR blocks of the VPCs. */
  readonly vpc_cidrs: ByRegion<string>;
  /** Ids of the vSwitches. */
  readonly vswitch_ids: ByRegion<ByKey<string>>;
  /** CIDR blocks of the vSwitches. */
  readonly vswitch_cidrs: ByRegion<ByKey<string>>;
  /** Private addresses of the servers. */
  readonly server_ips: ByRegion<ByKey<string>>;
  /** Instance id of the client that tries the ALB out. @default - the deployment has none */
  readonly probe_instance_id?: string;
}

/** What the outputs are read from. */
export interface OutputSources {
  readonly alb: CrossRegionAlb;
  readonly cen: ICen;
  readonly frontend: PopulatedNetwork;
  readonly backends: readonly Backend[];
  readonly probe?: { readonly instanceId: string };
  /** @default - clients use the name of the ALB */
  readonly domain?: string;
  /** CIDR block of each VPC by region. */
  readonly vpcCidrs: ByRegion<string>;
}

/** Declares the outputs of a stack. */
export function declareOutputs(stack: TerraformStack, sources: OutputSources): void {
  for (const [name, value] of Object.entries(outputsOf(sources))) {
    if (value !== undefined) new TerraformOutput(stack, name, { value, staticId: true });
  }
}

function outputsOf({ alb, cen, frontend, backends, probe, domain, vpcCidrs }: OutputSources): CrossRegionAlbOutputs {
  const regions = [frontend, ...backends];
  // A region without servers is left out, as the frontend is as a rule.
  const populated = regions.filter(({ servers }) => Object.keys(servers).length > 0);
  const router = alb.attachedVpc.transitRouter;
  const routers = [router, ...backends.map(({ region, transitRouterId }) => ({ region, transitRouterId }))];
  return {
    alb_dns_name: alb.loadBalancer.dnsName,
    alb_domain: domain,
    alb_cname_target: domain === undefined ? undefined : alb.loadBalancer.dnsName,
    alb_id: alb.loadBalancer.loadBalancerId,
    cen_id: cen.cenId,
    transit_router_ids: byRegion(
      routers,
      ({ region }) => region,
      ({ transitRouterId }) => transitRouterId,
    ),
    vpc_ids: byRegion(regions, regionOf, ({ vpc }) => vpc.vpcId),
    vpc_cidrs: vpcCidrs,
    vswitch_ids: byRegion(regions, regionOf, ({ vSwitches }) => mapValues(vSwitches, ({ vSwitchId }) => vSwitchId)),
    vswitch_cidrs: byRegion(regions, regionOf, ({ vSwitches }) => mapValues(vSwitches, ({ cidr }) => cidr)),
    server_ips: byRegion(populated, regionOf, ({ servers }) => mapValues(servers, ({ privateIp }) => privateIp)),
    probe_instance_id: probe?.instanceId,
  };
}

const regionOf = ({ vpc }: Network): string => vpc.region;

function byRegion<T, V>(items: readonly T[], region: (item: T) => string, value: (item: T) => V): ByRegion<V> {
  return Object.fromEntries(items.map((item) => [region(item), value(item)]));
}

function mapValues<T, V>(map: ByKey<T>, value: (item: T) => V): ByKey<V> {
  return Object.fromEntries(Object.entries(map).map(([key, item]) => [key, value(item)]));
}
