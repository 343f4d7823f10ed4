import type { Listener, LoadBalancer } from '../../services/alb/model';
import { loadBalancers } from '../../services/alb/model';
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
import { toolOutput, type WebFailure, type WebOutcome } from './tool-output';
import { portOf, readWebRequest, type WebRequest } from './web-request';

/** What a request comes to: a listener of a balancer, at one of its addresses. */
interface Target {
  readonly balancer: LoadBalancer;
  readonly listener: Listener;
  readonly address: string;
}

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
      answers.push(toolOutput(request, outcome));
    }
    const output = answers.map((answer) => answer.output).join('');
    return { output, exitCode: answers[answers.length - 1]?.exitCode ?? 0 };
  }

  /** `undefined` for what is not emulated. */
  private ask(instance: Instance, request: WebRequest): WebOutcome | undefined {
    const target = this.connect(instance, request);
    if (!target || typeof target === 'string') return target && { failure: target };
    const isTls = request.url.protocol === 'https:';
    if (isTls && target.listener.protocol !== 'HTTPS') return { failure: 'notTls' };
    // The local cloud's own certificates are of an authority that no image knows.
    if (isTls && !request.trustsAll) return { failure: 'certificate' };
    const { address } = target;
    if (!isTls && target.listener.protocol === 'HTTPS') return { status: 400, page: refusalPage(400), address };
    return this.get(instance, target, request);
  }

  /** Where packets of the instance arrive, or why none do; `undefined` where it is none of our balancers. */
  private connect(instance: Instance, { url, address }: WebRequest): Target | WebFailure | undefined {
    const from = addressOf(this.store, instance);
    const named =
      address === undefined
        ? [this.directory.find(url.hostname) ?? this.directory.ownerOf(url.hostname)].filter(
            (each) => each !== undefined,
          )
        : this.store.all(loadBalancers).filter((each) => addressesOf(each).includes(address));
    if (named.length === 0) return undefined;
    const found = named
      .flatMap((balancer) => addressesOf(balancer).map((at) => ({ balancer, at })))
      .filter(({ at }) => address === undefined || at === address)
      .find(({ balancer, at }) => this.reaches(instance, from, balancer, at));
    if (!found) return 'timeout';
    const scheme = url.protocol === 'https:' ? 'https' : 'http';
    const listener = this.directory.listenerOf(found.balancer, scheme, portOf(url));
    return listener ? { balancer: found.balancer, listener, address: found.at } : 'refused';
  }

  private get(
    instance: Instance,
    { balancer, listener, address }: Target,
    { tool, follows, host, url: { host: named, pathname, search } }: WebRequest,
  ): WebOutcome | undefined {
    const node = this.balancer.nextNode(balancer);
    if (!node) return { status: 503, page: refusalPage(503), address };
    const client = { clientAddress: addressOf(this.store, instance), clientPort: 0 };
    const headers = { host: host ?? named, 'user-agent': tool, accept: '*/*' };
    const url = `${pathname}${search}`;
    const decision = this.balancer.decide(balancer, listener, node, { method: 'GET', url, headers, ...client });
    if (isRefused(decision)) return { status: decision.status, page: refusalPage(decision.status), address };
    if (isAnswered(decision)) {
      const { status, body } = decision.answer;
      // A redirect would have to be followed to who knows where.
      return follows && status >= 300 && status < 400 ? undefined : { status, page: body, address };
    }
    if (decision.listening.kind === 'process') return undefined;
    const request = { method: 'GET', url: decision.url, headers: requestHeaders(headers, decision.passage) };
    return { status: 200, page: serverPage(decision.server, { ...request, range: node.range }), address };
  }

  /** Internal addresses are in the balancer's VPC, public ones on the internet. */
  private reaches(instance: Instance, from: string, { addressType, vpcId }: LoadBalancer, address: string): boolean {
    if (addressType === 'Internet') return instance.publicIpAddress !== '';
    return this.forwarding.connects({ vpcId: instance.vpcId, address: from }, { vpcId, address });
  }
}

/** The addresses that its name leads to. */
function addressesOf({ addressType, zones }: LoadBalancer): readonly string[] {
  return zones.flatMap(({ privateAddress, eip }) =>
    addressType === 'Internet' ? (eip?.address ?? []) : privateAddress,
  );
}

function addressOf(store: Store, { networkInterfaceId }: Instance): string {
  return store.get(networkInterfaces, networkInterfaceId)?.privateIpAddress ?? '';
}
