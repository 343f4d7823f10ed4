export { driftOf } from './drift';
export type { Drift, DriftedThing } from './drift';
export { DRIFT_JSON_FORMAT, driftJson } from './json';
export { MIRRORS, OLD_NAMES } from './ignored';
export { KNOWN_TYPES, reportOnlyAttributes, schemaOf } from './provider-schema';
export { codeChangeInWords, differencesInWords, effectInWords, nextApplyInWords, proofInWords } from './wording';
export type { EffectLine } from './wording';
