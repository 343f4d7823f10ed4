/** A code block that says where it comes from. */
const BLOCK = /<!-- from: (\S+) -->\n\n```(\w+)\n[\s\S]*?```/g;

/** What the readme shows of a file: what stands between its marks. */
const REGION = /^(?:\/\/|#) readme:begin\n([\s\S]*?)^(?:\/\/|#) readme:end$/m;

/**
 * Puts the files that a readme shows into it.
 *
 * @param readSource - Text of a file by its path from the root of the project.
 * @throws Error When a file that is not YAML has no marked region.
 */
export function fillReadme(readme: string, readSource: (path: string) => string): string {
  return readme.replace(BLOCK, (_block, path: string, language: string) => {
    const source = readSource(path);
    const shown = language === 'yaml' ? withoutComments(source) : regionOf(path, source);
    return `<!-- from: ${path} -->\n\n\`\`\`${language}\n${shown}\`\`\``;
  });
}

function regionOf(path: string, source: string): string {
  const region = REGION.exec(source)?.[1];
  if (region === undefined) throw new Error(`${path} has no lines readme:begin and readme:end`);
  return region;
}

function withoutComments(yaml: string): string {
  const lines = yaml.split('\n').map((line) => line.replace(/(^|\s)\s*#.*$/, ''));
  return `${lines.filter((line) => line.trim() !== '').join('\n')}\n`;
}
