import type { IdSource } from '../store/ids';
import type { Store } from '../store/store';
import type { CloudSettings } from '../settings';
import type { Fault, FaultInjector } from '../faults/injector';
import type { FaultName } from '../faults/rule';
import { ApiError, refuse } from './api-error';
import type { Authenticator } from './authenticate';
import type { Call } from './call';
import { gatewayErrors } from './gateway-errors';
import { once } from './idempotency';
import type { Lifecycle } from './lifecycle';
import type { Operation, ResponseBody, Service } from './operation';
import { first, type ParsedRequest, parseRequest, type RawRequest } from './request';
import { ignoredParameters, validate } from './validate';
import { unflatten, WireFormatError, type WireParameters } from './wire';

/** What goes back over the socket. */
export interface Reply {
  readonly status: number;
  readonly body: ResponseBody;
  /** The connection is reset in place of an answer. */
  readonly isLost?: boolean;
  /** How long the answer is held back, in milliseconds. */
  readonly delayMs?: number;
}

/** One line of the log: what was asked and how it ended. */
export interface LogEntry {
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly requestId: string;
  readonly product: string;
  readonly action: string;
  readonly region: string;
  /** The HTTP status; 0 when the call was lost before it was handled. */
  readonly status: number;
  /** The injected fault that hit the call. */
  readonly fault?: FaultName;
  /** The error's code, when the call was refused. */
  readonly code?: string;
  readonly message?: string;
  /** Parameters that the local cloud does not honour for this action. */
  readonly ignored?: readonly string[];
  /** The cause, when the local cloud itself failed. */
  readonly failure?: unknown;
}

/** What the pipeline works with. */
export interface PipelineParts {
  readonly store: Store;
  readonly ids: IdSource;
  readonly nextRequestId: () => string;
  readonly clock: () => number;
  readonly accountId: string;
  readonly settings: CloudSettings;
  readonly services: readonly Service[];
  readonly regions: ReadonlySet<string>;
  readonly authenticator: Authenticator;
  readonly lifecycle: Lifecycle;
  /** Decides which calls fail. @default - none */
  readonly faults?: Pick<FaultInjector, 'draw'>;
  readonly log?: ((entry: LogEntry) => void) | undefined;
}

/** What the log says of a call before it is known how it ends. */
type Entry = Pick<LogEntry, 'requestId'> & { product: string; action: string; region: string; fault?: FaultName };

/** A write that comes from no client of the API. */
export interface DirectWrite {
  /** The API version, which says the product. */
  readonly version: string;
  readonly action: string;
  readonly region: string;
  readonly parameters: WireParameters;
}

interface Route {
  readonly service: Service;
  readonly operation: Operation;
}

/** The way of every API call, in reading order: parse, authenticate, route, validate, handle, render, log. */
export class Pipeline {
  private readonly routes = new Map<string, Route>();
  private readonly versions: ReadonlySet<string>;
  private logHasFailed = false;
  /** The same functions for every call: most calls make no id. */
  private readonly newId = (prefix: string): string => this.parts.ids.id(prefix);
  private readonly newUuid = (): string => this.parts.ids.uuid();

  constructor(private readonly parts: PipelineParts) {
    this.versions = new Set(parts.services.map((service) => service.version));
    for (const service of parts.services) {
      for (const operation of service.operations) {
        const key = `${service.version}/${operation.action}`;
        if (this.routes.has(key)) throw new Error(`${service.product} lists ${operation.action} twice`);
        this.routes.set(key, { service, operation });
      }
    }
  }

  /** Answers one request; never throws. */
  answer(raw: RawRequest): Reply {
    const now = this.parts.clock();
    const requestId = this.parts.nextRequestId();
    const entry: Entry = { requestId, product: '', action: '', region: '' };
    let fault: Fault | undefined;
    try {
      const request = parseRequest(raw);
      entry.action = request.action;
      this.parts.authenticator.check(request, now);
      const { service, operation } = this.route(request);
      entry.product = service.product;
      const parameters = this.collect(request, operation);
      entry.region = this.region(service, request);
      fault = this.draw(service, operation, entry);
      const call = this.call(entry.region, requestId, now, operation, fault);
      this.endTransientStates(call);
      const input = validate(operation, parameters);
      if (fault?.refusal) refuse(fault.refusal);
      if (fault?.loses === 'call') {
        this.log(now, { ...entry, status: 0 });
        return { status: 0, body: {}, isLost: true };
      }
      const body = this.run(call, service, operation, request, input);
      if (this.parts.log) this.logAnswer(now, entry, ignoredParameters(operation, request.flat));
      const reply = { status: 200, body: { RequestId: requestId, ...body } };
      return fault ? { ...reply, ...deliveryOf(fault) } : reply;
    } catch (error) {
      return { ...this.refusal(error, now, entry), ...deliveryOf(fault) };
    }
  }

  /** Ends every transient state whose time has come, as the next call would. */
  settle(): void {
    this.endTransientStates(this.call('', '', this.parts.clock()));
  }

  /**
   * Runs a write past wire, signature and injected faults; the rules and side effects are those of every call.
   *
   * @param around - Runs in the write's transaction and calls it once.
   * @throws ApiError When the write is refused; then nothing has changed.
   */
  perform<R>(write: DirectWrite, around: (call: Call, handle: () => ResponseBody) => R): R {
    const { version, action, region, parameters } = write;
    const operation = this.routes.get(`${version}/${action}`)?.operation;
    if (!operation) throw new Error(`there is no action ${action} in version ${version}`);
    const call = this.call(region, this.parts.nextRequestId(), this.parts.clock(), operation);
    this.endTransientStates(call);
    const input = validate(operation, parameters);
    return this.parts.store.transaction(() => around(call, () => operation.handle(call, input as never)));
  }

  private route(request: ParsedRequest): Route {
    const { action, version } = request;
    if (action === '') refuse(gatewayErrors.missingAction);
    if (version === '') refuse(gatewayErrors.missingVersion);
    if (!this.versions.has(version)) refuse(gatewayErrors.versionNotFound, [...this.versions].join(', '));
    return this.routes.get(`${version}/${action}`) ?? refuse(gatewayErrors.actionNotFound, action, version);
  }

  private collect(request: ParsedRequest, operation: Operation): WireParameters {
    try {
      return unflatten(request.flat, operation.names);
    } catch (error) {
      if (error instanceof WireFormatError) refuse(gatewayErrors.malformedRequest, error.message);
      throw error;
    }
  }

  /** `RegionId` decides, then the endpoint's path: the real endpoints serve other regions by `RegionId` too. */
  private region(service: Service, request: ParsedRequest): string {
    const region = first(request.flat, 'RegionId') || request.pathRegion;
    if (region === '' && service.scope === 'regional') refuse(gatewayErrors.missingRegion);
    if (region !== '' && !this.parts.regions.has(region)) refuse(gatewayErrors.regionNotFound);
    return region;
  }

  private run(call: Call, service: Service, operation: Operation, request: ParsedRequest, input: unknown) {
    if (operation.kind === 'read') return operation.handle(call, input as never);
    const handle = (): ResponseBody => operation.handle(call, input as never);
    const { store } = this.parts;
    if (first(request.flat, 'DryRun')?.toLowerCase() === 'true') return this.dryRun(operation, handle);
    const token = first(request.flat, 'ClientToken');
    if (!token) return store.transaction(handle);
    const use = { ...request, region: call.region, token, parameters: request.flat, identity: service.tokenIdentity };
    return store.transaction(() => once(store, call.now, use, handle));
  }

  /** Runs every check of a write and takes all of it back. */
  private dryRun(operation: Operation, handle: () => ResponseBody): ResponseBody {
    const passed = new ApiError(gatewayErrors.dryRun);
    try {
      return this.parts.store.transaction(() => {
        handle();
        throw passed;
      });
    } catch (error) {
      if (error === passed && operation.dryRun === 'answer') return {};
      throw error;
    }
  }

  private endTransientStates(call: Call): void {
    const { lifecycle, store } = this.parts;
    if (lifecycle.isDue(call, call.now)) store.transaction(() => lifecycle.run(call));
  }

  private draw({ product }: Service, { action, failures }: Operation, entry: Entry): Fault | undefined {
    const fault = this.parts.faults?.draw({ product, action, canFail: failures.size > 0 });
    if (fault) entry.fault = fault.name;
    return fault;
  }

  private call(region: string, requestId: string, now: number, operation?: Operation, fault?: Fault): Call {
    const { store, accountId, settings, lifecycle } = this.parts;
    const call: Call = {
      store,
      region,
      accountId,
      now,
      requestId,
      settings,
      newId: this.newId,
      newUuid: this.newUuid,
      settle: (effect, target, share = 1) => {
        const happens = (fault?.failsCreation && operation?.failures.get(effect.name)) || effect;
        const delay = settings.delays[operation?.action ?? ''] ?? settings.delays.default ?? 0;
        lifecycle.start(call, happens, target, share * delay);
      },
    };
    return call;
  }

  private logAnswer(now: number, entry: Entry, ignored: readonly string[]): void {
    this.log(now, { ...entry, status: 200, ...(ignored.length > 0 && { ignored }) });
  }

  /** A log that throws must not change the answer to a call that has happened, so it is only warned of, once. */
  private log(now: number, entry: Omit<LogEntry, 'time'>): void {
    try {
      this.parts.log?.({ time: new Date(now).toISOString(), ...entry });
    } catch (error) {
      if (!this.logHasFailed) process.emitWarning(`the log of a local cloud failed: ${String(error)}`);
      this.logHasFailed = true;
    }
  }

  private refusal(error: unknown, now: number, entry: Omit<LogEntry, 'time' | 'status'>): Reply {
    const { requestId } = entry;
    const known = error instanceof ApiError;
    const { status, code, message } = known ? error : new ApiError(gatewayErrors.internalError);
    this.log(now, { ...entry, status, code, message: withoutToken(message), ...(!known && { failure: error }) });
    const recommend = `https://next.api.aliyun.com/troubleshoot?q=${code}&product=${entry.product}&requestId=${requestId}`;
    const body = { RequestId: requestId, HostId: '127.0.0.1', Code: code, Message: message, Recommend: recommend };
    return { status, body };
  }
}

/** A refused signature repeats the text that was to be signed, and in it the token of temporary credentials: that is for the caller alone. */
function withoutToken(message: string): string {
  return message.replace(/(SecurityToken%3D).*?(?=%26|$)/, '$1***');
}

/** How an answer travels when something is wrong with the way. */
function deliveryOf(fault: Fault | undefined): Pick<Reply, 'isLost' | 'delayMs'> {
  return {
    ...(fault?.loses === 'answer' && { isLost: true }),
    ...(fault?.delayMs !== undefined && { delayMs: fault.delayMs }),
  };
}
