import type { JsonSchema } from '../../lib/config';

interface Field {
  readonly path: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly defaultValue: unknown;
  readonly description: string;
}

const INTRODUCTION = `# The deployment file

Generated from the schema of the file by \`npm run docs\`. \`*\` stands for a name of yours. Rules between fields (blocks that must not
overlap, references that must lead somewhere, regions that must offer what is used) are checked too, and told with line and
column.
`;

/** The reference of the deployment file: one table for each of its first-level fields. */
export function deploymentReference(schema: JsonSchema): string {
  const sections = Object.entries(schema.properties ?? {}).map(([name, part]) => {
    const [itself, ...below] = fieldsOf(name, part, requiredOf(schema).includes(name));
    const isRequired = itself?.isRequired ? ' Required.' : '';
    return `\n## ${name}\n\n${part.description ?? ''}${isRequired}\n${below.length > 0 ? `\n${table(below)}` : ''}`;
  });
  return `${INTRODUCTION}${sections.join('')}`;
}

function fieldsOf(path: string, schema: JsonSchema, isRequired: boolean): Field[] {
  const children = [
    ...Object.entries(schema.properties ?? {}).map(([key, part]) => ({ key, part })),
    ...(typeof schema.additionalProperties === 'object' ? [{ key: '*', part: schema.additionalProperties }] : []),
    ...(schema.items?.properties === undefined ? [] : [{ key: '*', part: schema.items }]),
  ];
  const { description = '', default: defaultValue } = schema;
  return [
    { path, type: typeOf(schema), isRequired, defaultValue, description },
    ...children.flatMap(({ key, part }) =>
      fieldsOf(`${path}.${key}`, part, key !== '*' && requiredOf(schema).includes(key)),
    ),
  ];
}

function requiredOf(schema: JsonSchema): readonly string[] {
  return Array.isArray(schema.required) ? (schema.required as string[]) : [];
}

function typeOf(schema: JsonSchema): string {
  if (Array.isArray(schema.enum)) return (schema.enum as string[]).map((value) => `\`${value}\``).join(', ');
  if (schema.items !== undefined) return `list of ${typeOf(schema.items)}`;
  const { minimum, maximum } = schema;
  if (schema.type === 'integer') return `${String(minimum)} to ${String(maximum)}`;
  return schema.type === 'object' ? 'map' : (schema.type ?? '');
}

function table(fields: readonly Field[]): string {
  const rows = fields.map(({ path, type, isRequired, defaultValue, description }) => {
    const isMap = type === 'map';
    const fallback = defaultValue === undefined || isMap ? '' : `\`${JSON.stringify(defaultValue)}\``;
    const cells = [`\`${path}\``, type, isRequired ? 'required' : fallback, description];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  });
  return `| field | value | default | |\n| --- | --- | --- | --- |\n${rows.join('')}`;
}
