import type { ApiErrorDefinition } from './api-error';
import { refuse } from './api-error';
import { parameter } from './parameters';

/** Parameters of an action that pages by number. */
export function pageParameters(defaultSize: number, maxSize: number) {
  return {
    PageNumber: parameter.withDefault(parameter.integer({ min: 1 }), 1),
    PageSize: parameter.withDefault(parameter.integer({ min: 1, max: maxSize }), defaultSize),
  };
}

/** One numbered page, with the fields that such answers carry. */
export function numberedPage<T>(
  all: readonly T[],
  request: { readonly PageNumber: number; readonly PageSize: number },
): { readonly items: readonly T[]; readonly fields: { PageNumber: number; PageSize: number; TotalCount: number } } {
  const { PageNumber, PageSize } = request;
  const from = (PageNumber - 1) * PageSize;
  return { items: all.slice(from, from + PageSize), fields: { PageNumber, PageSize, TotalCount: all.length } };
}

/** Parameters of an action that pages by token. */
export function tokenParameters(defaultSize: number, maxSize: number) {
  return {
    MaxResults: parameter.withDefault(parameter.integer({ min: 1, max: maxSize }), defaultSize),
    NextToken: parameter.optional(parameter.text()),
  };
}

/**
 * One page after a token, with the fields that such answers carry; an empty `NextToken` ends the list.
 *
 * @param id - The key of an item; the token holds the last one given out, so a list that changes in between loses nothing.
 * @param staleToken - The product's error for a token that it did not give out.
 */
export function tokenPage<T>(
  all: readonly T[],
  request: { readonly MaxResults: number; readonly NextToken?: string | undefined },
  id: (item: T) => string,
  staleToken: ApiErrorDefinition,
): { readonly items: readonly T[]; readonly fields: { MaxResults: number; NextToken: string; TotalCount: number } } {
  const from = request.NextToken === undefined ? 0 : positionAfter(all, request.NextToken, id, staleToken);
  const items = all.slice(from, from + request.MaxResults);
  const last = items[items.length - 1];
  const hasMore = from + items.length < all.length;
  const NextToken = hasMore && last !== undefined ? Buffer.from(id(last)).toString('base64url') : '';
  return { items, fields: { MaxResults: request.MaxResults, NextToken, TotalCount: all.length } };
}

function positionAfter<T>(
  all: readonly T[],
  token: string,
  id: (item: T) => string,
  stale: ApiErrorDefinition,
): number {
  const last = Buffer.from(token, 'base64url').toString();
  const at = all.findIndex((item) => id(item) === last);
  return at < 0 ? refuse(stale) : at + 1;
}
