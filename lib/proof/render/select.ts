import { ValidationError } from '../../core';
import type { Gap } from '../model';
import type { Flow, Proof } from '../verdict';
import { lastPart, serverName } from './wording';

/** Which flows of a proof are meant; what is not given means all. */
export interface FlowChoice {
  /** Label or id of a listener, or its port. */
  readonly listener?: string;
  /** `web/ecs1`, `ecs1`, or an address, with or without port. */
  readonly server?: string;
  /** A source range, as it is listed. */
  readonly source?: string;
}

/**
 * A proof of some flows only, with the status that they have. What concerns other flows is left out.
 *
 * @throws ValidationError `FLOW_UNKNOWN` When there is no such flow, with those that there are
 */
export function selectFlows(proof: Proof, { listener, server, source }: FlowChoice): Proof {
  const byListener = narrowed(proof.flows, 'listener', listener, namesOfListener);
  const byServer = narrowed(byListener, 'server', server, namesOfServer);
  const flows = narrowed(byServer, 'source range', source, (flow) => [flow.source.cidr.text]);
  if (flows.length === proof.flows.length) return proof;
  const gaps = server === undefined && source === undefined ? proof.gaps : [];
  return { ...proof, flows, problems: [], status: statusOf(flows, gaps) };
}

function narrowed(
  flows: readonly Flow[],
  what: string,
  wanted: string | undefined,
  namesOf: (flow: Flow) => readonly [string, ...string[]],
): readonly Flow[] {
  if (wanted === undefined) return flows;
  const found = flows.filter((flow) => namesOf(flow).includes(wanted));
  if (found.length > 0) return found;
  const known = [...new Set(flows.map((flow) => namesOf(flow)[0]))];
  const message = `there is no ${what} ${JSON.stringify(wanted)}; there is ${known.join(', ') || 'none'}`;
  throw new ValidationError('FLOW_UNKNOWN', message);
}

function namesOfListener({ listener: { id, label, port, protocol } }: Flow): readonly [string, ...string[]] {
  return [label, id, withoutId(label), String(port), `${protocol} ${port}`];
}

/** Things that were read from a cloud carry their ids in brackets behind their names. */
function withoutId(label: string): string {
  return label.replace(/ \([^()]*\)$/, '');
}

function namesOfServer(flow: Flow): readonly [string, ...string[]] {
  const { label, address, port } = flow.server;
  const group = flow.serverGroup.label;
  return [
    serverName(flow),
    `${group}/${label}`,
    `${withoutId(group)}/${withoutId(label)}`,
    label,
    withoutId(label),
    lastPart(label),
    ...(address === undefined ? [] : [address, `${address}:${port}`]),
  ];
}

/** @param gaps - What hides flows that might be meant, too. */
function statusOf(flows: readonly Flow[], gaps: readonly Gap[]): Proof['status'] {
  const has = (status: Flow['status']): boolean => flows.some((flow) => flow.status === status);
  if (has('broken')) return 'broken';
  return has('unknown') || !has('proven') || gaps.length > 0 ? 'unknown' : 'proven';
}
