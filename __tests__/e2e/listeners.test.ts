import { listenerCalls, notCalled } from '../../scripts/docs/terraform-calls';
import { withoutHash } from '../support/logical-id';
import { describeWithTerraform } from './support/describe-with-terraform';
import { provenIn } from './support/proven';
import { openWorkspace, type Workspace } from './support/workspace';

const MINUTE = 60_000;

describeWithTerraform('examples/listeners, with plain terraform on the local cloud', () => {
  let workspace: Workspace;
  let albId = '';

  beforeAll(async () => {
    workspace = await openWorkspace('shop', { albGeneration: 'upgraded' }, 'examples/listeners');
  }, 3 * MINUTE);
  afterAll(() => workspace.close());

  /** Plans, expects exactly these changes, and applies; what that leaves to do, the next plan would show. */
  async function applyExactly(planned: readonly string[]): Promise<void> {
    expect((await workspace.plan()).planned.map(withoutHash).sort()).toEqual([...planned].sort());
    await workspace.apply();
  }

  test(
    'applies, a second plan is empty, and the state is proven',
    async () => {
      await workspace.plan();
      const outputs = await workspace.apply();
      expect(outputs).toMatchObject({ alb_domain: 'shop.example.com', alb_cname_target: outputs.alb_dns_name });
      albId = String(outputs.alb_id);
      expect((await workspace.plan()).planned).toEqual([]);
      expect((await workspace.drift()).things).toEqual([]);
      expect(await provenIn(workspace)).toBe('proven 10');
    },
    4 * MINUTE,
  );

  test.each([
    ['/cart/1', 'shop.example.com', 443, 200, undefined],
    ['/teapot', 'shop.example.com', 443, 418, 'answers 418'],
    ['/x', 'old.example.com', 443, 308, 'to https://shop.example.com/from-old/x'],
    ['/x', 'shop.example.com', 80, 301, 'to https://shop.example.com/x'],
    ['/', 'shop.example.com', 8443, 403, 'keep 127.0.0.1 out'],
  ])('a request for %s of %s at port %i gets %i', async (path, host, port, status, reason) => {
    const { nodes } = await workspace.cloud.probe(albId, { port, host, path });
    const expected = { status, ...(reason && { failure: { reason: expect.stringContaining(reason) } }) };
    expect(nodes).toMatchObject([expected, expected]);
  });

  test(
    'weights, a path, a timeout and an entry change in place, and so does what it is for',
    async () => {
      await workspace.edit((yaml) =>
        yaml
          .replace('{ web: 90, canary: 10 }', '{ web: 50, canary: 50 }')
          .replace('paths: [/teapot]', 'paths: [/teapot, /coffee]')
          .replace('idleTimeoutSeconds: 60', 'idleTimeoutSeconds: 600')
          .replace('203.0.113.0/24, ', '203.0.113.0/24, 198.51.100.0/24, ')
          .replace('environment: staging', 'environment: production'),
      );
      await applyExactly([
        'update alicloud_alb_rule.cross-region-alb_listeners_https_rules_canary',
        'update alicloud_alb_rule.cross-region-alb_listeners_https_rules_teapot',
        'update alicloud_alb_listener.cross-region-alb_listeners_https',
        'create alicloud_alb_acl_entry_attachment.cross-region-alb_acls_office_198-51-100-0-24',
        'update alicloud_alb_load_balancer.cross-region-alb_load-balancer',
      ]);
    },
    3 * MINUTE,
  );

  test(
    'rejects the destruction of what is in production, and destroys nothing',
    async () => {
      const before = workspace.cloud.inventory();
      await expect(workspace.destroy()).rejects.toThrow('Instance cannot be destroyed');
      expect(workspace.cloud.inventory()).toEqual(before);
    },
    2 * MINUTE,
  );

  test(
    'a canary ends in one apply: the rule lets its group go before that is deleted',
    async () => {
      await workspace.edit((yaml) =>
        yaml
          .replace('{ web: 50, canary: 50 }', '{ web: 100 }')
          .replace(/ {2}canary:\n {4}scheduler: Uch\n(?: {4}.*\n)+/, '')
          .replace(/ {6}canary1: .*\n/, '')
          .replace('environment: production', 'environment: staging'),
      );
      await applyExactly([
        'update alicloud_alb_rule.cross-region-alb_listeners_https_rules_canary',
        'delete alicloud_alb_server_group.cross-region-alb_server-groups_canary',
        'delete alicloud_instance.backends_hangzhou_servers_canary1',
        'update alicloud_alb_load_balancer.cross-region-alb_load-balancer',
      ]);
      expect((await workspace.plan()).planned).toEqual([]);
    },
    3 * MINUTE,
  );

  test(
    'is destroyed in one run, and nothing is left',
    async () => {
      await workspace.destroy();
      expect(workspace.cloud.inventory()).toEqual([]);
      expect(workspace.log.filter(({ status, code }) => status >= 500 || code === 'InvalidAction.NotFound')).toEqual(
        [],
      );
    },
    3 * MINUTE,
  );

  test('asked the cloud for everything that the coverage page says Terraform asks for', () => {
    expect(notCalled(listenerCalls, workspace.log)).toEqual([]);
  });
});
