import { z } from 'zod';
import type { ApiErrorDefinition } from './api-error';
import type { Call } from './call';
import type { Store } from '../store/store';
import type { Effect } from './effect';

/** An answer's body; the pipeline adds `RequestId`. */
export type ResponseBody = Readonly<Record<string, unknown>>;

/** How one action is declared: everything but the wire. */
export interface OperationDefinition<S extends z.ZodRawShape> {
  /** The action's name on the wire, for example `CreateVpc`. */
  readonly action: string;
  /** A `write` runs in a transaction and honours `ClientToken` and `DryRun`; a `read` cannot change anything. */
  readonly kind: 'read' | 'write';
  /** The declared parameters. What is not declared here is ignored and logged as ignored. */
  readonly parameters: S;
  /** Product errors in place of the gateway's `Missing<Name>`, by top-level parameter name. */
  readonly missing?: Partial<Record<keyof S & string, ApiErrorDefinition>>;
  /** Product errors in place of the gateway's `Invalid<Name>`, by top-level parameter name. */
  readonly invalid?: Partial<Record<keyof S & string, ApiErrorDefinition>>;
  /** `answer` where a passed dry run answers a plain request id in place of the error `DryRunOperation`. */
  readonly dryRun?: 'error' | 'answer';
  /** For a creation that can fail after it was accepted: what happens then, by the name of the effect it takes the place of. */
  readonly failures?: Readonly<Record<string, Effect>>;
  /** What the cloud does: a function of the stored state and the request. */
  readonly handle: (call: Call, request: z.infer<z.ZodObject<S>>) => ResponseBody;
}

/** One action as the pipeline runs it. */
export interface Operation {
  readonly action: string;
  readonly kind: 'read' | 'write';
  readonly schema: z.ZodObject;
  /** The names of its parameters; of lists and objects, the name of the whole. */
  readonly names: ReadonlySet<string>;
  readonly missing: Readonly<Record<string, ApiErrorDefinition | undefined>>;
  readonly invalid: Readonly<Record<string, ApiErrorDefinition | undefined>>;
  readonly dryRun: 'error' | 'answer';
  readonly failures: ReadonlyMap<string, Effect>;
  readonly handle: (call: Call, request: never) => ResponseBody;
}

/** One thing that stands in the cloud. */
export interface InventoryItem {
  /** Product and kind, for example `vpc/vpcs`. */
  readonly kind: string;
  readonly id: string;
  /** Empty for things that belong to no region. */
  readonly region: string;
}

/** One product: its actions, and what happens later in it. */
export interface Service {
  /** The product's name, for example `Vpc`; only for people, it is not on the wire. */
  readonly product: string;
  /** The API version, which is what tells products apart on the wire. */
  readonly version: string;
  /** `regional` products refuse a call whose region is known from neither `RegionId` nor the endpoint's path. */
  readonly scope: 'regional' | 'global';
  /**
   * What a `ClientToken` stands for. The provider cuts its tokens at 64 characters (`buildClientToken`), which leaves CEN's
   * long action names as few as two random ones, so CEN's calls are told apart by their parameters as well.
   */
  readonly tokenIdentity: 'token' | 'tokenAndParameters';
  readonly operations: readonly Operation[];
  readonly effects: readonly Effect[];
  /** What users made in this product and have not deleted; what only follows from something else is not listed. */
  readonly inventory: (store: Store) => readonly InventoryItem[];
}

/** Declares an action. */
export function operation<S extends z.ZodRawShape>(definition: OperationDefinition<S>): Operation {
  return {
    action: definition.action,
    kind: definition.kind,
    schema: z.object(definition.parameters),
    names: new Set(Object.keys(definition.parameters)),
    missing: definition.missing ?? {},
    invalid: definition.invalid ?? {},
    dryRun: definition.dryRun ?? 'error',
    failures: new Map(Object.entries(definition.failures ?? {})),
    handle: definition.handle as Operation['handle'],
  };
}
