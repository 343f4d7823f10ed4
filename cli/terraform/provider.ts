import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The provider that everything here is made for. */
export const provider = { source: 'registry.terraform.io/aliyun/alicloud', version: '1.289.0' } as const;

/** How long a download of the provider may take, in milliseconds. */
const TIMEOUT_MS = 300_000;

/**
 * Runs `terraform init` in a folder that asks for the provider and nothing else; that fills the plugin cache, where there is one.
 *
 * @param command - What runs Terraform.
 * @returns What Terraform said when it cannot get the provider; `undefined` when it can.
 */
export function whyNoProvider(command: string, environment: NodeJS.ProcessEnv): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-init-'));
  try {
    const configuration = { terraform: { required_providers: { alicloud: provider } } };
    writeFileSync(join(folder, 'main.tf.json'), JSON.stringify(configuration));
    // Its own data folder: what an environment's remembers of another backend would be the error.
    const env = { ...environment, CHECKPOINT_DISABLE: '1', TF_DATA_DIR: join(folder, '.terraform') };
    const options = { cwd: folder, env, encoding: 'utf8', timeout: TIMEOUT_MS } as const;
    const { status, stdout, stderr } = spawnSync(command, ['init', '-input=false', '-no-color'], options);
    return status === 0 ? undefined : `${stdout ?? ''}\n${stderr ?? ''}`.trim();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether what `terraform init` printed says that it could not get a provider. */
export function lacksProvider(text: string): boolean {
  return /Failed to (query available provider packages|install provider|resolve provider packages)/.test(text);
}
