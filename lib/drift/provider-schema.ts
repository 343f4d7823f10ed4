import schema from '@cdktf/provider-alicloud/schema.json';

/** What the provider says of an attribute, as far as it is read here. */
interface AttributeSchema {
  readonly optional?: boolean;
  readonly required?: boolean;
  readonly computed?: boolean;
}

/** What the provider says of a resource, or of a block in one. */
export interface BlockSchema {
  readonly attributes?: Readonly<Record<string, AttributeSchema>>;
  readonly block_types?: Readonly<Record<string, { readonly block: BlockSchema }>>;
}

const resources = schema.provider_schemas['registry.terraform.io/aliyun/alicloud'].resource_schemas as Readonly<
  Record<string, { readonly block: BlockSchema }>
>;

/** The resource types whose schema is known: those that the bindings are made for. */
export const KNOWN_TYPES: readonly string[] = Object.keys(resources);

/** The schema of a resource type; undefined for one that the bindings leave out, and for those of other providers. */
export function schemaOf(type: string): BlockSchema | undefined {
  return Object.hasOwn(resources, type) ? resources[type]?.block : undefined;
}

/** The schema of a block inside another. */
export function blockIn(block: BlockSchema | undefined, name: string): BlockSchema | undefined {
  return block?.block_types?.[name]?.block;
}

/** Whether only the cloud sets an attribute: no configuration can. */
export function isReportOnly(block: BlockSchema | undefined, attribute: string): boolean {
  const found = block?.attributes?.[attribute];
  return found?.computed === true && found.optional !== true && found.required !== true;
}

/** The attributes that only the cloud sets, those of nested blocks as `block.attribute`. */
export function reportOnlyAttributes(block: BlockSchema): readonly string[] {
  const own = Object.keys(block.attributes ?? {}).filter((name) => isReportOnly(block, name));
  const nested = Object.entries(block.block_types ?? {}).flatMap(([name, { block: inner }]) =>
    reportOnlyAttributes(inner).map((attribute) => `${name}.${attribute}`),
  );
  return [...own, ...nested];
}
