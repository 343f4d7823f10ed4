import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Testing } from 'cdktf';
import { parseDeployment } from '../../lib';
import { CrossRegionAlbStack } from '../../stacks';
import { synthStack, type Synthesized } from '../support/synth';

const root = join(__dirname, '..', '..');
const example = (path: string): string => readFileSync(join(root, 'examples', path), 'utf8');
const oss = example('state-oss/orders.yaml');
const cloud = example('state-cloud/billing.yaml');

const synthOf = (yaml: string, localEndpoint?: string): Synthesized => {
  const app = Testing.stubVersion(new App({ stackTraces: false }));
  return synthStack(new CrossRegionAlbStack(app, { deployment: parseDeployment(yaml), localEndpoint }));
};

describe('the state of a stack', () => {
  it('is in a bucket, in the words of Terraform', () => {
    expect(synthOf(oss).terraform.backend).toEqual({
      oss: {
        acl: 'private',
        bucket: 'acme-terraform-states',
        encrypt: true,
        key: 'terraform.tfstate',
        prefix: 'network/orders',
        region: 'cn-chengdu',
        tablestore_endpoint: 'https://acme-states.cn-chengdu.ots.aliyuncs.com',
        tablestore_table: 'terraform_locks',
      },
    });
  });

  it('is in a folder of the bucket that has the name of the deployment', () => {
    const yaml = oss.replace(/ +prefix: .*\n/, '').replace(/ +tablestore:\n.*\n.*\n/, '');
    expect(synthOf(yaml).terraform.backend).toEqual({
      oss: {
        acl: 'private',
        bucket: 'acme-terraform-states',
        encrypt: true,
        key: 'terraform.tfstate',
        prefix: 'causeway/orders',
        region: 'cn-chengdu',
      },
    });
  });

  it('is in the workspace that has the name of the deployment', () => {
    const { terraform } = synthOf(cloud);
    expect(terraform.cloud).toEqual({ organization: 'acme', workspaces: { name: 'billing', project: 'Network' } });
    expect(terraform.backend).toBeUndefined();
  });

  it('is in a workspace that is chosen by tags, of another host', () => {
    const yaml = cloud.replace(
      /workspaces: .*/,
      'hostname: tfe.acme.example\n    workspaces: { tags: [network, prod] }',
    );
    expect(synthOf(yaml).terraform.cloud).toEqual({
      organization: 'acme',
      hostname: 'tfe.acme.example',
      workspaces: { tags: ['network', 'prod'] },
    });
  });

  it.each([
    ['orders', oss],
    ['billing', cloud],
  ])('of %s is a local file of its own on a local cloud, which has no accounts', (name, yaml) => {
    const { terraform } = synthOf(yaml, '127.0.0.1:4566');
    expect(terraform.backend).toEqual({ local: { path: `../../../terraform.${name}.local.tfstate` } });
    expect(terraform.cloud).toBeUndefined();
  });
});

describe('the providers of a stack', () => {
  it('take a role by a token where the deployment says so, and name neither', () => {
    const providers = synthOf(cloud).provider.alicloud;
    expect(providers).toContainEqual({ alias: 'cn-hangzhou', assume_role_with_oidc: {}, region: 'cn-hangzhou' });
    const withoutRole = providers.filter((provider) => !('assume_role_with_oidc' in provider));
    expect(withoutRole).toEqual([]);
    expect(synthOf(oss).provider.alicloud[0]).not.toHaveProperty('assume_role_with_oidc');
  });

  it('take no role on a local cloud', () => {
    expect(synthOf(cloud, '127.0.0.1:4566').provider.alicloud[0]).not.toHaveProperty('assume_role_with_oidc');
  });
});

describe('docs/state.md', () => {
  it('shows what is in the examples', () => {
    const page = readFileSync(join(root, 'docs', 'state.md'), 'utf8');
    const shown = [...page.matchAll(/<!-- from: (\S+) -->\n\n```yaml\n([\s\S]*?)```/g)];
    expect(shown.map(([, file]) => file)).toEqual([
      'examples/state-oss/orders.yaml',
      'examples/state-cloud/billing.yaml',
    ]);
    for (const [, file, text] of shown) expect(readFileSync(join(root, file!), 'utf8')).toContain(text);
  });
});
