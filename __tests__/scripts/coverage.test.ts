import { z } from 'zod';
import { operation } from '../../packages/local-cloud/src/protocol/operation';
import { parameter } from '../../packages/local-cloud/src/protocol/parameters';
import { services } from '../../packages/local-cloud/src/services';
import { coverage } from '../../scripts/docs/coverage';
import { terraformCallsOf } from '../../scripts/docs/terraform-calls';

const [first] = services;
const create = operation({
  action: 'CreateThing',
  kind: 'write',
  parameters: {
    Name: parameter.text(),
    Size: parameter.withDefault(parameter.integer(), 1),
    Tag: parameter.optional(parameter.list(z.string())),
  },
  handle: () => ({}),
});
const remove = operation({ action: 'DeleteThing', kind: 'write', parameters: {}, handle: () => ({}) });

function page(...suites: string[]): string {
  const service = { ...first!, product: 'Thing', version: '2020-01-01', operations: [remove, create] };
  return coverage({ services: [service], suitesOf: () => suites, terraformCallsOf: () => ['DeleteThing'] });
}

describe('the page of what the local cloud knows', () => {
  test('lists actions in order, with their parameters, mandatory ones in bold', () => {
    const rows = page()
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    expect(rows).toEqual(['| `CreateThing` | **`Name`**, `Size`, `Tag` |  |', '| `DeleteThing` |  | Terraform |']);
  });

  test('says SDK only for a suite that uses an official one', () => {
    expect(page('await client.createThing(request)')).toContain('`Tag` |  |');
    const sdk = "import Thing from '@alicloud/thing20200101';\nawait client.createThing(request)";
    expect(page(sdk)).toContain('`Tag` | SDK |');
  });

  test('says signed call only for a suite that names the action', () => {
    expect(page("await call('CreateThing', {})")).toContain('`Tag` | signed call |');
    expect(page("await call('CreateThings', {})")).toContain('`Tag` |  |');
  });

  test('claims for Terraform only actions that there are', () => {
    const known = new Set(
      services.flatMap(({ product, operations }) => operations.map((o) => `${product} ${o.action}`)),
    );
    const claimed = services.flatMap(({ product }) => terraformCallsOf(product).map((a) => `${product} ${a}`));
    expect(claimed).not.toEqual([]);
    expect(claimed.filter((call) => !known.has(call))).toEqual([]);
  });
});
