import { accessFromEnvironment } from '../../live';

const own = { ALICLOUD_ACCESS_KEY: 'own', ALICLOUD_SECRET_KEY: 'own-secret' };
const common = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'common',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'common-secret',
  ALIBABA_CLOUD_SECURITY_TOKEN: 'common-token',
};

describe('credentials', () => {
  test.each([
    ["the provider's own names", own, { accessKeyId: 'own', accessKeySecret: 'own-secret' }],
    [
      "the names of Alibaba Cloud's tools",
      common,
      { accessKeyId: 'common', accessKeySecret: 'common-secret', securityToken: 'common-token' },
    ],
    // A token that belongs to another key would be refused.
    ['the own ones of both, unmixed', { ...common, ...own }, { accessKeyId: 'own', securityToken: undefined }],
    ['the others where the own ones are empty', { ...common, ALICLOUD_ACCESS_KEY: ' ' }, { accessKeyId: 'common' }],
  ])('are taken by %s', (_, environment, access) => {
    expect(accessFromEnvironment(environment)).toMatchObject(access);
  });

  test.each([
    [{}, 'ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY not set'],
    [{ ...common, ALICLOUD_SECRET_KEY: 'secret' }, 'ALICLOUD_ACCESS_KEY not set'],
    [{ ALIBABA_CLOUD_ACCESS_KEY_ID: 'id' }, 'ALIBABA_CLOUD_ACCESS_KEY_SECRET not set'],
  ])('rejects half of them, by name', (environment, message) => {
    expect(() => accessFromEnvironment(environment)).toThrow(message);
  });
});
