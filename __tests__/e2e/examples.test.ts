import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { PlanResult } from '../../cli/up/stage';
import { checkPolicies } from '../../lib/policy';
import { prove, type ProveOptions, readTerraformJson, type TerraformConfiguration } from '../../lib/proof';
import { withIds } from '../support/existing-deployments';
import { makePrerequisites } from '../support/hand-made';
import { withoutHash } from '../support/logical-id';
import { checkov, type CheckovReport, type CheckRecord, describeWithCheckov } from './support/checkov';
import { describeWithTerraform } from './support/describe-with-terraform';
import { inTurns, openConfiguration, openDeployment, openProgram, type OpenExample } from './support/example';
import { type Planned, plansOf } from './support/plans';
import { root } from './support/requirements';
import { run } from './support/workspace';

const MINUTE = 60_000;
/** Most of the time goes into the provider's waits. */
const AT_ONCE = 5;

/** What the proof and the rules say of a plan or a state. */
interface Judgement {
  readonly proof: string;
  readonly refused: readonly string[];
}

/** How an example went, from its plan to its destruction. */
interface Life {
  /** What `terraform show -json` says of its plan. */
  readonly plan: unknown;
  readonly planned: Judgement;
  /** What `check` blocks complained about. */
  readonly warnings: readonly string[];
  readonly again: PlanResult;
  readonly state: Judgement;
  /** `2 of 2`: the nodes of its ALB that reach a server and get an answer. */
  readonly reached: string | undefined;
  readonly stood: readonly string[];
  readonly left: readonly unknown[];
}

function judge(json: unknown, configuration?: TerraformConfiguration, options: ProveOptions = {}): Judgement {
  const { status, flows } = prove(readTerraformJson(json, { configuration }), options);
  const refused = checkPolicies(json, { configuration }).problems.filter(({ severity }) => severity === 'error');
  return {
    proof: `${status} ${flows.filter((flow) => flow.status === 'proven').length}`,
    refused: refused.map(({ code, place }) => `${code} ${place.id}`),
  };
}

/** Plans, applies, plans again, proves, probes, destroys; `meanwhile` may do more before the second plan. */
async function live(
  opening: Promise<OpenExample>,
  meanwhile: (example: OpenExample) => Promise<void> = () => Promise.resolve(),
): Promise<Life> {
  const example = await opening;
  try {
    await example.plan();
    const plan = await example.show('plan');
    const planned = judge(plan, example.configuration);
    const { warnings } = await example.apply();
    await meanwhile(example);
    const again = await example.plan();
    const state = judge(await example.show('state'));
    const stood = example.cloud.inventory();
    const alb = stood.find(({ kind }) => kind === 'alb/loadBalancers');
    const probe = alb && (await example.cloud.probe(alb.id, { port: 80 }));
    await example.destroy();
    return {
      plan,
      planned,
      warnings: warnings.map(({ message }) => message),
      again,
      state,
      reached: probe && `${probe.reached} of ${probe.total}`,
      stood: stood.map(({ kind, region }) => `${kind} ${region}`.trim()),
      left: example.cloud.inventory(),
    };
  } finally {
    await example.close();
  }
}

/** Puts another deployment file in the place of the one that stands, under its name, and applies what that changes. */
function turnInto(path: string, name: string, expected: readonly unknown[]): (example: OpenExample) => Promise<void> {
  return async (example) => {
    const yaml = readFileSync(join(root, path), 'utf8');
    await example.edit(() => yaml.replace(/^name: .*$/m, `name: ${name}`));
    const { planned } = await example.plan();
    expect(planned.map(withoutHash).sort()).toEqual(expected);
    expect((await example.apply()).warnings).toEqual([]);
  };
}

const upgraded = { albGeneration: 'upgraded' } as const;
const CREATES_A_ROUTE = expect.stringMatching(
  /^create alicloud_(route_entry|cen_transit_router_route_entry|security_group_rule)\./,
);

/** What each example comes to; `Nothing` to prove is unknown, not proven. */
const LIVES = {
  'plain-terraform': {
    life: () => live(openConfiguration('examples/plain-terraform')),
    verdicts: ['unknown 0', 'unknown 0', undefined],
  },
  'typescript-app': {
    life: () => live(openProgram('examples/typescript-app', 'shop')),
    // The server in Shanghai is somebody else's, and is not there: it is proven, and the other one answers.
    verdicts: ['proven 4', 'proven 4', '2 of 2'],
  },
  'state-oss/orders': {
    life: () => live(openDeployment('examples/state-oss/orders', upgraded)),
    verdicts: ['proven 2', 'proven 2', '2 of 2'],
  },
  'alb-generations': {
    life: () =>
      live(
        openDeployment('examples/alb-generations/upgraded', { albGeneration: 'non-upgraded' }),
        turnInto('examples/alb-generations/non-upgraded.yaml', 'upgraded', Array(13).fill(CREATES_A_ROUTE)),
      ),
    verdicts: ['proven 2', 'proven 8', '6 of 6'],
  },
  'inter-region': {
    life: () =>
      live(
        openDeployment('examples/inter-region/bandwidth-plan', upgraded),
        turnInto('examples/inter-region/data-transfer.yaml', 'bandwidth-plan', [
          'delete alicloud_cen_bandwidth_package.bandwidth-plans_china-china',
          'delete alicloud_cen_bandwidth_package_attachment.bandwidth-plans_china-china_attachment',
          'update alicloud_cen_transit_router_peer_attachment.cross-region-alb_backends_hangzhou_link_connection',
        ]),
      ),
    verdicts: ['proven 2', 'proven 2', '2 of 2'],
  },
  policy: {
    life: () => live(openConfiguration('examples/policy')),
    verdicts: ['proven 2', 'proven 2', '2 of 2'],
  },
} as const satisfies Record<string, { life: () => Promise<Life>; verdicts: readonly unknown[] }>;

/** Those that live elsewhere: what is planned here is looked at, and not applied. */
const PLANNED: Readonly<Record<string, { readonly verdict: string; readonly prepare?: Planned['prepare'] }>> = {
  'deployments/chengdu-hangzhou.yaml': { verdict: 'proven 8' },
  'examples/alb-generations/non-upgraded.yaml': { verdict: 'proven 8' },
  'examples/existing/shop.yaml': {
    verdict: 'proven 2',
    prepare: async (made, yaml) => withIds(await makePrerequisites(made), yaml),
  },
  'examples/inter-region/data-transfer.yaml': { verdict: 'proven 2' },
  'examples/listeners/shop.yaml': { verdict: 'proven 10' },
  'examples/many-regions/many-regions.yaml': { verdict: 'proven 6' },
  'examples/mixed-groups/mixed-groups.yaml': { verdict: 'proven 20' },
  'examples/state-cloud/billing.yaml': { verdict: 'proven 2' },
};

describeWithTerraform('the examples, each with a local cloud of its own', () => {
  const lives = new Map<string, Life>();
  const failures = new Map<string, unknown>();
  let plans: ReadonlyMap<string, unknown> = new Map();
  const lifeOf = (name: string): Life => {
    if (failures.has(name)) throw failures.get(name);
    return lives.get(name)!;
  };

  beforeAll(async () => {
    const works = Object.entries(LIVES).map(([name, { life }]) => async () => {
      await life().then(
        (lived) => void lives.set(name, lived),
        (error: unknown) => void failures.set(name, error),
      );
    });
    const plan = async (): Promise<void> => {
      plans = await plansOf(Object.entries(PLANNED).map(([path, { prepare }]) => ({ path, prepare })));
    };
    await inTurns([plan, ...works], AT_ONCE);
  }, 10 * MINUTE);

  describe.each(Object.entries(LIVES))('%s', (name, { verdicts: [planned, state, reached] }) => {
    const life = (): Life => lifeOf(name);

    test('is planned, and neither proof nor rules object to the plan', () => {
      expect(life().planned).toEqual({ proof: planned, refused: [] });
    });

    test('plans nothing after it is applied', () => {
      expect(life().again).toMatchObject({ isEmpty: true, planned: [] });
    });

    test('is proven from its state, and reaches its servers from every node', () => {
      expect(life().state).toEqual({ proof: state, refused: [] });
      expect(life().reached).toBe(reached);
    });

    test('is destroyed in one run, and leaves nothing', () => {
      expect(life().stood.length).toBeGreaterThan(4);
      expect(life().left).toEqual([]);
    });
  });

  test('Terraform says after the apply that an ALB is non-upgraded and needs its back-to-origin CIDRs, and only then', () => {
    const warned = [...lives].filter(([, { warnings }]) => warnings.length > 0);
    expect(warned.map(([name, { warnings }]) => [name, warnings])).toEqual([
      ['alb-generations', [expect.stringContaining('The ALB is non-upgraded')]],
    ]);
  });

  test('the CDKTF program stands in three regions', () => {
    const vpcs = lifeOf('typescript-app').stood.filter((item) => item.startsWith('vpc/vpcs '));
    expect(vpcs.map((item) => item.split(' ')[1]).sort()).toEqual(['cn-chengdu', 'cn-hangzhou', 'cn-shanghai']);
  });

  test(
    'the rules refuse what somebody plans wrongly by hand, warn of what is unwise, and are skipped for a reason',
    async () => {
      const example = await openConfiguration('examples/policy');
      const file = join(mkdtempSync(join(tmpdir(), 'causeway-policy-')), 'plan.json');
      const verify = async (variables: Readonly<Record<string, string>>, ...args: readonly string[]) => {
        example.set({ remote_ip: 'true', open_to: '[]', ...variables });
        await example.plan();
        writeFileSync(file, JSON.stringify(await example.show('plan')));
        const command = ['cli/bin/causeway.js', 'verify', file, '--config', 'examples/policy', ...args];
        return run(process.execPath, command, { cwd: root });
      };
      try {
        // As the page beside the example shows it.
        const shown = /^✘ .*$/m.exec(readFileSync(join(root, 'examples/policy/README.md'), 'utf8'))?.[0];
        expect(await verify({ remote_ip: 'false' })).toMatchObject({
          exitCode: 2,
          output: expect.stringContaining(`\n${shown}\n`),
        });
        const open = { open_to: '["0.0.0.0/0"]' };
        const bastion = 'alicloud_security_group_rule.web["0.0.0.0/0"]';
        const warned = await verify(open);
        expect(warned).toMatchObject({ exitCode: 0, output: expect.stringContaining(`! ${bastion} (cn-hangzhou): `) });
        const skipped = await verify(open, '--skip', `SG_OPEN_TO_WORLD@${bastion}=the office has no fixed addresses`);
        expect(skipped).toMatchObject({
          exitCode: 0,
          output: expect.stringContaining(`${bastion}, 1 time: the office has no fixed addresses`),
        });
        expect(skipped.output).not.toContain('!');
      } finally {
        await example.close();
        rmSync(dirname(file), { recursive: true, force: true });
      }
    },
    3 * MINUTE,
  );

  describe('their plans, and those of the examples with suites of their own', () => {
    test.each(Object.entries(PLANNED))('neither proof nor rules object to that of %s', (path, { verdict }) => {
      // Of what is there already only what is looked up is known.
      const options = { assumeComplete: path.includes('/existing/') };
      expect(judge(plans.get(path), undefined, options)).toEqual({ proof: verdict, refused: [] });
    });

    describeWithCheckov('before checkov', () => {
      let folder: string;
      let all: readonly (readonly [name: string, plan: unknown])[];
      let report: CheckovReport;

      beforeAll(() => {
        folder = mkdtempSync(join(tmpdir(), 'causeway-checkov-'));
        all = [...plans, ...[...lives].map(([name, { plan }]) => [name, plan] as const)];
        for (const [name, plan] of all) writeFileSync(join(folder, fileOf(name)), JSON.stringify(plan));
        writeFileSync(join(folder, 'bad.json'), JSON.stringify(opened(plans.get('examples/listeners/shop.yaml'))));
        report = checkov(folder);
      }, 3 * MINUTE);
      afterAll(() => rmSync(folder, { recursive: true, force: true }));

      const ofFile = (records: readonly CheckRecord[], file: string) =>
        records.filter(({ file_path: path }) => path.endsWith(`/${file}`)).map(({ check_id: id }) => id);

      test('fail no check', () => {
        const failed = report.failed.filter(({ file_path: path }) => !path.endsWith('/bad.json'));
        expect([failed, report.unread]).toEqual([[], []]);
      });

      test('pass some, each of them that has a resource which checkov knows', () => {
        expect(all).toHaveLength(Object.keys(PLANNED).length + Object.keys(LIVES).length);
        const unchecked = all.map(([name]) => name).filter((name) => ofFile(report.passed, fileOf(name)).length === 0);
        // Networks without security groups.
        expect(unchecked).toEqual(['plain-terraform']);
      });

      test('rejects one that is opened to the world', () => {
        expect([...new Set(ofFile(report.failed, 'bad.json'))].sort()).toEqual([
          'CKV_ALI_2',
          'CKV_ALI_29',
          'CKV_ALI_3',
        ]);
      });
    });
  });
});

function fileOf(name: string): string {
  return `${name.replaceAll('/', '_')}.json`;
}

/** A plan whose security groups and access control lists let in everybody. */
function opened(plan: unknown): unknown {
  const text = JSON.stringify(plan)
    .replaceAll('"80/80"', '"1/65535"')
    .replace(/"cidr_ip":"[^"]*"/g, '"cidr_ip":"0.0.0.0/0"');
  return JSON.parse(text.replace(/"entry":"[^"]*"/g, '"entry":"0.0.0.0/0"'));
}
