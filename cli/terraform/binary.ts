import { spawnSync } from 'node:child_process';
import { provider } from './provider';

/** A Terraform or OpenTofu that runs on this machine. */
export interface TerraformBinary {
  /** What to run: a name on PATH, or a path. */
  readonly command: string;
  /** `Terraform v1.11.4` or `OpenTofu v1.12.6`. */
  readonly version: string;
}

/**
 * Finds Terraform: what `TERRAFORM_BINARY_NAME` names (the variable of cdktf), else `terraform`, else `tofu`.
 *
 * @returns `undefined` when none of them runs.
 */
export function findTerraform(environment: NodeJS.ProcessEnv): TerraformBinary | undefined {
  const named = environment.TERRAFORM_BINARY_NAME;
  for (const command of named ? [named] : ['terraform', 'tofu']) {
    const run = spawnSync(command, ['version'], {
      encoding: 'utf8',
      env: { ...environment, CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: undefined },
    });
    const version = /^(?:Terraform|OpenTofu) v\S+/m.exec(run.stdout ?? '')?.[0];
    if (run.status === 0 && version !== undefined) return { command, version };
  }
  return undefined;
}

/** What to tell somebody who has neither. */
export const howToGetTerraform = [
  'Terraform (>= 1.5) or OpenTofu is not on PATH. Get one of them, then run this again:',
  '  Terraform   https://developer.hashicorp.com/terraform/install',
  '  OpenTofu    https://opentofu.org/docs/intro/install/',
  'If it is installed under another name, put that name into TERRAFORM_BINARY_NAME.',
].join('\n');

/** What to tell somebody whose Terraform cannot get the provider. */
export const howToGetTheProvider = [
  `Terraform cannot get the provider aliyun/alicloud ${provider.version}. Either give this machine access to registry.terraform.io,`,
  'or name a Terraform filesystem mirror that holds it: export CAUSEWAY_PROVIDER_MIRROR=/path/to/mirror',
  '(made on a machine with access by: terraform providers mirror /path/to/mirror).',
].join('\n');
