import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTerraform } from '../../../cli/terraform/binary';
import { findMirror, writeCliConfig } from '../../../cli/terraform/mirror';

/** The project's folder. */
export const root = join(__dirname, '..', '..', '..');

/** Where the provider comes from on this machine, when not from a registry. */
export const mirror = findMirror(process.env, root);

/** One plugin cache for every test of this machine: the provider is 305 MB unpacked. */
export const cliConfigFolder = join(root, '.causeway', 'e2e');

/** The CLI configuration for tests that run Terraform themselves. */
export function cliConfigFile(): string | undefined {
  return mirror === undefined ? undefined : writeCliConfig(cliConfigFolder, mirror);
}

const terraform = findTerraform(process.env);

/** Why Terraform-backed tests cannot run here; `undefined` when they can. */
export const missing: string | undefined = whatIsMissing();

/** What runs Terraform here. */
export const terraformCommand = terraform?.command ?? 'terraform';

function whatIsMissing(): string | undefined {
  if (!terraform) return explain('neither terraform nor tofu runs on this machine');
  if (mirror !== undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'causeway-init-'));
  try {
    const provider = { source: 'registry.terraform.io/aliyun/alicloud', version: '1.289.0' };
    writeFileSync(
      join(folder, 'main.tf.json'),
      JSON.stringify({ terraform: { required_providers: { alicloud: provider } } }),
    );
    const init = spawnSync(terraform.command, ['init', '-input=false', '-no-color'], {
      cwd: folder,
      encoding: 'utf8',
      timeout: 300_000,
      env: { ...process.env, CHECKPOINT_DISABLE: '1' },
    });
    return init.status === 0 ? undefined : explain(`terraform cannot get the provider: ${init.stderr.trim()}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function explain(reason: string): string {
  process.stderr.write(`Terraform-backed tests are skipped: ${reason}\n`);
  return reason;
}
