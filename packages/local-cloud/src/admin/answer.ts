import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { FaultRuleError } from '../faults/check';
import { OutOfBandError } from '../out-of-band/refusal';
import { ApiError } from '../protocol/api-error';

/** What went wrong, in place of an answer. */
export interface Failure {
  /** HTTP status. */
  readonly status: number;
  /** For programs; the API's own code where the cloud refused a change. */
  readonly code: string;
  /** For people. */
  readonly message: string;
}

/** Answers with a value as JSON. */
export function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  const text = JSON.stringify(value);
  response.writeHead(status, {
    'Content-Type': 'application/json;charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'X-Local-Cloud': '1',
  });
  response.end(text);
}

/** Answers with what went wrong. */
export function sendFailure(response: ServerResponse, { status, code, message }: Failure): void {
  sendJson(response, { error: { code, message } }, status);
}

/** What to answer when serving a request has thrown. */
export function failureOf(error: unknown): Failure {
  if (error instanceof OutOfBandError) return { status: 404, code: 'NotFound', message: error.message };
  if (error instanceof ApiError) return { status: error.status, code: error.code, message: error.message };
  if (error instanceof FaultRuleError) return { status: 400, code: 'InvalidFaults', message: error.message };
  if (error instanceof z.ZodError) return { status: 400, code: 'InvalidRequest', message: describeIssues(error) };
  return { status: 500, code: 'InternalError', message: error instanceof Error ? error.message : String(error) };
}

function describeIssues({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => `${path.map(String).join('.') || 'the body'}: ${message}`).join('; ');
}
