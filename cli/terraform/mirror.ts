import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ExecutionError } from '../../lib/core';

/** The folder inside a filesystem mirror that holds the provider. */
const PROVIDER_FOLDER = join('registry.terraform.io', 'aliyun', 'alicloud');

/**
 * The provider mirror of this machine, for places without a registry: the one that `CAUSEWAY_PROVIDER_MIRROR` names, else
 * a folder `shared/terraform-mirror` beside the project, else none.
 *
 * @throws ExecutionError When the variable names a folder that holds no such provider.
 */
export function findMirror(environment: NodeJS.ProcessEnv, projectFolder: string): string | undefined {
  const named = environment.CAUSEWAY_PROVIDER_MIRROR;
  if (named) {
    const folder = resolve(named);
    if (existsSync(join(folder, PROVIDER_FOLDER))) return folder;
    throw new ExecutionError(
      'MIRROR_WITHOUT_PROVIDER',
      `CAUSEWAY_PROVIDER_MIRROR names ${folder}, which holds no ${PROVIDER_FOLDER}; name a Terraform filesystem mirror that does, or unset it`,
    );
  }
  const sibling = resolve(projectFolder, '..', 'shared', 'terraform-mirror');
  return existsSync(join(sibling, PROVIDER_FOLDER)) ? sibling : undefined;
}

/**
 * Writes a Terraform CLI configuration that takes the provider from a mirror and shares one unpacked copy of it.
 *
 * @returns The file, for `TF_CLI_CONFIG_FILE`.
 */
export function writeCliConfig(folder: string, mirror: string): string {
  const cache = join(folder, 'plugin-cache');
  mkdirSync(cache, { recursive: true });
  const file = join(folder, 'terraform.rc');
  const lines = [
    `plugin_cache_dir = ${JSON.stringify(cache)}`,
    'plugin_cache_may_break_dependency_lock_file = true',
    'provider_installation {',
    '  filesystem_mirror {',
    `    path    = ${JSON.stringify(mirror)}`,
    '    include = ["registry.terraform.io/aliyun/*"]',
    '  }',
    '  direct {',
    '    exclude = ["registry.terraform.io/aliyun/*"]',
    '  }',
    '}',
  ];
  // Another run may be reading it: it is whole at any moment.
  const written = `${file}.${process.pid}`;
  writeFileSync(written, lines.join('\n') + '\n');
  renameSync(written, file);
  return file;
}
