import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Testing } from 'cdktf';
import { toConfiguration } from '../../cli/rehearse/configuration';
import { parseDeployment } from '../../lib';
import { prove, readSynthesized, type Proof } from '../../lib/proof';
import { checkWhatStands, readLive } from '../../live';
import { CrossRegionAlbStack } from '../../stacks/cross-region-alb-stack';
import { rehearsalOf } from '../support/rehearsed';
import { synthStack } from '../support/synth';

const root = join(__dirname, '../..');

/** What is said of each server and source range, whatever things are called. */
function verdicts({ flows }: Proof): readonly string[] {
  return flows
    .map(({ listener, server, source, status }) => {
      return `${String(listener.port)} ${server.address ?? ''}:${String(server.port)} ${source.cidr.text} ${status}`;
    })
    .sort();
}

test.each([
  ['deployments/chengdu-hangzhou.yaml', []],
  // A server that somebody else looks after, and that the local cloud does not have.
  ['examples/listeners/shop.yaml', ['192.168.7.30']],
])('%s is proven as it stands as it was before it was made, but for %j, which nothing has', async (file, absent) => {
  // GIVEN
  const deployment = parseDeployment(readFileSync(join(root, file), 'utf8'));
  const app = Testing.stubVersion(new App({ stackTraces: false }));
  const json = synthStack(new CrossRegionAlbStack(app, { deployment, localEndpoint: '127.0.0.1:1' }));
  const given = deployment.frontend.alb.backToOriginCidrs;
  const albGeneration = given === undefined ? 'upgraded' : 'non-upgraded';
  const { cloud, rehearsal } = await rehearsalOf(toConfiguration({ ...json }), { albGeneration });
  try {
    await rehearsal.plan();
    await rehearsal.apply();
    // WHEN
    const access = { ...cloud.credentials, localEndpoint: cloud.endpoint };
    const regions = [deployment.frontend.region, ...Object.values(deployment.backends).map(({ region }) => region)];
    const { model, resources } = await readLive(access, { regions });
    // THEN
    const before = prove(readSynthesized(json, given && { backToOriginCidrs: { '*': given } }));
    const proof = prove(model);
    const isAbsent = (line: string): boolean => absent.some((address) => line.includes(` ${address}:`));
    const expected = verdicts(before).map((line) => (isAbsent(line) ? line.replace('proven', 'unknown') : line));
    expect(verdicts(proof)).toEqual(expected);
    expect([proof.gaps, proof.problems, before.status]).toEqual([[], [], 'proven']);
    expect(checkWhatStands(resources, []).problems).toEqual([]);
    expect(proof.status).toBe(absent.length === 0 ? 'proven' : 'unknown');
  } finally {
    await cloud.close();
  }
});
