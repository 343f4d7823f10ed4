import type { Proof } from '../proof';
import { proofJson } from '../proof/render';
import type { Drift, DriftedThing } from './drift';
import { effectInWords } from './wording';

/** The version of the shape that `driftJson` gives: raised when a field goes or changes its meaning, not when one comes. */
export const DRIFT_JSON_FORMAT = 1;

/** Drift for machines; what is sensitive, not known or not there is left out. The shape is documented in docs/drift.md. */
export function driftJson({ things, code, ignored, resourceCount, proof, together }: Drift) {
  return {
    format: DRIFT_JSON_FORMAT,
    status: things.length === 0 ? 'none' : 'drifted',
    summary: { resources: resourceCount, drifted: things.length, code: code?.length, ignored: ignored.length },
    drifted: things.map(thingJson),
    together: together && effectJson(together),
    code,
    proof: proof && {
      left: summaryOf(proof.left),
      stands: summaryOf(proof.stands),
      assumptions: proof.stands.assumptions,
    },
    ignored,
  };
}

function thingJson({ address, type, thing, kind, differences, wentWith, nextApply, effect, untold }: DriftedThing) {
  return {
    address,
    type,
    thing,
    change: kind,
    attributes: differences.map(({ path, before, after, isSensitive }) =>
      isSensitive ? { path, sensitive: true } : { path, before, after },
    ),
    wentWith,
    nextApply,
    effect: effect && effectJson(effect),
    untold,
  };
}

function effectJson(effect: NonNullable<DriftedThing['effect']>) {
  return { ...effect, messages: effectInWords(effect).map(({ text }) => text) };
}

function summaryOf(proof: Proof) {
  const { status, summary } = proofJson(proof);
  return { status, ...summary };
}
