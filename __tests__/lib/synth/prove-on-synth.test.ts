import { RouteEntry } from '@cdktf/provider-alicloud/lib/route-entry';
import { AlbServerGroup } from '@cdktf/provider-alicloud/lib/alb-server-group';
import { App, Aspects, TerraformStack } from 'cdktf';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isValidationError, proveOnSynth, Vpc } from '../../../lib';
import { loadDeployment } from '../../../lib/config';
import { CrossRegionAlbStack } from '../../../stacks/cross-region-alb-stack';

const seed = readFileSync(join(__dirname, '../../../deployments/chengdu-hangzhou.yaml'), 'utf8');
const { deployment } = loadDeployment(seed, 'chengdu-hangzhou.yaml');

describe('proveOnSynth', () => {
  let outdir: string;
  beforeEach(() => {
    outdir = mkdtempSync(join(tmpdir(), 'causeway-proof-'));
  });
  afterEach(() => rmSync(outdir, { recursive: true, force: true }));

  const stackIn = (app: App): TerraformStack => {
    const stack = new CrossRegionAlbStack(app, { deployment });
    proveOnSynth(stack);
    return stack;
  };
  const file = () => join(outdir, 'stacks', 'chengdu-hangzhou', 'cdk.tf.json');

  /** The message of the error that synthesis ends with. */
  function failure(app: App): string {
    try {
      app.synth();
    } catch (error) {
      if (isValidationError(error) && error.code === 'STACK_REFUSED') return error.message;
      throw error;
    }
    throw new Error('it was synthesized');
  }

  it('writes a proven stack as it is without it, and makes it once', () => {
    const app = new App({ outdir, stackTraces: false });
    const stack = new CrossRegionAlbStack(app, { deployment });
    const made = jest.spyOn(stack, 'toTerraform');
    proveOnSynth(stack);
    app.synth();
    expect(made).toHaveBeenCalledTimes(1);
    const proven = readFileSync(file(), 'utf8');
    const plain = new App({ outdir, stackTraces: false });
    new CrossRegionAlbStack(plain, { deployment });
    plain.synth();
    expect(readFileSync(file(), 'utf8')).toBe(proven);
  });

  it('rejects a stack in which an aspect takes a way back out, and writes nothing of it', () => {
    const app = new App({ outdir, stackTraces: false });
    Aspects.of(stackIn(app)).add({
      visit: (node) => {
        if (node instanceof RouteEntry && node.destinationCidrblockInput === '100.122.176.0/26') {
          node.node.scope?.node.tryRemoveChild(node.node.id);
        }
      },
    });
    expect(failure(app)).toMatch(
      /^stack chengdu-hangzhou cannot work, so it is not written:\n {2}health checks from 100\.122\.176\.0\/26 reach web\/ecs1 \(192\.168\.7\.20:80, cn-hangzhou\), but the answers are lost at system route table of .*: 100\.64\.0\.0\/10 -> cloud services; add 100\.122\.176\.0\/26 -> .* \[ROUTE_BACK_TO_ORIGIN_MISSING\]$/,
    );
    expect([existsSync(file()), existsSync(join(outdir, 'manifest.json'))]).toEqual([false, false]);
  });

  it('rejects a stack in which an override leads a route elsewhere', () => {
    const app = new App({ outdir, stackTraces: false });
    const stack = stackIn(app);
    for (const node of stack.node.findAll()) {
      if (node instanceof RouteEntry && node.destinationCidrblockInput === '192.168.7.0/24') {
        node.addOverride('destination_cidrblock', '192.168.9.0/24');
      }
    }
    const message = failure(app);
    expect(message).toContain('do not reach web/ecs1');
    expect(message).toContain('no route');
  });

  it('tells of a listener without a server in use, and writes the stack', () => {
    const app = new App({ outdir, stackTraces: false });
    const stack = stackIn(app);
    for (const node of stack.node.findAll()) {
      if (node instanceof AlbServerGroup) node.addOverride('servers.0.weight', 0);
    }
    app.synth();
    expect(readFileSync(join(outdir, 'manifest.json'), 'utf8')).toContain('ALL_WEIGHTS_ZERO');
  });

  it('leaves a stack without an ALB alone', () => {
    const app = new App({ outdir, stackTraces: false });
    const stack = new TerraformStack(app, 'network');
    new Vpc(stack, 'vpc', { region: 'cn-chengdu', name: 'vpc', cidr: '172.16.0.0/12' });
    proveOnSynth(stack);
    app.synth();
    expect(readFileSync(join(outdir, 'manifest.json'), 'utf8')).not.toContain('proven');
  });
});
