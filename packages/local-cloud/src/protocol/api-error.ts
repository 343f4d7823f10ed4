/** An error as the API answers it: data, listed in one `errors.ts` per service. */
export interface ApiErrorDefinition {
  /** HTTP status. */
  readonly status: number;
  /** Error code as the cloud spells it, spelling mistakes included. */
  readonly code: string;
  /** Message; each `%s` is filled in by the caller. */
  readonly message: string;
}

/** Declares an error: the HTTP status, the code as the cloud spells it, the message with its `%s`. */
export function apiError(status: number, code: string, message: string): ApiErrorDefinition {
  return { status, code, message };
}

/** What a handler throws to refuse a call; the pipeline renders it as the API's error envelope. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(definition: ApiErrorDefinition, ...values: readonly string[]) {
    let next = 0;
    super(definition.message.replace(/%s/g, () => values[next++] ?? ''));
    this.name = 'ApiError';
    this.status = definition.status;
    this.code = definition.code;
  }
}

/**
 * Refuses the call that is being handled.
 *
 * @param definition - The error, from the service's table.
 * @param values - Fill the `%s` of its message, in order.
 */
export function refuse(definition: ApiErrorDefinition, ...values: readonly string[]): never {
  throw new ApiError(definition, ...values);
}
