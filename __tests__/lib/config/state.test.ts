import { sharedState, validateDeployment, type Deployment, type DeploymentInput } from '../../../lib/config';
import { isValidationError } from '../../../lib/core';
import { seedWith } from './fixtures';

type Terraform = NonNullable<DeploymentInput['terraform']>;

const deployment = (name: string, terraform: Terraform): Deployment =>
  validateDeployment(seedWith((d) => Object.assign(d, { name, terraform }))).deployment;

const inBucket = (name: string, more: object = {}): Deployment =>
  deployment(name, { backend: 'oss', oss: { bucket: 'acme-states', region: 'cn-chengdu', ...more } });

const inCloud = (name: string, workspaces: object = {}, more: object = {}): Deployment =>
  deployment(name, { backend: 'cloud', cloud: { organization: 'acme', workspaces, ...more } });

/** What is wrong with a deployment that keeps its state so, by code. */
function codesOf(terraform: unknown): readonly string[] {
  try {
    deployment('shop', terraform as Terraform);
    return [];
  } catch (error) {
    if (!isValidationError(error)) throw error;
    return error.issues.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  }
}

describe('the state of a deployment', () => {
  it.each([
    ['an upper-case bucket', { backend: 'oss', oss: { bucket: 'Acme', region: 'cn-chengdu' } }, 'FORMAT_INVALID'],
    ['no bucket', { backend: 'oss', oss: { region: 'cn-chengdu' } }, 'REQUIRED'],
    [
      'a prefix that leads out',
      { backend: 'oss', oss: { bucket: 'acme', region: 'cn-chengdu', prefix: 'a/../b' } },
      'FORMAT_INVALID',
    ],
    [
      'a state that everybody may read',
      { backend: 'oss', oss: { bucket: 'acme', region: 'cn-chengdu', acl: 'public-read' } },
      'VALUE_NOT_ALLOWED',
    ],
    [
      'a table without an endpoint',
      { backend: 'oss', oss: { bucket: 'acme', region: 'cn-chengdu', tablestore: { table: 'locks' } } },
      'REQUIRED',
    ],
    [
      'an address as host name',
      { backend: 'cloud', cloud: { organization: 'acme', hostname: 'https://a' } },
      'FORMAT_INVALID',
    ],
    ['credentials', { backend: 'oss', oss: { bucket: 'acme', region: 'cn-chengdu', accessKey: 'x' } }, 'UNKNOWN_KEY'],
    ['a token', { backend: 'cloud', cloud: { organization: 'acme', token: 'x' } }, 'UNKNOWN_KEY'],
    ['a backend of another cloud', { backend: 's3' }, 'NOT_SUPPORTED_YET'],
  ])('rejects %s', (_, terraform, code) => {
    expect(codesOf(terraform)).toEqual([code]);
  });

  it('is in a folder of its own in a bucket, encrypted and private', () => {
    expect(inBucket('shop').terraform.oss).toEqual({
      bucket: 'acme-states',
      region: 'cn-chengdu',
      key: 'terraform.tfstate',
      encrypt: true,
      acl: 'private',
    });
  });
});

describe('two deployments', () => {
  it.each([
    ['in one bucket, by default', inBucket('aa'), inBucket('bb')],
    [
      'in one bucket with other keys',
      inBucket('aa', { prefix: 'p', key: 'a' }),
      inBucket('bb', { prefix: 'p', key: 'b' }),
    ],
    [
      'one below the other, with other keys',
      inBucket('aa', { prefix: 'p' }),
      inBucket('bb', { prefix: 'p/b', key: 'b' }),
    ],
    ['one two folders below the other', inBucket('aa', { prefix: 'p' }), inBucket('bb', { prefix: 'p/b/c' })],
    ['in buckets of their own', inBucket('aa', { prefix: 'p' }), inBucket('bb', { prefix: 'p', bucket: 'other' })],
    ['in workspaces of one organization', inCloud('aa'), inCloud('bb')],
    [
      'in workspaces of one name on two hosts',
      inCloud('aa', { name: 'w' }),
      inCloud('bb', { name: 'w' }, { hostname: 'tfe.acme.example' }),
    ],
    ['by tags that differ', inCloud('aa', { tags: ['x', 'a'] }), inCloud('bb', { tags: ['x', 'b'] })],
    ['by name and by tags', inCloud('aa'), inCloud('bb', { tags: ['x'] })],
    ['on local files', deployment('aa', {}), deployment('bb', {})],
    ['in a bucket and in a workspace', inBucket('aa'), inCloud('bb')],
  ])('%s are apart', (_, one, other) => {
    expect(sharedState([one, other])).toBeUndefined();
    expect(sharedState([other, one])).toBeUndefined();
  });

  it.each([
    ['the same object', inBucket('aa', { prefix: 'p' }), inBucket('bb', { prefix: 'p' }), 'p/terraform.tfstate'],
    [
      'the same object, otherwise divided',
      inBucket('aa', { prefix: 'p/q', key: 's' }),
      inBucket('bb', { prefix: 'p', key: 'q/s' }),
      'p/q/s',
    ],
    [
      'what is a Terraform workspace of the other',
      inBucket('aa', { prefix: 'causeway' }),
      inBucket('bb'),
      'causeway/bb/terraform.tfstate',
    ],
    ['a workspace by name', inCloud('aa', { name: 'bb' }), inCloud('bb'), 'app.terraform.io/acme/bb'],
    [
      'a workspace by name, with the default host written out',
      inCloud('aa', { name: 'bb' }, { hostname: 'app.terraform.io' }),
      inCloud('bb'),
      'app.terraform.io/acme/bb',
    ],
    ['a workspace by the same tags', inCloud('aa', { tags: ['x', 'y'] }), inCloud('bb', { tags: ['y', 'x'] }), 'x, y'],
    ['a workspace by fewer tags', inCloud('aa', { tags: ['x'] }), inCloud('bb', { tags: ['x', 'y'] }), 'x, y'],
  ])('share %s', (_, one, other, where) => {
    expect(sharedState([deployment('cc', {}), one, other])).toEqual({
      deployments: ['aa', 'bb'],
      where: expect.stringContaining(where),
    });
    expect(sharedState([other, one])?.deployments).toEqual(['bb', 'aa']);
  });
});
