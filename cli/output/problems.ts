import { isExecutionError, isValidationError, type Issue } from '../../lib/core';

/** What to print for an error: every problem with its place, or the message; a stack only for a bug of ours. */
export function describeError(error: unknown): string {
  if (isValidationError(error)) return error.issues.map(describeIssue).join('\n');
  if (isExecutionError(error)) return error.message;
  if (error instanceof Error) return `this is a bug in Causeway: ${error.stack ?? error.message}`;
  return String(error);
}

/** One problem: where, what, and what to put there. */
export function describeIssue(issue: Issue): string {
  const at = issue.line === undefined ? '' : `${String(issue.line)}:${String(issue.column ?? 1)} `;
  const suggestion = issue.suggestion === undefined ? '' : `; did you mean ${issue.suggestion}?`;
  return `${at}${issue.path || '(file)'}: ${issue.message}${suggestion} [${issue.code}]`;
}
