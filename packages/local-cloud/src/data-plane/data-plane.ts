import { setMaxListeners } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Store } from '../store/store';
import { Balancer } from './balancer/balancer';
import { loadBalancers } from '../services/alb/model';
import type { HealthOf } from '../services/alb/server-health';
import type { AskedCommand, CommandAnswer } from '../services/ecs/command-answers';
import { CommandAnswerer } from './commands/command-answerer';
import { Network } from './forwarding/network';
import { Forwarding } from './forwarding/walk';
import { HealthMonitor } from './health/monitor';
import type { CertificateNames, ServedCertificate } from './http/certificates';
import { Directory } from './http/directory';
import { Front } from './http/front';
import { Probe, type ProbeReport, type ProbeRequest } from './probe';
import { type ServerProcesses, ServerTable } from './servers';

/** How often real processes are checked, in milliseconds of real time. */
const PROCESS_CHECK_EVERY_MS = 1000;

/** What a data plane works with. */
export interface DataPlaneParts {
  readonly store: Store;
  readonly clock: () => number;
  /** Ends every transient state whose time has come. */
  readonly settle: () => void;
  readonly servers?: ServerProcesses | undefined;
  readonly certificates?: CertificateNames | undefined;
}

/**
 * The wires of the local cloud: requests to load balancers travel through the stored route tables and security groups.
 *
 * It only reads the state; what it knows besides (health, whose turn it is) begins anew with the process.
 */
export class DataPlane {
  private readonly health: HealthMonitor;
  private readonly front: Front;
  private readonly prober: Probe;
  private readonly answerer: CommandAnswerer;
  private readonly directory: Directory;
  private readonly hasProcesses: boolean;
  private readonly closing = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private checking: Promise<void> | undefined;

  /** @throws When `servers` has an entry that makes no sense. */
  constructor(private readonly parts: DataPlaneParts) {
    const { store, clock } = parts;
    const servers = new ServerTable(parts.servers);
    const forwarding = new Forwarding(new Network(store), (address) => servers.has(address));
    this.health = new HealthMonitor(store, forwarding, servers, clock);
    const directory = new Directory(store, parts.certificates);
    this.directory = directory;
    const balancer = new Balancer(store, forwarding, this.health, servers, clock);
    const prepare = () => {
      this.prepare();
    };
    this.front = new Front(directory, balancer, prepare);
    this.prober = new Probe(store, directory, balancer, forwarding, this.health);
    this.answerer = new CommandAnswerer(store, directory, balancer, forwarding);
    this.hasProcesses = !servers.isEmpty;
    // Each check in flight listens to it, and there is one per process.
    setMaxListeners(0, this.closing.signal);
  }

  /** Begins to check real processes, if there are any; they go on until `close`. */
  start(): void {
    if (this.hasProcesses) this.timer = setInterval(() => void this.checkProcesses(), PROCESS_CHECK_EVERY_MS).unref();
  }

  /** Runs something that may change the state: checks that were due before it see the state before it. */
  around<R>(change: () => R): R {
    this.health.catchUp();
    const result = change();
    this.health.follow();
    return result;
  }

  /** Serves a request to a load balancer; answers false when it is for somebody else. */
  handle(request: IncomingMessage, response: ServerResponse): boolean {
    return this.front.handle(request, response);
  }

  /** The certificate for a TLS connection that asks for a name; `undefined` where no load balancer answers to it. */
  certificateFor(host: string): ServedCertificate | undefined {
    this.prepare();
    return this.directory.certificateFor(host.toLowerCase());
  }

  /** Whether the listener that a TLS connection is for speaks HTTP/2. */
  speaksHttp2(host: string): boolean {
    return this.directory.tlsListenerOf(host.toLowerCase())?.listener.http2Enabled ?? false;
  }

  /** @see LocalCloud.probe */
  async probe(idOrDnsName: string, request: ProbeRequest = {}): Promise<ProbeReport> {
    this.prepare();
    if (this.hasProcesses) await this.checkProcesses();
    return this.prober.run(idOrDnsName, request);
  }

  /** Answers a script on an instance, as part of a call: the state is settled then. */
  answerCommand(asked: AskedCommand): CommandAnswer {
    return this.answerer.answer(asked);
  }

  /** How the nodes of a load balancer find a server; it is asked as part of a call. */
  readonly healthOf: HealthOf = (loadBalancerId, server) => {
    const balancer = this.parts.store.get(loadBalancers, loadBalancerId);
    return balancer ? this.health.summaryOf(balancer, server) : { state: 'Initial' };
  };

  close(): void {
    clearInterval(this.timer);
    this.closing.abort();
  }

  private prepare(): void {
    this.around(this.parts.settle);
  }

  private checkProcesses(): Promise<void> {
    this.checking ??= this.health.checkProcesses(this.closing.signal).finally(() => {
      this.checking = undefined;
    });
    return this.checking;
  }
}
