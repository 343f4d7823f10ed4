import { ExecutionError } from '../../lib/core';
import type { CloudAccess } from '../credentials';
import { ramAction, type ApiCall } from './call';

/** What kind of answer a refusal is, which decides what is done about it. */
export type RefusalKind = 'later' | 'denied' | 'unknownAction' | 'credentials' | 'other';

/** A call that was not answered. */
export interface Refusal {
  readonly kind: RefusalKind;
  /** The API's code, such as `Throttling.User`; that of Node where there was no answer. */
  readonly code: string;
  /** The API's words, without anything of the credentials. */
  readonly message: string;
  /** 0 where there was no answer. */
  readonly status: number;
}

const KINDS: readonly (readonly [RefusalKind, RegExp])[] = [
  ['later', /^Throttling|^ServiceUnavailable|^SystemBusy|^InternalError|^Busy/],
  ['unknownAction', /^InvalidAction\.NotFound$|^InvalidAction$|^UnsupportedOperation\.Action/],
  [
    'credentials',
    /^InvalidAccessKeyId|^SignatureDoesNotMatch|^IncompleteSignature|^InvalidSecurityToken|^InvalidTimeStamp/,
  ],
  ['denied', /^Forbidden|^NoPermission|^Unauthorized|^AccessDenied/],
];

/** Network errors after which another try may help. */
const TRANSIENT = /ECONNRESET|ETIMEDOUT|EPIPE|EAI_AGAIN|Timeout|socket hang up/i;

/** Reads what a client threw. */
export function refusalOf(error: unknown, access: CloudAccess): Refusal {
  const { code, statusCode, message } = Object(error) as { code?: unknown; statusCode?: unknown; message?: unknown };
  const status = typeof statusCode === 'number' ? statusCode : 0;
  const words = withoutSecrets(String(message ?? error), access)
    .replace(/^(\S+: )?code: \d+, /, '')
    .replace(/[A-Z]+ https?:\S+ failed\.$/, '');
  const said = withoutSecrets(String(code ?? 'NoAnswer'), access);
  const known = KINDS.find(([, pattern]) => pattern.test(said))?.[0];
  const transient = status >= 500 || (status === 0 && TRANSIENT.test(`${said} ${words}`));
  return { kind: known ?? (transient ? 'later' : 'other'), code: said, message: words, status };
}

/** A refused signature comes back with the text that was signed, and the key's id in it. */
function withoutSecrets(text: string, { accessKeyId, accessKeySecret, securityToken }: CloudAccess): string {
  const secrets = [accessKeySecret, securityToken, accessKeyId].filter((secret) => secret !== undefined);
  return secrets
    .flatMap((secret) => [secret, encodeURIComponent(secret), encodeURIComponent(encodeURIComponent(secret))])
    .reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}

/** The error that a refusal ends a command with, naming what to do. */
export function refusalError(
  call: Pick<ApiCall<never, never>, 'product' | 'action'>,
  region: string,
  refusal: Refusal,
): ExecutionError {
  const { kind, code, message } = refusal;
  const where = region === '' ? '' : ` in ${region}`;
  const words = `${code}: ${message}`;
  if (kind === 'credentials') {
    const hint =
      'check ALICLOUD_ACCESS_KEY, ALICLOUD_SECRET_KEY and ALICLOUD_SECURITY_TOKEN, and the clock of this machine';
    return new ExecutionError(
      'LIVE_CREDENTIALS_REFUSED',
      `the cloud does not accept the credentials (${code}); ${hint}`,
    );
  }
  if (kind === 'denied') return deniedError([ramAction(call)]);
  if (kind === 'later') {
    const hint = 'it was tried several times; try again later';
    return new ExecutionError('LIVE_UNAVAILABLE', `${call.action}${where} gets no answer (${words}); ${hint}`);
  }
  if (refusal.status === 0) {
    const hint = 'check the network, the proxy, and CAUSEWAY_LOCAL_ENDPOINT where a local cloud is meant';
    return new ExecutionError('LIVE_UNREACHABLE', `${call.action}${where} gets no answer (${words}); ${hint}`);
  }
  return new ExecutionError('LIVE_REFUSED', `${call.action}${where} was refused: ${words}`);
}

/** Names every permission that was found missing. */
export function deniedError(actions: readonly string[]): ExecutionError {
  const hint =
    'docs/ram-policy-verify.json and, for orphans and a probe, docs/ram-policy-orphans.json and docs/ram-policy-probe.json are policies with everything that is asked';
  const message = `the access key may not do what is needed; allow it ${actions.join(', ')} in RAM (${hint})`;
  return new ExecutionError('LIVE_PERMISSION_MISSING', message);
}
