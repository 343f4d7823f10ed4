import { serve, type StandInAnswer, type StandInRequest, type StandInServer } from './stand-in';
import { localhostCertificate } from './tls';

/** A workspace of HCP Terraform, as far as Terraform asks about it when it runs where it is called. */
export interface HcpWorkspace {
  readonly id: string;
  readonly name: string;
  tags: readonly string[];
  version: string;
  isLocked: boolean;
  /** Its states, the newest last. */
  readonly states: { serial: number; state: Buffer }[];
}

/** What a request is about: the workspace, or the parts of its path. */
interface Call extends StandInRequest {
  readonly parts: readonly string[];
}

interface Route {
  readonly method: string;
  /** The path after `/api/v2/`; its groups are `parts`. */
  readonly path: RegExp;
  readonly answer: (call: Call) => StandInAnswer;
}

const JSON_API = 'application/vnd.api+json';
const API_HEADERS = { 'TFP-API-Version': '2.6', 'TFP-AppName': 'HCP Terraform', 'Content-Type': JSON_API };
const NOT_FOUND = failure(404, 'not found');

/**
 * The part of HCP Terraform's API that `terraform` calls with a `cloud` block and workspaces of execution mode "local":
 * service discovery, entitlements, workspaces by name and by tags, locks, and versions of the state.
 *
 * Written after the calls of `internal/cloud` in Terraform 1.11 and go-tfe 1.70. Runs are not in it.
 */
export class HcpStandIn {
  readonly workspaces: HcpWorkspace[] = [];
  /** Every call, as `POST workspaces/ws-1/actions/lock 200`. */
  readonly calls: string[] = [];

  private constructor(
    private readonly organization: string,
    private readonly token: string,
    /** PEM, for `SSL_CERT_FILE`. */
    readonly certificate: string,
  ) {}

  private server: StandInServer | undefined;

  static async start(organization: string, token: string): Promise<HcpStandIn> {
    const tls = await localhostCertificate();
    const standIn = new HcpStandIn(organization, token, tls.cert);
    standIn.server = await serve((request) => standIn.answer(request), tls);
    return standIn;
  }

  /** `localhost:<port>`, for `hostname` of a cloud block. */
  get hostname(): string {
    return `localhost:${String(this.server?.port)}`;
  }

  async close(): Promise<void> {
    await this.server?.close();
  }

  private answer(request: StandInRequest): StandInAnswer {
    const { method, url } = request;
    const answer = this.route(request);
    this.calls.push(`${method} ${url.pathname.replace('/api/v2/', '')} ${String(answer.status ?? 200)}`);
    return answer;
  }

  private route(request: StandInRequest): StandInAnswer {
    const { method, url, headers } = request;
    if (url.pathname === '/.well-known/terraform.json') {
      return { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ 'tfe.v2': '/api/v2/' }) };
    }
    const path = url.pathname.replace(/^\/api\/v2\//, '');
    // The addresses of uploads carry their own permission: Terraform sends no token there.
    const isUpload = method === 'PUT';
    if (!isUpload && headers.authorization !== `Bearer ${this.token}`) return failure(401, 'unauthorized');
    for (const route of this.routes) {
      const match = route.method === method ? route.path.exec(path) : null;
      if (match !== null) return route.answer({ ...request, parts: match.slice(1) });
    }
    return NOT_FOUND;
  }

  private readonly routes: readonly Route[] = [
    { method: 'GET', path: /^ping$/, answer: () => ({ status: 204, headers: API_HEADERS }) },
    {
      method: 'GET',
      path: /^organizations\/([^/]+)\/entitlement-set$/,
      answer: ({ parts: [name] }) =>
        name === this.organization
          ? json({ id: 'org-1', type: 'entitlement-sets', attributes: { operations: true, 'state-storage': true } })
          : NOT_FOUND,
    },
    {
      method: 'GET',
      path: /^organizations\/[^/]+\/workspaces$/,
      answer: ({ url }) => this.list((url.searchParams.get('search[tags]') ?? '').split(',').filter(Boolean)),
    },
    {
      method: 'GET',
      path: /^organizations\/[^/]+\/workspaces\/([^/]+)$/,
      answer: ({ parts: [name] }) => shown(this.workspaces.find((workspace) => workspace.name === name)),
    },
    { method: 'POST', path: /^organizations\/[^/]+\/workspaces$/, answer: (call) => this.create(call) },
    this.ofWorkspace('PATCH', '', (workspace, call) => {
      workspace.version = attributesOf(call)['terraform-version'] ?? workspace.version;
      return shown(workspace);
    }),
    this.ofWorkspace('GET', '/tag-bindings', (workspace) =>
      json(workspace.tags.map((key) => ({ id: `tb-${key}`, type: 'tag-bindings', attributes: { key, value: '' } }))),
    ),
    this.ofWorkspace('POST', '/actions/lock', (workspace) => {
      if (workspace.isLocked) return failure(409, 'workspace already locked');
      workspace.isLocked = true;
      return shown(workspace);
    }),
    this.ofWorkspace('POST', '/actions/(?:force-)?unlock', (workspace) => {
      workspace.isLocked = false;
      return shown(workspace);
    }),
    this.ofWorkspace('GET', '/current-state-version', (workspace) =>
      workspace.states.length === 0 ? NOT_FOUND : this.version(workspace, workspace.states.length - 1),
    ),
    this.ofWorkspace('POST', '/state-versions', (workspace, call) => {
      workspace.states.push({ serial: Number(attributesOf(call).serial), state: Buffer.alloc(0) });
      return { ...this.version(workspace, workspace.states.length - 1), status: 201 };
    }),
    this.ofState('GET', '^state-versions/(ws-\\d+)-(\\d+)$', (workspace, index) => this.version(workspace, index)),
    this.ofState('GET', '^states/(ws-\\d+)-(\\d+)$', (workspace, index) => ({ body: workspace.states[index]?.state })),
    this.ofState('PUT', '^states/(ws-\\d+)-(\\d+)$', (workspace, index, { body }) => {
      const version = workspace.states[index];
      if (version !== undefined) version.state = body;
      return {};
    }),
    // What HCP Terraform shows people: it is taken and not kept.
    { method: 'PUT', path: /^json-states\//, answer: () => ({}) },
  ];

  private ofWorkspace(
    method: string,
    rest: string,
    answer: (workspace: HcpWorkspace, call: Call) => StandInAnswer,
  ): Route {
    return {
      method,
      path: new RegExp(`^workspaces/([^/]+)${rest}$`),
      answer: (call) => {
        const workspace = this.workspaces.find(({ id }) => id === call.parts[0]);
        return workspace === undefined ? NOT_FOUND : answer(workspace, call);
      },
    };
  }

  private ofState(
    method: string,
    path: string,
    answer: (workspace: HcpWorkspace, index: number, call: Call) => StandInAnswer,
  ): Route {
    return {
      method,
      path: new RegExp(path),
      answer: (call) => {
        const workspace = this.workspaces.find(({ id }) => id === call.parts[0]);
        return workspace === undefined ? NOT_FOUND : answer(workspace, Number(call.parts[1]), call);
      },
    };
  }

  private list(tags: readonly string[]): StandInAnswer {
    const found = this.workspaces.filter((workspace) => tags.every((tag) => workspace.tags.includes(tag)));
    const pagination = { 'current-page': 1, 'total-pages': 1, 'total-count': found.length };
    return { headers: API_HEADERS, body: JSON.stringify({ data: found.map(resourceOf), meta: { pagination } }) };
  }

  private create(call: Call): StandInAnswer {
    const { data } = JSON.parse(call.body.toString()) as {
      data: { relationships?: { tags?: { data: { attributes: { name: string } }[] } } };
    };
    const workspace: HcpWorkspace = {
      id: `ws-${String(this.workspaces.length + 1)}`,
      name: attributesOf(call).name ?? '',
      tags: (data.relationships?.tags?.data ?? []).map(({ attributes }) => attributes.name),
      version: 'latest',
      isLocked: false,
      states: [],
    };
    this.workspaces.push(workspace);
    return { ...shown(workspace), status: 201 };
  }

  private version(workspace: HcpWorkspace, index: number): StandInAnswer {
    const id = `${workspace.id}-${String(index)}`;
    const base = `https://${this.hostname}/api/v2`;
    return json({
      id,
      type: 'state-versions',
      attributes: {
        serial: workspace.states[index]?.serial,
        status: 'finalized',
        'hosted-state-download-url': `${base}/states/${id}`,
        'hosted-state-upload-url': `${base}/states/${id}`,
        'hosted-json-state-upload-url': `${base}/json-states/${id}`,
      },
    });
  }
}

function resourceOf({ id, name, tags, version, isLocked }: HcpWorkspace) {
  return {
    id,
    type: 'workspaces',
    attributes: {
      name,
      'execution-mode': 'local',
      operations: false,
      locked: isLocked,
      'tag-names': tags,
      'terraform-version': version,
      permissions: { 'can-lock': true, 'can-unlock': true, 'can-update': true, 'can-queue-run': true },
    },
  };
}

function shown(workspace: HcpWorkspace | undefined): StandInAnswer {
  return workspace === undefined ? NOT_FOUND : json(resourceOf(workspace));
}

function attributesOf({ body }: Call): Readonly<Record<string, string | undefined>> {
  return (JSON.parse(body.toString()) as { data: { attributes: Record<string, string> } }).data.attributes;
}

function json(data: unknown): StandInAnswer {
  return { headers: API_HEADERS, body: JSON.stringify({ data }) };
}

function failure(status: number, title: string): StandInAnswer {
  return { status, headers: API_HEADERS, body: JSON.stringify({ errors: [{ status: String(status), title }] }) };
}
