import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Admin } from './admin/admin';
import { regions } from './catalogue/regions';
import { FaultInjector } from './faults/injector';
import type { FaultRule } from './faults/rule';
import { DataPlane } from './data-plane/data-plane';
import type { CertificateNames } from './data-plane/http/certificates';
import type { ProbeReport, ProbeRequest } from './data-plane/probe';
import type { ServerProcesses } from './data-plane/servers';
import { Authenticator, type Credentials } from './protocol/authenticate';
import { forgetOldTokens } from './protocol/idempotency';
import { Lifecycle } from './protocol/lifecycle';
import type { InventoryItem } from './protocol/operation';
import { OutOfBand } from './out-of-band/out-of-band';
import { type LogEntry, Pipeline } from './protocol/pipeline';
import { loadCertificate } from './server/certificate';
import type { Issuer } from './server/issuer';
import { listen } from './server/server';
import type { VirtualHosts } from './server/tls-front';
import { services } from './services';
import { checkBackToOriginCidrs } from './services/alb/back-to-origin';
import type { AnswerCommand } from './services/ecs/command-answers';
import { type BackToOriginCidrs, type CloudSettings, defaultQuotas, type Delays, type Quotas } from './settings';
import { memoryDisk, openDisk } from './store/disk';
import { claimFolder } from './store/claim';
import { IdSource, requestIds } from './store/ids';
import { countRun } from './store/runs';
import { Store } from './store/store';

/** What `startLocalCloud` takes; everything has a default. */
export interface LocalCloudOptions {
  /** The port on 127.0.0.1; 0 takes a free one. @default 0 */
  readonly port?: number;
  /**
   * The folder that keeps the state; it is made when missing, and only one local cloud may use it at a time.
   *
   * @default - state lives in memory and ends with the process
   */
  readonly stateFolder?: string;
  /** The key pair that requests must be signed with. @default `localCredentials` */
  readonly credentials?: Credentials;
  /** The account that owns everything, 16 digits. @default '1234567890123456' */
  readonly accountId?: string;
  /** Decides all ids: the same seed and the same calls give the same ids. @default 'causeway' */
  readonly seed?: string;
  /** How long transient states last, in milliseconds, by action; `default` for all others. @default - 0 for all */
  readonly delays?: Delays;
  /** Quotas to raise or lower. @default `defaultQuotas`, what an account begins with */
  readonly quotas?: Partial<Quotas>;
  /** Which generation of ALBs the cloud makes. @default 'upgraded', as the real cloud since 2025-02-25 */
  readonly albGeneration?: CloudSettings['albGeneration'];
  /** Which edition of transit routers the cloud makes; Basic ones can be looked at and deleted. @default 'Enterprise', as the real cloud today */
  readonly transitRouterEdition?: CloudSettings['transitRouterEdition'];
  /**
   * The CIDRs inside 100.64.0.0/10 that non-upgraded ALBs send from, by region, as the ALB console shows them.
   *
   * @default - six that were seen in Chengdu, eight that were seen in Shanghai, made-up ones elsewhere
   */
  readonly backToOriginCidrs?: BackToOriginCidrs;
  /**
   * What instances answer to Cloud Assistant commands, which the local cloud never runs.
   *
   * @default - `curl` and `wget -O -` of a load balancer get what the instance would see; all other output says that
   *   nothing was run
   */
  readonly answerCommand?: AnswerCommand;
  /** Which calls fail, and how, until `clearFaults`; `seed` decides which ones. @default - none */
  readonly faults?: readonly FaultRule[];
  /**
   * Processes on this machine that stand in for servers, by the address and port that a server has in the cloud:
   * `{ '192.168.7.20:80': '127.0.0.1:3000' }`. Such an address listens on the named ports only, and needs no instance.
   *
   * @default - every running instance answers every port with a page that says who and where it is
   */
  readonly servers?: ServerProcesses;
  /**
   * Which names the certificates of HTTPS listeners are for, by id: `{ '7890-cn-hangzhou': ['*.example.com'] }`. Requests for
   * such a name are led to the load balancer, as by a record in somebody's DNS.
   *
   * @default - a listener's default certificate is for every name that a client asks for
   */
  readonly certificates?: CertificateNames;
  /**
   * A PEM file of certificate authorities that clients trust besides the public ones, such as a company's own: `caFile` takes
   * the place of what `SSL_CERT_FILE` names, so it must hold them too. A file that is not there is left out.
   *
   * @default - none
   */
  readonly trustedFile?: string;
  /** Milliseconds since the epoch. @default Date.now */
  readonly clock?: () => number;
  /** Receives one entry per call; when it throws, the call is answered all the same. @default - nothing is logged */
  readonly log?: (entry: LogEntry) => void;
}

/** A running local cloud. */
export interface LocalCloud {
  /** `127.0.0.1:<port>`; append `/<region>` for an endpoint that belongs to a region. */
  readonly endpoint: string;
  readonly port: number;
  /** A PEM bundle of the cloud's certificate authority and the public ones, for `SSL_CERT_FILE`. */
  readonly caFile: string;
  /** The authority that signs the certificates of HTTPS listeners, PEM: another one each time, and part of `caFile`. */
  readonly loadBalancerCa: string;
  /** The certificate authority alone, PEM, for clients that take one (`ca` in Node's TLS options). */
  readonly ca: string;
  readonly credentials: Credentials;
  readonly accountId: string;
  /** Everything that stands in the cloud now, by product and kind, oldest first. */
  inventory(): readonly InventoryItem[];
  /**
   * Lets calls fail from now on, by these rules in place of those that stand.
   *
   * @throws When a rule makes no sense; the message names every problem, and the rules that stand stay.
   */
  injectFaults(rules: readonly FaultRule[]): void;
  /** Lets no more calls fail. */
  clearFaults(): void;
  /**
   * Sends one request through each node of a load balancer and tells which server answered, or where and why the packets
   * were lost. `reached` of `total` nodes got an answer.
   *
   * @param loadBalancer - The id or the DNS name.
   * @throws When there is no such load balancer.
   */
  probe(loadBalancer: string, request?: ProbeRequest): Promise<ProbeReport>;
  /** Changes the state as a person in the console would, and tells what stands. */
  readonly outOfBand: OutOfBand;
  /** Ends all connections and releases the port and the state folder; calling it again changes nothing. */
  close(): Promise<void>;
}

/** The key pair of a local cloud that was given none. It opens nothing but a local cloud. */
export const localCredentials: Credentials = {
  accessKeyId: 'causeway-local-key',
  accessKeySecret: 'causeway-local-secret',
};

/**
 * Starts a local Alibaba Cloud on 127.0.0.1: the VPC, ECS, CEN, ALB and STS APIs on one port, HTTP and TLS.
 *
 * Several can run in one process, each with its own state.
 *
 * @throws When an option makes no sense, the port is taken, or another process uses the state folder; the message says
 *   which.
 */
export async function startLocalCloud(options: LocalCloudOptions = {}): Promise<LocalCloud> {
  checkBackToOriginCidrs(options.backToOriginCidrs ?? {});
  const clock = options.clock ?? Date.now;
  const folder =
    options.stateFolder === undefined ? mkdtempSync(join(tmpdir(), 'local-cloud-')) : resolve(options.stateFolder);
  mkdirSync(folder, { recursive: true });
  const release = claimFolder(folder);
  const removeFolder = (): void => {
    if (options.stateFolder === undefined) rmSync(folder, { recursive: true, force: true });
  };
  let opened: Store | undefined;
  try {
    const store = new Store(options.stateFolder === undefined ? memoryDisk : openDisk(join(folder, 'state')));
    opened = store;
    const settle = () => {
      pipeline.settle();
    };
    const dataPlane = new DataPlane({
      store,
      clock,
      settle,
      servers: options.servers,
      certificates: options.certificates,
    });
    const answerCommand = options.answerCommand ?? ((asked) => dataPlane.answerCommand(asked));
    const ways = { answerCommand, healthOf: dataPlane.healthOf };
    const { pipeline, credentials, accountId, faults } = assemble(options, ways, store, clock);
    const outOfBand = new OutOfBand({
      store,
      settle,
      perform: (write, around) => dataPlane.around(() => pipeline.perform(write, around)),
    });
    const admin = new Admin({
      outOfBand,
      faults,
      probe: (loadBalancer, request) => dataPlane.probe(loadBalancer, request),
    });
    // The real time, whatever the cloud's clock says: clients check the certificate against theirs.
    const certificate = await loadCertificate(join(folder, 'tls'), Date.now(), options.trustedFile);
    const server = await listen(
      options.port ?? 0,
      certificate,
      (request) => dataPlane.around(() => pipeline.answer(request)),
      (request, response) => dataPlane.handle(request, response) || admin.handle(request, response),
      virtualHosts(dataPlane, certificate.issuer),
    );
    dataPlane.start();
    const close = async (): Promise<void> => {
      dataPlane.close();
      await server.close();
      await store.close();
      release();
      removeFolder();
    };
    let closing: Promise<void> | undefined;
    return {
      endpoint: `127.0.0.1:${String(server.port)}`,
      port: server.port,
      caFile: certificate.bundleFile,
      ca: certificate.authority,
      loadBalancerCa: certificate.issuer.authority,
      credentials,
      accountId,
      inventory: () => {
        pipeline.settle();
        return services.flatMap((service) => service.inventory(store));
      },
      injectFaults: (rules) => {
        faults.inject(rules);
      },
      clearFaults: () => {
        faults.inject([]);
      },
      probe: (loadBalancer, request) => dataPlane.probe(loadBalancer, request),
      outOfBand,
      close: () => (closing ??= close()),
    };
  } catch (error) {
    await opened?.close();
    release();
    removeFolder();
    throw error;
  }
}

function virtualHosts(dataPlane: DataPlane, issuer: Issuer): VirtualHosts {
  return {
    certificateFor: async (host) => {
      const served = dataPlane.certificateFor(host);
      if (!served) return undefined;
      return issuer.issue(
        served.certificateId,
        served.names.map((value) => ({ type: 'dns', value })),
      );
    },
    speaksHttp2: (host) => dataPlane.speaksHttp2(host),
  };
}

function assemble(
  options: LocalCloudOptions,
  ways: Pick<CloudSettings, 'answerCommand' | 'healthOf'>,
  store: Store,
  clock: () => number,
) {
  const seed = options.seed ?? 'causeway';
  const credentials = options.credentials ?? localCredentials;
  const accountId = options.accountId ?? '1234567890123456';
  const faults = new FaultInjector(seed, services);
  faults.inject(options.faults ?? []);
  store.transaction(() => {
    forgetOldTokens(store, clock());
  });
  const pipeline = new Pipeline({
    store,
    ids: new IdSource(store, seed),
    nextRequestId: requestIds(seed, countRun(store)),
    clock,
    accountId,
    settings: {
      delays: options.delays ?? {},
      quotas: { ...defaultQuotas, ...options.quotas },
      albGeneration: options.albGeneration ?? 'upgraded',
      transitRouterEdition: options.transitRouterEdition,
      backToOriginCidrs: options.backToOriginCidrs ?? {},
      ...ways,
    },
    services,
    regions: new Set(regions.keys()),
    authenticator: new Authenticator(credentials),
    lifecycle: new Lifecycle(services.flatMap((service) => service.effects)),
    faults,
    log: options.log,
  });
  return { pipeline, credentials, accountId, faults };
}
