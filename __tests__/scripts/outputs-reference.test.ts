import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Testing } from 'cdktf';
import { parseDeployment } from '../../lib';
import { outputsReference } from '../../scripts/docs/outputs-reference';
import { CrossRegionAlbStack } from '../../stacks';
import { synthStack } from '../support/synth';

const root = join(__dirname, '..', '..');

const outputs = (...members: readonly string[]) =>
  `export interface CrossRegionAlbOutputs {\n${members.join('\n')}\n}\n`;

describe('the table of outputs', () => {
  it('has a row for every output that the default deployment declares, with a domain', () => {
    const yaml = readFileSync(join(root, 'deployments/chengdu-hangzhou.yaml'), 'utf8');
    const deployment = parseDeployment(yaml.replace('frontend:\n', 'frontend:\n  domain: shop.example.com\n'));
    const stack = new CrossRegionAlbStack(Testing.stubVersion(new App({ stackTraces: false })), { deployment });
    const declared = Object.keys(synthStack(stack).output);
    const table = outputsReference(readFileSync(join(root, 'stacks/outputs.ts'), 'utf8'));
    expect([...table.matchAll(/^\| `(\w+)` /gm)].map(([, name]) => name).sort()).toEqual(declared.sort());
  });

  it('tells when an optional output is not there', () => {
    const table = outputsReference(outputs('/** The id. @default - there is no probe */', 'readonly id?: string;'));
    expect(table).toContain('| `id` | string | The id. Not there when there is no probe. |');
  });

  it.each([
    ['without a comment', outputs('readonly id: string;'), 'output id has no documentation comment'],
    ['of a type that it has no words for', outputs('/** The id. */', 'readonly id: number;'), 'no words for its type'],
    ['that is not there at all', '', 'has no interface CrossRegionAlbOutputs'],
  ])('rejects an output %s', (_what, source, message) => {
    expect(() => outputsReference(source)).toThrow(message);
  });
});
