import { blocks, type ConfigurationFile } from './configuration-files';

/** One configuration of the provider in a module: all blocks of one alias, merged. */
export interface ProviderBlock {
  /** The name that the module gives the provider, `alicloud` unless `required_providers` says otherwise. */
  readonly localName: string;
  /** Absent for the default configuration. */
  readonly alias?: string;
  /** Its arguments and nested blocks, in Terraform's JSON syntax; `dynamic` lists all of that kind. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** A source address of the provider, with or without a registry in front; it began its life under `hashicorp`. */
const SOURCE = /(^|\/)(aliyun|hashicorp)\/alicloud$/;

/** The names under which a module uses the provider. */
export function localNames(files: readonly ConfigurationFile[]): string[] {
  const required = new Map(
    files
      .flatMap(({ content }) => blocks(content.terraform))
      .flatMap((terraform) => blocks(terraform.required_providers))
      .flatMap((providers) => Object.entries(providers)),
  );
  const named = [...required].filter(([, requirement]) => SOURCE.test(sourceOf(requirement))).map(([name]) => name);
  const isElsewhere = sourceOf(required.get('alicloud')) !== '';
  // Where nothing is said about it, `alicloud` stands for `hashicorp/alicloud`. To name it where nobody uses it would make
  // Terraform look for that.
  const isImplied = !isElsewhere && (blocksOf(files, 'alicloud').length > 0 || files.some(usesImplied));
  return [...new Set([...named, ...(isImplied ? ['alicloud'] : [])])];
}

/** Whether a file has a resource or data source that takes its provider from the first word of its type. */
function usesImplied({ content }: ConfigurationFile): boolean {
  return [...blocks(content.resource), ...blocks(content.data)]
    .flatMap((byType) => Object.entries(byType))
    .filter(([type]) => type.startsWith('alicloud_'))
    .flatMap(([, byName]) => blocks(byName).flatMap((named) => Object.values(named)))
    .flatMap(blocks)
    .some((body) => !('provider' in body));
}

/** Every configuration of the provider in a module, override files merged in; the default ones also when nobody wrote them. */
export function providerBlocks(files: readonly ConfigurationFile[]): ProviderBlock[] {
  return localNames(files).flatMap((localName) => {
    const merged = new Map<string, ProviderBlock>([['', { localName, body: {} }]]);
    for (const body of blocksOf(files, localName)) {
      const alias = typeof body.alias === 'string' ? body.alias : '';
      const before = merged.get(alias)?.body ?? {};
      const dynamic = [...blocks(before.dynamic), ...blocks(body.dynamic)];
      merged.set(alias, { localName, ...(alias !== '' && { alias }), body: { ...before, ...body, dynamic } });
    }
    return [...merged.values()];
  });
}

/** Whether a module configures the provider itself, in place of taking configurations from its caller. */
export function configuresProvider(files: readonly ConfigurationFile[]): boolean {
  const isPlaceholder = (body: object): boolean => Object.keys(body).every((key) => ['alias', 'version'].includes(key));
  return localNames(files).some((localName) => blocksOf(files, localName).some((body) => !isPlaceholder(body)));
}

function blocksOf(files: readonly ConfigurationFile[], localName: string) {
  return files
    .flatMap(({ content }) => blocks(content.provider))
    .flatMap((byName) => blocks(byName[localName]).filter(() => localName in byName));
}

function sourceOf(requirement: unknown): string {
  const [{ source = '' } = {}] = blocks(requirement);
  return typeof source === 'string' ? source : '';
}
