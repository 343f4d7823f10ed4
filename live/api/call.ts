import type { z } from 'zod';

/** The APIs that are read, with their versions and what RAM calls them. */
export const PRODUCTS = {
  vpc: { version: '2016-04-28', ram: 'vpc' },
  ecs: { version: '2014-05-26', ram: 'ecs' },
  alb: { version: '2020-06-16', ram: 'alb' },
  cbn: { version: '2017-09-12', ram: 'cen' },
} as const;

/** A product, as its endpoint is called. */
export type Product = keyof typeof PRODUCTS;

/** How a list comes in parts: by number and size, by token, or all at once. */
export type Paging =
  | { readonly kind: 'number'; readonly pageSize: number }
  | { readonly kind: 'token'; readonly maxParameter: 'MaxResults' | 'MaxResult'; readonly max: number }
  | { readonly kind: 'once' };

/** A read of an API, and what of its answer counts. */
export interface ApiCall<Answer, Item> {
  readonly product: Product;
  readonly action: string;
  readonly paging: Paging;
  /** What an answer, or one page of it, has to have; what it has besides is dropped. */
  readonly answer: z.ZodType<Answer>;
  readonly items: (answer: Answer) => readonly Item[];
}

/** Gives a call its types. */
export function apiCall<Answer, Item>(call: ApiCall<Answer, Item>): ApiCall<Answer, Item> {
  return call;
}

/** Pages of VPC and of the older actions of CEN. */
export const byNumber: Paging = { kind: 'number', pageSize: 50 };

/** Pages of ECS, of ALB and of the transit routers. */
export const byToken: Paging = { kind: 'token', maxParameter: 'MaxResults', max: 100 };

/** The name that RAM knows an action by, such as `cen:ListTransitRouters`. */
export function ramAction({ product, action }: Pick<ApiCall<never, never>, 'product' | 'action'>): string {
  return `${PRODUCTS[product].ram}:${action}`;
}
