import { numberedPage, tokenPage } from '../../protocol/pagination';
import { parameter } from '../../protocol/parameters';
import { ecsErrors } from './errors';

/** Parameters of an action that pages both ways: by number, or by token once `MaxResults` or `NextToken` is given. */
export const eitherPageParameters = (maxPageSize: number, maxResults: number) => ({
  PageNumber: parameter.optional(parameter.integer({ min: 1 })),
  PageSize: parameter.optional(parameter.integer({ min: 1, max: maxPageSize })),
  MaxResults: parameter.optional(parameter.integer({ min: 1, max: maxResults })),
  NextToken: parameter.optional(parameter.text()),
});

/** The page that a request asks for. */
export interface EitherPageRequest {
  readonly PageNumber?: number | undefined;
  readonly PageSize?: number | undefined;
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/** Whether a request pages by token. */
export function pagesByToken(request: EitherPageRequest): boolean {
  return request.MaxResults !== undefined || request.NextToken !== undefined;
}

/** One page with its fields; 10 items where the request does not say. */
export function eitherPage<T>(all: readonly T[], request: EitherPageRequest, id: (item: T) => string) {
  if (pagesByToken(request)) {
    const { items, fields } = tokenPage(
      all,
      { MaxResults: request.MaxResults ?? 10, NextToken: request.NextToken },
      id,
      ecsErrors.pageToken,
    );
    return { items, fields: { TotalCount: fields.TotalCount, NextToken: fields.NextToken } };
  }
  const { items, fields } = numberedPage(all, {
    PageNumber: request.PageNumber ?? 1,
    PageSize: request.PageSize ?? 10,
  });
  return { items, fields: { ...fields, NextToken: '' } };
}
