import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalCloudOptions } from '@causeway/local-cloud';
import { App, Testing } from 'cdktf';
import { type Configuration, toConfiguration } from '../../../cli/rehearse/configuration';
import { dataSources, resourceTypes } from '../../../cli/rehearse/resources';
import { type Deployment, parseDeployment } from '../../../lib';
import { CrossRegionAlbStack } from '../../../stacks/cross-region-alb-stack';
import { type Rehearsed, rehearsalOf } from '../../support/rehearsed';
import { synthStack } from '../../support/synth';

const root = join(__dirname, '..', '..', '..');
const whole = parseDeployment(readFileSync(join(root, 'deployments', 'chengdu-hangzhou.yaml'), 'utf8'));

/** The default deployment, as for an ALB made today. */
const upgraded: Deployment = {
  ...whole,
  frontend: { ...whole.frontend, alb: { ...whole.frontend.alb, backToOriginCidrs: undefined } },
};

function configurationOf(deployment: Deployment): Configuration {
  const app = Testing.stubVersion(new App({ stackTraces: false }));
  const stack = new CrossRegionAlbStack(app, { deployment, localEndpoint: '127.0.0.1:1' });
  return toConfiguration({ ...synthStack(stack) });
}

/** Another value of the same shape. */
function other(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'string') return `${value}x`;
  if (Array.isArray(value)) return value.map(other);
  return Object.fromEntries(Object.entries(value as object).map(([name, member]) => [name, other(member)]));
}

describe('a rehearsal of a stack', () => {
  let rehearsed: Rehearsed;
  afterEach(() => rehearsed.cloud.close());

  const make = async (configuration: Configuration, albGeneration: LocalCloudOptions['albGeneration']) => {
    rehearsed = await rehearsalOf(configuration, { albGeneration });
    await rehearsed.rehearsal.plan();
    return rehearsed.rehearsal.apply();
  };

  it.each([
    ['the default deployment, on a non-upgraded ALB', whole, 'non-upgraded', 6],
    ['one without back-to-origin CIDRs, on an upgraded ALB', upgraded, 'upgraded', 2],
  ] as const)('makes %s, and takes it away again', async (_, deployment, generation, nodes) => {
    const { outputs, warnings } = await make(configurationOf(deployment), generation);
    const { cloud, rehearsal } = rehearsed;
    expect(warnings).toEqual([]);
    expect(await rehearsal.plan()).toMatchObject({ isEmpty: true, planned: [] });
    expect(await cloud.probe(String(outputs.alb_id))).toMatchObject({ reached: nodes, total: nodes });
    await rehearsal.destroy();
    expect(cloud.inventory()).toEqual([]);
  });

  it('keeps a PrePaid bandwidth plan when it takes everything else away, as the provider does', async () => {
    const interRegion = {
      ...upgraded.cen.interRegion,
      packagePayment: 'PrePaid',
      packagePeriodMonths: 6,
      packageOutlivesDestroy: true,
    } as const;
    await make(configurationOf({ ...upgraded, cen: { interRegion } }), 'upgraded');
    const { cloud, rehearsal } = rehearsed;
    expect(await rehearsal.plan()).toMatchObject({ planned: [] });
    await rehearsal.destroy();
    expect(cloud.inventory()).toEqual([expect.objectContaining({ kind: 'cen/bandwidthPackages' })]);
  });

  it('makes every kind of listener, rule and list, and takes them away again', async () => {
    const shop = parseDeployment(readFileSync(join(root, 'examples', 'listeners', 'shop.yaml'), 'utf8'));
    const { outputs } = await make(configurationOf(shop), 'upgraded');
    const { cloud, rehearsal } = rehearsed;
    expect(await rehearsal.plan()).toMatchObject({ isEmpty: true, planned: [] });
    const { nodes } = await cloud.probe(String(outputs.alb_id), { port: 443, path: '/teapot' });
    expect(nodes).toMatchObject([{ status: 418 }, { status: 418 }]);
    await rehearsal.destroy();
    expect(cloud.inventory()).toEqual([]);
  });

  it('warns by its check when an ALB turns out to be non-upgraded and has no way back', async () => {
    const { warnings } = await make(configurationOf(upgraded), 'non-upgraded');
    expect(warnings).toMatchObject([{ severity: 'warning', message: expect.stringContaining('is non-upgraded') }]);
  });

  it('sees in the cloud what every argument of every resource is', async () => {
    const configuration = configurationOf(whole);
    await make(configuration, 'non-upgraded');
    const expected = configuration.blocks
      .filter(({ mode }) => mode === 'resource')
      .map(({ address, arguments: given, ignoreChanges }) => {
        const names = Object.keys(given).filter((name) => !ignoreChanges.includes(name));
        for (const name of Object.keys(given)) Object.assign(given, { [name]: other(given[name]) });
        return `update ${address} (${names.join(', ')})`;
      });
    const { planned } = await rehearsed.rehearsal.plan();
    expect([...planned].sort()).toEqual(expected.sort());
  });
});

describe('the table of a rehearsal', () => {
  const files = readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' });
  const sources = files
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(root, 'lib', name), 'utf8'));
  const imported = sources.flatMap((text) =>
    [...text.matchAll(/@cdktf\/provider-alicloud\/lib\/([a-z-]+)'/g)].map(([, name = '']) => name.replaceAll('-', '_')),
  );

  it('has a row for every resource type and data source that the constructs make', () => {
    const types = [...new Set(imported)].filter((name) => name !== 'provider');
    expect(types.length).toBeGreaterThan(15);
    const unknown = types.filter((name) =>
      name.startsWith('data_') ? !dataSources.has(name.replace('data_', '')) : !resourceTypes.has(`alicloud_${name}`),
    );
    expect(unknown).toEqual([]);
  });
});
