import { isExecutionError, isValidationError, type Issue } from '../../lib/core';

/** What to print for an error: everything that is refused with its place, or the message; a stack only for a bug of ours. */
export function describeError(error: unknown): string {
  if (isValidationError(error)) {
    // What is only warned of is told where nothing is refused: here it would hide why.
    const refusals = error.issues.filter(({ severity }) => severity === 'error');
    return refusals.map(describeIssue).join('\n');
  }
  if (isExecutionError(error)) return error.message;
  if (error instanceof Error) return `this is a bug in Causeway: ${error.stack ?? error.message}`;
  return String(error);
}

/** One problem: where, if anywhere, what, what to put there unless the message says so itself, and its code. */
export function describeIssue({ line, column, path, message, suggestion, code }: Issue): string {
  const at = line === undefined ? path : `${String(line)}:${String(column ?? 1)} ${path || '(file)'}`;
  const isSaid = suggestion === undefined || message.includes(`did you mean ${suggestion}`);
  const hint = isSaid ? '' : `; did you mean ${suggestion}?`;
  return `${at && `${at}: `}${message}${hint} [${code}]`;
}
