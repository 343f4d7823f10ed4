import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { ExecutionError } from '../../lib/core';
import {
  blocks,
  type ConfigurationFile,
  type Dialect,
  isOverride,
  readConfiguration,
  readModule,
} from './configuration-files';
import { OVERRIDE_FILE } from './override-file';
import { configuresProvider, localNames } from './provider-blocks';

/** What is looked through before Terraform is let loose. */
export interface ReachOptions {
  /** The root module. */
  readonly folder: string;
  /** Terraform's data folder, which lists the installed modules. */
  readonly dataFolder: string;
  /** The root module's files, without our override. */
  readonly files: readonly ConfigurationFile[];
  readonly subcommand: string;
  readonly dialect: Dialect;
}

/**
 * Refuses a configuration of which some part would go to the real cloud all the same.
 *
 * @throws ExecutionError With that part's place.
 */
export async function checkReachable(options: ReachOptions): Promise<void> {
  const { folder, files } = options;
  if (existsSync(join(folder, 'endpoints.xml'))) {
    throw outOfReach(`${join(folder, 'endpoints.xml')} tells the provider where the cloud is; move it away`);
  }
  const later = files.find((file) => isOverride(file.name) && file.name > OVERRIDE_FILE && meddles(file, files));
  if (later) {
    throw outOfReach(
      `${later.name} overrides the provider or the backend after ${OVERRIDE_FILE} has; rename it to what sorts before`,
    );
  }
  await checkModules(options);
  if (options.subcommand === 'test') await checkTests(folder, files);
}

function meddles({ content }: ConfigurationFile, files: readonly ConfigurationFile[]): boolean {
  const names = localNames(files);
  const setsProvider = blocks(content.provider).some((byName) => names.some((name) => name in byName));
  return setsProvider || blocks(content.terraform).some((terraform) => 'backend' in terraform || 'cloud' in terraform);
}

/** A module that configures the provider itself cannot be overridden from outside, nor can what the root does not name. */
async function checkModules({ folder, dataFolder, files, dialect, subcommand }: ReachOptions): Promise<void> {
  if (subcommand === 'init') return;
  const isNamed = localNames(files).length > 0;
  for (const [key, directory] of installedModules(folder, dataFolder)) {
    const called = await readModule(directory, dialect);
    const name = `module ${key} (${relative(folder, directory)})`;
    if (configuresProvider(called)) {
      throw outOfReach(`${name} configures the provider itself; pass it one by "providers"`);
    }
    if (!isNamed && localNames(called).length > 0) {
      throw outOfReach(`${name} uses the provider and the root module does not name it; add it to required_providers`);
    }
  }
}

function installedModules(folder: string, dataFolder: string): (readonly [string, string])[] {
  const manifest = join(dataFolder, 'modules', 'modules.json');
  if (!existsSync(manifest)) return [];
  const { Modules = [] } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    Modules?: { readonly Key: string; readonly Dir: string }[];
  };
  return Modules.filter(({ Key }) => Key !== '').map(({ Key, Dir }) => [Key, resolve(folder, Dir)] as const);
}

/** Tests can bring configurations of the provider of their own. */
async function checkTests(folder: string, files: readonly ConfigurationFile[]): Promise<void> {
  const names = localNames(files);
  for (const directory of [folder, join(folder, 'tests')].filter(existsSync)) {
    for (const name of readdirSync(directory).filter((file) =>
      /\.tf(test|mock)\.(hcl|json)$|\.tofutest\./.test(file),
    )) {
      const { content } = await readConfiguration(directory, name);
      const providers = blocks(content.provider);
      if (!providers.some((byName) => names.some((local) => local in byName))) continue;
      throw outOfReach(
        `${join(relative(folder, directory), name)} configures the provider itself; take that out of it`,
      );
    }
  }
}

function outOfReach(message: string): ExecutionError {
  return new ExecutionError('OUT_OF_REACH', `not everything would stay on the local cloud: ${message}`);
}
