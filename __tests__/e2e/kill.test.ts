import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { localCredentials } from '@causeway/local-cloud';
import { processEnvironment } from '../../cli/environment';
import { synthesize } from '../../cli/synthesize';
import { Terraform } from '../../cli/terraform/terraform';
import { Random } from '../../packages/local-cloud/__tests__/fuzz/random';
import { loadCertificate } from '../../packages/local-cloud/src/server/certificate';
import { CloudProcess } from './support/cloud-process';
import { describeWithTerraform } from './support/describe-with-terraform';
import { type Exchange, Relay } from './support/relay';
import { cliConfigFile, root, terraformCommand } from './support/requirements';
import { run } from './support/workspace';

const MINUTE = 60_000;
const KILLS = 20;

/** Every so many kills cut the calls that are under way, which mostly ends the apply; the others come just after an answer. */
const CUTTING = 5;
const PARALLELISM = 30;

/** As far as it is looked at: what `terraform show -json` prints. */
interface ShownState {
  readonly values?: {
    readonly root_module: {
      readonly resources?: readonly { readonly address: string; readonly type: string; readonly tainted?: boolean }[];
    };
  };
}

/** The ids in an answer that the cloud lists its objects by; virtual routers and orders are none. */
function idsIn(text: string): readonly string[] {
  const found = [...text.matchAll(/"((?:[a-z]+|tr-attach)-[0-9a-z]{18,20})"/g)].map(([, id = '']) => id);
  return found.filter((id) => !/^(vrt|order)-/.test(id));
}

/** What must stand by what was answered: all that was made, but for what was deleted, or was being when the cloud died. */
function acknowledged(exchanges: readonly Exchange[]): readonly string[] {
  let made: readonly { readonly by: URLSearchParams; readonly ids: readonly string[] }[] = [];
  for (const { action, parameters, answer } of exchanges) {
    if (/^(Create|Run)/.test(action) && answer?.status === 200) {
      made = [...made, { by: parameters, ids: idsIn(answer.body) }];
    }
    if (!/^(Delete|Revoke)/.test(action)) continue;
    const named = [...parameters.values()];
    // A route of a VPC is deleted by its table and its destination.
    const isSameRoute = (by: URLSearchParams): boolean =>
      ['RouteTableId', 'DestinationCidrBlock'].every((name) => by.has(name) && by.get(name) === parameters.get(name));
    made = made.filter(({ by, ids }) => !ids.some((id) => named.includes(id)) && !isSameRoute(by));
  }
  return made.flatMap(({ ids }) => ids);
}

describeWithTerraform('a local cloud that is killed while Terraform applies', () => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-kill-'));
  const cloud = new CloudProcess(join(folder, 'state'));
  const plan = join(folder, 'plan.bin');
  const random = new Random(20);
  let relay: Relay;
  let terraform: Terraform;
  let stack: { readonly folder: string };
  let environment: NodeJS.ProcessEnv;
  let kills = 0;
  /** How the runs ended that did not go to their end; a test that gives up shows the last ones. */
  const failures: string[] = [];

  beforeAll(async () => {
    await cloud.start();
    const certificate = await loadCertificate(join(folder, 'state', 'tls'), Date.now());
    relay = new Relay(() => cloud.port, certificate);
    const port = await relay.open();
    const reached = {
      endpoint: `127.0.0.1:${String(port)}`,
      caFile: certificate.bundleFile,
      accountId: '1234567890123456',
    };
    environment = processEnvironment({
      cloud: { ...reached, credentials: localCredentials },
      cliConfigFile: cliConfigFile(),
      base: process.env,
    });
    stack = await synthesize(root, join(folder, 'cdktf.out'), 'chengdu-hangzhou', environment);
    terraform = new Terraform(terraformCommand, stack.folder, environment);
    expect(await terraform.init()).toMatchObject({ exitCode: 0 });
  }, 3 * MINUTE);
  afterAll(async () => {
    await relay.close();
    await cloud.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Kills the cloud and starts it again, over and over while `work` is under way: a few calls later each time. */
  async function killWhile(work: Promise<unknown>): Promise<void> {
    const over = work.then(
      () => 'over',
      (error: unknown) => {
        failures.push(String(error));
        return 'over';
      },
    );
    while (kills < KILLS) {
      if ((await Promise.race([over, calls(Math.ceil(5 * random.next()))])) === 'over') return;
      if ((kills + 1) % CUTTING === 0) {
        if ((await Promise.race([over, moment()])) === 'over') return;
        relay.cut();
        await cloud.restart();
      } else {
        await sleep(10 * random.next());
        await relay.quietly(async () => void (await cloud.restart()));
      }
      kills += 1;
      const standing = await cloud.ids();
      expect(acknowledged(relay.exchanges).filter((id) => !standing.has(id))).toEqual([]);
    }
    await over;
  }

  /** Waits until so many more calls have been passed on. */
  function calls(count: number): Promise<void> {
    return new Promise((resolve) => {
      relay.onCall = () => {
        count -= 1;
        if (count === 0) resolve();
      };
    });
  }

  /** Waits for a moment at which calls are under way that may be cut, some of them for a little while already. */
  async function moment(): Promise<void> {
    do {
      await calls(1);
      await sleep(4 * random.next());
    } while (!relay.isCuttable);
  }

  /** Plans, and applies while the cloud is killed; answers whether there was nothing to do. A call that is cut may end it. */
  async function apply(): Promise<boolean> {
    await untaint();
    const { isEmpty } = await terraform.plan(plan, PARALLELISM);
    if (!isEmpty) await killWhile(terraform.apply(plan, PARALLELISM));
    return isEmpty;
  }

  /** Destroys while the cloud is killed; answers whether that went to the end. */
  async function destroy(): Promise<boolean> {
    const before = failures.length;
    await killWhile(terraform.destroy(PARALLELISM));
    return failures.length === before;
  }

  /** What a user has to do when the association of a plan was made and its first read was cut (docs/cursed-knowledge.md). */
  async function untaint(): Promise<void> {
    const resources = ((await terraform.show()) as ShownState).values?.root_module.resources ?? [];
    const made = resources.find(({ type, tainted }) => type === 'alicloud_cen_bandwidth_package_attachment' && tainted);
    if (made === undefined) return;
    const done = await run(terraformCommand, ['untaint', made.address], { cwd: stack.folder, env: environment });
    expect(done).toMatchObject({ exitCode: 0 });
  }

  test(
    'loses nothing that it answered, at whatever moments, and the apply is finished',
    async () => {
      while (!(await apply())) expect(failures.slice(KILLS)).toEqual([]);
      expect(kills).toBeGreaterThan(KILLS / 2);
      expect(relay.exchanges.filter(({ answer }) => answer === undefined)).not.toEqual([]);
    },
    10 * MINUTE,
  );

  test(
    `is destroyed to the end, with what is left of the ${String(KILLS)} kills`,
    async () => {
      while (!(await destroy())) expect(failures.slice(KILLS)).toEqual([]);
      expect(kills).toBe(KILLS);
      expect(await cloud.ids()).toEqual(new Set());
    },
    4 * MINUTE,
  );
});
