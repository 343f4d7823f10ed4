import { startLocalCloud, type LocalCloud, type NodeReport } from '@causeway/local-cloud';
import { containsAddress, parseAddress, parseCidr } from '../../../lib/core';
import { prove, type Flow } from '../../../lib/proof';
import { addressesOf, intersect, type AddressSet } from '../../../lib/proof/address-set';
import { build, callersByRegion } from '../../support/model-on-cloud';
import { mutations } from './mutations';

/**
 * The proof and the local cloud know nothing of each other's code. Each change of the proven deployment is judged by both:
 * by the proof on the model, and by the data plane after the very same network was built on a local cloud.
 */
const GENERATIONS = ['upgraded', 'non-upgraded'] as const;

/** What the proof allows for the packets of some addresses: answered, lost, or both where a table leaves a choice. */
function allowed({ status, paths }: Flow, addresses: AddressSet): ReadonlySet<boolean> {
  if (status === 'unused') return new Set([false]);
  const ways = paths.filter(({ sources }) => intersect(addressesOf(sources), addresses).length > 0);
  const lost = ways.filter(({ isLost }) => isLost).flatMap(({ sources }) => sources);
  const through = ways.filter(({ isLost }) => !isLost).flatMap(({ sources }) => sources);
  const isChoice = intersect(addressesOf(lost), addressesOf(through)).length > 0;
  if (isChoice) return new Set([true, false]);
  return new Set([lost.length === 0]);
}

/** The addresses that a node sends from: its local ones, or all of its back-to-origin CIDR. */
async function sourcesOf(cloud: LocalCloud, albId: string, range: string): Promise<AddressSet> {
  const cidr = parseCidr(range);
  const { alb } = callersByRegion(cloud)('cn-chengdu');
  const { ZoneMappings } = await alb('GetLoadBalancerAttribute', { LoadBalancerId: albId });
  const locals: readonly string[] = ZoneMappings.flatMap(
    (zone: { LoadBalancerAddresses?: readonly { Ipv4LocalAddresses?: readonly string[] }[] }) =>
      (zone.LoadBalancerAddresses ?? []).flatMap((address) => address.Ipv4LocalAddresses ?? []),
  );
  const inside = locals.map(parseAddress).filter((address) => containsAddress(cidr, address));
  return inside.length > 0 ? addressesOf(inside.map((first) => ({ first, last: first }))) : addressesOf([cidr]);
}

/** Whether a node is answered, and finds its server healthy for every address that it sends from. */
function isWell({ reached, servers }: NodeReport): boolean {
  return reached && servers.every(({ health }) => health !== 'Unhealthy');
}

/** Long enough for every health check to have its verdict. */
const SOME_MINUTES = 300_000;

describe.each(GENERATIONS)('the proof and the data plane agree on every change, %s ALB', (albGeneration) => {
  test.each(mutations().map((mutation) => [mutation.name, mutation] as const))('%s', async (_, { model }) => {
    // GIVEN
    let now = Date.now();
    const cloud = await startLocalCloud({ albGeneration, clock: () => now });
    try {
      const { ids, refused } = await build(cloud, model);
      if (refused.length > 0) return expectRefusal(refused);
      const albId = ids.get('alb')!;
      // WHEN
      now += SOME_MINUTES;
      const { nodes } = await cloud.probe(albId, { port: model.listeners[0]!.port });
      const { flows } = prove(model);
      // THEN
      expect(nodes.length).toBe(albGeneration === 'upgraded' ? 2 : 6);
      for (const node of nodes) {
        const flow = flows.find(({ source }) => source.cidr.text === node.range);
        const verdict = flow ? allowed(flow, await sourcesOf(cloud, albId, node.range)) : new Set([false]);
        expect(`${node.range} ${String(verdict.has(isWell(node)))}`).toBe(`${node.range} true`);
      }
    } finally {
      await cloud.close();
    }
  });
});

/** A network that the cloud does not take cannot be judged by it; only changes of a destination come to that. */
function expectRefusal(refused: readonly string[]): void {
  for (const refusal of refused)
    expect(refusal).toMatch(/^(system|table)[12] .*(Duplicat|Cidr|CIDR|Conflict|InstanceExist)/);
}
