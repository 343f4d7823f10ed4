import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { LocalCloud } from '@causeway/local-cloud';
import { ExecutionError } from '../../lib/core';
import { loadLocalCloud, startCloud } from '../load-local-cloud';
import { trustHint } from '../macos-trust';

/** The local cloud that Terraform is pointed at. */
export interface LocalTarget extends Pick<LocalCloud, 'endpoint' | 'caFile' | 'credentials' | 'accountId'> {
  /** In words, for people. */
  readonly description: string;
  /** What else must be done on this machine for Terraform to reach it; `undefined` on most. */
  readonly hint: string | undefined;
  close(): Promise<void>;
}

/** What the local cloud of somebody else's process has when nobody chose otherwise. */
const ACCOUNT_ID = '1234567890123456';

/**
 * The local cloud that the environment names, or else one in this process with durable state in a folder.
 *
 * Requests are signed with the local cloud's own key pair, whatever credentials the environment holds.
 *
 * @throws ExecutionError When the environment names one that is not on this machine, does not listen, or is named without
 *   the rest of what `causeway local` prints.
 */
export async function findLocalTarget(folder: string, environment: NodeJS.ProcessEnv): Promise<LocalTarget> {
  const endpoint = environment.CAUSEWAY_LOCAL_ENDPOINT;
  return endpoint ? runningCloud(endpoint, environment) : ownCloud(folder);
}

async function runningCloud(endpoint: string, { SSL_CERT_FILE }: NodeJS.ProcessEnv): Promise<LocalTarget> {
  const port = Number(/^(?:127\.0\.0\.1|localhost):(\d{1,5})$/.exec(endpoint)?.[1]);
  const problem = !(port > 0 && port <= 65535)
    ? `is no host:port of this machine, such as 127.0.0.1:4566`
    : !SSL_CERT_FILE
      ? 'is set and SSL_CERT_FILE is not; export everything that causeway local prints'
      : (await isListening(port))
        ? undefined
        : 'is set and nothing listens there; start causeway local, or unset it for a local cloud of this folder';
  if (problem !== undefined || !SSL_CERT_FILE) {
    throw new ExecutionError('LOCAL_CLOUD_NOT_USABLE', `CAUSEWAY_LOCAL_ENDPOINT=${endpoint} ${problem ?? ''}`);
  }
  const { localCredentials } = loadLocalCloud();
  return {
    endpoint,
    caFile: SSL_CERT_FILE,
    credentials: localCredentials,
    accountId: ACCOUNT_ID,
    description: `the local cloud on ${endpoint}`,
    hint: undefined,
    close: () => Promise.resolve(),
  };
}

async function ownCloud(folder: string): Promise<LocalTarget> {
  mkdirSync(folder, { recursive: true });
  // The port of the last time: a saved plan holds the addresses that it was made with.
  const portFile = join(folder, 'port');
  const start = (port: number) => startCloud({ port, stateFolder: folder });
  const cloud = await start(readPort(portFile)).catch((error: unknown) => {
    if (isPortInUse(error)) return start(0);
    throw error;
  });
  writeFileSync(portFile, `${String(cloud.port)}\n`);
  const { endpoint, caFile, credentials, accountId } = cloud;
  const description = `a local cloud with its state in ${folder}`;
  const hint = trustHint({ cloud, folder });
  return { endpoint, caFile, credentials, accountId, description, hint, close: () => cloud.close() };
}

function readPort(file: string): number {
  try {
    const port = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(port) && port > 0 && port <= 65535 ? port : 0;
  } catch {
    return 0;
  }
}

function isPortInUse(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (error as NodeJS.ErrnoException).code === 'EADDRINUSE' || isPortInUse(error.cause);
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 2_000 });
    const answer = (isOpen: boolean) => (): void => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', answer(true)).once('error', answer(false)).once('timeout', answer(false));
  });
}
