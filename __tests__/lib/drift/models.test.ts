import { driftJson, driftOf } from '../../../lib/drift';
import { placedIn, type Placed } from '../../../lib/proof/terraform';
import { fixture } from '../proof/terraform/support/fixtures';

/** A plan of a configuration with modules, count and for_each, that is applied. */
const plan = fixture('modules.change-plan');
const { values } = plan.prior_state as { values: unknown };
const found = (address: string): Placed => {
  const placed = placedIn(values).find(({ resource }) => resource.address === address);
  if (placed === undefined) throw new Error(`there is no ${address}`);
  return placed;
};

/** The plan, had Terraform found these to be gone. */
function withoutThese(...addresses: readonly string[]) {
  const drift = addresses.map((address) => {
    const { resource, module } = found(address);
    const change = { actions: ['delete'], before: resource.values, after: null };
    return { ...resource, ...(module !== '' && { module_address: module }), change };
  });
  return { ...plan, prior_state: { values: without(values, new Set(addresses)) }, resource_drift: drift };
}

function without(value: unknown, addresses: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) {
    const kept = value.filter((item: { address?: string } | null) => !addresses.has(item?.address ?? ''));
    return kept.map((item) => without(item, addresses));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, without(item, addresses)]));
}

describe('a configuration by hand, with modules, count and for_each', () => {
  it('is proven as Terraform left it when nothing drifted', () => {
    const { proof, drifted } = driftJson(driftOf(plan));
    expect(drifted).toEqual([]);
    expect(proof?.left).toMatchObject({ status: 'proven' });
  });

  it('is broken by a route that is gone from a module, and by nothing else than that', () => {
    const route = 'module.hangzhou.alicloud_route_entry.this["172.16.0.0/24"]';
    const { drifted, proof } = driftJson(driftOf(withoutThese(route)));
    expect(proof?.left).toMatchObject({ status: 'proven' });
    expect(drifted).toMatchObject([
      {
        address: route,
        thing: 'route 172.16.0.0/24 in system route table of module.hangzhou.alicloud_vpc.this',
        effect: { servers: [{ change: 'broken', ranges: ['172.16.0.0/24'] }, { change: 'broken' }] },
      },
    ]);
  });

  it('loses what belonged to something with it, and what did not stays a change of its own', () => {
    const attachment = 'module.hangzhou.alicloud_cen_transit_router_vpc_attachment.this';
    const association = 'module.hangzhou.alicloud_cen_transit_router_route_table_association.this';
    const rule = 'alicloud_security_group_rule.servers["old"]';
    const { things } = driftOf(withoutThese(attachment, association, rule));
    const went = things.map(({ address, wentWith }) => [address, wentWith.map((each) => each.address)]);
    expect(Object.fromEntries(went)).toEqual({ [attachment]: [association], [association]: [], [rule]: [] });
  });
});
