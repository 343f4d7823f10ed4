import { describeWithTerraform } from './support/describe-with-terraform';
import { tofuCommand } from './support/opentofu';
import { openWorkspace, run, type Workspace } from './support/workspace';

const MINUTE = 60_000;

/** The default deployment with less to wait for, and with a `check` block: no instances, no bandwidth plan, no back-to-origin CIDRs. */
const small = (yaml: string): string =>
  yaml
    .replace(/ {4}backToOriginCidrs:\n( {6}- .*\n)+/, '')
    .replace('billing: bandwidthPackage', 'billing: dataTransfer')
    .replace(/^ *packageBandwidthMbps:.*\n/m, '')
    .replace(/instance: \{ type: ecs\.g7\.large, privateIp: (\S+) \}/, 'ip: $1')
    .replace(/^probe:.*\n/m, '');

(tofuCommand === undefined ? describe.skip : describeWithTerraform)(
  'a deployment with OpenTofu on the local cloud',
  () => {
    let workspace: Workspace;

    beforeAll(async () => {
      workspace = await openWorkspace('chengdu-hangzhou', { albGeneration: 'upgraded' }, 'deployments', tofuCommand);
      await workspace.edit(small);
    }, 3 * MINUTE);
    afterAll(() => workspace.close());

    const tofu = (...args: readonly string[]) =>
      run(tofuCommand ?? '', args, { cwd: workspace.stackFolder, env: workspace.environment });

    test('is valid to it', async () => {
      expect(await tofu('version')).toMatchObject({ output: expect.stringContaining('OpenTofu v') });
      expect(await tofu('validate', '-no-color')).toMatchObject({
        exitCode: 0,
        output: expect.stringContaining('The configuration is valid'),
      });
    });

    test(
      'is applied as planned, and a second plan is empty',
      async () => {
        const { changes, planned } = await workspace.plan();
        expect(changes).toMatchObject({ add: planned.length, change: 0, remove: 0 });
        const outputs = await workspace.apply();
        expect(outputs.server_ips).toEqual({ 'cn-hangzhou': { ecs1: '192.168.7.20' } });
        expect(await workspace.plan()).toMatchObject({ isEmpty: true, planned: [] });
      },
      3 * MINUTE,
    );

    test(
      'is destroyed in one run, and nothing is left',
      async () => {
        expect(workspace.cloud.inventory()).not.toEqual([]);
        await workspace.destroy();
        expect(workspace.cloud.inventory()).toEqual([]);
      },
      3 * MINUTE,
    );
  },
);
