/** One step into a value: an attribute, an index, or `[*]`, after which the rest is taken of every element. */
export type Step =
  | { readonly kind: 'attribute'; readonly name: string }
  | { readonly kind: 'index'; readonly at: Expression }
  | { readonly kind: 'splat' };

/** An expression of Terraform's language, as far as a rehearsal reads it. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'steps'; readonly of: Expression; readonly steps: readonly Step[] }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Expression[] }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'for'; readonly variable: string; readonly of: Expression; readonly each: Expression }
  | { readonly kind: 'operation'; readonly operator: string; readonly left: Expression; readonly right: Expression };

/** A string of the configuration: texts, and expressions between them. */
export type Template = readonly (string | Expression)[];
