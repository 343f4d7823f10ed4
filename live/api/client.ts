import { ExecutionError } from '../../lib/core';
import type { CloudAccess } from '../credentials';
import { ramAction, type ApiCall, type Paging } from './call';
import { limiter } from './limiter';
import { deniedError, refusalError, refusalOf, type Refusal } from './refusal';
import type { CallParameters, Transport } from './transport';

/** How an API client waits. */
export interface Patience {
  /** Waits so many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Numbers from 0 up to 1, which keep the tries of parallel calls apart. */
  readonly chance: () => number;
}

/** Tries of one call before it is given up. */
const TRIES = 6;
/** The first wait after a refusal for now; each following one is twice as long. */
const FIRST_WAIT_MS = 500;
/** Calls under way at the same time: below what any of the APIs allows an account in a second. */
const AT_ONCE = 8;

/** What a list holds, or why it cannot be had. */
export type Optional<Item> = { readonly items: readonly Item[] } | { readonly refusal: Refusal };

/** Reads lists to their end, waits out throttling, and remembers which permissions are missing. */
export class ApiClient {
  private readonly denied = new Set<string>();
  private readonly limited = limiter(AT_ONCE);

  constructor(
    private readonly send: Transport,
    private readonly access: CloudAccess,
    private readonly patience: Patience,
  ) {}

  /** Whether it is a local cloud that is asked. */
  get isLocal(): boolean {
    return this.access.localEndpoint !== undefined;
  }

  /**
   * All items of a list.
   *
   * @param region - Empty for an API that answers for all regions.
   * @throws ExecutionError When the call is refused, or the answer is not what the API says it is.
   */
  async list<Answer, Item>(
    call: ApiCall<Answer, Item>,
    region: string,
    parameters: CallParameters = {},
  ): Promise<readonly Item[]> {
    const found = await this.listIfAllowed(call, region, parameters);
    if ('items' in found) return found.items;
    if (found.refusal.kind === 'denied') this.denied.add(ramAction(call));
    throw refusalError(call, region, found.refusal);
  }

  /** As `list`, for what can be done without: a refusal is a result. */
  async listIfAllowed<Answer, Item>(
    call: ApiCall<Answer, Item>,
    region: string,
    parameters: CallParameters = {},
  ): Promise<Optional<Item>> {
    const items: Item[] = [];
    for (let page = firstPage(call.paging); page !== undefined;) {
      const answer = await this.answer(call, region, { ...parameters, ...page });
      if ('refusal' in answer) return answer;
      const found = call.items(answer.value);
      items.push(...found);
      page = nextPage(call, page, answer.value, { onPage: found.length, soFar: items.length });
    }
    return { items };
  }

  /**
   * Waits for all of them, also when one fails, so that every missing permission is named at once.
   *
   * @throws ExecutionError The first failure; where permissions are missing, one that names all of them.
   */
  async together<T extends readonly unknown[]>(reads: { readonly [K in keyof T]: Promise<T[K]> }): Promise<T> {
    const settled = await Promise.allSettled(reads);
    const failed = settled.find(({ status }) => status === 'rejected');
    if (failed === undefined)
      return settled.map((each) => (each as PromiseFulfilledResult<unknown>).value) as unknown as T;
    if (this.denied.size > 0) throw deniedError([...this.denied].sort());
    throw (failed as PromiseRejectedResult).reason;
  }

  /** `together`, for each of some things. */
  async each<T, R>(things: readonly T[], read: (thing: T) => Promise<R>): Promise<readonly R[]> {
    return this.together<readonly R[]>(things.map(read));
  }

  private async answer<Answer, Item>(
    call: ApiCall<Answer, Item>,
    region: string,
    parameters: CallParameters,
  ): Promise<{ readonly value: Answer } | { readonly refusal: Refusal }> {
    for (let tries = 1; ; tries += 1) {
      try {
        const body = await this.limited(() => this.send(call.product, call.action, region, parameters));
        return { value: readAnswer(call, body) };
      } catch (error) {
        if (error instanceof ExecutionError) throw error;
        const refusal = refusalOf(error, this.access);
        if (refusal.kind !== 'later' || tries === TRIES) return { refusal };
        await this.patience.pause(FIRST_WAIT_MS * 2 ** (tries - 1) * (0.5 + this.patience.chance()));
      }
    }
  }
}

function readAnswer<Answer, Item>({ action, answer }: ApiCall<Answer, Item>, body: unknown): Answer {
  const read = answer.safeParse(body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue?.path.map(String).join('.') ?? '';
  throw new ExecutionError(
    'LIVE_ANSWER_UNEXPECTED',
    `${action} answers something else than documented at ${where}: ${issue?.message ?? ''}`,
  );
}

function firstPage(paging: Paging): CallParameters | undefined {
  if (paging.kind === 'number') return { PageNumber: 1, PageSize: paging.pageSize };
  return paging.kind === 'token' ? { [paging.maxParameter]: paging.max } : {};
}

/** The parameters of the page after this one; undefined after the last. */
function nextPage<Answer, Item>(
  { action, paging }: ApiCall<Answer, Item>,
  page: CallParameters,
  answer: Answer,
  { onPage, soFar }: { readonly onPage: number; readonly soFar: number },
): CallParameters | undefined {
  const { TotalCount, NextToken } = answer as { TotalCount?: number; NextToken?: string };
  if (paging.kind === 'number') {
    // An API may put less on a page than it was asked for: only an empty page ends a list before its count.
    const isLast = onPage === 0 || soFar >= (TotalCount ?? 0);
    return isLast ? undefined : { ...page, PageNumber: Number(page.PageNumber) + 1 };
  }
  if (paging.kind === 'once' || NextToken === undefined || NextToken === '') return undefined;
  if (NextToken === page.NextToken) {
    throw new ExecutionError('LIVE_ANSWER_UNEXPECTED', `${action} answers the same page again and again`);
  }
  return { ...page, NextToken };
}
