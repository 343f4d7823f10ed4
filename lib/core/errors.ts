/** How much a problem weighs: an error refuses the input, a warning and a notice come along with the result. */
export type Severity = 'error' | 'warning' | 'notice';

/**
 * One problem that was found in the user's input.
 *
 * The code is stable and meant for machines; the message is meant for people and may be reworded at any time.
 */
export interface Issue {
  /** Stable identifier of the rule that found it, such as `CIDR_OVERLAP`. */
  readonly code: string;
  readonly severity: Severity;
  /** Where it is, keys joined by dots (`backends.hangzhou.vpc.cidr`); empty for the input as a whole. */
  readonly path: string;
  /** What is wrong, what was got, what is allowed, what to change. Lower case, no full stop. */
  readonly message: string;
  /** A value to put in its place, where one can be computed. @default - none */
  readonly suggestion?: string;
  /** Line in the source text, from 1. @default - the input had no source text */
  readonly line?: number;
  /** Column in the source text, from 1. @default - the input had no source text */
  readonly column?: number;
}

/** What a `ValidationError` can carry beside its code and message. */
export interface ValidationErrorOptions {
  /** Construct path, or path in the deployment file. @default - that of the only issue, else empty */
  readonly path?: string;
  /** Every problem found, when there may be several. @default - one issue made of code, message and path */
  readonly issues?: readonly Issue[];
  /** What led to this error. @default - none */
  readonly cause?: unknown;
}

/**
 * The user's input is wrong.
 *
 * Carries every problem that was found, so that they can be mended in one go.
 */
export class ValidationError extends Error {
  override readonly name = 'ValidationError';
  readonly path: string;
  readonly issues: readonly Issue[];

  constructor(
    readonly code: string,
    message: string,
    options: ValidationErrorOptions = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    const only = options.issues?.length === 1 ? options.issues[0] : undefined;
    this.path = options.path ?? only?.path ?? '';
    this.issues = options.issues ?? [{ code, severity: 'error', path: this.path, message }];
  }
}

/**
 * Something that this library takes for granted does not hold: a bug of ours, not the user's.
 */
export class AssumptionError extends Error {
  override readonly name = 'AssumptionError';

  constructor(
    readonly code: string,
    message: string,
    options: { readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
  }
}

/** What an `ExecutionError` can carry beside its code and message. */
export interface ExecutionErrorOptions {
  /** The command line that was run. @default - none */
  readonly command?: string;
  /** The exit code of the tool. @default - it did not exit by itself */
  readonly exitCode?: number;
  /** What led to this error. @default - none */
  readonly cause?: unknown;
}

/**
 * A tool that we ran failed.
 */
export class ExecutionError extends Error {
  override readonly name = 'ExecutionError';
  readonly command: string | undefined;
  readonly exitCode: number | undefined;

  constructor(
    readonly code: string,
    message: string,
    options: ExecutionErrorOptions = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.command = options.command;
    this.exitCode = options.exitCode;
  }
}

/**
 * Tells whether a caught value is a `ValidationError`.
 *
 * Looks at the name rather than the class, so that it also holds for an error of another copy of this package.
 */
export function isValidationError(value: unknown): value is ValidationError {
  return isNamed(value, 'ValidationError') && 'issues' in value;
}

/** Tells whether a caught value is an `AssumptionError`; see `isValidationError`. */
export function isAssumptionError(value: unknown): value is AssumptionError {
  return isNamed(value, 'AssumptionError');
}

/** Tells whether a caught value is an `ExecutionError`; see `isValidationError`. */
export function isExecutionError(value: unknown): value is ExecutionError {
  return isNamed(value, 'ExecutionError');
}

function isNamed(value: unknown, name: string): value is Error {
  return value instanceof Error && value.name === name && 'code' in value;
}
