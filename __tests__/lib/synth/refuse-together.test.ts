import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AlicloudProvider } from '@cdktf/provider-alicloud/lib/provider';
import { Vpc } from '@cdktf/provider-alicloud/lib/vpc';
import { App, TerraformStack } from 'cdktf';
import { proveOnSynth } from '../../../lib';
import { refusalOf } from '../../support/refusal';

describe('a program with several stacks', () => {
  let outdir: string;
  beforeEach(() => {
    outdir = mkdtempSync(join(tmpdir(), 'causeway-refusals-'));
  });
  afterEach(() => rmSync(outdir, { recursive: true, force: true }));

  /** An app with a VPC in each stack, of the tag that is given. */
  function appOf(tags: Readonly<Record<string, string>>): App {
    const app = new App({ outdir, stackTraces: false });
    for (const [name, key] of Object.entries(tags)) {
      const stack = new TerraformStack(app, name);
      proveOnSynth(stack);
      new AlicloudProvider(stack, 'provider', { region: 'cn-chengdu' });
      new Vpc(stack, 'vpc', { vpcName: name, cidrBlock: '10.0.0.0/16', tags: { [key]: '' } });
    }
    return app;
  }
  const isWritten = (name: string) => existsSync(join(outdir, 'stacks', name, 'cdk.tf.json'));

  it('rejects all that cannot work, in one error, and again when it is asked again', () => {
    const app = appOf({ one: 'acs:x', two: 'x', three: 'acs:y', four: 'x' });
    for (const round of [1, 2]) {
      const error = refusalOf(() => app.synth());
      expect({ round, issues: error.issues.map(({ code, path }) => [code, path]) }).toEqual({
        round,
        issues: [
          ['TAG_KEY_INVALID', 'one'],
          ['TAG_KEY_INVALID', 'three'],
        ],
      });
      expect(error.message).toMatch(/^stack one cannot work, .*\n.*\nstack three cannot work, .*\n.*$/);
    }
    expect(['one', 'two', 'three', 'four'].map(isWritten)).toEqual([false, true, false, true]);
    expect(existsSync(join(outdir, 'manifest.json'))).toBe(false);
  });

  it('rejects one by itself', () => {
    expect(refusalOf(() => appOf({ one: 'x', two: 'acs:y' }).synth())).toMatchObject({
      code: 'STACK_REFUSED',
      path: 'two',
    });
  });

  it('is written whole when all are right', () => {
    appOf({ one: 'x', two: 'x' }).synth();
    expect(['one', 'two'].map(isWritten)).toEqual([true, true]);
    expect(existsSync(join(outdir, 'manifest.json'))).toBe(true);
  });
});
