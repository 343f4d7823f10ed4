import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Step, workflow, workflowErrors, workflowNames, workflowText } from '../support/workflows';

const root = join(__dirname, '../..');
const readme = readFileSync(join(root, 'examples/github-actions/README.md'), 'utf8');
const all = workflowNames.map((name) => [name, workflow(name)] as const);
const jobs = all.flatMap(([name, { jobs: own }]) =>
  Object.entries(own).map(([id, job]) => ({ name: `${name} ${id}`, job })),
);
const steps = jobs.flatMap(({ name, job }) => job.steps.map((step) => ({ name, step })));
const CREDENTIALS = 'aliyun/configure-aliyun-credentials-action';

describe('the workflows', () => {
  test('are what GitHub takes for workflows', () => {
    const errors = workflowErrors([...workflowNames.map(workflowText), 'on: push\njobs:\n  a: { permisions: {} }\n']);
    expect(errors.slice(0, -1)).toEqual(workflowNames.map(() => []));
    expect(errors.at(-1)!.join()).toContain("Unexpected value 'permisions'");
  });

  test('are for pull requests, for main and for every night, and are in the readme', () => {
    expect(all.map(([name, { on }]) => [name, Object.keys(on)])).toEqual([
      ['apply.yml', ['push', 'workflow_dispatch']],
      ['drift.yml', ['schedule', 'workflow_dispatch']],
      ['plan.yml', ['pull_request']],
    ]);
    for (const name of workflowNames) expect(readme).toContain(`.github/workflows/${name}`);
  });

  test('take actions by a commit, with the version beside it, one version of each', () => {
    const lines = workflowNames.flatMap((name) => workflowText(name).match(/uses: .*/g) ?? []);
    expect(lines.filter((line) => !/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
    const actions = [...new Set(lines)].map((line) => line.replace(/^uses: |@.*/g, ''));
    expect(new Set(actions).size).toBe(actions.length);
    for (const line of new Set(lines)) {
      const [, action, version] = /^uses: (\S+)@\S+ # v(\S+)$/.exec(line)!;
      expect(readme).toMatch(new RegExp(`\`${action!}\`.*\\b${version!.replaceAll('.', '\\.')}\\b`));
    }
  });

  test('may do nothing but what a job says', () => {
    expect(all.map(([, { permissions }]) => permissions)).toEqual(all.map(() => ({})));
    const allowed = Object.fromEntries(jobs.map(({ name, job }) => [name, job.permissions]));
    expect(allowed).toEqual({
      'apply.yml plan': { contents: 'read', 'id-token': 'write' },
      'apply.yml apply': { contents: 'read', 'id-token': 'write' },
      'drift.yml drift': { contents: 'read', 'id-token': 'write', issues: 'write' },
      'plan.yml prove': { contents: 'read' },
      'plan.yml plan': { contents: 'read', 'id-token': 'write' },
    });
    expect(jobs.filter(({ job }) => job['timeout-minutes'] === undefined)).toEqual([]);
  });

  test('hand out credentials only for branches of the repository, and keep none', () => {
    expect(workflowNames.map(workflowText).join()).not.toMatch(/pull_request_target|secrets\./);
    const checkouts = steps.filter(({ step }) => step.uses?.startsWith('actions/checkout'));
    expect(checkouts.map(({ step }) => step.with?.['persist-credentials'])).toEqual(checkouts.map(() => false));
    expect(workflow('plan.yml').jobs.plan!.if?.split(' && ')).toEqual([
      'github.event.pull_request.head.repo.full_name == github.repository',
      // Of who ran it last (`github.actor`) it would say nothing once somebody has pushed to the branch.
      "github.event.pull_request.user.login != 'dependabot[bot]'",
    ]);
  });

  test('let only the job of the protected environment take the role that applies', () => {
    const roles = steps
      .filter(({ step }) => step.uses?.startsWith(CREDENTIALS))
      .map(({ name, step }) => [name, String(step.with?.['role-to-assume'])]);
    expect(roles.filter(([, role]) => role!.includes('APPLY')).map(([name]) => name)).toEqual(['apply.yml apply']);
    const environments = jobs.filter(({ job }) => job.environment !== undefined).map(({ name }) => name);
    expect(environments).toEqual(['apply.yml apply']);
  });

  test('install packages before there are credentials that these could take', () => {
    for (const { job } of jobs) {
      const install = job.steps.findIndex(({ run }) => run === 'npm ci');
      const credentials = job.steps.findIndex(({ uses }) => uses?.startsWith(CREDENTIALS));
      expect(install).toBeGreaterThan(0);
      if (credentials >= 0) expect(install).toBeLessThan(credentials);
    }
  });

  test('never run two applies at once, nor cut one off', () => {
    expect(workflow('apply.yml').concurrency).toEqual({ group: 'apply-chengdu-hangzhou', 'cancel-in-progress': false });
  });

  test('put nothing that somebody else writes into a script', () => {
    expect(steps.filter(({ step }) => /\$\{\{/.test(step.run ?? ''))).toEqual([]);
  });
});

describe('the commands in them', () => {
  const scripts = steps.map(({ step }) => step.run ?? '').join('\n');
  const commands = [...new Set(scripts.match(/npx causeway [^|<>\n]+/g))].map((text) => text.trim());

  test('are there', () => {
    expect(commands.length).toBeGreaterThanOrEqual(5);
  });

  test.each(commands)('%s exists, with its options', (command) => {
    const [, , name = '', ...words] = command.split(' ');
    const { status, stdout } = spawnSync(process.execPath, ['cli/bin/causeway.js', name, '--help'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    expect(stdout).toContain(`Usage: causeway ${name}`);
    for (const option of words.filter((word) => word.startsWith('--')))
      expect(stdout).toMatch(new RegExp(`${option}\\b`));
  });

  test('of cdktf are only those that need no state', () => {
    expect(new Set(scripts.match(/npx cdktf \w+/g))).toEqual(new Set(['npx cdktf synth']));
  });
});

/** Runs the script of a step in a folder of its own, as GitHub does. */
function runStep(step: Step, env: NodeJS.ProcessEnv, prepare: (folder: string) => void) {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-step-'));
  prepare(folder);
  const PATH = [join(folder, 'bin'), process.env.PATH].join(delimiter);
  const options = { cwd: folder, env: { ...process.env, PATH, ...env }, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync('bash', ['-eo', 'pipefail', '-c', step.run ?? ''], options);
  const noted = join(folder, 'gh.txt');
  const asked = existsSync(noted) ? readFileSync(noted, 'utf8').trim().split('\n') : [];
  rmSync(folder, { recursive: true });
  return { status, output: stdout + stderr, asked };
}

describe('the guard of the state', () => {
  const guard = workflow('apply.yml').jobs.plan!.steps.find(({ id }) => id === 'state')!;

  test.each([
    [{ backend: { oss: { bucket: 'states' } } }, 0],
    [{ cloud: { organization: 'acme' } }, 0],
    [{ backend: { local: { path: 'terraform.tfstate' } } }, 1],
    [{}, 1],
  ])('%j ends with %d', (terraform, expected) => {
    const { status, output } = runStep(guard, { STACK: 'stack', DEPLOYMENT: 'shop' }, (folder) => {
      mkdirSync(join(folder, 'stack'));
      writeFileSync(join(folder, 'stack', 'cdk.tf.json'), JSON.stringify({ terraform }));
    });
    expect(status).toBe(expected);
    if (expected === 1) expect(output).toContain('::error::the state of shop is a file of this machine');
  });
});

describe('the issue of the nights', () => {
  const step = workflow('drift.yml').jobs.drift!.steps.at(-1)!;
  const LIST = expect.stringMatching(/^issue list --state open --label drift /) as string;

  test.each([
    ['is not touched where there is neither drift nor an issue', 'no', '', [LIST]],
    [
      'is closed when there is no drift any more',
      'no',
      '7',
      [LIST, 'issue close 7 --comment There is none any more: run'],
    ],
    ['is rewritten while there is drift', 'yes', '7', [LIST, 'issue edit 7 --body-file body.md']],
    [
      'is made when there is drift',
      'yes',
      '',
      [
        LIST,
        expect.stringMatching(/^label create drift --force/) as string,
        'issue create --title Drift of shop --label drift --body-file body.md',
      ],
    ],
  ])('%s', (_, DRIFT, issue, expected) => {
    const { status, asked } = runStep(step, { DEPLOYMENT: 'shop', DRIFT, RUN: 'run' }, (folder) => {
      writeFileSync(join(folder, 'drift.txt'), 'a route is gone\n');
      mkdirSync(join(folder, 'bin'));
      const gh = `#!/bin/sh\necho "$*" >> '${folder}/gh.txt'\nif [ "$2" = list ]; then echo '${issue}'; fi\n`;
      writeFileSync(join(folder, 'bin', 'gh'), gh, { mode: 0o755 });
    });
    expect([status, asked]).toEqual([0, expected]);
  });
});
