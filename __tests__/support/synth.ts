import { App, Testing, TerraformStack } from 'cdktf';

/** Arguments of a resource or data source, in Terraform's words. */
export type Block = Readonly<Record<string, unknown>>;

/** What a stack synthesizes to, by type and name. */
export interface Synthesized {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly data: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly provider: { readonly alicloud: readonly Block[] };
  readonly output: Readonly<Record<string, { readonly value: unknown }>>;
  readonly check?: Readonly<Record<string, Block>>;
  readonly terraform: Block;
}

/** Synthesizes a stack, with its validations, which cdktf skips by default. */
export function synthStack(stack: TerraformStack): Synthesized {
  const json = JSON.parse(Testing.synth(stack, true)) as Synthesized;
  return { ...json, resource: json.resource ?? {}, data: json.data ?? {} };
}

/** Synthesizes what a function puts into an empty stack. */
export function synth(build: (stack: TerraformStack) => void): Synthesized {
  const stack = new TerraformStack(Testing.stubVersion(new App({ stackTraces: false })), 'test');
  build(stack);
  return synthStack(stack);
}

/** The resources of a type. */
export function all(json: Synthesized, type: string): readonly Block[] {
  return Object.values(json.resource[type] ?? {});
}

/** The only resource of a type. */
export function only(json: Synthesized, type: string): Block {
  const blocks = all(json, type);
  if (blocks.length !== 1) throw new Error(`expected one ${type}, got ${blocks.length}`);
  return blocks[0]!;
}

/** A reference to an attribute of the only resource of a type. */
export function reference(json: Synthesized, type: string, attribute: string): string {
  const names = Object.keys(json.resource[type] ?? {});
  if (names.length !== 1) throw new Error(`expected one ${type}, got ${names.length}`);
  return `\${${type}.${names[0]}.${attribute}}`;
}
