import { closest, findRegion, openRegionIds, ValidationError } from '../../lib/core';
import type { LiveNetwork } from '../../live';
import { hang } from '../output/layout';
import { style } from '../output/style';
import { terminalWidth } from '../output/terminal-width';

/** How a network is read that stands. */
export interface LiveChoice {
  /** Read the cloud: the local one that `CAUSEWAY_LOCAL_ENDPOINT` names, else the real one. */
  readonly live?: boolean;
  /** The regions to read. */
  readonly region?: readonly string[];
  /** The only ALB that is wanted, by its id. @default - all of the regions */
  readonly alb?: string;
}

/** Whether options name the cloud, or what belongs to it. */
export function asksForLive({ live = false, region = [], alb }: LiveChoice): boolean {
  return live || region.length > 0 || alb !== undefined;
}

/**
 * Reads the network that stands, as whom the environment says; what people should know of that goes to standard error.
 *
 * @param other - Something else to read that was named as well. @default - nothing
 * @param backToOriginCidrs - Of every ALB. @default - those that the routes show
 * @throws ValidationError When options contradict each other, a region is not known, or credentials are missing.
 * @throws ExecutionError When the cloud refuses, with the permissions to add.
 */
export async function readLiveModel(
  { live = false, region = [], alb }: LiveChoice,
  other: string | undefined,
  backToOriginCidrs: readonly string[] | undefined,
): Promise<Pick<LiveNetwork, 'model' | 'resources'>> {
  if (!live) refuseOption('LIVE_MISSING', '--region and --alb say what of the cloud to read; add --live');
  if (other !== undefined) {
    refuseOption('LIVE_WITH_SOURCE', `--live reads the cloud, and ${other} is something else; give one of them`);
  }
  const regions = checkRegions(region);
  const { accessFromEnvironment, readLive } = require('../../live') as typeof import('../../live');
  const access = accessFromEnvironment(process.env);
  const { notices, ...network } = await readLive(access, {
    regions,
    ...(alb !== undefined && { albId: alb }),
    ...(backToOriginCidrs !== undefined && { backToOriginCidrs }),
  });
  for (const notice of notices) {
    process.stderr.write(`${hang(style('dim', '· '), notice, terminalWidth()).join('\n')}\n`);
  }
  return network;
}

/** The regions that a command line names, each once. @throws ValidationError `LIVE_WITHOUT_REGION`, `REGION_UNKNOWN` */
export function checkRegions(regions: readonly string[]): readonly string[] {
  if (regions.length === 0) {
    const message =
      '--live needs the regions of the ALBs and of their servers, such as --region cn-chengdu --region cn-hangzhou';
    refuseOption('LIVE_WITHOUT_REGION', message);
  }
  for (const region of regions) {
    if (findRegion(region) !== undefined) continue;
    const meant = closest(region, openRegionIds());
    const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
    refuseOption('REGION_UNKNOWN', `there is no region ${JSON.stringify(region)}${hint}`);
  }
  return [...new Set(regions)];
}

function refuseOption(code: string, message: string): never {
  throw new ValidationError(code, message, { path: 'options' });
}
