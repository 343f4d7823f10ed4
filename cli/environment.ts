import type { LocalCloud } from '@causeway/local-cloud';

/**
 * Variables that carry credentials, or that send the provider, Terraform or a cloud backend somewhere else. They never
 * reach a process that works on the local cloud.
 */
const accountVariables =
  /^(ALICLOUD_|ALIBABA_CLOUD_|ALIBABACLOUD_|ALIYUN_|TF_TOKEN_|TF_CLOUD_|TF_VAR_|TF_CLI_ARGS)|^(TF_WORKSPACE|TF_DATA_DIR|TF_ENDPOINT_PATH|TF_REATTACH_PROVIDERS|SECURITY_TOKEN)$|_ENDPOINT$/;

/** What a shell must export so that `terraform` and `cdktf` reach a local cloud, and nothing else. */
export interface EnvironmentOptions {
  readonly cloud: Pick<LocalCloud, 'endpoint' | 'caFile' | 'credentials' | 'accountId'>;
  /** The file for `TF_CLI_CONFIG_FILE`, where the provider comes from a mirror. */
  readonly cliConfigFile?: string | undefined;
  /** The environment that the map is for: account variables found in it are emptied. */
  readonly base: NodeJS.ProcessEnv;
}

/** The variables, by name. An empty value stands for one that must not have any other. */
export function exportedEnvironment({ cloud, cliConfigFile, base }: EnvironmentOptions): Record<string, string> {
  const emptied = Object.keys(base).filter((name) => accountVariables.test(name) && base[name] !== '');
  return {
    ...Object.fromEntries(emptied.map((name) => [name, ''])),
    CAUSEWAY_LOCAL_ENDPOINT: cloud.endpoint,
    ALICLOUD_ACCESS_KEY: cloud.credentials.accessKeyId,
    ALICLOUD_SECRET_KEY: cloud.credentials.accessKeySecret,
    ALICLOUD_ACCOUNT_ID: cloud.accountId,
    ALICLOUD_ACCOUNT_TYPE: 'Domestic',
    // The provider deletes security-group rules over HTTPS whatever protocol it is told to use.
    SSL_CERT_FILE: cloud.caFile,
    NO_PROXY: [base.NO_PROXY ?? base.no_proxy, '127.0.0.1', 'localhost'].filter(Boolean).join(','),
    CHECKPOINT_DISABLE: '1',
    // What Terraform remembers of a folder; with that of the real cloud, where the state is elsewhere, it would not start.
    TF_DATA_DIR: '.terraform-local',
    ...(cliConfigFile !== undefined && {
      TF_CLI_CONFIG_FILE: cliConfigFile,
      // `cdktf diff` and `deploy` also run `terraform providers lock`, which asks the registry even with a mirror.
      CDKTF_SKIP_PROVIDER_LOCK: 'true',
    }),
  };
}

/** The whole environment of a Terraform process on the local cloud: the base without account variables, plus the above. */
export function processEnvironment(options: EnvironmentOptions): NodeJS.ProcessEnv {
  const { NO_PROXY, no_proxy } = options.base;
  const kept = Object.entries(options.base).filter(([name]) => !accountVariables.test(name));
  return {
    ...Object.fromEntries(kept),
    ...exportedEnvironment({ ...options, base: { NO_PROXY, no_proxy } }),
  };
}

/** The environment in which main.ts makes a stack of every deployment in a folder: the user's own, or that of a local cloud. */
export function synthEnvironment(deployments: string, base: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return { ...base, CAUSEWAY_DEPLOYMENTS: deployments };
}

/** The same where a stack is only looked at: one that cannot work is written, too. */
export function unprovenEnvironment(deployments: string): NodeJS.ProcessEnv {
  return { ...synthEnvironment(deployments), CAUSEWAY_PROOF: 'off' };
}
