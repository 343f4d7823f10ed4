import { parseCidr, ValidationError } from '../../lib/core';
import type { ProbeStatus } from '../../live';
import { type ExitCode, exitCodes } from '../exit-codes';
import { liveProbeReport } from '../output/live-probe-report';
import { hang } from '../output/layout';
import { style } from '../output/style';
import { terminalWidth } from '../output/terminal-width';
import { chooseTargets } from '../probe/live-choice';
import type { ProbeOptions } from './probe';

/** Requests to each listener where nobody says how many: enough to meet each zone several times. */
const REQUESTS = 8;

const EXIT_CODES: Readonly<Record<ProbeStatus, ExitCode>> = {
  reached: exitCodes.ok,
  notReached: exitCodes.notAllReached,
  unknown: exitCodes.failed,
};

/**
 * Asks an ALB from a client in its network, by Cloud Assistant, and compares what comes with health checks and proof.
 *
 * @param wanted - A deployment. @default - the only one, or what the options name
 * @returns `ok` when every request was answered and nothing contradicts that; `notAllReached`, or `failed` where it cannot be
 *   told; `interrupted` after Ctrl-C.
 */
export async function probeLiveCommand(wanted: string | undefined, options: ProbeOptions): Promise<ExitCode> {
  refuseLocalOptions(options);
  options.backToOrigin?.forEach(parseCidr);
  const { port, path = '/', requests = REQUESTS, json } = options;
  const targets = chooseTargets(wanted, options);
  const { accessFromEnvironment, probeLive } = require('../../live') as typeof import('../../live');
  const access = accessFromEnvironment(process.env);
  const stop = new AbortController();
  const onSignal = (): void => {
    stop.abort();
  };
  for (const name of SIGNALS) process.once(name, onSignal);
  try {
    const report = await probeLive(access, {
      ...targets,
      path,
      requests,
      signal: stop.signal,
      ...(process.stderr.isTTY && !json && { onProgress: tell }),
      ...(port !== undefined && { port }),
    });
    report.notices.forEach(tell);
    process.stdout.write(json ? `${JSON.stringify(report)}\n` : liveProbeReport(report, terminalWidth()));
    return EXIT_CODES[report.status];
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return exitCodes.interrupted;
  } finally {
    for (const name of SIGNALS) process.off(name, onSignal);
  }
}

/** Something besides the report, which may be piped on. */
function tell(text: string): void {
  process.stderr.write(`${hang(style('dim', '· '), text, terminalWidth()).join('\n')}\n`);
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Which cloud is asked with `--live` is said by the environment, as for `verify --live`. */
function refuseLocalOptions({ endpoint, trace }: ProbeOptions): void {
  const given = endpoint !== undefined ? '--endpoint' : trace ? '--trace' : undefined;
  if (given === undefined) return;
  const hint =
    given === '--trace'
      ? 'causeway verify --live --trace shows every hop'
      : 'with --live the cloud is that of CAUSEWAY_LOCAL_ENDPOINT, else the real one';
  throw new ValidationError('LIVE_WITH_LOCAL_OPTION', `${given} does not go with --live; ${hint}`, { path: 'options' });
}
