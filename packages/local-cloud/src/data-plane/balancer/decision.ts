import type { OutgoingHttpHeaders } from 'node:http';
import type { BackendServer, ServerGroup } from '../../services/alb/model';
import type { Rule } from '../../services/alb/rule-model';
import type { ReachedServer } from '../forwarding/hop';
import type { Reach } from '../forwarding/walk';
import type { Answer } from '../rules/answers';
import type { RequestFacts } from '../rules/facts';
import type { Listening } from '../servers';
import type { Passage } from './headers';
import type { Node } from './nodes';

/** Where a request goes. */
export interface Choice {
  readonly group: ServerGroup;
  readonly backend: BackendServer;
  readonly node: Node;
  readonly reach: Reach;
}

/** A choice whose server is going to get the request. */
export interface Reached extends Choice {
  readonly server: ReachedServer;
  readonly listening: NonNullable<Listening>;
}

/** A request that a server is going to answer. */
export interface Forwarded extends Reached {
  /** Path and query as the server gets them. */
  readonly url: string;
  /** What the headers for the server are made from. */
  readonly passage: Passage;
  /** The client's request, for the rules on answers. */
  readonly facts: RequestFacts;
  /** A `Set-Cookie` line that keeps the client with the group. */
  readonly groupCookie?: string;
  /** A server that gets a copy of the request, and whose answer nobody sees. */
  readonly mirror?: Reached;
}

/** A request that a rule answers. */
export interface Answered {
  readonly answer: Answer;
  readonly rule: Rule;
}

/** A request that the balancer refuses. */
export interface Refused {
  readonly status: 403 | 463 | 502 | 503 | 504;
  /** Why, in plain words. */
  readonly reason: string;
  /** Headers besides those of every refusal. */
  readonly headers?: OutgoingHttpHeaders;
  /** The server that was tried, if one was. */
  readonly choice?: Choice;
}

/** What becomes of a request. */
export type Decision = Forwarded | Answered | Refused;

/** Whether the balancer refuses a request. */
export function isRefused(decision: Decision | Reached): decision is Refused {
  return 'reason' in decision;
}

/** Whether a rule answers a request. */
export function isAnswered(decision: Decision): decision is Answered {
  return 'answer' in decision;
}
