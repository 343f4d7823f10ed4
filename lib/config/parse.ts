import type { z } from 'zod';
import { ValidationError, type Issue } from '../core';
import type { Deployment, DeploymentInput } from './deployment';
import { formatPath } from './path';
import { wellShapedPart } from './prune';
import { FILE_RULES } from './rules/file-rules';
import type { Rule } from './rules/rule';
import { deploymentSchema } from './schema/deployment';
import { shapeIssues, type Located } from './shape-issues';
import { readYaml, type YamlSource } from './yaml';

/** A deployment, and what there is to say about it that does not refuse it. */
export interface LoadedDeployment {
  readonly deployment: Deployment;
  /** Warnings and notices, in the order of the file. */
  readonly notices: readonly Issue[];
  /** Those that the file skips. */
  readonly skipped: readonly Issue[];
}

const DEFAULT_SOURCE = 'deployment';
/** Problems that the message of the error spells out; the error carries all of them. */
const SPELT_OUT = 50;
/** With more problems of shape than this the file is something else, and what is left of it is not worth checking. */
const MOST_SHAPE_ISSUES = 200;

/**
 * Reads a deployment file and checks it against every rule.
 *
 * @param text YAML 1.2
 * @param source name of the file, for messages
 * @throws ValidationError `DEPLOYMENT_INVALID` with all problems, each with path, line and column; or one of `readYaml`'s where the text is not a YAML map
 */
export function loadDeployment(text: string, source: string = DEFAULT_SOURCE): LoadedDeployment {
  const yaml = readYaml(text, source);
  return check(yaml.value, source, yaml.locate);
}

/** Reads a deployment file; like `loadDeployment`, for those who do not ask for warnings. */
export function parseDeployment(text: string, source: string = DEFAULT_SOURCE): Deployment {
  return loadDeployment(text, source).deployment;
}

/**
 * Checks a deployment that was written in TypeScript, or came as JSON, against every rule, and fills in the defaults.
 *
 * @throws ValidationError `DEPLOYMENT_INVALID` with all problems, each with its path
 */
export function validateDeployment(input: DeploymentInput, source: string = DEFAULT_SOURCE): LoadedDeployment {
  return check(input, source);
}

function check(input: unknown, source: string, locate?: YamlSource['locate']): LoadedDeployment {
  const result = deploymentSchema.safeParse(input, { reportInput: true });
  const found = result.success
    ? FILE_RULES.flatMap((rule) => apply(rule, result.data))
    : refusedParts(input, result.error);
  const issues = found.map((problem) => toIssue(problem, locate)).sort(byPosition);
  if (!result.success || issues.some(({ severity }) => severity === 'error')) throw refusal(source, issues);
  const isSkipped = ({ code }: Issue): boolean => Object.hasOwn(result.data.skip, code);
  return {
    deployment: result.data,
    notices: issues.filter((issue) => !isSkipped(issue)),
    skipped: issues.filter(isSkipped),
  };
}

function apply({ code, severity, check: objections }: Rule, deployment: Deployment): readonly Located[] {
  return [...objections(deployment)].map((finding) => ({ code, severity, ...finding }));
}

/** What is of a wrong shape, and what the rules refuse in the rest. */
function refusedParts(input: unknown, error: z.ZodError): readonly Located[] {
  const shape = shapeIssues(error.issues);
  const rest = shape.length > MOST_SHAPE_ISSUES ? undefined : wellShapedPart(input, error);
  if (rest === undefined) return shape;
  const rules = FILE_RULES.filter(({ severity, needsWhole }) => severity === 'error' && needsWhole !== true);
  return [...shape, ...rules.flatMap((rule) => apply(rule, rest))];
}

function toIssue({ path, suggestion, ...problem }: Located, locate?: YamlSource['locate']): Issue {
  return { ...problem, path: formatPath(path), ...(suggestion === undefined ? {} : { suggestion }), ...locate?.(path) };
}

function byPosition(a: Issue, b: Issue): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

function refusal(source: string, issues: readonly Issue[]): ValidationError {
  const errors = issues.filter(({ severity }) => severity === 'error');
  const count = errors.length === 1 ? '1 problem' : `${errors.length} problems`;
  const lines = errors.slice(0, SPELT_OUT).map(({ line, column, path, message, code }) => {
    const position = line === undefined ? '' : `${line}:${column} `;
    return `  ${position}${path === '' ? '' : `${path}: `}${message} (${code})`;
  });
  if (errors.length > SPELT_OUT) lines.push(`  and ${errors.length - SPELT_OUT} more`);
  return new ValidationError('DEPLOYMENT_INVALID', [`${source} has ${count}`, ...lines].join('\n'), { issues });
}
