import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Testing } from 'cdktf';
import { toConfiguration } from '../../cli/rehearse/configuration';
import { parseDeployment, prove, type Deployment } from '../../lib';
import { readSynthesized } from '../../lib/proof/terraform';
import { CrossRegionAlbStack } from '../../stacks/cross-region-alb-stack';
import { rehearsalOf } from '../support/rehearsed';
import { synthStack, type Block, type Synthesized } from '../support/synth';

const example = (name: string): string =>
  readFileSync(join(__dirname, '..', '..', 'examples', name, `${name}.yaml`), 'utf8');
const mixed = example('mixed-groups');
const many = example('many-regions');
const upgraded = mixed.replace(/ {4}backToOriginCidrs: .*\n/, '');

/** What is taken out of the stack: what has a type and these arguments. */
type Cut = readonly [type: string, given: Block];

const rule = (region: string, cidr_ip: string): Cut => [
  'alicloud_security_group_rule',
  { provider: `alicloud.${region}`, cidr_ip },
];
const route = (region: string, destination_cidrblock: string): Cut => [
  'alicloud_route_entry',
  { provider: `alicloud.${region}`, destination_cidrblock },
];

describe('the proof of a stack, and the servers that a local cloud reaches with it', () => {
  it.each([
    ['mixed groups', mixed, []],
    ['no rule for back-to-origin CIDRs beside the ALB', mixed, [rule('cn-chengdu', '100.64.0.0/10')]],
    ['no way back from Hangzhou to one of them', mixed, [route('cn-hangzhou', '100.122.176.0/26')]],
    ['mixed groups of an upgraded ALB', upgraded, []],
    ['no rule for one of its vSwitches beside the ALB', upgraded, [rule('cn-chengdu', '172.16.0.0/24')]],
    ['no way to one of the vSwitches in Hangzhou', upgraded, [route('cn-chengdu', '192.168.7.0/24')]],
    ['three regions', many, []],
    ['no way back from Singapore', many, [route('ap-southeast-1', '172.16.0.0/24')]],
  ] as const)('are the same: %s', async (_, yaml, cuts) => {
    // GIVEN
    const deployment = parseDeployment(yaml);
    const json = without(synthOf(deployment), cuts);

    // WHEN
    const seen = await seenByCloud(json, deployment);
    const proven = provenOf(json, deployment);

    // THEN: the proof looks at more source ranges than a non-upgraded ALB has nodes.
    const ranges = new Set(seen.map(({ range }) => range));
    expect(
      proven
        .filter(({ range }) => ranges.has(range))
        .map(inWords)
        .sort(),
    ).toEqual(seen.map(inWords).sort());
    expect(seen.some(({ isReached }) => !isReached)).toBe(cuts.length > 0);
  });
});

interface Sight {
  readonly range: string;
  readonly server: string;
  readonly isReached: boolean;
}

const inWords = ({ range, server, isReached }: Sight): string =>
  `${server} is ${isReached ? '' : 'not '}reached from ${range}`;

function synthOf(deployment: Deployment): Synthesized {
  const app = Testing.stubVersion(new App({ stackTraces: false }));
  return synthStack(new CrossRegionAlbStack(app, { deployment, localEndpoint: '127.0.0.1:1' }));
}

/** The stack without what is cut out; each cut has to hit. */
function without(json: Synthesized, cuts: readonly Cut[]): Synthesized {
  const isHit = (type: string, block: Block): boolean =>
    cuts.some(([cutType, given]) => {
      return type === cutType && Object.entries(given).every(([name, value]) => block[name] === value);
    });
  const resource = Object.fromEntries(
    Object.entries(json.resource).map(([type, blocks]) => {
      const kept = Object.entries(blocks).filter(([, block]) => !isHit(type, block));
      return [type, Object.fromEntries(kept)];
    }),
  );
  const count = (blocks: Synthesized['resource']): number =>
    Object.values(blocks).reduce((sum, ofType) => sum + Object.keys(ofType).length, 0);
  expect(count(json.resource) - count(resource)).toBe(cuts.length);
  return { ...json, resource };
}

/** What the proof says of the servers of port 80. */
function provenOf(json: Synthesized, { frontend }: Deployment): readonly Sight[] {
  const { backToOriginCidrs } = frontend.alb;
  const model = readSynthesized(json, backToOriginCidrs && { backToOriginCidrs: { '*': [...backToOriginCidrs] } });
  return prove(model)
    .flows.filter(({ listener }) => listener.port === 80)
    .map(({ source, server, status }) => {
      return { range: source.cidr.text, server: String(server.address), isReached: status === 'proven' };
    });
}

/** What each node of the ALB sees of the servers of port 80, on a local cloud that was made what the stack says. */
async function seenByCloud(json: Synthesized, { frontend }: Deployment): Promise<readonly Sight[]> {
  const { backToOriginCidrs } = frontend.alb;
  const { cloud, rehearsal } = await rehearsalOf(toConfiguration({ ...json }), {
    albGeneration: backToOriginCidrs ? 'non-upgraded' : 'upgraded',
    ...(backToOriginCidrs && { backToOriginCidrs: { [frontend.region]: [...backToOriginCidrs] } }),
  });
  try {
    await rehearsal.plan();
    const { outputs } = await rehearsal.apply();
    const { nodes } = await cloud.probe(String(outputs.alb_id), { port: 80 });
    return nodes.flatMap(({ range, servers }) =>
      servers.map(({ address, loss }) => ({ range, server: address, isReached: loss === undefined })),
    );
  } finally {
    await cloud.close();
  }
}
