import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Credentials } from '@causeway/local-cloud';
import { type ClientOptions, signedParameters } from '../packages/local-cloud/__tests__/client';

/** A local cloud in a process of its own, asked for VPCs in Chengdu. */
export interface CloudInProcess {
  readonly child: ChildProcess;
  readonly options: ClientOptions;
  readonly port: number;
  /** How long `startLocalCloud` took, in milliseconds. */
  readonly startMs: number;
}

/** @param stateFolder - Where its state is. @default - in memory */
export async function startCloud(stateFolder?: string): Promise<CloudInProcess> {
  const server = join(__dirname, 'servers', 'local-cloud.ts');
  const args = stateFolder === undefined ? [] : [stateFolder];
  const child = fork(server, args, { execArgv: ['--expose-gc', '-r', 'tsx/cjs'] });
  const [{ port, credentials, startMs }] = (await once(child, 'message')) as [
    { port: number; credentials: Credentials; startMs: number },
  ];
  const options = { endpoint: `127.0.0.1:${String(port)}`, credentials, version: '2016-04-28', region: 'cn-chengdu' };
  return { child, options, port, startMs };
}

/** A signed call as it goes over the wire. */
export function requestOf(
  { options, port }: Pick<CloudInProcess, 'options' | 'port'>,
  action: string,
  parameters: Readonly<Record<string, string>>,
): Buffer {
  const body = signedParameters('POST', options, action, parameters).toString();
  const head = [
    `POST /cn-chengdu HTTP/1.1`,
    `Host: 127.0.0.1:${String(port)}`,
    'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${String(Buffer.byteLength(body))}`,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}
