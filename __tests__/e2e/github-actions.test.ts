import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LocalCloud, startLocalCloud } from '@causeway/local-cloud';
import { workflow } from '../support/workflows';
import { describeWithTerraform } from './support/describe-with-terraform';
import { type JobResult, repositoryFor, type Repository, runJob } from './support/workflow-machine';

const MINUTE = 60_000;

describeWithTerraform('the workflows of examples/github-actions, run on a local cloud', () => {
  let cloud: LocalCloud;
  let repository: Repository;
  beforeAll(async () => {
    cloud = await startLocalCloud({ albGeneration: 'non-upgraded' });
    repository = repositoryFor(cloud);
  });
  afterAll(async () => {
    repository.close();
    await cloud.close();
  });

  const job = (file: string, name: string, needs: Readonly<Record<string, JobResult>> = {}) =>
    runJob(repository, workflow(file), name, { needs, skip: ['state'] });
  /** A job that ends well; what it printed is what helps where it does not. */
  const done = async (file: string, name: string, needs: Readonly<Record<string, JobResult>> = {}) => {
    const result = await job(file, name, needs);
    if (result.exitCode !== 0) throw new Error(`${file} ${name}: ${result.steps.at(-1) ?? ''}\n${result.output}`);
    return result;
  };
  const asked = (): readonly string[] => readFileSync(join(repository.folder, 'gh.txt'), 'utf8').trim().split('\n');

  test(
    'a pull request is proven and planned, and changes nothing',
    async () => {
      const [prove, plan] = await Promise.all([done('plan.yml', 'prove'), done('plan.yml', 'plan')]);
      expect(prove).toMatchObject({
        summary: expect.stringMatching(/^## Proof of chengdu-hangzhou\n[^]*✔ proven/),
      });
      expect(prove.steps).toHaveLength(3);
      expect(plan).toMatchObject({
        summary: expect.stringMatching(
          /Plan: 49 to add, 0 to change, 0 to destroy[^]*## Proof of the plan[^]*✔ proven/,
        ),
      });
      expect(plan.steps).toHaveLength(5);
      expect(cloud.inventory()).toEqual([]);
    },
    3 * MINUTE,
  );

  test(
    'main is planned, exactly that plan is applied, and the page comes',
    async () => {
      const plan = await done('apply.yml', 'plan');
      expect(plan).toMatchObject({ exitCode: 0, outputs: { changes: 'yes' } });
      expect(cloud.inventory()).toEqual([]);
      const apply = await done('apply.yml', 'apply', { plan });
      expect(apply.output).toContain('Apply complete! Resources: 49 added, 0 changed, 0 destroyed');
      expect(apply).toMatchObject({
        summary: expect.stringMatching(/^## Step 8, try \d+\n[^]*✔ reached/),
      });
    },
    4 * MINUTE,
  );

  test(
    'main that changes nothing asks nobody, and a plan that is old is refused',
    async () => {
      const plan = await done('apply.yml', 'plan');
      expect(plan).toMatchObject({ exitCode: 0, outputs: { changes: 'no' } });
      expect(await job('apply.yml', 'apply', { plan })).toMatchObject({ exitCode: 0, steps: [] });
      const old = await job('apply.yml', 'apply', { plan: { ...plan, outputs: { changes: 'yes' } } });
      expect(old).toMatchObject({ exitCode: 1, output: expect.stringContaining('Saved plan is stale') });
    },
    3 * MINUTE,
  );

  test(
    'a night without drift says nothing; one with drift makes an issue, which is closed when it is mended',
    async () => {
      await done('drift.yml', 'drift');
      expect(asked()).toEqual([expect.stringMatching(/^issue list /)]);

      const { id } = cloud.outOfBand
        .list()
        .find(({ kind, name }) => kind === 'vpc/vpcs' && name.endsWith('hangzhou-hangzhou'))!;
      cloud.outOfBand.deleteRoute({ table: id, destinationCidrBlock: '100.122.176.0/26' });
      const found = await done('drift.yml', 'drift');
      expect(found).toMatchObject({ exitCode: 0, summary: expect.stringContaining('100.122.176.0/26') });
      expect(asked().at(-1)).toMatch(/^issue create --title Drift of chengdu-hangzhou --label drift/);
    },
    4 * MINUTE,
  );
});
