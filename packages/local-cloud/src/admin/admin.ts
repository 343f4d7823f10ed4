import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { ProbeReport, ProbeRequest } from '../data-plane/probe';
import type { FaultInjector } from '../faults/injector';
import type { ChangeName } from '../out-of-band/journal';
import type { OutOfBand } from '../out-of-band/out-of-band';
import { readBody } from '../server/server';
import { type Failure, failureOf, sendFailure, sendJson } from './answer';
import { changes } from './changes';
import { FaultDesk } from './faults';
import { refusalOf } from './guard';

const PREFIX = '/_local/';

const probeRequest = z.strictObject({
  loadBalancer: z.string().min(1),
  port: z.exactOptional(z.int().min(1).max(65535)),
  path: z.exactOptional(z.string().startsWith('/')),
  host: z.exactOptional(z.string().min(1)),
});

/** What the admin interface works with. */
export interface AdminParts {
  readonly outOfBand: OutOfBand;
  readonly faults: FaultInjector;
  readonly probe: (loadBalancer: string, request: ProbeRequest) => Promise<ProbeReport>;
}

/**
 * The local cloud's own interface, `/_local/…` on its port: no part of the cloud's API, unsigned, for people on this machine.
 *
 * `GET objects`, `GET objects/<id>`, `GET origins/<load balancer>`, `GET journal`, `GET faults`, `POST probe`, `POST changes/<name>`,
 * `POST faults/inject`, `POST faults/clear`.
 */
export class Admin {
  private readonly faults: FaultDesk;

  constructor(private readonly parts: AdminParts) {
    this.faults = new FaultDesk(parts.faults);
  }

  /** Serves a request to the admin interface; answers false, and leaves it alone, when it is for somebody else. */
  handle(request: IncomingMessage, response: ServerResponse): boolean {
    if (!request.url?.startsWith(PREFIX)) return false;
    const refusal = refusalOf(request);
    if (refusal) {
      request.resume();
      sendFailure(response, refusal);
      return true;
    }
    readBody(request, (body) => {
      void this.serve(request, body).then(
        (answer) => {
          sendJson(response, answer);
        },
        (error: unknown) => {
          sendFailure(response, error instanceof Unserved ? error.failure : failureOf(error));
        },
      );
    });
    return true;
  }

  private async serve({ url = '', method = '' }: IncomingMessage, body: Buffer | undefined): Promise<unknown> {
    const [what = '', which, ...more] = (url.slice(PREFIX.length).split('?')[0] ?? '').split('/');
    const id = which === undefined ? undefined : decode(which);
    if (more.length > 0) throw unknownPath();
    const { outOfBand } = this.parts;
    if (what === 'probe' && id === undefined) {
      checkMethod(method, 'POST');
      const { loadBalancer, ...asked } = probeRequest.parse(parse(body));
      return this.parts.probe(outOfBand.loadBalancer(loadBalancer).id, asked);
    }
    if (what === 'changes' && id !== undefined) {
      if (!Object.hasOwn(changes, id)) throw unknownPath();
      checkMethod(method, 'POST');
      return changes[id as ChangeName](outOfBand, parse(body));
    }
    if (what === 'faults' && id !== undefined) {
      const change = this.faults.change(id);
      if (!change) throw unknownPath();
      checkMethod(method, 'POST');
      return change(parse(body));
    }
    const read = this.reader(what, id);
    checkMethod(method, 'GET');
    return read();
  }

  private reader(what: string, id: string | undefined): () => unknown {
    const { outOfBand } = this.parts;
    if (what === 'objects') return () => (id === undefined ? outOfBand.list() : outOfBand.show(id));
    if (what === 'journal' && id === undefined) return () => outOfBand.journal();
    if (what === 'faults' && id === undefined) return () => this.faults.list();
    if (what === 'origins' && id !== undefined) return () => outOfBand.backToOriginCidrs(id);
    throw unknownPath();
  }
}

/** A request that leads nowhere. */
class Unserved extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

function unknownPath(): Unserved {
  return new Unserved({ status: 404, code: 'UnknownPath', message: 'the admin interface has nothing at this path' });
}

function checkMethod(method: string, wanted: 'GET' | 'POST'): void {
  if (method === wanted) return;
  throw new Unserved({ status: 405, code: 'WrongMethod', message: `this takes ${wanted}, not ${method}` });
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw unknownPath();
  }
}

function parse(body: Buffer | undefined): unknown {
  if (!body) throw new Unserved({ status: 413, code: 'TooLarge', message: 'the body is too large' });
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    throw new Unserved({ status: 400, code: 'InvalidRequest', message: 'the body is no JSON' });
  }
}
