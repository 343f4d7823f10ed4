import { deploymentJsonSchema, type JsonSchema } from '../../../lib/config';

/** Every part of a schema, with where it is. */
function parts(schema: JsonSchema, path: string): readonly (readonly [string, JsonSchema])[] {
  const { properties = {}, additionalProperties, items } = schema;
  return [
    [path, schema],
    ...Object.entries(properties).flatMap(([key, part]) => parts(part, `${path}.${key}`)),
    ...(typeof additionalProperties === 'object' ? parts(additionalProperties, `${path}.*`) : []),
    ...(items === undefined ? [] : parts(items, `${path}[]`)),
  ];
}

describe('the JSON Schema of a deployment', () => {
  const schema = deploymentJsonSchema();

  it('describes every field', () => {
    const silent = parts(schema, '').filter(
      ([path, { description }]) => description === undefined && !/\[\]$|^\.tags\.\*$/.test(path),
    );
    expect(silent.map(([path]) => path)).toEqual([]);
  });

  it('asks only for what has no default', () => {
    expect(schema.required).toEqual(['name', 'cen', 'frontend', 'serverGroups', 'backends']);
  });

  it('offers the allowed values and ranges', () => {
    const byPath = new Map(parts(schema, ''));
    expect(byPath.get('.serverGroups.*.scheduler')?.enum).toEqual(['Wrr', 'Wlc', 'Sch', 'Uch']);
    expect(byPath.get('.backends.*.servers.*.weight')).toMatchObject({
      type: 'integer',
      minimum: 0,
      maximum: 100,
      default: 100,
    });
    expect(byPath.get('.frontend.listeners.*.port')).toMatchObject({ type: 'integer', minimum: 1, maximum: 65535 });
  });

  it('refuses unknown keys everywhere but in tags', () => {
    const open = parts(schema, '').filter(
      ([, part]) => part.type === 'object' && part.properties !== undefined && part.additionalProperties !== false,
    );
    expect(open.map(([path]) => path)).toEqual([]);
  });
});
