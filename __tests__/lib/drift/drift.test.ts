import { driftJson, driftOf } from '../../../lib/drift';
import { change, recorded, type PlanJson } from './support/plans';

const withoutHash = (text: string): string => text.replace(/_[0-9A-F]{8}\b/g, '');
const ECS1 = 'cross-region-alb_server-groups_web/backends_hangzhou_servers_ecs1';

/** What is told of each drifted thing, in short. */
function told(plan: PlanJson, options: Parameters<typeof driftOf>[1] = {}) {
  const { drifted } = driftJson(driftOf(plan, options));
  return drifted.map(({ address, change, attributes, nextApply, effect }) => ({
    what: withoutHash(`${change} ${address.split('.')[1] ?? ''}`),
    attributes: attributes.map(({ path }) => path),
    nextApply,
    effect: effect?.messages.map(withoutHash),
  }));
}

describe('what was changed by hand, recorded with real Terraform', () => {
  const plan = recorded('by-hand');

  it('is told, each thing with what the next apply does and its effect alone', () => {
    expect(told(plan)).toEqual([
      {
        what: 'changed cross-region-alb_server-groups_web',
        attributes: ['servers[192.168.7.20:80].weight'],
        nextApply: 'putBack',
        effect: [],
      },
      {
        what: 'removed cross-region-alb_back-to-origin-100-117-130-0-25',
        attributes: [],
        nextApply: 'putBack',
        effect: [`1 of 8 source ranges of ${ECS1} broken`],
      },
      {
        what: 'changed backends_hangzhou_servers_ecs1',
        attributes: ['status', 'stopped_mode'],
        nextApply: 'left',
        effect: [`no answer from ${ECS1}: its instance does not run`],
      },
      {
        what: 'removed cross-region-alb_backends_hangzhou_back-to-100-122-176-0-26',
        attributes: [],
        nextApply: 'putBack',
        effect: [`1 of 8 source ranges of ${ECS1} broken`],
      },
      {
        what: 'removed backends_hangzhou_security-group_tcp-80-from-172-16-6-0-24',
        attributes: [],
        nextApply: 'putBack',
        effect: [`1 of 8 source ranges of ${ECS1} broken`],
      },
      {
        what: 'changed backends_hangzhou_vpc',
        attributes: ['tags.owner'],
        nextApply: 'putBack',
        effect: [],
      },
    ]);
  });

  it('says where the packets of a broken range die, and why', () => {
    const [, , , { effect } = {}] = driftOf(plan).things;
    expect(effect?.servers).toMatchObject([{ change: 'broken', ranges: ['100.122.176.0/26'], of: 8 }]);
    expect(effect?.servers[0]?.losses.map(withoutHash)).toEqual([
      '100.122.176.0/26 arrive, but the answers are lost at system route table of alicloud_vpc.backends_hangzhou_vpc (cn-hangzhou): 100.64.0.0/10 -> cloud services',
    ]);
  });

  it('stands apart from what the code changes', () => {
    const { code } = driftOf(plan);
    expect(code).toMatchObject([{ action: 'update', attributes: ['bandwidth'] }]);
    expect(code?.map(({ address }) => withoutHash(address))).toEqual([
      'alicloud_cen_transit_router_peer_attachment.cross-region-alb_backends_hangzhou_link_connection',
    ]);
  });

  it('comes to a network as Terraform left it, and one that stands', () => {
    const { proof, summary, together } = driftJson(driftOf(plan));
    expect(proof).toMatchObject({ left: { proven: 8, broken: 0 }, stands: { proven: 5, broken: 3 } });
    expect(summary).toEqual({ resources: 49, drifted: 6, code: 1, ignored: 0 });
    expect(together).toBeUndefined();
  });

  it('is called by labels where there are some', () => {
    const labels = new Map(
      driftOf(plan).things.map(({ address, type }) => [
        address,
        type === 'alicloud_vpc' ? 'backends/hangzhou/vpc' : 'x',
      ]),
    );
    expect(driftOf(plan, { labels }).things.map(({ thing }) => thing)).toEqual(
      expect.arrayContaining(['route 100.122.176.0/26 in system route table of backends/hangzhou/vpc']),
    );
  });

  it('is the same in a plan that only refreshes, without what is planned', () => {
    const { resource_changes: _, ...refreshed } = plan;
    const { things, code } = driftOf(refreshed);
    expect(things.map(({ nextApply }) => nextApply)).toEqual(Array(6).fill('untold'));
    expect(code).toBeUndefined();
  });

  it('takes no range along that a route was removed for: the ranges are those before the drift', () => {
    // GIVEN every route that is left for a range of which another route is gone
    const { resources } = plan.prior_state.values.root_module;
    const isForRange = (resource: unknown): boolean =>
      /_route_entry"/.test(JSON.stringify(resource)) && JSON.stringify(resource).includes('"100.122.176.0/26"');
    const gone = resources.filter(isForRange) as { address: string; values: object }[];
    expect(gone.map(({ address }) => withoutHash(address))).toEqual([
      'alicloud_cen_transit_router_route_entry.cross-region-alb_back-to-origin-100-122-176-0-26',
    ]);
    // WHEN it is gone, too
    const drift = gone.map(({ address, values }) => change(address, ['delete'], { ...values }, null));
    const prior = { values: { root_module: { resources: resources.filter((each) => !isForRange(each)) } } };
    const { proof } = driftJson(
      driftOf({ ...plan, prior_state: prior, resource_drift: [...(plan.resource_drift ?? []), ...drift] }),
    );
    // THEN
    expect(proof).toMatchObject({ left: { flows: 8, proven: 8 }, stands: { flows: 8, broken: 3 } });
  });

  it('shows no value that is sensitive', () => {
    const changes = (plan.resource_drift ?? []).map((entry) =>
      entry.type === 'alicloud_vpc'
        ? { ...entry, change: { ...entry.change, before_sensitive: { tags: { owner: true } } } }
        : entry,
    );
    const json = JSON.stringify(driftJson(driftOf({ ...plan, resource_drift: changes })));
    expect(json).toContain('{"path":"tags.owner","sensitive":true}');
    expect(json).not.toContain('by hand');
  });
});

describe('an attachment that is gone with all that belonged to it', () => {
  const { things, proof } = driftOf(recorded('attachment-gone'));

  it('is one thing that went with ten others', () => {
    expect(things).toHaveLength(11);
    const owners = things.filter(({ wentWith }) => wentWith.length > 0);
    expect(owners.map(({ type, wentWith }) => [type, wentWith.length])).toEqual([
      ['alicloud_cen_transit_router_vpc_attachment', 10],
    ]);
    expect(owners[0]?.effect?.servers).toMatchObject([{ change: 'broken', of: 8 }]);
    expect(owners[0]?.effect?.servers[0]?.ranges).toHaveLength(8);
    expect(proof?.stands.status).toBe('broken');
  });
});

describe('a security group that was swapped for one that Terraform does not know', () => {
  const { things, code } = driftOf(recorded('group-swapped'));

  it('cannot be proven, and the reason is said', () => {
    const [instance] = things;
    expect(instance?.effect?.servers).toMatchObject([{ change: 'untold', of: 8 }]);
    expect(instance?.untold).toEqual([expect.stringMatching(/the rules of sg-\w+ are not part of this configuration/)]);
  });

  it('is put back, by way of a group whose id is not known yet', () => {
    expect(things.map(({ nextApply }) => nextApply)).toEqual(Array(5).fill('putBack'));
    expect(code).toEqual([]);
  });
});

describe('changes that break nothing alone', () => {
  it('are told together', () => {
    // GIVEN two rules, each of which lets the same range in: the narrow one is a copy of the wide one's kind.
    const plan = recorded('by-hand');
    const narrow = (plan.resource_drift ?? []).filter(({ type }) => type === 'alicloud_security_group_rule');
    const wide = narrow.map((entry) => ({
      ...entry,
      address: 'alicloud_security_group_rule.wide',
      name: 'wide',
      change: { ...entry.change, before: { ...entry.change.before, id: 'wide', cidr_ip: '172.16.6.0/23' } },
    }));
    // WHEN both are gone
    const { things, together } = driftOf({ ...plan, resource_drift: [...narrow, ...wide] });
    // THEN
    expect(things.map(({ effect }) => effect?.servers)).toEqual([[], []]);
    expect(together?.servers).toMatchObject([{ change: 'broken', ranges: ['172.16.6.0/24'] }]);
  });
});
