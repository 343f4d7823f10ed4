import type { Listener, LoadBalancer } from '../../services/alb/model';
import { type AskedCommand, type CommandAnswer, notEmulated } from '../../services/ecs/command-answers';
import { type Instance, instances, networkInterfaces } from '../../services/ecs/model';
import type { Store } from '../../store/store';
import type { Balancer } from '../balancer/balancer';
import { isAnswered, isRefused } from '../balancer/decision';
import { requestHeaders } from '../balancer/headers';
import type { Forwarding } from '../forwarding/walk';
import type { Directory } from '../http/directory';
import { refusalPage } from '../http/refusal';
import { serverPage } from '../http/server-page';
import { readWebRequest, type WebRequest } from './web-request';

/** What comes back over HTTP, or why nothing does. */
type Outcome = { readonly status: number; readonly page: string } | { readonly failure: 'refused' | 'timeout' };

/** Lines of a script that do nothing. */
const emptyLine = /^\s*(#.*|set -[eux]+)?\s*$/;

/**
 * Answers scripts that only ask load balancers for pages (`curl`, `wget -O -`), as the instance would see them.
 *
 * Nothing is run on this machine. Every other script, and a server that is a real process, is not emulated, and the output
 * says so.
 */
export class CommandAnswerer {
  constructor(
    private readonly store: Store,
    private readonly directory: Directory,
    private readonly balancer: Balancer,
    private readonly forwarding: Forwarding,
  ) {}

  /** Answers one instance. The state must be settled. */
  answer(asked: AskedCommand): CommandAnswer {
    const instance = this.store.get(instances, asked.instanceId);
    const lines = asked.script.split('\n').filter((line) => !emptyLine.test(line));
    if (!instance || lines.length === 0 || asked.type !== 'RunShellScript') return notEmulated(asked);
    const answers: CommandAnswer[] = [];
    for (const line of lines) {
      const request = readWebRequest(line);
      const outcome = request && this.ask(instance, request);
      if (!request || !outcome) return notEmulated(asked);
      answers.push(shown(request, outcome));
    }
    const output = answers.map((answer) => answer.output).join('');
    return { output, exitCode: answers[answers.length - 1]?.exitCode ?? 0 };
  }

  /** `undefined` for what is not emulated. */
  private ask(instance: Instance, { tool, url }: WebRequest): Outcome | undefined {
    const balancer = this.directory.find(url.hostname);
    if (!balancer) return undefined;
    if (!this.reaches(instance, balancer)) return { failure: 'timeout' };
    const listener = this.directory.listenerOf(balancer, 'http', url.port === '' ? 80 : Number(url.port));
    if (!listener) return { failure: 'refused' };
    return listener.protocol === 'HTTP' ? this.get(instance, balancer, listener, tool, url) : refused(400);
  }

  private get(
    instance: Instance,
    balancer: LoadBalancer,
    listener: Listener,
    tool: WebRequest['tool'],
    { host, pathname, search }: URL,
  ): Outcome | undefined {
    const node = this.balancer.nextNode(balancer);
    if (!node) return refused(503);
    const client = { clientAddress: addressOf(this.store, instance), clientPort: 0 };
    const headers = { host, 'user-agent': tool, accept: '*/*' };
    const url = `${pathname}${search}`;
    const decision = this.balancer.decide(balancer, listener, node, { method: 'GET', url, headers, ...client });
    if (isRefused(decision)) return refused(decision.status);
    // A redirect would have to be followed to who knows where.
    if (isAnswered(decision)) {
      const { status, body } = decision.answer;
      return status >= 300 && status < 400 ? undefined : { status, page: body };
    }
    if (decision.listening.kind === 'process') return undefined;
    const request = { method: 'GET', url: decision.url, headers: requestHeaders(headers, decision.passage) };
    return { status: 200, page: serverPage(decision.server, { ...request, range: node.range }) };
  }

  /** An internal name leads to addresses in the balancer's VPC, a public one to the internet. */
  private reaches(instance: Instance, { addressType, vpcId, zones }: LoadBalancer): boolean {
    if (addressType === 'Internet') return instance.publicIpAddress !== '';
    const from = { vpcId: instance.vpcId, address: addressOf(this.store, instance) };
    return zones.some(({ privateAddress }) => this.forwarding.connects(from, { vpcId, address: privateAddress }));
  }
}

function addressOf(store: Store, { networkInterfaceId }: Instance): string {
  return store.get(networkInterfaces, networkInterfaceId)?.privateIpAddress ?? '';
}

function refused(status: number): Outcome {
  return { status, page: refusalPage(status) };
}

/** The words and exit codes of the tools. */
function shown({ tool, url, fails, tells }: WebRequest, outcome: Outcome): CommandAnswer {
  const say = (exitCode: number, message: string) => ({ output: tells ? `${message}\n` : '', exitCode });
  const port = url.port === '' ? '80' : url.port;
  if ('failure' in outcome) {
    const why = outcome.failure === 'timeout' ? 'Connection timed out' : 'Connection refused';
    if (tool === 'wget') return say(4, `Connecting to ${url.hostname}:${port}... failed: ${why}.`);
    const code = outcome.failure === 'timeout' ? 28 : 7;
    return say(code, `curl: (${String(code)}) Failed to connect to ${url.hostname} port ${port}: ${why}`);
  }
  const { status, page } = outcome;
  if (!fails || status < 400) return { output: page, exitCode: 0 };
  if (tool === 'wget') return say(8, `ERROR ${String(status)}`);
  return say(22, `curl: (22) The requested URL returned error: ${String(status)}`);
}
