import { prove } from '../../../../lib/proof';
import { readPlan, readState } from '../../../../lib/proof/terraform';
import { fixture } from './support/fixtures';

type Json = Record<string, unknown>;

const state = fixture('chengdu-hangzhou.state').values as Json;
const resources = (): Json[] => structuredClone((state.root_module as { resources: Json[] }).resources);

/** A black hole for a part of what the server's answers go to, which breaks the flows of one vSwitch. */
const hole = (): Json => {
  const table = resources().find(
    ({ type, address }) => type === 'alicloud_cen_transit_router_route_table' && String(address).includes('hangzhou'),
  );
  return {
    address: 'alicloud_cen_transit_router_route_entry.hole',
    mode: 'managed',
    type: 'alicloud_cen_transit_router_route_entry',
    name: 'hole',
    values: {
      transit_router_route_table_id: (table?.values as Json).transit_router_route_table_id,
      transit_router_route_entry_destination_cidr_block: '172.16.0.0/25',
      transit_router_route_entry_next_hop_type: 'BlackHole',
    },
  };
};
const change = (address: unknown, ...actions: readonly string[]): Json => ({
  address,
  change: { actions, after_unknown: {} },
});
const everything = () => resources().map(({ address }) => change(address, 'no-op'));
const planned = (list: readonly Json[]) => ({ root_module: { resources: list } });
const plan = (more: Json): Json => ({
  format_version: '1.2',
  planned_values: planned(resources()),
  prior_state: { values: planned([...resources(), hole()]) },
  resource_changes: everything(),
  ...more,
});
const statusOf = (json: Json) => prove(readPlan(json)).status;

describe('a plan that leaves something alone', () => {
  it('is of what stays, too: a black hole that is neither planned nor taken away', () => {
    expect(statusOf(plan({}))).toBe('broken');
  });

  it('is of everything where it only refreshes', () => {
    const before = planned(resources());
    expect(statusOf(plan({ planned_values: {}, resource_changes: [], prior_state: { values: before } }))).toBe(
      'proven',
    );
  });

  it('is not of what it deletes', () => {
    expect(statusOf(plan({ resource_changes: [...everything(), change(hole().address, 'delete')] }))).toBe('proven');
  });

  it('is not of a name of old', () => {
    const [first = {}, ...others] = everything();
    const moved = { ...first, previous_address: hole().address };
    expect(statusOf(plan({ resource_changes: [moved, ...others] }))).toBe('proven');
  });

  it.each([['forget'], ['create', 'forget']])(
    'is of what Terraform forgets without destroying it (%s)',
    (...actions) => {
      const { values: _, ...named } = hole();
      const list = actions.includes('create') ? [...resources()] : [...resources(), named];
      const changes = [...everything(), change(hole().address, ...actions)];
      const proof = prove(readPlan(plan({ planned_values: planned(list), resource_changes: changes })));
      expect(proof.status).toBe('broken');
      expect(JSON.stringify(proof.flows)).toContain('172.16.0.0/25');
    },
  );

  it('is of what was to be replaced and has not been', () => {
    const deposed = { ...hole(), deposed_key: '0a1b2c3d' };
    const before = { values: planned([...resources(), deposed]) };
    const gone = { ...change(hole().address, 'delete'), deposed: '0a1b2c3d' };
    expect(statusOf(plan({ prior_state: before }))).toBe('broken');
    expect(statusOf(plan({ prior_state: before, resource_changes: [...everything(), gone] }))).toBe('proven');
  });

  it.each([
    [{ complete: false }, /made with -target/],
    [{ complete: false, errored: true }, /ended with an error/],
  ])('is not proven where it says %j', (more, message) => {
    const before = { values: planned(resources()) };
    const proof = prove(readPlan(plan({ prior_state: before, ...more })));
    expect(proof.status).toBe('unknown');
    expect(proof.gaps.map(({ message: text }) => text)).toEqual([expect.stringMatching(message)]);
  });
});

describe('a plan with another configuration than its own', () => {
  it.each(['chengdu-hangzhou.plan', 'modules.plan'])('is never proven: %s', (name) => {
    for (const files of [[], [{ locals: { a: 1 } }]]) {
      const proof = prove(readPlan(fixture(name), { configuration: { '': files } }));
      expect(proof.status).toBe('unknown');
      expect(JSON.stringify(proof.gaps)).toContain('which the configuration lacks');
    }
  });

  it('takes nothing for lost that it cannot see: an instance in a vSwitch that is made anew', () => {
    const proof = prove(readPlan(fixture('modules.change-plan')));
    expect(new Set(proof.flows.map(({ status }) => status))).toEqual(new Set(['proven', 'unknown']));
  });
});

describe('a state', () => {
  it('has what was to be replaced beside what is in its place', () => {
    const [first = {}] = resources().filter(({ type }) => type === 'alicloud_cen_transit_router_route_entry');
    const deposed = { ...hole(), address: first.address, deposed_key: '0a1b2c3d' };
    const values = planned([...resources(), deposed]);
    expect(prove(readState({ format_version: '1.0', values })).status).toBe('broken');
  });
});
