import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodes } from '../../cli/exit-codes';

const root = join(__dirname, '../..');
const program = join(root, 'cli/bin/causeway.js');

interface Stack {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

describe('causeway verify and diagram', () => {
  let folder: string;
  let stack: Stack;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'causeway-verify-'));
    spawnSync(process.execPath, ['scripts/run-main.js'], {
      cwd: root,
      env: { ...process.env, CDKTF_OUTDIR: folder },
    });
    stack = JSON.parse(readFileSync(join(folder, 'stacks/chengdu-hangzhou/cdk.tf.json'), 'utf8')) as Stack;
    write('proven.json', stack);
    write('broken.json', without('alicloud_route_entry', '100.122.176.0/26'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const file = (name: string): string => join(folder, name);
  const write = (name: string, json: unknown): void => writeFileSync(file(name), JSON.stringify(json));

  /** The stack without the resources of a type that name a block. */
  function without(type: string, block: string): Stack {
    const kept = Object.entries(stack.resource[type] ?? {}).filter(([, each]) => !JSON.stringify(each).includes(block));
    expect(kept.length).toBeLessThan(Object.keys(stack.resource[type] ?? {}).length);
    return { ...stack, resource: { ...stack.resource, [type]: Object.fromEntries(kept) } };
  }

  const causeway = (args: readonly string[], options: { readonly cwd?: string; readonly input?: string } = {}) =>
    spawnSync(process.execPath, [program, ...args], { cwd: folder, encoding: 'utf8', ...options });

  it('proves a deployment by its name', () => {
    const { status, stdout, stderr } = causeway(['verify', 'chengdu-hangzhou'], { cwd: root });
    expect([status, stderr]).toEqual([exitCodes.ok, '']);
    expect(stdout).toMatch(/✔ 100\.122\.176\.0\/26 +proven, there and back\n/);
    expect(stdout).toMatch(/\n✔ proven: 8 of 8 flows proven\n$/);
  });

  it('tells where the answers of a broken stack are lost, and ends with 2', () => {
    const { status, stdout } = causeway(['verify', file('broken.json')]);
    expect(status).toBe(exitCodes.notAllReached);
    expect(stdout).toMatch(/✘ 100\.122\.176\.0\/26 +arrive, but the answers are lost at system route table of .*\n/);
    expect(stdout).toContain('100.64.0.0/10 -> cloud services; add 100.122.176.0/26 -> ');
    expect(stdout).toMatch(/\nTo mend it\n {2}system route table of .*\(1 source range\)\n/);
    expect(stdout).not.toContain('<- VPC');
  });

  it('tells more of a plan with the folder of its configuration, modules included', () => {
    // GIVEN
    const fixtures = join(root, '__tests__/lib/proof/terraform/fixtures');
    cpSync(join(fixtures, 'modules'), file('configuration'), { recursive: true });
    mkdirSync(file('configuration/.terraform/modules'), { recursive: true });
    const Modules = ['', 'chengdu', 'hangzhou'].map((Key) => ({ Key, Dir: Key === '' ? '.' : 'network' }));
    write('configuration/.terraform/modules/modules.json', { Modules });
    const plan = join(fixtures, 'modules.plan.json');
    // WHEN
    const alone = causeway(['verify', plan]);
    const whole = causeway(['verify', plan, '--config', file('configuration')]);
    // THEN
    expect(alone.status).toBe(exitCodes.failed);
    expect(alone.stdout).toContain('--config');
    expect([whole.status, whole.stderr]).toEqual([exitCodes.ok, '']);
  });

  it.each([
    ['README.md', 'verify chengdu-hangzhou', ['verify', 'chengdu-hangzhou']],
    ['docs/proof.md', 'verify broken/cdk.tf.json', ['verify', 'broken.json']],
  ])('prints what %s shows of causeway %s', (page, command, args) => {
    const text = readFileSync(join(root, page), 'utf8');
    const shown = new RegExp(`<!-- output of: npx causeway ${command} -->\\n\\n\`\`\`text\\n([\\s\\S]*?)\`\`\``).exec(
      text,
    )?.[1];
    const cwd = command.includes('broken') ? folder : root;
    expect(causeway(args, { cwd }).stdout).toBe(shown);
  });

  it('reads standard input, and gives JSON', () => {
    const { status, stdout } = causeway(['verify', '-', '--json'], { input: JSON.stringify(stack) });
    expect(status).toBe(exitCodes.ok);
    expect(JSON.parse(stdout)).toMatchObject({ format: 1, status: 'proven', summary: { flows: 8, proven: 8 } });
  });

  it('shows every hop when asked, of the server and the listener that are asked for', () => {
    const { stdout } = causeway(['verify', file('proven.json'), '--trace', '--server', 'web/ecs1', '--listener', '80']);
    expect(stdout).toMatch(/ {6}-> VPC .*, system route table of .*: 192\.168\.7\.0\/24 -> .* \[static: /);
    expect(stdout).toMatch(/ {6}<- transit router .*: 100\.122\.176\.0\/26 -> .* \[learned: /);
  });

  it('takes the back-to-origin CIDRs that it is given', () => {
    const { status, stdout } = causeway(['verify', file('proven.json'), '--back-to-origin', '100.96.0.0/24']);
    expect(status).toBe(exitCodes.notAllReached);
    expect(stdout).toMatch(/✘ 100\.96\.0\.0\/24 /);
    expect(stdout).not.toContain('100.122.176.0/26');
  });

  it('ends with 1 when something cannot be told, and says what is missing', () => {
    const table = Object.entries(stack.resource.alicloud_route_entry ?? {}).map(([name, each]) => {
      return [name, { ...each, destination_cidrblock: '${var.block}' }];
    });
    write('unknown.json', {
      ...stack,
      resource: { ...stack.resource, alicloud_route_entry: Object.fromEntries(table) },
    });
    const { status, stdout } = causeway(['verify', file('unknown.json')]);
    expect(status).toBe(exitCodes.failed);
    expect(stdout).toMatch(/\nWhat is missing to tell\n {2}.*var\.block/);
  });

  it.each([
    ['a file that is no JSON', 'text.json', 'resource "alicloud_vpc" {}', 'is not JSON'],
    ['a plan as Terraform saves it', 'plan.json', 'PK\u0003\u0004', 'terraform show -json'],
    ['the log of a plan', 'log.json', '{"@level":"info"}\n{"@level":"info"}\n', 'terraform plan -json prints its log'],
    ['JSON of something else', 'other.json', '{"name": "left-pad"}', 'TERRAFORM_JSON_UNKNOWN'],
    ['a list', 'list.json', '[1, 2]', 'TERRAFORM_JSON_UNKNOWN'],
  ])('rejects %s with one error', (_, name, text, message) => {
    writeFileSync(file(name), text);
    const { status, stdout, stderr } = causeway(['verify', file(name)]);
    expect([status, stdout]).toEqual([exitCodes.failed, '']);
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it.each([
    [['verify', 'absent.json'], 'absent.json cannot be read'],
    [['verify', '.'], '. cannot be read: it is a folder; give a plan of it'],
    [['verify', 'proven.json', '--server', 'ecs9'], 'there is no server "ecs9"; there is web/ecs1'],
    [['verify', 'proven.json', '--back-to-origin', '100.64.0.1/24'], 'CIDR_HOST_BITS'],
    [['verify', 'proven.json', '--config', 'nowhere'], '--config names nowhere'],
    [['diagram', 'proven.json', '--source', '172.16.0.0/24'], 'add --path'],
    [['diagram', 'proven.json', '--format', 'png'], 'Allowed choices are svg, mermaid'],
    [['diagram', 'proven.json', '--out', 'no/such/folder.svg'], 'no/such/folder.svg cannot be written'],
  ])('rejects %j', (args, message) => {
    const { status, stdout, stderr } = causeway(args);
    expect([status, stdout]).toEqual([exitCodes.failed, '']);
    expect(stderr).toContain(message);
  });

  describe('with the rules of the resources', () => {
    /** The stack with other arguments for the only resource of a type. */
    function withArguments(type: string, change: object): Stack {
      const changed = Object.entries(stack.resource[type] ?? {}).map(([name, each]) => [name, { ...each, ...change }]);
      return { ...stack, resource: { ...stack.resource, [type]: Object.fromEntries(changed) } };
    }
    const address = (type: string): string => `${type}.${Object.keys(stack.resource[type] ?? {})[0]}`;
    const LINK = 'alicloud_cen_transit_router_peer_attachment';

    beforeAll(() => {
      write('refused.json', withArguments(LINK, { bandwidth: 20_000 }));
      write('warned.json', withArguments('alicloud_cen_bandwidth_package', { payment_type: 'PrePaid', period: 1 }));
    });

    it('ends with 2 when one refuses a resource, however proven the flows are, and says what to change', () => {
      const { status, stdout } = causeway(['verify', 'refused.json']);
      expect(status).toBe(exitCodes.notAllReached);
      expect(stdout).toContain(
        `✘ ${address(LINK)} (cn-chengdu): an inter-region connection has 1 to 10000 Mbit/s, got 20000 [BANDWIDTH_RANGE]`,
      );
      expect(stdout).toMatch(/\n✘ broken: 8 of 8 flows proven, 2 errors\n$/);
    });

    it('ends as without it when one only warns', () => {
      const { status, stdout } = causeway(['verify', 'warned.json']);
      expect(status).toBe(exitCodes.ok);
      expect(stdout).toMatch(/\n! alicloud_cen_bandwidth_package\.\S+ .*\[BANDWIDTH_PREPAID_STAYS\]\n/);
      expect(stdout).toMatch(/\n✔ proven: 8 of 8 flows proven, 1 warning\n$/);
    });

    it('leaves out what a deployment file skips, too', () => {
      const seed = readFileSync(join(root, 'deployments/chengdu-hangzhou.yaml'), 'utf8');
      const off = seed.replace('healthCheck: { path: / }', 'healthCheck: { enabled: false }');
      const skip = 'skip: { HEALTH_CHECK_OFF_ACROSS_REGIONS: watched elsewhere }';
      mkdirSync(file('deployments'));
      writeFileSync(file('deployments/lab.yaml'), `${off}\n${skip}\n`);
      const { status, stdout } = causeway(['verify', file('deployments/lab.yaml')], { cwd: root });
      expect(stdout).toContain('\n  HEALTH_CHECK_OFF_ACROSS_REGIONS, 1 time: watched elsewhere\n');
      expect([status, stdout]).toEqual([exitCodes.ok, expect.not.stringContaining('[HEALTH_CHECK_OFF')]);
    });

    it('leaves out what is skipped, and gives the reason', () => {
      const skips = [
        '--skip',
        'BANDWIDTH_EXCEEDS_PLAN=a lab',
        '--skip',
        `BANDWIDTH_RANGE@${address(LINK)}=ours is wider`,
      ];
      const { status, stdout } = causeway(['verify', 'refused.json', ...skips]);
      expect(status).toBe(exitCodes.ok);
      expect(stdout).toContain('\nRules that were skipped\n  BANDWIDTH_EXCEEDS_PLAN, 1 time: a lab\n');
      expect(stdout).toContain(`  BANDWIDTH_RANGE of ${address(LINK)}, 1 time: ours is wider\n`);
    });

    it('gives JSON of it', () => {
      const { stdout } = causeway(['verify', 'refused.json', '--json', '--skip', 'BANDWIDTH_EXCEEDS_PLAN=a lab']);
      expect(JSON.parse(stdout)).toMatchObject({
        format: 1,
        status: 'broken',
        problems: [
          {
            code: 'BANDWIDTH_RANGE',
            severity: 'error',
            place: { kind: 'resource', id: address(LINK), region: 'cn-chengdu' },
            message: expect.stringContaining('got 20000'),
          },
        ],
        skipped: [{ code: 'BANDWIDTH_EXCEEDS_PLAN', reason: 'a lab', count: 1 }],
        undecided: [],
      });
    });

    it('says nothing of them when only some flows are asked for', () => {
      expect(causeway(['verify', 'refused.json', '--server', 'web/ecs1']).status).toBe(exitCodes.ok);
    });

    it.each([
      [['--skip', 'BANDWIDTH_RANGE'], 'a skip is written CODE=reason'],
      [['--skip', 'BANDWIDTH_RANG=x'], 'did you mean BANDWIDTH_RANGE?'],
      [['--skip', 'BANDWIDTH_RANGE='], 'a rule is skipped for a reason'],
    ])('rejects %j', (args, message) => {
      const { status, stdout, stderr } = causeway(['verify', 'refused.json', ...args]);
      expect([status, stdout]).toEqual([exitCodes.failed, '']);
      expect(stderr).toContain(message);
    });
  });

  it('draws the topology: Mermaid by default, SVG for a file of that name', () => {
    expect(causeway(['diagram', 'proven.json']).stdout).toMatch(/^---\ntitle: .*\n---\nflowchart LR\n/);
    const { status, stdout } = causeway(['diagram', 'proven.json', '--out', 'network.svg']);
    expect([status, stdout]).toEqual([exitCodes.ok, '']);
    expect(readFileSync(file('network.svg'), 'utf8')).toMatch(/^<svg [\s\S]*10 Mbit\/s[\s\S]*<\/svg>\n$/);
  });

  it('draws the path of a server: the lost one where there is one, or that of a source range', () => {
    const args = ['diagram', 'broken.json', '--format', 'svg', '--path', 'web/ecs1'];
    expect(causeway(args).stdout).toContain('✘ lost here');
    const proven = causeway([...args, '--source', '172.16.0.0/24']).stdout;
    expect(proven).toContain('arrive, and their answers come back');
    expect(proven).not.toContain('lost here');
  });
});
