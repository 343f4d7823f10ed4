import type { ListedItem, ProbeReport } from '@causeway/local-cloud';
import { ExecutionError, ValidationError } from '../../lib/core';
import { adminClient, type AdminClient } from '../admin-client';
import { type ExitCode, exitCodes } from '../exit-codes';
import { terminalWidth } from '../output/terminal-width';
import { probeReport } from '../output/probe-report';
import type { LiveProbeChoice } from '../probe/live-choice';
import type { ConsoleOptions } from './console';

/** What `causeway probe` takes. */
export interface ProbeOptions extends ConsoleOptions, LiveProbeChoice {
  /** Asks from a client in the network itself, on the real cloud or on a local one. */
  readonly live?: boolean;
  /** Requests to each listener, with `live`. */
  readonly requests?: number;
  /** Every hop of every node. */
  readonly trace?: boolean;
  /** The listener's port. @default - 80, else the only listener */
  readonly port?: number;
  /** Path and query. @default '/' */
  readonly path?: string;
  /** The `Host` header, for rules that look at it. @default - the load balancer's DNS name */
  readonly host?: string;
}

/** Sends requests through a load balancer: of a running local cloud, or from a client in the network itself. */
export async function probe(target: string | undefined, options: ProbeOptions): Promise<ExitCode> {
  if (options.live !== true) return probeLocal(target, options);
  const { probeLiveCommand } = require('./probe-live') as typeof import('./probe-live');
  return probeLiveCommand(target, options);
}

/**
 * Sends one request through each node of a load balancer of a running local cloud, and tells what became of them.
 *
 * @param loadBalancer - Id, DNS name or name. @default - the only one
 * @returns `ok` when every node got an answer, else `notAllReached`.
 * @throws ExecutionError When that could not be found out.
 */
async function probeLocal(loadBalancer: string | undefined, options: ProbeOptions): Promise<ExitCode> {
  refuseLiveOptions(options);
  const { port, path, host, trace = false } = options;
  const client = adminClient(options.endpoint, process.env);
  const report = await client.post<ProbeReport>('probe', {
    loadBalancer: loadBalancer ?? (await onlyLoadBalancer(client)),
    ...(port !== undefined && { port }),
    ...(path !== undefined && { path }),
    ...(host !== undefined && { host }),
  });
  if (report.total === 0)
    throw new ExecutionError('NO_NODES', `${report.loadBalancerId} sends from nowhere: it has no node`);
  process.stdout.write(
    options.json ? `${JSON.stringify(report)}\n` : probeReport(report, { trace, width: terminalWidth() }),
  );
  return report.reached === report.total ? exitCodes.ok : exitCodes.notAllReached;
}

async function onlyLoadBalancer(client: AdminClient): Promise<string> {
  const all = await client.get<readonly ListedItem[]>('objects');
  const balancers = all.filter(({ kind }) => kind === 'alb/loadBalancers');
  const [only, ...others] = balancers;
  if (!only) throw new ExecutionError('NO_LOAD_BALANCER', `the local cloud on ${client.endpoint} has no load balancer`);
  if (others.length === 0) return only.id;
  const known = balancers.map(({ id, name }) => (name ? `${name} (${id})` : id)).join(', ');
  throw new ExecutionError('SEVERAL_LOAD_BALANCERS', `there are several load balancers, say which: ${known}`);
}

function refuseLiveOptions({ client, alb, region = [], requests, backToOrigin }: ProbeOptions): void {
  const given = { client, alb, region: region[0], requests, 'back-to-origin': backToOrigin };
  const [name] = Object.entries(given).find(([, value]) => value !== undefined) ?? [];
  if (name === undefined) return;
  throw new ValidationError('LIVE_MISSING', `--${name} says what of the cloud to ask; add --live`, { path: 'options' });
}
