import schema from '@cdktf/provider-alicloud/schema.json';
import { processEnvironment } from '../environment';
import type { LocalTarget } from './local-target';

/** What decides the environment of somebody's Terraform. */
export interface CommandEnvironmentOptions {
  readonly target: Pick<LocalTarget, 'endpoint' | 'caFile' | 'credentials' | 'accountId'>;
  /** Where Terraform keeps plugins, modules and its choice of workspace, apart from `.terraform`. */
  readonly dataFolder: string;
  readonly cliConfigFile: string | undefined;
  readonly base: NodeJS.ProcessEnv;
}

/** Variables of Terraform itself that belong to the user's configuration and not to an account. */
const KEPT = /^(TF_VAR_|TF_CLI_ARGS)|^TF_WORKSPACE$/;

/** Products that the provider calls and knows no `endpoints` argument for. */
const FURTHER_PRODUCTS = [
  'adcp',
  'amqp_open',
  'cloudcontrol',
  'eas',
  'eds_aic',
  'expressconnectrouter',
  'foasconsole',
  'governance',
  'green',
  'hbase',
  'hologram',
  'live',
  'milvus',
  'openapiexplorer',
  'paiflow',
  'rdsai',
  'resourcecenter',
  'resourcedirectorymaster',
  'sls',
  'starrocks',
  'ververica',
  'yundun_bastionhost',
  'yundun_dbaudit',
] as const;

/**
 * The environment in which somebody's Terraform runs on a local cloud.
 *
 * Products that the local cloud does not have are sent there too, by environment variables, which every version of the
 * provider takes: the local cloud refuses them by name, and nothing goes to the real one.
 */
export function terraformEnvironment(options: CommandEnvironmentOptions): NodeJS.ProcessEnv {
  const { target, dataFolder, cliConfigFile, base } = options;
  const kept = Object.entries(base).filter(([name]) => KEPT.test(name));
  const { attributes } = providerSchema.block.block_types.endpoints.block;
  const products = [...Object.keys(attributes), ...FURTHER_PRODUCTS];
  return {
    ...processEnvironment({ cloud: target, cliConfigFile, base }),
    ...Object.fromEntries(kept),
    ...Object.fromEntries(products.map((name) => [`ALIBABA_CLOUD_ENDPOINT_${name.toUpperCase()}`, target.endpoint])),
    // Left out, the provider asks the billing service which kind of account it is.
    ALIBABA_CLOUD_ACCOUNT_TYPE: 'Domestic',
    TF_DATA_DIR: dataFolder,
  };
}

const providerSchema = schema.provider_schemas['registry.terraform.io/aliyun/alicloud'].provider;
