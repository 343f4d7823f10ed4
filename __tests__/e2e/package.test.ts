import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { EmptyProject, pack, type Packed } from './support/packed';
import { root } from './support/requirements';
import { run } from './support/workspace';

const MINUTE = 60_000;
const SUCCESS = { exitCode: 0 };
const PROGRAMS = ['shop.ts', 'app.ts'];

const read = (...path: readonly string[]): string => readFileSync(join(root, ...path), 'utf8');

/** The program of a documentation page that stands under its mark. */
function programOf(page: string, name: string): string {
  return new RegExp(`<!-- program: ${name} -->\n\n\`\`\`ts\n([\\s\\S]*?)\`\`\``).exec(read(page))?.[1] ?? '';
}

/** The example of the readme, as a user of the package writes it. */
const shop = read('examples', 'typescript-app', 'main.ts')
  .replace("'../../lib'", "'causeway'")
  .replace("'../../stacks'", "'causeway/stacks'");

/** The synthesized stacks by name, without the metadata of the framework and its version. */
function stacksIn(outdir: string): Record<string, unknown> {
  const names = readdirSync(join(outdir, 'stacks'));
  return Object.fromEntries(
    names.map((name) => {
      const { '//': _metadata, ...stack } = JSON.parse(
        readFileSync(join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf8'),
      ) as Record<string, unknown>;
      return [name, stack];
    }),
  );
}

describe('the packages, in projects that were empty', () => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-package-'));
  let packed: Packed;
  let sources: Record<string, unknown>;

  beforeAll(async () => {
    [packed, sources] = await Promise.all([pack(join(folder, 'packed')), synthesizeSources()]);
  }, 3 * MINUTE);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What the sources make of every deployment file and of the example. */
  async function synthesizeSources(): Promise<Record<string, unknown>> {
    const outdir = join(folder, 'sources');
    const env = { ...process.env, CDKTF_OUTDIR: outdir };
    expect(await run(process.execPath, ['scripts/run-main.js'], { env })).toMatchObject(SUCCESS);
    const example = join(root, 'examples', 'typescript-app');
    expect(await run(process.execPath, ['-r', 'tsx/cjs', 'main.ts'], { cwd: example, env })).toMatchObject(SUCCESS);
    return stacksIn(outdir);
  }

  /** What the package makes of them in a project that has it installed. */
  async function synthesizePackage(project: EmptyProject): Promise<Record<string, unknown>> {
    const env = { CDKTF_OUTDIR: join(project.folder, 'out') };
    for (const program of ['node_modules/causeway/dist/main.js', 'shop.js']) {
      expect(await project.run(process.execPath, [program], env)).toEqual({ exitCode: 0, output: '' });
    }
    return stacksIn(env.CDKTF_OUTDIR);
  }

  /** An empty project with the deployment files, the example, and the program of the documentation. */
  function projectWithPrograms(name: string): EmptyProject {
    const project = new EmptyProject(join(folder, name));
    cpSync(join(root, 'deployments'), join(project.folder, 'deployments'), { recursive: true });
    project.write('shop.ts', shop);
    project.write('app.ts', programOf('docs/module.md', 'app.ts'));
    return project;
  }

  describe('causeway', () => {
    const project = projectWithPrograms('app');

    beforeAll(() => project.install(packed.causeway, 'cdktf@0.21', 'constructs@10', '@types/node@20'), 3 * MINUTE);

    test('brings the bindings along, and neither a framework nor a local cloud of its own', () => {
      const inside = readdirSync(join(project.folder, 'node_modules', 'causeway', 'node_modules'));
      expect(inside).toEqual(['@cdktf']);
      expect(readdirSync(join(project.folder, 'node_modules'))).not.toContain('@causeway');
    });

    test(
      'compiles in programs of both ways to find packages, declarations included',
      async () => {
        expect(await project.compile(PROGRAMS, 'node10', '--skipLibCheck')).toEqual({ exitCode: 0, output: '' });
        expect(await project.compile(PROGRAMS, 'node16')).toEqual({ exitCode: 0, output: '' });
      },
      2 * MINUTE,
    );

    test(
      'synthesizes what the sources do',
      async () => {
        expect(Object.keys(sources)).toEqual(expect.arrayContaining(['chengdu-hangzhou', 'shop']));
        expect(await synthesizePackage(project)).toEqual(sources);
      },
      MINUTE,
    );

    test(
      'makes a deployment file a stack of an app of one’s own',
      async () => {
        const outdir = join(project.folder, 'own');
        expect(await project.run(process.execPath, ['app.js'], { CDKTF_OUTDIR: outdir })).toMatchObject(SUCCESS);
        expect(stacksIn(outdir)).toEqual({ 'chengdu-hangzhou': sources['chengdu-hangzhou'] });
      },
      MINUTE,
    );

    test(
      'its command runs, and says when it misses the local cloud',
      async () => {
        const causeway = (...args: readonly string[]) => project.run('npx', ['causeway', ...args]);
        expect(await causeway('--help')).toMatchObject({
          exitCode: 0,
          output: expect.stringContaining('Usage: causeway'),
        });
        const missing = {
          exitCode: 1,
          output: expect.stringContaining('npm install --save-dev @causeway/local-cloud'),
        };
        expect(await causeway('local')).toMatchObject(missing);
        expect(await causeway('terraform', '--', 'plan')).toMatchObject(missing);
      },
      MINUTE,
    );

    test(
      'finds the local cloud once it is installed',
      async () => {
        await project.install(packed.localCloud);
        const bin = join(project.folder, 'node_modules', '.bin', 'causeway');
        const child = spawn(bin, ['local', '--port', '0', '--json'], {
          cwd: project.folder,
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        const line = await new Promise<string>((resolve) =>
          createInterface({ input: child.stdout }).once('line', resolve),
        );
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        expect(JSON.parse(line)).toMatchObject({ endpoint: expect.stringMatching(/^127\.0\.0\.1:\d+$/) });
        expect(await ended).toBe(0);
      },
      MINUTE,
    );
  });

  test(
    'causeway synthesizes on cdktn what it does on cdktf',
    async () => {
      const project = projectWithPrograms('next');
      await project.install(packed.causeway, 'cdktf@npm:cdktn@0.24.0', 'constructs@10.7', '@types/node@20');
      expect(await project.compile(PROGRAMS, 'node16', '--skipLibCheck')).toEqual({ exitCode: 0, output: '' });
      expect(await synthesizePackage(project)).toEqual(sources);
    },
    3 * MINUTE,
  );

  test(
    'the local cloud compiles, starts and answers the official SDK by itself',
    async () => {
      const project = new EmptyProject(join(folder, 'cloud'));
      await project.install(packed.localCloud, '@types/node@20');
      project.write('ask.ts', askTheCloud);
      expect(await project.compile(['ask.ts'], 'node16')).toMatchObject({ exitCode: 0, output: '' });
      // The SDK is ours, so that it need not be installed once more.
      const answer = await project.run(process.execPath, ['ask.js', root]);
      expect(answer).toEqual({ exitCode: 0, output: '[ { "kind": "vpc/vpcs", "region": "cn-chengdu" } ]\n' });
    },
    3 * MINUTE,
  );
});

const askTheCloud = `
import { createRequire } from 'node:module';
import { startLocalCloud, type InventoryItem } from '@causeway/local-cloud';

const sdk = createRequire(\`\${process.argv[2]}/package.json\`);
const { Config } = sdk('@alicloud/openapi-core/dist/utils');
const { default: Vpc, CreateVpcRequest } = sdk('@alicloud/vpc20160428');

async function main(): Promise<void> {
  const cloud = await startLocalCloud();
  const client = new Vpc(new Config({ ...cloud.credentials, endpoint: cloud.endpoint, protocol: 'HTTP' }));
  await client.createVpc(new CreateVpcRequest({ regionId: 'cn-chengdu', cidrBlock: '172.16.0.0/12' }));
  const items: readonly InventoryItem[] = cloud.inventory();
  for (const { kind, region } of items) console.log(\`[ { "kind": "\${kind}", "region": "\${region}" } ]\`);
  await cloud.close();
}

void main();
`;
