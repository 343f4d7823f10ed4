import { checkPolicies } from '../lib/policy';
import { at, stack, type Arguments, type Stack } from '../__tests__/support/plain-stack';
import type { Figure } from './figure';

const ROUNDS = 5;
/** As for the proof: n log n is 13.3, and twice that is noise. */
const TEN_TIMES = 20;

/** A plain stack with so many servers, each an instance, and so many routes more. */
function grown(servers: number, routes: number): Stack {
  const json = stack();
  const address = (index: number): string => `192.168.${Math.floor(index / 250) + 16}.${(index % 250) + 1}`;
  const indices = Array.from({ length: servers }, (_, index) => index);
  json.resource.alicloud_instance = Object.fromEntries(
    indices.map((index) => [
      `s${index}`,
      { ...at(json, 'alicloud_instance.web1'), private_ip: address(index), vswitch_id: '${alicloud_vswitch.far2.id}' },
    ]),
  );
  at(json, 'alicloud_vswitch.far2').cidr_block = '192.168.16.0/20';
  const [server] = at(json, 'alicloud_alb_server_group.web').servers as Arguments[];
  at(json, 'alicloud_alb_server_group.web').servers = indices.map((index) => ({
    ...server,
    server_id: address(index),
    server_ip: address(index),
  }));
  const more = Array.from({ length: routes }, (_, index) => {
    const destination_cidrblock = `10.${Math.floor(index / 256) % 256}.${index % 256}.0/24`;
    return [`r${index}`, { ...at(json, 'alicloud_route_entry.out'), destination_cidrblock }] as const;
  });
  json.resource.alicloud_route_entry = { ...json.resource.alicloud_route_entry, ...Object.fromEntries(more) };
  return json;
}

/** The best of several rounds, in milliseconds of processor time. */
function millisecondsOf(servers: number, routes: number): number {
  const json = grown(servers, routes);
  const rounds = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage();
    const { problems } = checkPolicies(json);
    const took = process.cpuUsage(before).user / 1000;
    if (problems.some(({ severity }) => severity === 'error')) throw new Error('the measurement breaks a rule');
    return took;
  });
  return Math.min(...rounds);
}

/** How long the rules take with the resources of a stack, and how that grows with servers and with routes. */
export function policyFigures(): Promise<Figure[]> {
  const servers = [100, 1_000].map((count) => millisecondsOf(count, 0));
  const routes = [1_000, 10_000].map((count) => millisecondsOf(1, count));
  const growth = (what: string, [some = 0, more = 0]: readonly number[], counts: string): Figure => ({
    name: `rules: ${what}`,
    value: more / some,
    bound: { atMost: TEN_TIMES },
    note: `${some.toFixed(1)}, ${more.toFixed(1)} ms for ${counts}`,
  });
  return Promise.resolve([
    { name: 'rules: 500 servers, 500 routes, ms', value: millisecondsOf(500, 500), bound: { atMost: 250 } },
    growth('10 times the servers / as many', servers, '100, 1,000 servers'),
    growth('10 times the routes / as many', routes, '1,000, 10,000 routes'),
  ]);
}
