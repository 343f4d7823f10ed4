import { parseAddress } from '../services/ipv4';

/** Real processes that stand in for servers: `192.168.7.20:80` in the cloud is `127.0.0.1:3000` on this machine. */
export type ServerProcesses = Readonly<Record<string, string>>;

/** A process on this machine. */
export interface Process {
  readonly host: string;
  readonly port: number;
}

/** What answers at an address and port of the cloud, once a packet gets there. */
export type Listening = { readonly kind: 'page' } | { readonly kind: 'process'; readonly process: Process } | undefined;

/** Which servers are real processes. */
export class ServerTable {
  private readonly processes = new Map<string, Process>();
  private readonly addresses = new Set<string>();

  /** @throws When an entry is malformed, or leads elsewhere than to this machine. */
  constructor(given: ServerProcesses = {}) {
    for (const [server, target] of Object.entries(given)) {
      const [address = '', port] = splitPort(server);
      if (parseAddress(address) === undefined || port === undefined) {
        throw new Error(`servers must be named by address and port (192.168.7.20:80), got "${server}"`);
      }
      this.processes.set(`${address}:${String(port)}`, readProcess(server, target));
      this.addresses.add(address);
    }
  }

  get isEmpty(): boolean {
    return this.addresses.size === 0;
  }

  /** Whether a process stands in for this address, on any port. */
  has(address: string): boolean {
    return this.addresses.has(address);
  }

  /**
   * What listens there: the process; else the built-in page, on every port.
   *
   * An address with a process listens only on the ports that were given.
   */
  at(address: string, port: number): Listening {
    const process = this.processes.get(`${address}:${String(port)}`);
    if (process) return { kind: 'process', process };
    return this.has(address) ? undefined : { kind: 'page' };
  }
}

/** Only this machine: a local cloud must not become a way into somebody's network. */
function readProcess(server: string, target: string): Process {
  const [name, port] = splitPort(target);
  const host = name === 'localhost' ? '127.0.0.1' : name;
  const isLoopback = host === '[::1]' || (parseAddress(host) !== undefined && host.startsWith('127.'));
  if (!isLoopback || port === undefined) {
    throw new Error(`servers must lead to a port of this machine (127.0.0.1:3000), got "${target}" for ${server}`);
  }
  return { host: host === '[::1]' ? '::1' : host, port };
}

function splitPort(text: string): readonly [string, number | undefined] {
  const at = text.lastIndexOf(':');
  const port = /^\d{1,5}$/.test(text.slice(at + 1)) ? Number(text.slice(at + 1)) : 0;
  return [text.slice(0, Math.max(at, 0)), port >= 1 && port <= 65535 ? port : undefined];
}
