import { exportedEnvironment, processEnvironment, synthEnvironment, unprovenEnvironment } from '../../cli/environment';

const cloud = {
  endpoint: '127.0.0.1:4566',
  caFile: '/state/ca.pem',
  accountId: '1234567890123456',
  credentials: { accessKeyId: 'local-key', accessKeySecret: 'local-secret' },
};

const foreign = {
  ALICLOUD_ACCESS_KEY: 'foreign',
  ALICLOUD_SECRET_KEY: 'foreign',
  ALICLOUD_SECURITY_TOKEN: 'foreign',
  ALICLOUD_PROFILE: 'foreign',
  ALICLOUD_ASSUME_ROLE_ARN: 'foreign',
  ALICLOUD_REGION: 'foreign',
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'foreign',
  ALIBABA_CLOUD_ECS_METADATA: 'foreign',
  ALIBABACLOUD_ACCESS_KEY: 'foreign',
  ALIYUN_ACCESS_KEY: 'foreign',
  SECURITY_TOKEN: 'foreign',
  ECS_ENDPOINT: 'foreign',
  TF_TOKEN_app_terraform_io: 'foreign',
  TF_CLOUD_ORGANIZATION: 'foreign',
  TF_VAR_key: 'foreign',
  TF_CLI_ARGS_plan: 'foreign',
  TF_WORKSPACE: 'foreign',
  TF_DATA_DIR: 'foreign',
  TF_REATTACH_PROVIDERS: 'foreign',
  SSL_CERT_FILE: 'foreign',
};

describe('processEnvironment', () => {
  const env = processEnvironment({ cloud, base: { ...foreign, PATH: '/bin', TF_CLI_CONFIG_FILE: '/my.rc' } });

  it('hands nothing foreign on', () => {
    expect(Object.entries(env).filter(([, value]) => value?.includes('foreign'))).toEqual([]);
    expect(env).not.toHaveProperty('ALICLOUD_PROFILE');
  });

  it('keeps the rest, and points at the local cloud', () => {
    expect(env).toMatchObject({
      PATH: '/bin',
      TF_CLI_CONFIG_FILE: '/my.rc',
      CAUSEWAY_LOCAL_ENDPOINT: '127.0.0.1:4566',
      ALICLOUD_ACCESS_KEY: 'local-key',
      ALICLOUD_SECRET_KEY: 'local-secret',
      SSL_CERT_FILE: '/state/ca.pem',
    });
  });
});

describe('exportedEnvironment', () => {
  it('empties account variables that the shell has', () => {
    const env = exportedEnvironment({ cloud, base: { ...foreign, PATH: '/bin' } });
    expect(Object.values(env)).not.toContain('foreign');
    expect(env).toMatchObject({ ALICLOUD_PROFILE: '', ALIBABA_CLOUD_ACCESS_KEY_ID: '', TF_CLI_ARGS_plan: '' });
    expect(env).not.toHaveProperty('PATH');
  });

  it('names no variable that the shell has not, beside its own', () => {
    expect(Object.keys(exportedEnvironment({ cloud, base: {} })).sort()).toEqual([
      'ALICLOUD_ACCESS_KEY',
      'ALICLOUD_ACCOUNT_ID',
      'ALICLOUD_ACCOUNT_TYPE',
      'ALICLOUD_SECRET_KEY',
      'CAUSEWAY_LOCAL_ENDPOINT',
      'CHECKPOINT_DISABLE',
      'NO_PROXY',
      'SSL_CERT_FILE',
      'TF_DATA_DIR',
    ]);
  });

  it('adds to the hosts that no proxy is for, however the shell spells the variable', () => {
    const noProxy = (base: NodeJS.ProcessEnv) => exportedEnvironment({ cloud, base }).NO_PROXY;
    expect(noProxy({})).toBe('127.0.0.1,localhost');
    expect(noProxy({ NO_PROXY: 'a.example' })).toBe('a.example,127.0.0.1,localhost');
    expect(noProxy({ no_proxy: 'b.example' })).toBe('b.example,127.0.0.1,localhost');
  });

  it('lets cdktf lock no providers where they come from a mirror', () => {
    expect(exportedEnvironment({ cloud, cliConfigFile: '/m.rc', base: {} })).toMatchObject({
      TF_CLI_CONFIG_FILE: '/m.rc',
      CDKTF_SKIP_PROVIDER_LOCK: 'true',
    });
  });
});

describe('the environment of a synthesis', () => {
  it('names the folder of the deployments to main.ts, and leaves the proof on', () => {
    const base = { PATH: '/bin', CAUSEWAY_DEPLOYMENTS: 'others' };
    expect(synthEnvironment('/mine', base)).toEqual({ PATH: '/bin', CAUSEWAY_DEPLOYMENTS: '/mine' });
  });

  it("is the user's own with the proof off where a stack is only looked at", () => {
    const own = { ...process.env, CAUSEWAY_DEPLOYMENTS: '/mine', CAUSEWAY_PROOF: 'off' };
    expect(unprovenEnvironment('/mine')).toEqual(own);
  });
});
