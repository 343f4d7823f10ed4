import type { Cidr } from '../../core';
import type { Gap } from '../model';
import type { Flow, Followed, Hop, Loss, Proof } from '../verdict';
import { flowSentences } from './wording';

/** The version of the shape that `proofJson` gives: raised when a field goes or changes its meaning, not when one comes. */
export const PROOF_JSON_FORMAT = 1;

/**
 * A proof for machines; CIDR blocks are text, and what is not known is left out.
 *
 * The shape is documented in docs/proof.md, and stable within a format.
 */
export function proofJson({ status, flows, problems, gaps, assumptions }: Proof) {
  const numberOf = (wanted: Flow['status']): number => flows.filter((flow) => flow.status === wanted).length;
  return {
    format: PROOF_JSON_FORMAT,
    status,
    summary: {
      flows: flows.length,
      proven: numberOf('proven'),
      broken: numberOf('broken'),
      unknown: numberOf('unknown'),
      unused: numberOf('unused'),
    },
    flows: flows.map(flowJson),
    problems,
    gaps: gaps.map(gapJson),
    assumptions,
  };
}

function flowJson(flow: Flow) {
  const { loadBalancer, listener, serverGroup, server, source, status, checked, losses, paths, gaps } = flow;
  return {
    loadBalancer: { id: loadBalancer.id, label: loadBalancer.label, region: loadBalancer.region },
    listener: { id: listener.id, label: listener.label, protocol: listener.protocol, port: listener.port },
    serverGroup: { id: serverGroup.id, label: serverGroup.label },
    server,
    source: { cidr: source.cidr.text, kind: source.kind },
    status,
    messages: flowSentences(flow),
    checked,
    losses: losses.map(lossJson),
    paths: paths.map(({ sources, hops, isLost }) => ({ sources: texts(sources), isLost, hops: hops.map(hopJson) })),
    gaps: gaps.map(gapJson),
    assumptions: flow.assumptions,
  };
}

function gapJson({ kind, message }: Gap) {
  return { kind, message };
}

function lossJson({ code, way, place, reason, remedy, sources, hops }: Loss) {
  return { code, way, place, reason, remedy, sources: texts(sources), hops: hops.map(hopJson) };
}

function hopJson({ way, place, table, entry, text }: Hop) {
  return { way, place, table, entry: entry && entryJson(entry), text };
}

function entryJson({ destination, nextHop, origin, label }: Followed) {
  return { destination: destination.text, nextHop, origin, label };
}

function texts(cidrs: readonly Cidr[]): readonly string[] {
  return cidrs.map(({ text }) => text);
}
