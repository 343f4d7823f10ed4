import { terraformEnvironment } from '../../../cli/terraform/command-environment';
import { findLocalTarget } from '../../../cli/terraform/local-target';

const target = {
  endpoint: '127.0.0.1:4566',
  caFile: '/ca.pem',
  credentials: { accessKeyId: 'local-key', accessKeySecret: 'local-secret' },
  accountId: '1234567890123456',
};

describe('the environment of Terraform', () => {
  const base = {
    ALICLOUD_ACCESS_KEY: 'LTAI-foreign',
    ALIBABA_CLOUD_SECURITY_TOKEN: 'foreign',
    ALICLOUD_PROFILE: 'foreign',
    RAM_ENDPOINT: 'ram.foreign.example',
    TF_TOKEN_app_terraform_io: 'foreign',
    TF_DATA_DIR: '/foreign',
    TF_VAR_name: 'theirs',
    TF_CLI_ARGS_plan: '-parallelism=5',
    TF_WORKSPACE: 'theirs',
    PATH: '/bin',
  };
  const environment = terraformEnvironment({ target, dataFolder: '/data', cliConfigFile: undefined, base });

  test('has nothing of an account but the local one', () => {
    expect(JSON.stringify(environment)).not.toContain('foreign');
    expect(environment).toMatchObject({ ALICLOUD_ACCESS_KEY: 'local-key', SSL_CERT_FILE: '/ca.pem' });
  });

  test("has Terraform's variables, arguments and workspace of theirs, and plugins apart", () => {
    expect(environment).toMatchObject({
      TF_VAR_name: 'theirs',
      TF_CLI_ARGS_plan: '-parallelism=5',
      TF_WORKSPACE: 'theirs',
      TF_DATA_DIR: '/data',
      PATH: '/bin',
    });
  });

  test('sends products that the local cloud does not have there too', () => {
    const names = ['RAM', 'OSS', 'NLB', 'SLS', 'BSSOPENAPI'].map((product) => `ALIBABA_CLOUD_ENDPOINT_${product}`);
    expect(names.map((name) => environment[name])).toEqual(names.map(() => '127.0.0.1:4566'));
  });
});

describe('a local cloud that the environment names', () => {
  test.each(['ecs.aliyuncs.com', '10.0.0.1:4566', '127.0.0.1', '127.0.0.1:99999', 'http://127.0.0.1:1'])(
    'rejects %s, which is not on this machine',
    async (endpoint) => {
      const environment = { CAUSEWAY_LOCAL_ENDPOINT: endpoint, SSL_CERT_FILE: '/ca.pem' };
      await expect(findLocalTarget('/nowhere', environment)).rejects.toThrow(/is no host:port of this machine/);
    },
  );

  test('rejects one that is not listening', async () => {
    const environment = { CAUSEWAY_LOCAL_ENDPOINT: '127.0.0.1:1', SSL_CERT_FILE: '/ca.pem' };
    await expect(findLocalTarget('/nowhere', environment)).rejects.toThrow(/nothing listens there/);
  });

  test('rejects one without the rest of what causeway local prints', async () => {
    const environment = { CAUSEWAY_LOCAL_ENDPOINT: '127.0.0.1:4566' };
    await expect(findLocalTarget('/nowhere', environment)).rejects.toThrow(/SSL_CERT_FILE is not/);
  });
});
