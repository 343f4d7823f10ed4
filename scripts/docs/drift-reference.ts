import { KNOWN_TYPES, MIRRORS, OLD_NAMES, reportOnlyAttributes, schemaOf } from '../../lib/drift';
import { table } from './table';

const INTRODUCTION = `# What is no drift

Generated from the code by \`npm run docs\`. Right after an apply, Terraform's state says many things otherwise than the next look at the
cloud. [\`causeway drift\`](../drift.md) compares by meaning: what follows is another in the state than in the cloud, and nobody changed it.

## The same, by several names

Nothing, \`null\`, \`""\`, \`[]\`, \`{}\`, \`false\` and \`0\` are the same: the provider writes now this and now that for what nobody set
(\`tags\`: \`null\`, then \`{}\`). So is a list with the same items in another order.
`;

const OLD =
  'The provider keeps these beside their new names. A change by hand shows under both; it is told of the new one.';

const SHOWN_TWICE =
  'The attribute of the first also shows what are resources of the second type. Their making is no drift of the first, and a change of them is told of themselves.';

const REPORTED =
  'No configuration can set these, and some of them move by themselves. Of resource types that are not here every attribute counts.';

/** The page of what \`causeway drift\` does not take for drift. */
export function driftReference(): string {
  return [
    INTRODUCTION,
    section('Old names', OLD, table(['resource', 'old name', 'new name'], oldNames())),
    section('Shown twice', SHOWN_TWICE, table(['resource', 'attribute', 'shows'], mirrors())),
    section('What only the cloud sets', REPORTED, table(['resource', 'attributes'], reported())),
  ].join('\n');
}

function oldNames(): readonly (readonly string[])[] {
  return Object.entries(OLD_NAMES).flatMap(([type, names]) =>
    Object.entries(names).map(([old, name]) => [code(type), code(old), code(name)]),
  );
}

function mirrors(): readonly (readonly string[])[] {
  return MIRRORS.map(({ type, attribute, of }) => [code(type), code(attribute), code(of)]);
}

function reported(): readonly (readonly string[])[] {
  return [...KNOWN_TYPES].sort().flatMap((type) => {
    const block = schemaOf(type);
    const attributes = block === undefined ? [] : reportOnlyAttributes(block);
    return attributes.length === 0 ? [] : [[code(type), attributes.map(code).join(', ')]];
  });
}

const code = (text: string): string => `\`${text}\``;

function section(title: string, text: string, rows: string): string {
  return `## ${title}\n\n${text}\n\n${rows}`;
}
