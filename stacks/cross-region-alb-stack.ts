import { Aspects, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import {
  albVSwitches,
  attachmentVSwitches,
  BandwidthPlan,
  bandwidthPackages,
  Cen,
  CommonTags,
  connectionMbps,
  CrossRegionAlb,
  deploymentTag,
  ExistingBandwidthPlan,
  ExistingCen,
  ExistingLoadBalancer,
  ExistingServer,
  ProbeClient,
  requireExplicitProviders,
  resourceName,
  type AlbEdition,
  type Deployment,
  type IBandwidthPlan,
  type ICen,
  type IVpc,
  type IVSwitch,
  type LinkType,
  type ServerGroup,
} from '../lib';
import { createBackend, type Backend } from './backends';
import { createListeners } from './listeners';
import { createNetwork, entry, type Network } from './network';
import { declareOutputs } from './outputs';
import { addProviders } from './providers';
import { createServerGroups } from './server-groups';
import { lookUpTransit } from './transit';
import { createServers, joinGroups, type PopulatedNetwork } from './servers';
import { keepState } from './state';

/** Properties of `CrossRegionAlbStack`. */
export interface CrossRegionAlbStackProps {
  readonly deployment: Deployment;
  /** `host:port` of a local cloud that takes the place of the real one. @default - the real one */
  readonly localEndpoint?: string;
}

/**
 * A deployment as a Terraform stack of the same name, with its state where the deployment says.
 *
 * Its outputs are those of `CrossRegionAlbOutputs`.
 */
export class CrossRegionAlbStack extends TerraformStack {
  private readonly deployment: Deployment;

  constructor(scope: Construct, { deployment, localEndpoint }: CrossRegionAlbStackProps) {
    super(scope, deployment.name);
    this.deployment = deployment;
    const { frontend, backends, terraform, tags } = deployment;
    keepState(this, deployment, localEndpoint);
    const regions = [frontend, ...Object.values(backends)];
    addProviders(
      this,
      regions.map(({ region }) => region),
      localEndpoint,
      { oidc: terraform.credentials === 'oidc' },
    );
    requireExplicitProviders(this);
    Aspects.of(this).add(new CommonTags({ ...tags, ...deploymentTag(deployment.name) }));

    const cen = this.createCen();
    const place = new Construct(this, 'frontend');
    const network = this.createFrontend(place);
    const alb = this.createAlb(place, cen, network);
    const serverGroups = createServerGroups(alb, deployment.serverGroups);
    createListeners(alb, deployment, serverGroups);
    joinGroups(frontend.servers, serverGroups, (key, options) => {
      const remoteIpEnabled = frontend.servers[key]?.remoteIp;
      alb.addServer(entry(network.servers, key), { ...options, remoteIpEnabled });
    });
    declareOutputs(this, {
      alb,
      cen,
      frontend: network,
      backends: this.createBackends(cen, alb, serverGroups),
      probe: this.createProbe(network),
      domain: frontend.domain,
      vpcCidrs: Object.fromEntries(regions.map(({ region, vpc }) => [region, vpc.cidr])),
    });
  }

  /** The VPC of the ALB with the servers in it. */
  private createFrontend(scope: Construct): PopulatedNetwork {
    const { frontend } = this.deployment;
    const { region, vpc } = frontend;
    const name = resourceName(this.deployment.name, 'frontend');
    const network = createNetwork(scope, { name, region, config: vpc, apartFrom: this.blocksBeside(region) });
    return { ...network, servers: createServers(scope, name, network, frontend) };
  }

  private createCen(): ICen {
    const { name, frontend, cen } = this.deployment;
    const { region } = frontend;
    if (cen.existing === undefined) return new Cen(this, 'cen', { region, name });
    return new ExistingCen(this, 'cen', { region, cenId: cen.existing });
  }

  /** Blocks of the VPCs of all other regions. */
  private blocksBeside(region: string): readonly string[] {
    const { frontend, backends } = this.deployment;
    return [frontend, ...Object.values(backends)].filter((one) => one.region !== region).map(({ vpc }) => vpc.cidr);
  }

  private createAlb(scope: Construct, cen: ICen, { vpc, vSwitches: all }: Network): CrossRegionAlb {
    const { name, environment, frontend } = this.deployment;
    const vSwitches = albVSwitches(frontend).map((key) => entry(all, key));
    return new CrossRegionAlb(this, 'cross-region-alb', {
      name,
      cen,
      vpc,
      vSwitches,
      attachmentVSwitches: attachmentVSwitches(frontend.region, frontend.vpc).map((key) => entry(all, key)),
      ...lookUpTransit(scope, cen, vpc, frontend),
      loadBalancer: this.lookUpLoadBalancer(scope, vpc, vSwitches),
      edition: frontend.alb.edition as AlbEdition,
      deletionProtection: environment === 'production',
      accessLog: frontend.alb.accessLog,
      backToOriginCidrs: frontend.alb.backToOriginCidrs,
    });
  }

  private lookUpLoadBalancer(scope: Construct, vpc: IVpc, vSwitches: readonly IVSwitch[]) {
    const { existing } = this.deployment.frontend.alb;
    if (existing === undefined) return undefined;
    return new ExistingLoadBalancer(scope, 'load-balancer', { vpc, vSwitches, loadBalancerId: existing });
  }

  private createBackends(
    cen: ICen,
    alb: CrossRegionAlb,
    serverGroups: Readonly<Record<string, ServerGroup>>,
  ): readonly Backend[] {
    const {
      name,
      backends,
      cen: { interRegion },
    } = this.deployment;
    const plans = this.createBandwidthPlans(cen);
    const scope = new Construct(this, 'backends');
    return Object.entries(backends).map(([key, config]) =>
      createBackend(new Construct(scope, key), {
        key,
        deployment: name,
        config,
        apartFrom: this.blocksBeside(config.region),
        cen,
        alb,
        serverGroups,
        bandwidthMbps: connectionMbps(this.deployment, key),
        bandwidthPlan: plans.get(key),
        linkType: interRegion.linkType as LinkType | undefined,
      }),
    );
  }

  /** The bandwidth plan of each backend by its key; none when connections are billed by data transfer. */
  private createBandwidthPlans(cen: ICen): ReadonlyMap<string, IBandwidthPlan> {
    const {
      name,
      frontend,
      cen: { interRegion },
    } = this.deployment;
    const { packagePayment, packagePeriodMonths = 1 } = interRegion;
    const scope = new Construct(this, 'bandwidth-plans');
    return new Map(
      bandwidthPackages(this.deployment).flatMap(({ frontendArea, backendArea, bandwidthMbps, existing, backends }) => {
        const id = `${frontendArea}-${backendArea}`.toLowerCase();
        const common = { region: frontend.region, cen, areaA: frontendArea, areaB: backendArea, bandwidthMbps };
        const prePaidMonths = packagePayment === 'PrePaid' ? packagePeriodMonths : undefined;
        const plan =
          existing === undefined
            ? new BandwidthPlan(scope, id, { ...common, name: resourceName(name, id), prePaidMonths })
            : new ExistingBandwidthPlan(scope, id, { ...common, bandwidthPackageId: existing });
        return backends.map((key) => [key, plan] as const);
      }),
    );
  }

  private createProbe({ vpc, vSwitches }: Network): ProbeClient | ExistingServer | undefined {
    const { name, probe } = this.deployment;
    if (probe === undefined) return undefined;
    const { existing, instanceType } = probe;
    const vSwitch = entry(vSwitches, probe.vSwitch);
    if (existing !== undefined) return new ExistingServer(this, 'probe', { vSwitch, instanceId: existing });
    return new ProbeClient(this, 'probe', { vpc, vSwitch, name: resourceName(name, 'probe'), instanceType });
  }
}
