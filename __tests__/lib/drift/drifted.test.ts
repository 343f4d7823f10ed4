import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { driftedIn } from '../../../lib/drift/drifted';
import { MIRRORS, OLD_NAMES } from '../../../lib/drift/ignored';
import { readDriftPlan } from '../../../lib/drift/plan';
import { isReportOnly, schemaOf } from '../../../lib/drift/provider-schema';
import { change, type ChangeJson, planOf } from './support/plans';

/** What seems to have drifted right after an apply, recorded with real Terraform, and what else stands. */
const afterApply = JSON.parse(readFileSync(join(__dirname, 'fixtures/after-apply.json'), 'utf8')) as Readonly<
  Record<string, { readonly drift: readonly ChangeJson[]; readonly standing: readonly Standing[] }>
>;

interface Standing {
  readonly address: string;
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** What is told of some entries while other resources stand. */
function told(drift: readonly ChangeJson[], standing: readonly Standing[] = []) {
  const plan = planOf(drift);
  const { resources } = plan.prior_state.values.root_module;
  const prior = { values: { root_module: { resources: [...resources, ...standing] } } };
  const { resources: drifted, ignored } = driftedIn(readDriftPlan({ ...plan, prior_state: prior }));
  const paths = drifted.flatMap(({ kind, differences }) =>
    kind === 'removed' ? ['removed'] : differences.map(({ path }) => path),
  );
  return { paths, reasons: ignored.map(({ attribute, reason }) => `${attribute}: ${reason}`) };
}

describe('right after an apply', () => {
  it.each(Object.entries(afterApply))('of %s nothing has drifted, though the state is another', (_, recorded) => {
    expect(recorded.drift.length).toBeGreaterThan(0);
    const { paths, reasons } = told(recorded.drift, recorded.standing);
    expect(paths).toEqual([]);
    expect(reasons.length).toBeGreaterThanOrEqual(recorded.drift.length);
  });

  it('every reason occurs to take a difference for nothing', () => {
    const all = Object.values(afterApply).flatMap(({ drift, standing }) => told(drift, standing).reasons);
    expect([...new Set(all.map((each) => each.split(': ')[1]))].sort()).toEqual([
      'mirror',
      'oldName',
      'reported',
      'same',
    ]);
  });
});

describe('what only looks like drift', () => {
  const acl = (...entries: readonly string[]) => ({ id: 'acl-1', acl_entries: entries.map((entry) => ({ entry })) });
  const attached = (entry: string): Standing => ({
    address: `alicloud_alb_acl_entry_attachment.${entry}`,
    type: 'alicloud_alb_acl_entry_attachment',
    values: { id: `acl-1:${entry}`, acl_id: 'acl-1', entry },
  });

  it('is told from an entry that was added by hand', () => {
    const drift = change('alicloud_alb_acl.a', ['update'], acl(), acl('10.0.0.0/8', '10.1.0.0/16'));
    expect(told([drift], [attached('10.0.0.0/8')]).paths).toEqual(['acl_entries[10.1.0.0/16]']);
    expect(told([drift], [attached('10.0.0.0/8'), attached('10.1.0.0/16')]).paths).toEqual([]);
    const { values, ...other } = attached('10.0.0.0/8');
    const ofOther = { ...other, values: { ...values, acl_id: 'acl-2' } };
    expect(told([drift], [ofOther]).paths).toHaveLength(2);
  });

  it('is told once of an entry that was removed by hand: of the entry', () => {
    const { address, values } = attached('10.0.0.0/8');
    const drift = [
      change('alicloud_alb_acl.a', ['update'], acl('10.0.0.0/8'), acl()),
      change(address, ['delete'], values, null),
    ];
    expect(told(drift).paths).toEqual(['removed']);
  });

  it('is told from a listener whose list was changed by hand', () => {
    const config = (type: string, ...ids: readonly string[]) => ({
      id: 'lsn-1',
      acl_config: [{ acl_type: type, acl_relations: ids.map((id) => ({ acl_id: id, status: 'Associated' })) }],
    });
    const standing = {
      address: 'alicloud_alb_listener_acl_attachment.a',
      type: 'alicloud_alb_listener_acl_attachment',
      values: { id: 'lsn-1:acl-1', listener_id: 'lsn-1', acl_id: 'acl-1' },
    };
    const made = change('alicloud_alb_listener.a', ['update'], config(''), config('White', 'acl-1'));
    expect(told([made], [standing])).toEqual({ paths: [], reasons: ['acl_config: mirror'] });
    const more = change('alicloud_alb_listener.a', ['update'], config(''), config('White', 'acl-1', 'acl-2'));
    expect(told([more], [standing]).paths).not.toEqual([]);
  });

  it('is an old name, where the new one tells it', () => {
    const before = { id: 'vpc-1', name: 'one', vpc_name: 'one' };
    const drift = change('alicloud_vpc.a', ['update'], before, { ...before, name: 'two', vpc_name: 'two' });
    expect(told([drift])).toEqual({ paths: ['vpc_name'], reasons: ['name: oldName'] });
  });

  it('is what only the cloud sets', () => {
    const before = { id: 'vpc-1', status: 'Pending', cidr_block: '10.0.0.0/8' };
    const drift = change('alicloud_vpc.a', ['update'], before, { ...before, status: 'Available' });
    expect(told([drift])).toEqual({ paths: [], reasons: ['status: reported'] });
  });

  it('counts in a type whose schema is not known, but for nothing by another name', () => {
    const before = { id: 'r-1', status: 'Creating', tags: null };
    const drift = change('alicloud_redis.a', ['update'], before, { ...before, status: 'Normal', tags: {} });
    expect(told([drift])).toEqual({ paths: ['status'], reasons: ['tags: same'] });
  });
});

describe('the tables of what is ignored', () => {
  it.each(Object.entries(OLD_NAMES))('have names that %s has, old and new', (type, names) => {
    const { attributes = {}, block_types: blocks = {} } = schemaOf(type) ?? {};
    const known = [...Object.keys(attributes), ...Object.keys(blocks)];
    expect(known).toEqual(expect.arrayContaining(Object.entries(names).flat()));
  });

  it.each(MIRRORS)('have attributes that $type and $of have', ({ type, attribute, of, owner }) => {
    expect(schemaOf(type)?.block_types).toHaveProperty(attribute);
    expect(schemaOf(of)?.attributes).toHaveProperty(owner);
  });

  it('take no attribute for one that only the cloud sets which a configuration can', () => {
    expect(isReportOnly(schemaOf('alicloud_instance'), 'status')).toBe(false);
    expect(isReportOnly(schemaOf('alicloud_vpc'), 'status')).toBe(true);
    expect(isReportOnly(undefined, 'status')).toBe(false);
  });
});
