import { describeWithTerraform } from './support/describe-with-terraform';
import { type HclWorkspace, openHclWorkspace } from './support/hcl-workspace';

const MINUTE = 60_000;

describeWithTerraform('commands, invocations and data sources', () => {
  let workspace: HclWorkspace;
  let commandId: unknown;

  beforeAll(async () => {
    workspace = await openHclWorkspace('commands-and-data-sources');
  }, 3 * MINUTE);
  afterAll(() => workspace.close());

  test(
    'are applied, the data sources find what is there, and a second plan is empty',
    async () => {
      await workspace.plan();
      const { found, expected } = await workspace.apply();
      expect(found).toEqual(expected);
      commandId = (found as { commands: string[] }).commands[0];
      expect((await workspace.plan()).planned).toEqual([]);
      expect((await workspace.drift()).things).toEqual([]);
    },
    3 * MINUTE,
  );

  test(
    'a command is imported as it is',
    async () => {
      await workspace.reimport('alicloud_ecs_command.a', String(commandId));
      expect((await workspace.plan()).planned).toEqual([]);
    },
    MINUTE,
  );

  test(
    'another script replaces its command and the invocation of it alone',
    async () => {
      workspace.set({ greeting: 'bye' });
      const { planned } = await workspace.plan();
      expect(planned.filter((change) => !change.startsWith('read ')).sort()).toEqual([
        'replace alicloud_ecs_command.a',
        'replace alicloud_ecs_invocation.a',
      ]);
      await workspace.apply();
      expect((await workspace.plan()).planned).toEqual([]);
    },
    MINUTE,
  );

  test(
    'are destroyed in one run, and nothing is left',
    async () => {
      await workspace.destroy();
      expect(workspace.cloud.inventory()).toEqual([]);
    },
    2 * MINUTE,
  );

  test('asked the local cloud for nothing that it does not know', () => {
    expect(workspace.log.filter(({ code }) => code === 'InvalidAction.NotFound')).toEqual([]);
    expect(workspace.log.filter(({ status }) => status >= 500)).toEqual([]);
  });
});
