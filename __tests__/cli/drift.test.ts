import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodes } from '../../cli/exit-codes';
import { change, planOf, recorded } from '../lib/drift/support/plans';

const root = join(__dirname, '../..');
const program = join(root, 'cli/bin/causeway.js');

describe('causeway drift', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'causeway-drift-'));
    write('by-hand.json', recorded('by-hand'));
    write('none.json', planOf([]));
    write('refreshed.json', planOf([change('alicloud_vpc.a', ['delete'], { id: 'vpc-1' }, null)], 'refreshOnly'));
    write('unapplied.json', { ...planOf([]), prior_state: undefined });
    write('errored.json', { ...planOf([]), errored: true });
    write('state.json', { format_version: '1.0', values: {} });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const write = (name: string, json: unknown): void => writeFileSync(join(folder, name), JSON.stringify(json));
  const causeway = (args: readonly string[], input?: string) =>
    spawnSync(process.execPath, [program, 'drift', ...args], { cwd: folder, encoding: 'utf8', input });

  it('tells what drifted, its effect and what the code changes, and ends with 2', () => {
    const { status, stdout, stderr } = causeway(['by-hand.json']);
    expect([status, stderr]).toEqual([exitCodes.drifted, '']);
    expect(stdout).toMatch(/^- removed route 100\.122\.176\.0\/26 in system route table of alicloud_vpc\.\S+$/m);
    expect(stdout).toMatch(/^ {2}✘ 1 of 8 source ranges of \S+ broken$/m);
    expect(stdout).toMatch(/^What the code changes, which is no drift: 1\n {2}update alicloud_cen_\S+: bandwidth$/m);
    expect(stdout).toMatch(/\n✘ drift: 6 of 49 resources changed outside Terraform\n$/);
  });

  it('ends with 0 when nothing drifted', () => {
    const { status, stdout } = causeway(['none.json']);
    expect([status, stdout]).toEqual([exitCodes.ok, '✔ no drift: 1 resource as Terraform left it\n']);
  });

  it('says nothing of effects or of the next apply where it cannot', () => {
    const { status, stdout } = causeway(['refreshed.json']);
    expect(status).toBe(exitCodes.drifted);
    expect(stdout).toBe(
      [
        '- removed VPC alicloud_vpc.a',
        '',
        '· there is no listener of an ALB with a server, so there is nothing to prove',
        '',
        '✘ drift: 1 of 2 resources changed outside Terraform',
        '',
      ].join('\n'),
    );
  });

  it('reads standard input, and gives JSON', () => {
    const { status, stdout } = causeway(['-', '--json'], JSON.stringify(recorded('by-hand')));
    expect(status).toBe(exitCodes.drifted);
    expect(JSON.parse(stdout)).toMatchObject({
      format: 1,
      status: 'drifted',
      summary: { resources: 49, drifted: 6, code: 1, ignored: 0 },
      proof: { left: { status: 'proven' }, stands: { status: 'broken', broken: 3 } },
    });
    expect(JSON.parse(causeway(['none.json', '--json']).stdout)).toMatchObject({ status: 'none', drifted: [] });
  });

  it('takes the back-to-origin CIDRs that it is given', () => {
    const { stdout } = causeway(['by-hand.json', '--back-to-origin', '100.122.176.0/26', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ proof: { left: { flows: 3 }, stands: { flows: 3, broken: 2 } } });
  });

  it.each([
    [['unapplied.json'], 'NOTHING_APPLIED'],
    [['errored.json'], 'PLAN_ERRORED'],
    [['state.json'], 'DRIFT_NEEDS_PLAN'],
    [['absent.json'], 'absent.json cannot be read'],
    [['by-hand.json', '--back-to-origin', '100.64.0.1/24'], 'CIDR_HOST_BITS'],
    [['nowhere'], 'there is no deployment "nowhere"'],
  ])('rejects %j, which tells nothing, with 1', (args, message) => {
    const { status, stdout, stderr } = causeway(args);
    expect([status, stdout]).toEqual([exitCodes.failed, '']);
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('has an example and its exit codes in its help', () => {
    const { status, stdout } = causeway(['--help']);
    expect(status).toBe(exitCodes.ok);
    expect(stdout).toContain('terraform show -json plan.bin | causeway drift -');
    expect(stdout).toMatch(/^ {2}2 [\s\S]*drift:\s+something was changed outside\s+Terraform/m);
  });

  it('has every field of its JSON in docs/drift.md', () => {
    const page = readFileSync(join(root, 'docs/drift.md'), 'utf8');
    const { drifted, ...rest } = JSON.parse(causeway(['by-hand.json', '--json']).stdout) as Record<string, object[]>;
    const thing = drifted?.[1] as { effect: { servers: object[] } };
    const fields = [rest, { drifted }, thing, thing.effect, thing.effect.servers[0]!].flatMap(Object.keys);
    expect(fields.filter((field) => !page.includes(`\`${field}\``))).toEqual([]);
  });
});
