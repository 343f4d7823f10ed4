import { prove } from '../../../../lib/proof';
import { readSynthesized } from '../../../../lib/proof/terraform';
import { stack, type Stack } from '../../../support/plain-stack';

type Step = string | number;

/** Arguments that decide nothing about packets, whatever they turn out to be: by the last part of their path. */
const HARMLESS = new Set([
  ...['provider', 'tags', 'team', 'zone_id', 'instance_name', 'cen_instance_name', 'transit_router_name', 'vpc_name'],
  ...['load_balancer_name', 'security_group_name', 'server_group_name'],
  // Of the CEN instance and its bandwidth.
  ...['cen_id', 'bandwidth', 'bandwidth_type', 'cen_bandwidth_package_id', 'geographic_region_a_id', 'instance_id'],
  ...['geographic_region_b_id', 'payment_type', 'bandwidth_package_id', 'peer_transit_router_region_id'],
  // Servers with remote IP may be anywhere.
  'cidr_block',
  // Of the ALB, and of what it asks its servers.
  ...['load_balancer_edition', 'address_type', 'address_allocated_mode', 'protocol', 'scheduler', 'server_type'],
  ...['health_check_path', 'health_check_interval', 'health_check_timeout', 'healthy_threshold', 'unhealthy_threshold'],
  // Of a server that the other one names; of an action that has a group to forward to.
  ...['server_id', 'server_ip', 'type'],
]);
/** Where such a name does decide. */
const DECIDES = new Set([
  'alicloud_vswitch cidr_block',
  'alicloud_security_group_rule type',
  'alicloud_cen_transit_router cen_id',
]);

function pathsIn(value: unknown, path: readonly Step[] = []): readonly (readonly Step[])[] {
  const own = path.length > 2 ? [path] : [];
  if (typeof value !== 'object' || value === null) return own;
  const steps: Step[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [...own, ...steps.flatMap((step) => pathsIn((value as Record<Step, unknown>)[step], [...path, step]))];
}

function withUnknown(path: readonly Step[]): Stack {
  const json = stack();
  const holder = path
    .slice(0, -1)
    .reduce<unknown>((found, step) => (found as Record<Step, unknown>)[step], json.resource);
  (holder as Record<Step, unknown>)[path.at(-1)!] = '${var.unknown}';
  return json;
}

it('no argument that is not known leaves the verdict proven, but those that decide nothing', () => {
  const paths = pathsIn(stack().resource);
  const verdicts = paths.map((path) => ({ path, status: prove(readSynthesized(withUnknown(path))).status }));
  const decides = ([type, ...path]: readonly Step[]): boolean =>
    !HARMLESS.has(String(path.at(-1))) || DECIDES.has(`${String(type)} ${String(path.at(-1))}`);
  const wrong = verdicts.filter(({ path, status }) => status !== 'unknown' && decides(path));
  expect(paths.length).toBeGreaterThan(150);
  expect(wrong.map(({ path, status }) => `${path.join('.')}: ${status}`)).toEqual([]);
  expect(verdicts.filter(({ status }) => status === 'proven').length).toBeGreaterThan(30);
});
