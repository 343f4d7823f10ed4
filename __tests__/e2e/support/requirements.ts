import { join } from 'node:path';
import { findTerraform } from '../../../cli/terraform/binary';
import { findMirror, writeCliConfig } from '../../../cli/terraform/mirror';
import { whyNoProvider } from '../../../cli/terraform/provider';

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
  const reason = whyNoProvider(terraform.command, process.env);
  return reason === undefined ? undefined : explain(`terraform cannot get the provider: ${reason}`);
}

function explain(reason: string): string {
  process.stderr.write(`Terraform-backed tests are skipped: ${reason}\n`);
  return reason;
}
