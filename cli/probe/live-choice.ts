import { resourceName } from '../../lib';
import { ValidationError } from '../../lib/core';
import type { LiveProbeOptions } from '../../live';
import { readDeployment } from '../project';
import { checkRegions } from '../proof/live-model';

/** What of the cloud a probe is to ask, as the command line says. */
export interface LiveProbeChoice {
  /** Instance id of the client. */
  readonly client?: string;
  /** Id of the ALB. */
  readonly alb?: string;
  readonly region?: readonly string[];
  readonly host?: string;
  readonly backToOrigin?: readonly string[];
}

/** Which ALB is asked, by whom, and what for. */
export type ProbeTargets = Pick<LiveProbeOptions, 'regions' | 'loadBalancer' | 'client' | 'host' | 'backToOriginCidrs'>;

/**
 * What a command line means: a deployment's ALB and client, or those that it names by id.
 *
 * @param wanted - A deployment. @default - the only one there is, unless regions are named
 * @throws ValidationError `PROBE_CLIENT_MISSING` When there is no client to ask.
 */
export function chooseTargets(wanted: string | undefined, choice: LiveProbeChoice): ProbeTargets {
  const { region = [] } = choice;
  return wanted === undefined && region.length > 0 ? targetsById(choice, region) : targetsOf(wanted, choice);
}

function targetsById({ client, alb, host, backToOrigin }: LiveProbeChoice, region: readonly string[]): ProbeTargets {
  const regions = checkRegions(region);
  if (client === undefined) missingClient('name the instance that is to ask with --client');
  return {
    regions,
    loadBalancer: alb === undefined ? 'the only one' : { id: alb },
    client: { id: client },
    ...(host !== undefined && { host }),
    ...(backToOrigin && { backToOriginCidrs: backToOrigin }),
  };
}

function targetsOf(wanted: string | undefined, choice: LiveProbeChoice): ProbeTargets {
  const { deployment, file } = readDeployment(wanted);
  const { name, frontend, backends, probe } = deployment;
  const { alb } = frontend;
  const albId = choice.alb ?? alb.existing;
  const clientId = choice.client ?? probe?.existing;
  if (clientId === undefined && probe === undefined) {
    missingClient(`${file} has no client; add probe: { vSwitch: ... } to it, or name an instance with --client`);
  }
  const host = choice.host ?? frontend.domain;
  const cidrs = choice.backToOrigin ?? alb.backToOriginCidrs;
  const own = [frontend.region, ...Object.values(backends).map(({ region }) => region)];
  const regions = [...new Set([...own, ...(choice.region ?? [])])];
  return {
    regions: checkRegions(regions),
    loadBalancer: albId === undefined ? { name } : { id: albId },
    client: clientId === undefined ? { name: resourceName(name, 'probe') } : { id: clientId },
    ...(host !== undefined && { host }),
    ...(cidrs && { backToOriginCidrs: cidrs }),
  };
}

function missingClient(hint: string): never {
  throw new ValidationError('PROBE_CLIENT_MISSING', `there is no client to ask from; ${hint}`, { path: 'options' });
}
