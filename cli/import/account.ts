import { z } from 'zod';
import { ExecutionError } from '../../lib/core';
import { ApiClient, refusalError, sdkTransport, type CloudAccess } from '../../live';
import type { Api } from '../rehearse/api';

/** An answer as it comes; rows of `cli/rehearse/resources` know what to read in it. */
const anything = z.record(z.string(), z.unknown());

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * The API of an account, as the rows of `cli/rehearse/resources` call it; nothing but reads goes through it.
 *
 * What is not there is answered `undefined`.
 *
 * @throws ExecutionError `NOT_A_READ` for any other action, and those of `refusalError`.
 */
export function apiOfAccount(access: CloudAccess): Api {
  const client = new ApiClient(sdkTransport(access), access, { pause, chance: Math.random });
  return (name, region) => async (action, parameters) => {
    if (!/^(Describe|Get|List)[A-Z]/.test(action)) throw new ExecutionError('NOT_A_READ', `${action} is no read`);
    const product = PRODUCTS[name];
    const call = {
      product,
      action,
      paging: { kind: 'once' },
      answer: anything,
      items: (body: object) => [body],
    } as const;
    const found = await client.listIfAllowed(call, region, Object.fromEntries(flatten(parameters)));
    if ('items' in found) return found.items[0] as Readonly<Record<string, unknown>>;
    const { code, status } = found.refusal;
    if (found.refusal.kind === 'other' && (status === 404 || code.includes('NotFound'))) return undefined;
    throw refusalError(call, region, found.refusal);
  };
}

const PRODUCTS = { Vpc: 'vpc', Ecs: 'ecs', Cbn: 'cbn', Alb: 'alb' } as const;

/** Parameters as they travel: lists and objects are spread over several names, such as `Filter.1.Key`. */
export function flatten(value: unknown, name = ''): readonly (readonly [string, string])[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object') return [[name, String(value)]];
  const members: readonly (readonly [string, unknown])[] = Array.isArray(value)
    ? value.map((item, at) => [String(at + 1), item] as const)
    : Object.entries(value);
  return members.flatMap(([key, member]) => flatten(member, name === '' ? key : `${name}.${key}`));
}
