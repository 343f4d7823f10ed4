import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import type { HealthCheckConfig } from '../../services/alb/model';
import type { Process } from '../servers';
import { timeoutMs } from './record';
import { type CheckResult, resultOfStatus } from './results';

/** Answers longer than this are cut without harm (ALB user guide, health checks). */
const MAX_ANSWER_BYTES = 8 * 1024;

/**
 * Checks a process on this machine as its group says, on a connection of its own.
 *
 * gRPC is not spoken here: such a check only connects.
 *
 * @param serverIp - The address in the cloud, which is the host by default.
 * @param signal - Breaks it off.
 */
export function checkProcess(
  process: Process,
  config: HealthCheckConfig,
  serverIp: string,
  signal: AbortSignal,
): Promise<CheckResult> {
  const limits = { timeout: timeoutMs(config), signal };
  const speaksHttp = config.HealthCheckProtocol === 'HTTP' || config.HealthCheckProtocol === 'HTTPS';
  return speaksHttp ? checkHttp(process, config, serverIp, limits) : checkConnection(process, limits);
}

/** When a check ends at the latest. */
interface Limits {
  /** Milliseconds. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

function checkConnection({ host, port }: Process, limits: Limits): Promise<CheckResult> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, ...limits });
    const end = (result: CheckResult) => (): void => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', end('OK'));
    socket.once('timeout', end('CONNECT_TIMEOUT'));
    socket.once('error', end('CONNECT_FAILED'));
  });
}

function checkHttp(
  { host, port }: Process,
  config: HealthCheckConfig,
  serverIp: string,
  limits: Limits,
): Promise<CheckResult> {
  const method = config.HealthCheckMethod ?? 'HEAD';
  const name = config.HealthCheckHost ?? '$SERVER_IP';
  const send = config.HealthCheckProtocol === 'HTTPS' ? httpsRequest : httpRequest;
  const headers = { Host: name === '$SERVER_IP' ? serverIp : name, Connection: 'close' };
  return new Promise((resolve) => {
    let connected = false;
    const request = send({
      host,
      port,
      method,
      path: config.HealthCheckPath ?? '/',
      headers,
      agent: false,
      ...limits,
      // The balancer does not check the certificates of servers.
      rejectUnauthorized: false,
    });
    const end = (result: CheckResult): void => {
      resolve(result);
      request.destroy();
    };
    request.on('socket', (socket) => {
      socket.once('connect', () => {
        connected = true;
      });
    });
    request.once('response', (response) => {
      let size = 0;
      const status = response.statusCode ?? 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAX_ANSWER_BYTES) end(resultOfStatus(config, status));
      });
      response.once('end', () => {
        end(resultOfStatus(config, status));
      });
      response.once('error', () => {
        end('RECV_RESPONSE_FAILED');
      });
    });
    request.once('timeout', () => {
      end(connected ? 'RECV_RESPONSE_TIMEOUT' : 'CONNECT_TIMEOUT');
    });
    request.once('error', () => {
      end(connected ? 'RECV_RESPONSE_FAILED' : 'CONNECT_FAILED');
    });
    request.end();
  });
}
