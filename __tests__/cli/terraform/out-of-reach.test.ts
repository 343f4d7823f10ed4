import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readModule } from '../../../cli/terraform/configuration-files';
import { checkReachable } from '../../../cli/terraform/out-of-reach';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-reach-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const provider = 'provider "alicloud" {\n  region = "cn-chengdu"\n}\n';

async function check(sources: Readonly<Record<string, string>>, subcommand = 'plan'): Promise<void> {
  for (const [name, text] of Object.entries(sources)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const dataFolder = join(folder, 'data');
  const files = await readModule(folder, 'terraform');
  await checkReachable({ folder, dataFolder, files, subcommand, dialect: 'terraform' });
}

const installed = JSON.stringify({
  Modules: [
    { Key: '', Dir: '.' },
    { Key: 'net', Dir: 'net' },
  ],
});

describe('what would go to the real cloud all the same', () => {
  test('is not in a plain module', async () => {
    await expect(check({ 'main.tf': provider, 'a_override.tf': provider })).resolves.toBeUndefined();
  });

  test('rejects a module that configures the provider itself', async () => {
    const sources = { 'main.tf': provider, 'net/main.tf': provider, 'data/modules/modules.json': installed };
    await expect(check(sources)).rejects.toThrow(/module net \(net\) configures the provider itself/);
    await expect(check(sources, 'init')).resolves.toBeUndefined();
  });

  test('rejects a module that uses the provider where the root module does not name it', async () => {
    const net = 'resource "alicloud_vpc" "this" {\n  cidr_block = "10.0.0.0/8"\n}\n';
    const sources = { 'main.tf': '', 'net/main.tf': net, 'data/modules/modules.json': installed };
    await expect(check(sources)).rejects.toThrow(/the root module does not name it/);
  });

  test('is not in a module that takes the provider from its caller', async () => {
    const net = 'resource "alicloud_vpc" "this" {\n  cidr_block = "10.0.0.0/8"\n}\n';
    const sources = { 'main.tf': provider, 'net/main.tf': net, 'data/modules/modules.json': installed };
    await expect(check(sources)).resolves.toBeUndefined();
  });

  test.each([provider, 'terraform {\n  backend "oss" {\n  }\n}\n', 'terraform {\n  cloud {\n  }\n}\n'])(
    'rejects an override file that has the last word over the provider or the backend: %j',
    async (text) => {
      await expect(check({ 'main.tf': provider, 'override.tf': text })).rejects.toThrow(/override\.tf overrides/);
    },
  );

  test('is not in a later override file of something else', async () => {
    const text = 'resource "alicloud_vpc" "this" {\n  vpc_name = "other"\n}\n';
    await expect(check({ 'main.tf': provider, 'override.tf': text })).resolves.toBeUndefined();
  });

  test('rejects a list of endpoints that the provider would read', async () => {
    await expect(check({ 'main.tf': provider, 'endpoints.xml': '<Endpoints/>' })).rejects.toThrow(/endpoints\.xml/);
  });

  test('rejects a test that configures the provider, when tests are run', async () => {
    const sources = { 'main.tf': provider, 'tests/main.tftest.hcl': `${provider}run "plan" {\n  command = plan\n}\n` };
    await expect(check(sources, 'test')).rejects.toThrow(/tests\/main\.tftest\.hcl/);
    await expect(check(sources)).resolves.toBeUndefined();
  });
});
