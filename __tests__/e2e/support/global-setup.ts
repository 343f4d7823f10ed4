import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { cliConfigFile, missing, terraformCommand } from './requirements';

/**
 * Unpacks the provider into the plugin cache that all suites share, before any of them runs: when two of them unpacked it at
 * the same time, one would find a file that the other is still writing ("text file busy").
 */
export default function warmPluginCache(): void {
  const rc = cliConfigFile();
  if (missing !== undefined || rc === undefined) return;
  const folder = mkdtempSync(join(tmpdir(), 'causeway-warm-'));
  const provider = { source: 'registry.terraform.io/aliyun/alicloud', version: '1.289.0' };
  const config = { terraform: { required_providers: { alicloud: provider } } };
  writeFileSync(join(folder, 'main.tf.json'), JSON.stringify(config));
  const env = { ...process.env, TF_CLI_CONFIG_FILE: rc, CHECKPOINT_DISABLE: '1' };
  const init = spawnSync(terraformCommand, ['init', '-input=false'], { cwd: folder, env, encoding: 'utf8' });
  rmSync(folder, { recursive: true, force: true });
  if (init.status !== 0) throw new Error(`terraform init failed while the plugin cache was filled: ${init.stderr}`);
}
