import type { CallParameters } from '@causeway/local-cloud';
import { listAt } from '../rehearse/resources/arguments';
import type { Call, Found } from '../rehearse/resources/resource-type';

const PAGE_SIZE = 50;

/** Everything that a list with numbered pages holds. */
export async function everyNumbered(call: Call, action: string, parameters: CallParameters, path: string) {
  const all: Found[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await call(action, { ...parameters, PageSize: PAGE_SIZE, PageNumber: page });
    const items = listAt(answer, path);
    all.push(...items);
    if (items.length < PAGE_SIZE) return all;
  }
}

/** Everything that a list with tokens holds. */
export async function everyByToken(call: Call, action: string, parameters: CallParameters, path: string) {
  const all: Found[] = [];
  let token: string | undefined;
  do {
    const next: CallParameters = token === undefined ? {} : { NextToken: token };
    const answer = await call(action, { ...parameters, MaxResults: PAGE_SIZE, ...next });
    all.push(...listAt(answer, path));
    token = answer?.NextToken === undefined || answer.NextToken === '' ? undefined : String(answer.NextToken);
  } while (token !== undefined);
  return all;
}
