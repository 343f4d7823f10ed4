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
  ProbeClient,
  requireExplicitProviders,
  resourceName,
  type AlbEdition,
  type Deployment,
  type IBandwidthPlan,
  type ICen,
  type LinkType,
  type ServerGroup,
} from '../lib';
import { createBackend, type Backend } from './backends';
import { createListeners } from './listeners';
import { createNetwork, entry, type Network } from './network';
import { declareOutputs } from './outputs';
import { addProviders } from './providers';
import { createServerGroups } from './server-groups';
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
    const { name, frontend, backends, terraform, tags } = deployment;
    keepState(this, deployment, localEndpoint);
    const regions = [frontend, ...Object.values(backends)];
    addProviders(
      this,
      regions.map(({ region }) => region),
      localEndpoint,
      { oidc: terraform.credentials === 'oidc' },
    );
    requireExplicitProviders(this);
    Aspects.of(this).add(new CommonTags(tags));

    const cen = new Cen(this, 'cen', { region: frontend.region, name });
    const network = this.createFrontend();
    const alb = this.createAlb(cen, network);
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
  private createFrontend(): PopulatedNetwork {
    const { region, vpc, servers } = this.deployment.frontend;
    const scope = new Construct(this, 'frontend');
    const name = resourceName(this.deployment.name, 'frontend');
    const network = createNetwork(scope, name, region, vpc);
    return { ...network, servers: createServers(scope, name, network, servers) };
  }

  private createAlb(cen: ICen, { vpc, vSwitches }: Network): CrossRegionAlb {
    const { name, environment, frontend } = this.deployment;
    return new CrossRegionAlb(this, 'cross-region-alb', {
      name,
      cen,
      vpc,
      vSwitches: albVSwitches(frontend).map((key) => entry(vSwitches, key)),
      attachmentVSwitches: attachmentVSwitches(frontend.region, frontend.vpc).map((key) => entry(vSwitches, key)),
      edition: frontend.alb.edition as AlbEdition,
      deletionProtection: environment === 'production',
      accessLog: frontend.alb.accessLog,
      backToOriginCidrs: frontend.alb.backToOriginCidrs,
    });
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
      bandwidthPackages(this.deployment).flatMap(({ frontendArea, backendArea, bandwidthMbps, backends }) => {
        const id = `${frontendArea}-${backendArea}`.toLowerCase();
        const plan = new BandwidthPlan(scope, id, {
          region: frontend.region,
          cen,
          name: resourceName(name, id),
          areaA: frontendArea,
          areaB: backendArea,
          bandwidthMbps,
          prePaidMonths: packagePayment === 'PrePaid' ? packagePeriodMonths : undefined,
        });
        return backends.map((key) => [key, plan] as const);
      }),
    );
  }

  private createProbe({ vpc, vSwitches }: Network): ProbeClient | undefined {
    const { name, probe } = this.deployment;
    if (probe === undefined) return undefined;
    const { vSwitch, instanceType } = probe;
    return new ProbeClient(this, 'probe', {
      vpc,
      vSwitch: entry(vSwitches, vSwitch),
      name: resourceName(name, 'probe'),
      instanceType,
    });
  }
}
