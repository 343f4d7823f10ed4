import type { CallParameters, ParameterValue } from '@causeway/local-cloud';

/** A product of the cloud, by the name of its API. */
export type Product = 'Vpc' | 'Ecs' | 'Cbn' | 'Alb';

/** An object as the API answers it. */
export type Found = Readonly<Record<string, unknown>>;

/**
 * Calls the API of a row's product in the region of the resource.
 *
 * @returns `undefined` when what the call is about is not there.
 */
export type Call = (action: string, parameters: CallParameters) => Promise<Found | undefined>;

/** How an argument of Terraform travels to the API, and where a read shows it. */
export interface Argument {
  /** The API's parameter. */
  readonly parameter: string;
  /** What the API takes for Terraform's value. @default - the same */
  readonly write?: (value: never) => ParameterValue;
  /** What a read shows of it, in the words of the parameter. @default - the member of the parameter's name */
  readonly shown?: (found: Found) => unknown;
  /** The only values that a rehearsal knows. @default - any */
  readonly only?: readonly unknown[];
}

/** One resource type of the Terraform provider, as calls of the API. */
export interface ResourceType {
  readonly product: Product;
  /** Every argument that is known, by its name. */
  readonly arguments: Readonly<Record<string, Argument>>;
  /** The action that makes one. */
  readonly create: string;
  /** Parameters that the creation does not take, but `complete` does. @default - none */
  readonly later?: readonly string[];
  /** What the provider does after the creation. @default - nothing */
  readonly complete?: (call: Call, identity: CallParameters, parameters: CallParameters) => Promise<void>;
  /** Members of the creation's answer, where they lie deeper. @default - the answer as it is */
  readonly answered?: (answer: Found) => Found;
  /** What the API knows it by: names from the creation's answer, or from its parameters. */
  readonly identity: readonly string[];
  /** Looks at it as it stands; `undefined` when it is gone. */
  readonly read: (call: Call, identity: CallParameters) => Promise<Found | undefined>;
  /** Terraform's attributes beside the arguments: a member of what was read or of the identity, or a function of both. */
  readonly attributes: Readonly<Record<string, string | ((found: Found) => unknown)>>;
  /** The action that deletes it, with its identity. */
  readonly delete: string;
  /** Whether it stays when it is destroyed, as the provider only forgets it. @default - it never does */
  readonly outlives?: (found: Found) => boolean;
  /** What the deletion takes in place of the identity. @default - the identity */
  readonly deleteWith?: (identity: CallParameters) => CallParameters;
  /** What the deletion takes beside the identity. @default - nothing */
  readonly deleteAlso?: CallParameters;
}

/** One data source of the Terraform provider. */
export interface DataSource {
  readonly product: Product;
  /** Every argument that is known. */
  readonly arguments: readonly string[];
  /** The attributes that it yields. */
  readonly attributes: readonly string[];
  readonly read: (call: Call, given: Readonly<Record<string, unknown>>) => Promise<Readonly<Record<string, unknown>>>;
}
