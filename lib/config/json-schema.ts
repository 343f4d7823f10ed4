import { z } from 'zod';
import { deploymentSchema } from './schema/deployment';

/** A JSON Schema (draft 2020-12) or a part of one. */
export interface JsonSchema {
  readonly description?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly [keyword: string]: unknown;
}

/**
 * The JSON Schema of a deployment file, for editors and for the reference.
 *
 * It describes what a user writes: fields with a default are optional. Rules between fields are not in it.
 */
export function deploymentJsonSchema(): JsonSchema {
  schema ??= z.toJSONSchema(deploymentSchema, { io: 'input' }) as JsonSchema;
  return schema;
}

/** Made once: a file with problems looks at it for every one of them. */
let schema: JsonSchema | undefined;

/** The part of a schema that describes the value at a path, or undefined where no such value can be. */
export function schemaAt(schema: JsonSchema, path: readonly (string | number)[]): JsonSchema | undefined {
  return path.reduce<JsonSchema | undefined>((part, step) => {
    if (typeof step === 'number') return part?.items;
    const { properties = {}, additionalProperties } = part ?? {};
    if (Object.hasOwn(properties, step)) return properties[step];
    return typeof additionalProperties === 'object' ? additionalProperties : undefined;
  }, schema);
}
