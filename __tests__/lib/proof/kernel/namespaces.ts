import { execFileSync, spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { IngressRuleModel, NetworkModel } from '../../../../lib/proof';
import { BLACK_HOLE, LOCAL, SERVICES, type ReportedRoute, type ReportedTables } from './reported-tables';

/** A packet to be sent. */
export interface ProbePacket {
  readonly id: number;
  readonly from: string;
  readonly to: string;
  readonly port: number;
}

/** The process in a VPC's namespace. */
interface Agent {
  readonly process: ChildProcessByStdio<Writable, Readable, null>;
  /** Called when it has done what it was asked for. */
  done: () => void;
}

/** Why packets cannot be sent in network namespaces here; undefined where they can. */
export function whyNoNamespaces(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'needs root on Linux';
  const name = `causeway-try-${process.pid}`;
  const { status, error } = spawnSync('ip', ['netns', 'add', name]);
  if (error !== undefined || status !== 0) return 'needs iproute2 and the right to make network namespaces';
  spawnSync('ip', ['netns', 'delete', name]);
  return undefined;
}

/** Kernel route tables: what a VPC sends, what it delivers, and who hides behind cloud services. */
const SENDING = 100;
const DELIVERING = 200;
const BEHIND_SERVICES = 300;
/** Kernel route tables of a transit router start here. */
const FIRST_ROUTER_TABLE = 1000;

/**
 * Network namespaces of the Linux kernel in the place of VPCs and transit routers: routes, policy routing and packets are
 * the kernel's own.
 *
 *     namespace of a VPC       rules of its servers' security groups
 *                              what starts here   -> its route table
 *                              what comes in      -> its vSwitches and the ALB's ranges, else nowhere
 *     namespace of a router    what comes in over an attachment -> the table that is associated with it, else nowhere
 *
 * They are kept from one topology to the next, with a process in each that sends and answers.
 */
export class Namespaces {
  private readonly agents = new Map<string, Agent>();
  private readonly routers = new Set<string>();
  private readonly answered = new Set<number>();
  private wake: () => void = () => undefined;
  /** Pairs of interfaces that are there, by their names and ends. */
  private readonly links = new Set<string>();

  /** Puts the tables that a cloud reports into the kernel. */
  async install(model: NetworkModel, tables: ReportedTables): Promise<void> {
    const vpcs = model.vpcs.map(({ id }) => id);
    const routers = model.transitRouters.map(({ id }) => id);
    for (const name of [...vpcs, ...routers]) this.ensure(name);
    await run([
      ...this.link(model),
      ...vpcs.map((id) => configuring(this.name(id), VPC_TABLES, vpcLines(model, tables, id))),
      ...routers.map((id) => configuring(this.name(id), ROUTER_TABLES, routerLines(model, tables, id))),
    ]);
    await Promise.all(vpcs.map((id) => this.ask(id, { do: 'forget' })));
    await Promise.all(vpcs.map((id) => this.ask(id, { do: 'serve', servers: serversIn(model, id) })));
  }

  /**
   * Sends packets from a VPC.
   *
   * Those that have to be answered are waited for, however slow the machine is; for the rest there is a moment of grace.
   *
   * @returns the ids of the packets that were answered
   */
  async send(
    vpcId: string,
    probes: readonly ProbePacket[],
    mustCome: ReadonlySet<number>,
  ): Promise<ReadonlySet<number>> {
    this.answered.clear();
    await this.ask(vpcId, { do: 'send', probes });
    const deadline = Date.now() + LONGEST_WAIT_MS;
    const missing = (): boolean => [...mustCome].some((id) => !this.answered.has(id));
    while (missing() && Date.now() < deadline) await this.news(deadline - Date.now());
    await new Promise((resolve) => setTimeout(resolve, GRACE_MS));
    return new Set(this.answered);
  }

  /** Ends the processes and takes the namespaces away. */
  async close(): Promise<void> {
    for (const { process: agent } of this.agents.values()) {
      const ended = once(agent, 'exit');
      agent.kill();
      await ended;
    }
    for (const id of [...this.agents.keys(), ...this.routers]) execFileSync('ip', ['netns', 'delete', this.name(id)]);
  }

  private name(id: string): string {
    return `causeway-${process.pid}-${id}`;
  }

  private ensure(id: string): void {
    if (this.agents.has(id) || this.routers.has(id)) return;
    const name = this.name(id);
    execFileSync('ip', ['netns', 'add', name]);
    execFileSync('ip', ['netns', 'exec', name, 'sysctl', '-qw', ...SETTINGS]);
    execFileSync('ip', ['-n', name, 'link', 'set', 'lo', 'up']);
    if (id.startsWith('router')) this.routers.add(id);
    else this.agents.set(id, this.start(name));
  }

  private start(name: string): Agent {
    const child = spawn('ip', ['netns', 'exec', name, process.execPath, join(__dirname, 'agent.js')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const agent: Agent = { process: child, done: () => undefined };
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { answered, failed } = JSON.parse(line) as { answered?: number; failed?: string };
      if (failed !== undefined) throw new Error(`in ${name}: ${failed}`);
      if (answered === undefined) agent.done();
      else this.answered.add(answered);
      this.wake();
    });
    return agent;
  }

  private ask(id: string, command: object): Promise<void> {
    const agent = this.agents.get(id)!;
    return new Promise((resolve) => {
      agent.done = resolve;
      agent.process.stdin.write(`${JSON.stringify(command)}\n`);
    });
  }

  /** Resolves with the next answer, or when the time is over. */
  private news(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /**
   * One pair of interfaces per attachment and connection; both ends have one hardware address, so nobody has to ask for it.
   *
   * They stay for the next topology: what no rule and no route there names carries nothing.
   */
  private link(model: NetworkModel): readonly string[] {
    const pairs = [
      ...model.vpcAttachments.map(({ id, vpcId, transitRouterId }) => ({
        id,
        ends: [vpcId, transitRouterId] as const,
      })),
      ...model.connections.map(({ id, transitRouterIds }) => ({ id, ends: transitRouterIds })),
    ];
    return pairs.flatMap(({ id, ends }) => {
      const key = [id, ...ends].join(' ');
      if (this.links.has(key)) return [];
      this.links.add(key);
      const name = linkName(id);
      const [near, far] = ends.map((end) => this.name(end));
      const address = `02:00:00:00:00:${this.links.size.toString(16).padStart(2, '0')}`;
      const end = (namespace: string | undefined): string => `name ${name} netns ${namespace} address ${address}`;
      return [
        `ip link add ${end(near)} type veth peer ${end(far)}`,
        ...[near, far].map((namespace) => `ip -n ${namespace} link set ${name} arp off up`),
      ];
    });
  }
}

/** How long a packet that has to come may take; only a machine that stands still needs it. */
const LONGEST_WAIT_MS = 20_000;
/** How long packets that must not come are waited for. */
const GRACE_MS = 30;

const SETTINGS = [
  'net.ipv4.ip_forward=1',
  'net.ipv4.conf.all.rp_filter=0',
  'net.ipv4.conf.default.rp_filter=0',
  'net.ipv4.conf.all.accept_local=1',
  'net.ipv4.conf.default.accept_local=1',
  'net.ipv6.conf.all.disable_ipv6=1',
  'net.ipv6.conf.default.disable_ipv6=1',
];

/** Names of interfaces have at most 15 characters. */
function linkName(id: string): string {
  return id.slice(0, 15);
}

const VPC_TABLES = ['local', SENDING, DELIVERING, BEHIND_SERVICES];
const ROUTER_TABLES = ['local', ...[0, 1, 2].map((at) => FIRST_ROUTER_TABLE + at)];

/** Runs commands in one shell, which starts processes faster than we do; ends at the first that fails. */
async function run(commands: readonly string[]): Promise<void> {
  const shell = spawn('sh', ['-e'], { stdio: ['pipe', 'inherit', 'inherit'] });
  shell.stdin.end(`${commands.join('\n')}\n`);
  const [code] = (await once(shell, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`one of these failed with ${String(code)}:\n${commands.join('\n')}`);
}

/** Puts lines in the place of all rules and routes that a namespace had. */
function configuring(name: string, tables: readonly (string | number)[], lines: readonly string[]): string {
  const clean = ['rule flush', 'rule delete pref 0', ...tables.map((table) => `route flush table ${table}`)];
  return [
    // Some of it is not there: the first time no table, later not the rule that looks the local table up first.
    `ip -n ${name} -force -batch - 2>/dev/null <<'END' || true`,
    ...clean,
    'END',
    `ip -n ${name} -batch - <<'END'`,
    ...lines,
    'END',
  ].join('\n');
}

function vpcLines(model: NetworkModel, { routes }: ReportedTables, vpcId: string): readonly string[] {
  const system = model.vpcRouteTables.find((table) => table.vpcId === vpcId && table.isSystem)!;
  const ranges = model.loadBalancers
    .filter((balancer) => balancer.vpcId === vpcId)
    .flatMap(({ sourceRanges }) => sourceRanges);
  const delivered = new Set([
    ...model.vSwitches.filter((vSwitch) => vSwitch.vpcId === vpcId).map(({ cidr }) => cidr.text),
    ...ranges.map(({ cidr }) => cidr.text),
  ]);
  const services = ranges.filter(({ kind }) => kind === 'backToOrigin').map(({ cidr }) => cidr.text);
  return [
    ...doorLines(model, vpcId),
    `rule add pref 5000 iif lo lookup ${SENDING}`,
    `rule add pref 5001 iif lo lookup ${BEHIND_SERVICES}`,
    `rule add pref 5002 lookup ${DELIVERING}`,
    ...routes.get(system.id)!.map((route) => routeLine(route, SENDING)),
    `route add blackhole default table ${SENDING} metric 4000`,
    ...services.map((block) => `route add local ${block} dev lo table ${BEHIND_SERVICES}`),
    `route add blackhole default table ${BEHIND_SERVICES} metric 4000`,
    ...[...delivered].map((block) => `route add local ${block} dev lo table ${DELIVERING}`),
    `route add blackhole default table ${DELIVERING} metric 4000`,
    // Nobody looks this table up: it only makes the kernel let a process send from these addresses.
    ...[...delivered].map((block) => `route add local ${block} dev lo table local`),
  ];
}

/** What a kernel does with packets to a block. Services hide the ALBs of the VPC, so the look-up goes on there. */
function routeLine({ destination, nextHop }: ReportedRoute, table: number): string {
  switch (nextHop) {
    case LOCAL:
      return `route add local ${destination} dev lo table ${table}`;
    case SERVICES:
      return `route add throw ${destination} table ${table}`;
    case BLACK_HOLE:
      return `route add blackhole ${destination} table ${table}`;
    default:
      return `route add ${destination} dev ${linkName(nextHop)} table ${table}`;
  }
}

/** Security groups: rules in their order, and nothing that none of them accepts. */
function doorLines(model: NetworkModel, vpcId: string): readonly string[] {
  let pref = 100;
  return model.instances
    .filter(({ vSwitchId }) => model.vSwitches.find(({ id }) => id === vSwitchId)!.vpcId === vpcId)
    .flatMap(({ privateIp, securityGroupIds }) => {
      const rules = securityGroupIds.flatMap((id) => model.securityGroups.find((group) => group.id === id)!.rules);
      const lines = [...rules].sort(byStrength).map((rule) => doorLine(rule, privateIp!, (pref += 1)));
      return [...lines, `rule add pref ${(pref += 1)} to ${privateIp!}/32 ipproto udp dport 80 blackhole`];
    });
}

function doorLine({ source, policy, ports }: IngressRuleModel, address: string, pref: number): string {
  const from = source.kind === 'cidr' ? source.cidr.text : '255.255.255.255/32';
  const what = `from ${from} to ${address}/32 ipproto udp dport ${ports.first}-${ports.last}`;
  return `rule add pref ${pref} ${what} ${policy === 'accept' ? 'goto 5000' : 'blackhole'}`;
}

function byStrength(a: IngressRuleModel, b: IngressRuleModel): number {
  return a.priority - b.priority || Number(a.policy === 'accept') - Number(b.policy === 'accept');
}

function routerLines(model: NetworkModel, { routes, associated }: ReportedTables, routerId: string): readonly string[] {
  const tables = model.transitRouterRouteTables.filter(({ transitRouterId }) => transitRouterId === routerId);
  const numbers = new Map(tables.map(({ id }, at) => [id, FIRST_ROUTER_TABLE + at]));
  const attachments = [
    ...model.vpcAttachments.filter(({ transitRouterId }) => transitRouterId === routerId),
    ...model.connections.filter(({ transitRouterIds }) => transitRouterIds.includes(routerId)),
  ];
  return [
    ...attachments.map(({ id }, at) => {
      const table = associated.get(`${routerId} ${id}`);
      const action = table === undefined ? 'blackhole' : `lookup ${numbers.get(table)!}`;
      return `rule add pref ${10 + at} iif ${linkName(id)} ${action}`;
    }),
    ...tables.flatMap(({ id }) => [
      ...routes.get(id)!.map((route) => routeLine(route, numbers.get(id)!)),
      `route add blackhole default table ${numbers.get(id)!} metric 4000`,
    ]),
  ];
}

function serversIn(model: NetworkModel, vpcId: string) {
  const here = new Set(model.vSwitches.filter((vSwitch) => vSwitch.vpcId === vpcId).map(({ id }) => id));
  return model.instances
    .filter(({ vSwitchId }) => here.has(vSwitchId))
    .map(({ privateIp }) => ({ address: privateIp!, port: 80 }));
}
