import type { ApiErrorDefinition } from '../protocol/api-error';

/** What the gateway answers when it, or what is behind it, is in trouble; the wording is the real one's. */
export const faultErrors = {
  throttling: { status: 400, code: 'Throttling.User', message: 'Request was denied due to user flow control.' },
  serviceUnavailable: {
    status: 503,
    code: 'ServiceUnavailable',
    message: 'The request has failed due to a temporary failure of the server.',
  },
  internalError: {
    status: 500,
    code: 'InternalError',
    message: 'The request processing has failed due to some unknown error, exception or failure.',
  },
} as const satisfies Record<string, ApiErrorDefinition>;
