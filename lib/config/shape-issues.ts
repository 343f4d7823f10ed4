import type { z } from 'zod';
import { closest, type Issue } from '../core';
import { deploymentJsonSchema, schemaAt, type JsonSchema } from './json-schema';
import { adviceInstead } from './not-yet';
import { formatPath, matchesPath, show, type Path } from './path';
import { SHAPE_RULES } from './rules/shape';

/** A problem at a path that has not been written out yet. */
export interface Located extends Pick<Issue, 'code' | 'message' | 'suggestion' | 'severity'> {
  readonly path: Path;
}

type ZodIssue = z.core.$ZodIssue;

/** Codes by the pattern of the field. */
type Codes = readonly (readonly [pattern: string, code: string])[];

/** Fields whose wrong values have a code of their own; every other one gets the general code. */
const CODES: Codes = SHAPE_RULES.flatMap(({ code, fields = [] }) => fields.map((field) => [field, code] as const));

const MISSING_CODES: Codes = SHAPE_RULES.flatMap(({ code, absent = [] }) =>
  absent.map((field) => [field, code] as const),
);

const NAMES_OF_TYPES: Readonly<Record<string, string>> = {
  object: 'a map',
  record: 'a map',
  array: 'a list',
  string: 'text',
  boolean: 'true or false',
};

/** Puts what zod found into the user's terms, with codes, and suggestions where they can be computed. */
export function shapeIssues(issues: readonly ZodIssue[]): readonly Located[] {
  const schema = deploymentJsonSchema();
  const present = issues.filter((issue) => !isMissing(issue)).flatMap((issue) => translate(issue, schema));
  const absent = issues.filter(isMissing).flatMap((issue) => translate(issue, schema));
  const explained = new Set(present.flatMap(absenceExplainedBy));
  const isExplained = ({ path }: Located): boolean =>
    explained.has(formatPath(path)) || explained.has(`${formatPath(path.slice(0, -1))}.*`);
  return [...present, ...absent.filter((problem) => !isExplained(problem))];
}

/** What is missing only because something else was written in its place: a misspelt key, or `existing`. */
function absenceExplainedBy({ code, path, suggestion }: Located): readonly string[] {
  const parent = path.slice(0, -1);
  if (code === 'EXISTING_UNSUPPORTED') return [`${formatPath(parent)}.*`];
  return code === 'UNKNOWN_KEY' && suggestion !== undefined ? [formatPath([...parent, suggestion])] : [];
}

/** Tells whether zod found nothing where something is required. */
export function isMissing(issue: ZodIssue): boolean {
  return issue.code !== 'unrecognized_keys' && issue.code !== 'custom' && issue.input === undefined;
}

function translate(issue: ZodIssue, schema: JsonSchema): readonly Located[] {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key, schema));
  const about = isMissing(issue) ? missing(path, schema) : wrong(issue, path);
  return [{ severity: 'error', path, ...about }];
}

function unknownKey(parent: Path, key: string, schema: JsonSchema): Located {
  const path = [...parent, key];
  if (key === 'existing') {
    const message =
      'this cannot be there already; what can: the CEN instance, bandwidth plans, transit routers, VPCs, vSwitches, attachments, connections, the ALB, security groups, servers and the probe';
    return { code: 'EXISTING_UNSUPPORTED', severity: 'error', path, message };
  }
  const known = Object.keys(schemaAt(schema, parent)?.properties ?? {});
  const suggestion = closest(key, known);
  const advice = suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
  const message = `there is no ${show(key)} here, allowed are ${known.join(', ')}${advice}`;
  return { code: 'UNKNOWN_KEY', severity: 'error', path, message, suggestion };
}

function missing(path: Path, schema: JsonSchema): Pick<Located, 'code' | 'message'> {
  const what = schemaAt(schema, path)?.description;
  const key = String(path.at(-1) ?? 'the deployment');
  const message = what === undefined ? `${key} is missing` : `${key} is missing: ${lowerFirst(what)}`;
  return { code: codeAt(path, MISSING_CODES) ?? 'REQUIRED', message: message.replace(/\.$/, '') };
}

function wrong(issue: ZodIssue, path: Path): Pick<Located, 'code' | 'message' | 'suggestion'> {
  const got = `got ${show(issue.input)}`;
  const code = codeAt(path, CODES);
  switch (issue.code) {
    case 'custom':
      return {
        code: String(issue.params?.rule ?? 'INVALID'),
        message: issue.message,
        suggestion: issue.params?.suggestion as string | undefined,
      };
    case 'invalid_key':
      return { code: 'KEY_INVALID', message: `${issue.issues[0]?.message ?? issue.message}, ${got}` };
    case 'invalid_format':
      return { code: code ?? 'FORMAT_INVALID', message: `${issue.message}, ${got}` };
    case 'invalid_value':
      return wrongChoice(issue.values, path, issue.input);
    case 'invalid_type':
      return wrongType(issue, path, code);
    case 'too_small':
    case 'too_big':
      return { code: code ?? 'OUT_OF_RANGE', message: outOfRange(issue, path, got) };
    default:
      return { code: 'INVALID', message: `${issue.message}, ${got}` };
  }
}

function wrongChoice(values: readonly unknown[], path: Path, input: unknown) {
  const allowed = values.map(String);
  const advice = adviceInstead(path, input);
  const key = String(path.at(-1));
  if (advice !== undefined) {
    return { code: 'NOT_SUPPORTED_YET', message: `${key} ${show(input)} is not offered yet: ${advice}` };
  }
  const suggestion = typeof input === 'string' ? closest(input, allowed) : undefined;
  const hint = suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
  const message = `${key} must be ${allowed.join(' or ')}, got ${show(input)}${hint}`;
  return { code: codeAt(path, CODES) ?? 'VALUE_NOT_ALLOWED', message, suggestion };
}

function wrongType(issue: z.core.$ZodIssueInvalidType, path: Path, code: string | undefined) {
  const key = String(path.at(-1) ?? 'a deployment');
  const got = `got ${show(issue.input)}`;
  const expected = NAMES_OF_TYPES[issue.expected];
  if (expected === undefined) return { code: code ?? 'OUT_OF_RANGE', message: `${key} ${issue.message}, ${got}` };
  const quote = expected === 'text' && typeof issue.input !== 'object' ? `; put it in quotes` : '';
  return { code: 'TYPE_WRONG', message: `${key} must be ${expected}, ${got}${quote}` };
}

function outOfRange(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig, path: Path, got: string): string {
  const key = String(path.at(-1));
  const isNumber = issue.origin === 'number' || issue.origin === 'int';
  return isNumber ? `${key} ${issue.message}, ${got}` : `${key} must not be empty, ${got}`;
}

function codeAt(path: Path, codes: Codes): string | undefined {
  return codes.find(([pattern]) => matchesPath(path, pattern))?.[1];
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
