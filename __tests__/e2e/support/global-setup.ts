import { whyNoProvider } from '../../../cli/terraform/provider';
import { cliConfigFile, missing, terraformCommand } from './requirements';

/**
 * Unpacks the provider into the plugin cache that all suites share, before any of them runs: when two of them unpacked it at
 * the same time, one would find a file that the other is still writing ("text file busy").
 */
export default function warmPluginCache(): void {
  const rc = cliConfigFile();
  if (missing !== undefined || rc === undefined) return;
  const reason = whyNoProvider(terraformCommand, { ...process.env, TF_CLI_CONFIG_FILE: rc });
  if (reason !== undefined) throw new Error(`terraform init failed while the plugin cache was filled: ${reason}`);
}
