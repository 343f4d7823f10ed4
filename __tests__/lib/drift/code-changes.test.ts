import { codeChanges } from '../../../lib/drift/code-changes';
import { driftedIn } from '../../../lib/drift/drifted';
import { readDriftPlan } from '../../../lib/drift/plan';
import { change, type ChangeJson, planOf, type References } from './support/plans';

function told(drift: readonly ChangeJson[], planned: readonly ChangeJson[], references: References = {}) {
  const plan = readDriftPlan(planOf(drift, planned, references));
  return codeChanges(plan, driftedIn(plan).resources).map(({ action, address, attributes }) =>
    [action, address, ...attributes].join(' '),
  );
}

const vpc = { id: 'vpc-1', vpc_name: 'one', description: 'mine', tags: { project: 'a' } };
const byHand = { ...vpc, tags: { project: 'b' } };
const drift = change('alicloud_vpc.a', ['update'], vpc, byHand);

describe('what the code changes', () => {
  it('is all that is planned where nothing drifted', () => {
    const renamed = change('alicloud_vpc.a', ['update'], vpc, { ...vpc, vpc_name: 'two' });
    const made = change('alicloud_vswitch.b', ['create'], null, { cidr_block: '10.0.0.0/24' }, { id: true });
    const gone = change('alicloud_vswitch.c', ['delete'], { id: 'vsw-1' }, null);
    const forgotten = change('alicloud_vswitch.d', ['forget'], { id: 'vsw-2' }, null);
    const anew = change('alicloud_vpc.e', ['delete', 'create'], vpc, { ...vpc, vpc_name: 'e' }, { id: true });
    const { change: imported, ...resource } = change('alicloud_vpc.f', ['no-op'], vpc, vpc);
    const brought = { ...resource, change: { ...imported, importing: { id: 'vpc-1' } } };
    const written = { 'alicloud_vpc.e': { vpc_name: [] } };
    expect(told([], [renamed, made, gone, forgotten, anew, brought], written)).toEqual([
      'update alicloud_vpc.a vpc_name',
      'create alicloud_vswitch.b',
      'delete alicloud_vswitch.c',
      'forget alicloud_vswitch.d',
      'replace alicloud_vpc.e vpc_name',
      'import alicloud_vpc.f',
    ]);
  });

  it('is not what stays as it is, nor data that is read while applying', () => {
    const same = change('alicloud_vpc.a', ['no-op'], vpc, vpc);
    const data = { ...change('alicloud_vpcs.b', ['read'], null, {}), mode: 'data' };
    expect(told([], [same, data])).toEqual([]);
  });

  it('is not what only puts drift back', () => {
    const back = change('alicloud_vpc.a', ['update'], byHand, vpc);
    const again = change('alicloud_vswitch.b', ['create'], null, { cidr_block: '10.0.0.0/24' }, { id: true });
    const lost = change('alicloud_vswitch.b', ['delete'], { id: 'vsw-1', cidr_block: '10.0.0.0/24' }, null);
    expect(told([drift, lost], [back, again])).toEqual([]);
  });

  it('is not what is planned to be nothing because the cloud will fill it', () => {
    const filled = { id: 'lsn-1', listener_port: 80, x_forwarded_for_config: [{ x_forwarded_for_enabled: true }] };
    const lost = change('alicloud_alb_listener.a', ['delete'], filled, null);
    const planned = { listener_port: 80, x_forwarded_for_config: [] };
    const again = change('alicloud_alb_listener.a', ['create'], null, planned, { id: true });
    expect(told([lost], [again], { 'alicloud_alb_listener.a': { listener_port: [] } })).toEqual([]);
  });

  it('is told of a drifted resource, apart from its drift', () => {
    const both = change('alicloud_vpc.a', ['update'], byHand, { ...vpc, vpc_name: 'two' });
    const lost = change('alicloud_vswitch.b', ['delete'], { id: 'vsw-1', cidr_block: '10.0.0.0/24' }, null);
    const moved = change('alicloud_vswitch.b', ['create'], null, { cidr_block: '10.0.1.0/24' }, { id: true });
    const other = change('alicloud_vpc.a', ['update'], byHand, { ...vpc, tags: { project: 'c' } });
    expect(told([drift, lost], [both, moved], { 'alicloud_vswitch.b': { cidr_block: [] } })).toEqual([
      'update alicloud_vpc.a vpc_name',
      'create alicloud_vswitch.b cidr_block',
    ]);
    expect(told([drift], [other])).toEqual(['update alicloud_vpc.a tags']);
    expect(told([drift], [change('alicloud_vpc.a', ['delete'], byHand, null)])).toEqual(['delete alicloud_vpc.a']);
  });
});

describe('a change of which only the id of something made anew is told', () => {
  const lost = change('alicloud_security_group.a', ['delete'], { id: 'sg-1' }, null);
  const again = change('alicloud_security_group.a', ['create'], null, {}, { id: true });
  const user = { id: 'i-1', security_groups: ['sg-1'] };
  const joins = change('alicloud_instance.b', ['update'], user, { id: 'i-1' }, { security_groups: true });
  const references = {
    'alicloud_instance.b': { security_groups: ['alicloud_security_group.a.id', 'alicloud_security_group.a'] },
  };

  it('follows from drift where that is what is put back', () => {
    expect(told([lost], [again, joins], references)).toEqual([]);
  });

  it('follows at several removes', () => {
    const link = { id: 'l-1', instance_id: 'i-1' };
    const anew = change('alicloud_instance.b', ['delete', 'create'], user, {}, { id: true, security_groups: true });
    const next = change('alicloud_link.c', ['update'], link, { id: 'l-1' }, { instance_id: true });
    const more = { ...references, 'alicloud_link.c': { instance_id: ['alicloud_instance.b.id'] } };
    expect(told([lost], [again, anew, next], more)).toEqual([]);
  });

  it('is the code changing where something else is made', () => {
    const made = change('alicloud_security_group.new', ['create'], null, {}, { id: true });
    const other = { 'alicloud_instance.b': { security_groups: ['alicloud_security_group.new.id'] } };
    expect(told([lost], [again, made, joins], other)).toEqual([
      'create alicloud_security_group.new',
      'update alicloud_instance.b security_groups',
    ]);
    expect(told([], [made, joins], other)).toHaveLength(2);
  });

  it('is the code changing where something known changes with it', () => {
    const renamed = change(
      'alicloud_instance.b',
      ['update'],
      user,
      { id: 'i-1', instance_name: 'b' },
      { security_groups: true },
    );
    expect(told([lost], [again, renamed], references)).toEqual([
      'update alicloud_instance.b instance_name security_groups',
    ]);
  });

  it('may follow where it comes by a module, which a plan does not look through', () => {
    const place = { ...joins, address: 'module.m.alicloud_instance.b', module_address: 'module.m' };
    const plan = planOf([lost], [again, place]);
    const inModule = {
      resources: [
        {
          address: 'alicloud_instance.b',
          expressions: { security_groups: { references: ['var.group', 'var.group'] } },
        },
      ],
    };
    const configuration = { root_module: { module_calls: { m: { module: inModule } } } };
    const read = readDriftPlan({ ...plan, configuration });
    expect(codeChanges(read, driftedIn(read).resources)).toEqual([]);
  });
});
