import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ListedItem, type LocalCloud, startLocalCloud } from '@causeway/local-cloud';
import { workflow } from '../support/workflows';
import { describeWithTerraform } from './support/describe-with-terraform';
import { type JobResult, repositoryFor, type Repository, runJob } from './support/workflow-machine';

const MINUTE = 60_000;

describeWithTerraform('the workflows of examples/github-actions, run on a local cloud', () => {
  let cloud: LocalCloud;
  let repository: Repository;
  /** The plan of main that was applied. */
  let applied: JobResult;
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
    'a pull request is proven and planned, and so is main, which changes nothing yet',
    async () => {
      const [prove, plan, main] = await Promise.all([
        done('plan.yml', 'prove'),
        done('plan.yml', 'plan'),
        done('apply.yml', 'plan'),
      ]);
      applied = main;
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
      expect(main.outputs).toEqual({ changes: 'yes' });
      expect(cloud.inventory()).toEqual([]);
    },
    3 * MINUTE,
  );

  test(
    'exactly the plan of main is applied, and the page comes',
    async () => {
      const apply = await done('apply.yml', 'apply', { plan: applied });
      expect(apply.output).toContain('Apply complete! Resources: 49 added, 0 changed, 0 destroyed');
      expect(apply).toMatchObject({
        summary: expect.stringMatching(/^## Step 8, try \d+\n[^]*✔ reached/),
      });
    },
    4 * MINUTE,
  );

  test(
    'where nothing changes nobody is asked, a plan that was applied is refused, and a night says nothing',
    async () => {
      // GIVEN each on a machine of its own, at the same time: none of them changes anything
      const [plan, old] = await Promise.all([
        done('apply.yml', 'plan'),
        job('apply.yml', 'apply', { plan: applied }),
        done('drift.yml', 'drift'),
      ]);
      // THEN
      expect(plan.outputs).toEqual({ changes: 'no' });
      expect(await job('apply.yml', 'apply', { plan })).toMatchObject({ exitCode: 0, steps: [] });
      expect(old).toMatchObject({ exitCode: 1, output: expect.stringContaining('Saved plan is stale') });
      expect(asked()).toEqual([expect.stringMatching(/^issue list /)]);
    },
    4 * MINUTE,
  );

  test(
    'a night that finds drift makes an issue of it',
    async () => {
      const isMeant = ({ kind, name }: ListedItem) => kind === 'vpc/vpcs' && name === 'chengdu-hangzhou-hangzhou';
      const { id } = cloud.outOfBand.list().find(isMeant)!;
      cloud.outOfBand.deleteRoute({ table: id, destinationCidrBlock: '100.122.176.0/26' });
      const found = await done('drift.yml', 'drift');
      expect(found.summary).toContain('100.122.176.0/26');
      expect(asked().at(-1)).toMatch(/^issue create --title Drift of chengdu-hangzhou --label drift/);
    },
    4 * MINUTE,
  );
});
