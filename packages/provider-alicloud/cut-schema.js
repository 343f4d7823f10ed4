'use strict';

/**
 * Cuts the answer of `terraform providers schema -json` down to what keep.json names.
 *
 * `description_kind` goes (always "plain" here, and the generator ignores it); descriptions stay, they become doc comments.
 * Throws when a kept name is not in the schema: a renamed or removed resource must not disappear silently.
 *
 * @param {object} full the parsed answer
 * @param {{source: string, version: string, resources: string[], dataSources: string[]}} keep the parsed keep.json
 * @returns {object} a schema that the binding generator accepts
 */
function cutSchema(full, keep) {
  const provider = full.provider_schemas?.[keep.source];
  if (!provider) {
    throw new Error(`the schema must describe ${keep.source}, got ${Object.keys(full.provider_schemas ?? {})}`);
  }
  const resources = pick(provider.resource_schemas, keep.resources, 'resources');
  const dataSources = pick(provider.data_source_schemas, keep.dataSources, 'dataSources');

  return {
    format_version: full.format_version,
    provider_versions: { [keep.source]: keep.version },
    provider_schemas: {
      [keep.source]: {
        provider: lean(provider.provider),
        resource_schemas: resources,
        data_source_schemas: dataSources,
      },
    },
  };
}

/** Renders a cut schema with one line per resource, so that a refresh reads as a list of what changed. */
function renderSchema(schema) {
  const [[source, provider]] = Object.entries(schema.provider_schemas);
  const rows = (schemas) =>
    Object.entries(schemas)
      .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
      .join(',\n');

  return [
    `{"format_version":${JSON.stringify(schema.format_version)},`,
    `"provider_versions":${JSON.stringify(schema.provider_versions)},`,
    `"provider_schemas":{${JSON.stringify(source)}:{`,
    `"provider":${JSON.stringify(provider.provider)},`,
    `"resource_schemas":{\n${rows(provider.resource_schemas)}\n},`,
    `"data_source_schemas":{\n${rows(provider.data_source_schemas)}\n}`,
    '}}}\n',
  ].join('\n');
}

function pick(schemas, names, list) {
  const missing = names.filter((name) => !schemas[name]);
  if (missing.length > 0) {
    throw new Error(`keep.json ${list} must exist in the provider, got ${missing.join(', ')}; remove or rename them`);
  }
  return Object.fromEntries([...names].sort().map((name) => [name, lean(schemas[name])]));
}

function lean(value) {
  return JSON.parse(JSON.stringify(value, (key, child) => (key === 'description_kind' ? undefined : child)));
}

module.exports = { cutSchema, renderSchema };
