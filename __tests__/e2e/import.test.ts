import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiOfAccount } from '../../cli/import/account';
import { writeImports } from '../../cli/import/import-file';
import { Matching, type Findings } from '../../cli/import/matching';
import { readConfiguration } from '../../cli/rehearse/configuration';
import { asMadeByHand, makeByHand } from '../support/whole-by-hand';
import { describeWithTerraform } from './support/describe-with-terraform';
import { terraformCommand } from './support/requirements';
import { openWorkspace, run, type Workspace } from './support/workspace';

const MINUTE = 60_000;

describeWithTerraform('a topology that was made by hand', () => {
  let workspace: Workspace;
  let findings: Findings;

  beforeAll(async () => {
    workspace = await openWorkspace('chengdu-hangzhou', {}, 'deployments', terraformCommand, async (cloud, yaml) =>
      asMadeByHand(await makeByHand(cloud), yaml),
    );
    const { endpoint: localEndpoint, credentials } = workspace.cloud;
    const api = apiOfAccount({ ...credentials, localEndpoint });
    findings = await new Matching(readConfiguration(workspace.stackFolder), api).run();
    writeImports(workspace.stackFolder, findings.matches);
  }, 3 * MINUTE);
  afterAll(() => workspace.close());

  test('is found, all of it', () => {
    const { resource } = JSON.parse(readFileSync(join(workspace.stackFolder, 'cdk.tf.json'), 'utf8')) as {
      resource: Record<string, object>;
    };
    const count = Object.values(resource).reduce((sum, named) => sum + Object.keys(named).length, 0);
    expect(findings).toMatchObject({ missing: [], ambiguous: [] });
    expect(findings.matches).toHaveLength(count);
  });

  test(
    'is imported; planned are changes in place of what differs, and nothing is made, replaced or destroyed',
    async () => {
      const { output } = await run(terraformCommand, ['plan', '-no-color', '-input=false', '-parallelism=30'], {
        cwd: workspace.stackFolder,
        env: workspace.environment,
      });
      expect(output).toMatch(
        new RegExp(`Plan: ${findings.matches.length} to import, 0 to add, \\d+ to change, 0 to destroy`),
      );
    },
    2 * MINUTE,
  );

  test(
    'is applied; a second plan is empty, and destroy leaves nothing',
    async () => {
      await workspace.plan();
      await workspace.apply();
      expect((await workspace.plan()).planned).toEqual([]);
      await workspace.destroy();
      expect(workspace.cloud.inventory().map(({ kind, id }) => `${kind} ${id}`)).toEqual([]);
    },
    4 * MINUTE,
  );
});
