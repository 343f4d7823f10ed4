import { createHash } from 'node:crypto';
import { collection } from '../store/collection';
import type { Store } from '../store/store';
import { refuse } from './api-error';
import { gatewayErrors } from './gateway-errors';
import type { ResponseBody } from './operation';

interface TokenRecord {
  readonly key: string;
  readonly parametersHash: string;
  readonly response: ResponseBody;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

const tokens = collection<TokenRecord>('core/clientTokens', (record) => record.key);

/** How long a client token is remembered. Not documented; a day outlives every retry loop. */
const RETENTION_MS = 24 * 60 * 60 * 1000;

/** What a call says about itself that stays the same when it is sent again. */
export interface TokenUse {
  readonly action: string;
  readonly version: string;
  /** A token counts in one region; it is no part of the parameters where the endpoint's path says it. */
  readonly region: string;
  readonly token: string;
  readonly parameters: readonly (readonly [string, string])[];
  /**
   * `token`: the token alone says which call this is, other parameters under it are refused. `tokenAndParameters`: a
   * token with other parameters is another call.
   */
  readonly identity: 'token' | 'tokenAndParameters';
}

/** Parameters that differ from attempt to attempt and so are no part of what a token stands for. */
const perAttempt = /^(Signature|SignatureNonce|Timestamp|SecurityToken|AccessKeyId)$/;

/**
 * Answers a repeated call as the first time, or runs it and remembers the answer. Only inside a transaction, so that the
 * token of a failed call is forgotten.
 *
 * @see https://www.alibabacloud.com/help/en/doc-detail/25693.html
 */
export function once(store: Store, now: number, use: TokenUse, run: () => ResponseBody): ResponseBody {
  if (!/^[\x20-\x7e]{1,64}$/.test(use.token)) refuse(gatewayErrors.clientTokenMalformed);
  const parametersHash = hashOf(use.parameters);
  const scope = use.identity === 'token' ? '' : `/${parametersHash}`;
  const key = `${use.version}/${use.action}/${use.region}/${use.token}${scope}`;
  const known = store.get(tokens, key);
  if (known && now - known.createdAt < RETENTION_MS) {
    if (known.parametersHash !== parametersHash) refuse(gatewayErrors.idempotentParameterMismatch);
    return known.response;
  }
  const response = run();
  store.put(tokens, { key, parametersHash, response, createdAt: now });
  return response;
}

/** Forgets tokens that are past their retention. Only inside a transaction. */
export function forgetOldTokens(store: Store, now: number): void {
  for (const record of store.all(tokens)) {
    if (now - record.createdAt >= RETENTION_MS) store.remove(tokens, record.key);
  }
}

function hashOf(parameters: TokenUse['parameters']): string {
  const stable = parameters.filter(([name]) => !perAttempt.test(name)).map(([name, value]) => `${name}=${value}`);
  return createHash('sha256').update(stable.sort().join('&')).digest('base64');
}
