import { Aspects, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import {
  albVSwitches,
  attachmentVSwitches,
  BandwidthPlan,
  bandwidthPackages,
  Cen,
  CommonTags,
  CrossRegionAlb,
  ProbeClient,
  requireExplicitProviders,
  resourceName,
  type AlbEdition,
  type Deployment,
  type IBandwidthPlan,
  type ICen,
} from '../lib';
import { createBackend, type Backend } from './backends';
import { createListeners } from './listeners';
import { createNetwork, entry, type Network } from './network';
import { declareOutputs } from './outputs';
import { addProviders } from './providers';
import { createServerGroups } from './server-groups';
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
    const network = createNetwork(
      new Construct(this, 'frontend'),
      resourceName(name, 'frontend'),
      frontend.region,
      frontend.vpc,
    );
    const alb = this.createAlb(cen, network);
    declareOutputs(this, {
      alb,
      cen,
      frontend: network,
      backends: this.createBackends(cen, alb),
      probe: this.createProbe(network),
      domain: frontend.domain,
      vpcCidrs: Object.fromEntries(regions.map(({ region, vpc }) => [region, vpc.cidr])),
    });
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

  private createBackends(cen: ICen, alb: CrossRegionAlb): readonly Backend[] {
    const {
      name,
      backends,
      cen: { interRegion },
    } = this.deployment;
    const serverGroups = createServerGroups(alb, this.deployment.serverGroups);
    createListeners(alb, this.deployment, serverGroups);
    const plans = this.createBandwidthPlans(cen);
    const scope = new Construct(this, 'backends');
    return Object.entries(backends).map(([key, config]) =>
      createBackend(new Construct(scope, key), {
        key,
        deployment: name,
        config,
        alb,
        serverGroups,
        bandwidthMbps: interRegion.bandwidthMbps,
        bandwidthPlan: plans.get(key),
      }),
    );
  }

  /** The bandwidth plan of each backend by its key; none when connections are billed by data transfer. */
  private createBandwidthPlans(cen: ICen): ReadonlyMap<string, IBandwidthPlan> {
    const { name, frontend } = this.deployment;
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
