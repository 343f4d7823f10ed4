import { whyNoProvider } from '../../../cli/terraform/provider';
import { cliConfigFile, missing, terraformCommand } from './requirements';

/** Prepares what all suites share, before any of them runs. */
export default function setUp(): void {
  // Terraform and the provider mostly decode the provider's schema; with fewer collections a plan takes a fifth less of the processor.
  process.env.GOGC ??= '400';
  warmPluginCache();
}

/**
 * Unpacks the provider into the plugin cache of all suites: when two of them unpacked it at the same time, one would find a
 * file that the other is still writing ("text file busy").
 */
function warmPluginCache(): void {
  const rc = cliConfigFile();
  if (missing !== undefined || rc === undefined) return;
  const reason = whyNoProvider(terraformCommand, { ...process.env, TF_CLI_CONFIG_FILE: rc });
  if (reason !== undefined) throw new Error(`terraform init failed while the plugin cache was filled: ${reason}`);
}
