import ts from 'typescript';

const INTRODUCTION = `# The outputs

Generated from \`CrossRegionAlbOutputs\` in stacks/outputs.ts by \`npm run docs\`. What the stack of a deployment file hands on: \`terraform output\`, \`cdktf output\`, or another stack by \`terraform_remote_state\`.

| output | value | |
| --- | --- | --- |
`;

/** How the types of values are told to people. */
const TYPES: Readonly<Record<string, string>> = {
  string: 'string',
  'ByRegion<string>': 'map of string by region',
  'ByRegion<ByKey<string>>': 'map by region of maps of string by key in the deployment file',
};

/**
 * The table of a stack's outputs.
 *
 * @param source - Text of stacks/outputs.ts.
 * @throws Error When an output has no documentation comment, or a type that the table has no words for.
 */
export function outputsReference(source: string): string {
  const file = ts.createSourceFile('outputs.ts', source, ts.ScriptTarget.Latest, true);
  const outputs = file.statements
    .filter(ts.isInterfaceDeclaration)
    .find(({ name }) => name.text === 'CrossRegionAlbOutputs');
  const rows = [...(outputs?.members ?? [])].filter(ts.isPropertySignature).map((member) => {
    const name = member.name.getText();
    const type = TYPES[member.type?.getText() ?? ''];
    const [comment] = member.getChildren().filter(ts.isJSDoc);
    const description = ts.getTextOfJSDocComment(comment?.comment);
    if (type === undefined)
      throw new Error(`output ${name}: no words for its type in scripts/docs/outputs-reference.ts`);
    if (!description) throw new Error(`output ${name} has no documentation comment in stacks/outputs.ts`);
    return `| \`${name}\` | ${type} | ${description.replaceAll('\n', ' ')}${absenceOf(comment)} |\n`;
  });
  if (rows.length === 0) throw new Error('stacks/outputs.ts has no interface CrossRegionAlbOutputs with members');
  return INTRODUCTION + rows.join('');
}

/** When an optional output is not there. */
function absenceOf(comment: ts.JSDoc | undefined): string {
  const tag = comment?.tags?.find(({ tagName }) => tagName.text === 'default');
  const when = ts.getTextOfJSDocComment(tag?.comment)?.replace(/^- /, '');
  return when === undefined ? '' : ` Not there when ${when}.`;
}
