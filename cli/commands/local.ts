import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { LogEntry } from '@causeway/local-cloud';
import { exportedEnvironment } from '../environment';
import { type ExitCode, exitCodes } from '../exit-codes';
import { startCloud } from '../load-local-cloud';
import { trustHint } from '../macos-trust';
import { wrap } from '../output/layout';
import { style } from '../output/style';
import { projectFolder } from '../project';
import { quote } from '../shell';
import { signalReceived } from '../signals';
import { findMirror, writeCliConfig } from '../terraform/mirror';

/** What `causeway local` takes. */
export interface LocalOptions {
  readonly port: number;
  readonly state?: string;
  readonly json?: boolean;
  readonly verbose?: boolean;
  readonly albGeneration: 'upgraded' | 'non-upgraded';
  /** Processes on this machine in the place of servers, by address and port. */
  readonly server?: Readonly<Record<string, string>>;
}

/** Runs the local cloud in the foreground until SIGINT or SIGTERM, and prints what to export. */
export async function local(options: LocalOptions): Promise<ExitCode> {
  const folder = resolve(options.state ?? join(projectFolder(), '.causeway', 'local'));
  mkdirSync(folder, { recursive: true });
  // Before the cloud starts: whatever is wrong with it must not leave one running.
  const mirror = findMirror(process.env, projectFolder());
  const stop = signalReceived();
  const cloud = await startCloud({
    port: options.port,
    stateFolder: folder,
    albGeneration: options.albGeneration,
    ...(options.server && { servers: options.server }),
    log: (entry) => {
      if (options.verbose || isRemarkable(entry)) process.stderr.write(`${describeCall(entry)}\n`);
    },
  });
  const cliConfigFile = mirror === undefined ? undefined : writeCliConfig(folder, mirror);
  const env = exportedEnvironment({ cloud, cliConfigFile, base: process.env });
  if (options.json) {
    const { endpoint, caFile, credentials } = cloud;
    process.stdout.write(`${JSON.stringify({ endpoint, caFile, ...credentials, env, pid: process.pid })}\n`);
  } else {
    process.stdout.write(instructions(cloud.endpoint, folder, env));
  }
  const hint = trustHint({ cloud, folder });
  if (hint !== undefined) process.stderr.write(`\n${hint}\n`);
  await stop;
  await cloud.close();
  return exitCodes.ok;
}

function instructions(endpoint: string, folder: string, env: Readonly<Record<string, string>>): string {
  const exports = Object.entries(env).map(([name, value]) => `export ${name}=${quote(value)}`);
  const prose = (text: string): readonly string[] => wrap(text, process.stdout.columns || 100);
  return [
    ...prose(`${style('bold', 'Local Alibaba Cloud')} on ${endpoint}: VPC, ECS, CEN, ALB and STS, kept in ${folder}`),
    '',
    ...prose('In another shell, so that cdktf and terraform reach it and nothing else:'),
    '',
    ...exports,
    '',
    'Then, as on the real cloud:',
    '',
    '  npx cdktf plan',
    '  npx cdktf deploy <deployment> --auto-approve',
    '',
    ...prose('Ctrl-C stops it; what was made stays in the state folder. Refused calls are printed here.'),
    '',
  ].join('\n');
}

/** A refusal, unless it is the "not found" by which a client learns that what it deleted is gone. */
function isRemarkable({ status, code, action }: LogEntry): boolean {
  const isPoll = status === 404 && /^(Describe|List|Get)/.test(action) && code !== 'InvalidAction.NotFound';
  return status >= 400 && !isPoll;
}

/** `18:02:42 Vpc DeleteVpc cn-chengdu 400 DependencyViolation.VSwitch: Specified object has dependent resources` */
function describeCall({ time, product, action, region, status, code, message, ignored, failure }: LogEntry): string {
  const call = [time.slice(11, 19), product, action, region, String(status)].filter(Boolean).join(' ');
  const refusal = code === undefined ? '' : ` ${code}: ${message ?? ''}`;
  const unused = ignored === undefined ? '' : ` (ignores ${ignored.join(', ')})`;
  const cause = failure instanceof Error ? `\n${failure.stack ?? failure.message}` : '';
  return `${call}${refusal}${unused}${cause}`;
}
