import type { z } from 'zod';
import type { Random } from './random';

/** Values that no API expects, and some that it expects elsewhere. */
const absurd: readonly string[] = [
  '', ' ', '\t\r\n', '0', '-0', '-1', '1', '1.5', '1e3', '0x10', '007', '2147483648', '9007199254740993', '99999999999999999999',
  'NaN', 'Infinity', 'null', 'undefined', 'true', 'FALSE', 'yes', '*', '**', '*.*', '.*', '(', '[', '\\', '%', '%00', '%s%s%s', '${x}',
  '[]', '{}', '""', '[1]', '[null]', '[[["x"]]]', '["a","a"]', '{"a":1}', '{"__proto__":{"x":1}}', '["', '{"Ipv6Support":1}',
  '__proto__', 'constructor', 'toString', 'hasOwnProperty', '\u0000', '\uFFFD', '\u202E', '🌏', '中文', 'é', 'ß'.repeat(64),
  'x'.repeat(129), 'x'.repeat(5000), '<script>', "'; DROP TABLE vpcs; --", '../../etc/passwd', 'http://example.com', 'acs:key', 'aliyun',
  '0.0.0.0/0', '10.0.0.0/8', '10.0.0.0/33', '10.0.0.1/8', '999.1.1.1/24', '100.64.0.0/10', '100.64.0.0', '172.16.0.0/12', '172.16.6.0/24',
  '192.168.8.0/24', '255.255.255.255/32', '1.2.3', '1.2.3.4.5', '::', '::/0', '::1/129', 'fe80::1%eth0', '-1/-1', '1/65535', '80/22',
  '0/0', '65536/65537', 'cn-chengdu', 'cn-hangzhou-h', 'cn-atlantis', 'vpc-', 'rg-', 'All', 'Active', 'ipv4', '2026-01-01T00:00:00Z',
]; // prettier-ignore

/** Wire parameters by their flattened names. */
export type Flat = Record<string, string>;

/** Parameters for an action: some as declared, some absurd, some absent, some that nobody declared. */
export function makeParameters(random: Random, schema: z.ZodObject, ids: readonly string[]): Flat {
  const flat: Flat = {};
  for (const [name, member] of Object.entries(schema.shape)) fill(random, flat, name, member as z.ZodType, ids);
  if (random.chance(0.2))
    flat[random.pick([...absurd.slice(1), 'A.1', 'A..b', '.', 'Tag.0', 'Tag.9999999'])] = value(random, ids);
  return flat;
}

function fill(random: Random, flat: Flat, name: string, of: z.ZodType, ids: readonly string[]): void {
  const schema = unwrap(of);
  const isMandatory = !schema.isOptional;
  if (!random.chance(isMandatory ? 0.95 : 0.4)) return;
  // One in twelve is of another shape than declared.
  if (random.chance(0.08)) {
    flat[random.pick([name, `${name}.1`, `${name}.2.Key`, `${name}.x.y.z`, `${name}.1.1.1`, `${name}.`])] = value(
      random,
      ids,
    );
    return;
  }
  const { def } = schema;
  if (def.type === 'object') {
    for (const [key, member] of Object.entries(def.shape ?? {})) fill(random, flat, `${name}.${key}`, member, ids);
    return;
  }
  if (def.type === 'array') {
    if (random.chance(0.3)) {
      flat[name] = JSON.stringify(Array.from({ length: 2 }, () => value(random, ids)));
      return;
    }
    const count = random.pick([1, 1, 1, 2, 3]);
    for (let at = 1; at <= count; at++) fill(random, flat, `${name}.${String(at)}`, def.element as z.ZodType, ids);
    return;
  }
  flat[name] = random.chance(0.25) ? value(random, ids) : declared(random, name, def, ids);
}

interface Definition {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly out?: z.ZodType;
  readonly in?: z.ZodType;
  readonly element?: z.ZodType;
  readonly shape?: Record<string, z.ZodType>;
  readonly entries?: Record<string, string>;
}

function unwrap(of: z.ZodType): { readonly def: Definition; readonly isOptional: boolean } {
  const def = of.def as unknown as Definition;
  if (def.type === 'optional' || def.type === 'default') {
    return { ...unwrap(def.innerType as z.ZodType), isOptional: true };
  }
  if (def.type === 'pipe') {
    const out = def.out as z.ZodType;
    return unwrap(out.def.type === 'transform' ? (def.in as z.ZodType) : out);
  }
  return { def, isOptional: false };
}

/** What fits the declaration, and with luck the world. */
function declared(random: Random, name: string, def: Definition, ids: readonly string[]): string {
  switch (def.type) {
    case 'enum':
      return random.pick(Object.values(def.entries ?? {}));
    case 'number':
      return random.pick(['0', '1', '2', '10', '80', '100', '60', '500']);
    case 'boolean':
      return random.pick(['true', 'false']);
    default:
      return text(random, name, ids);
  }
}

function text(random: Random, name: string, ids: readonly string[]): string {
  if (/Zone/.test(name) && random.chance(0.8)) return random.pick(['cn-chengdu-a', 'cn-chengdu-b', 'cn-hangzhou-i']);
  if (/Cidr/.test(name)) return random.pick(['172.16.9.0/24', '10.1.0.0/16', '100.90.0.0/25', '192.168.9.0/24']);
  if (/Name|Description|Key|Value/.test(name)) return random.pick(['web', 'a-name', 'Some text', 'k', 'v']);
  if (/Ip(Address)?$/.test(name)) return random.pick(['172.16.0.9', '192.168.7.20', '172.16.0.1']);
  if (name === 'ImageId') return 'aliyun_3_x64_20G_alibase_20260122.vhd';
  if (name === 'InstanceType') return random.pick(['ecs.g7.large', 'ecs.t6-c1m1.large', 'ecs.g8y.large']);
  // The prefix of an id says what it is of; most names of parameters say what they are ids of.
  const likely = idPrefixes.filter(([form]) => form.test(name)).map(([, prefix]) => prefix);
  const fitting = ids.filter((id) => likely.some((prefix) => id.startsWith(prefix)));
  return random.pick(fitting.length > 0 && random.chance(0.9) ? fitting : ids);
}

const idPrefixes: readonly (readonly [RegExp, string])[] = [
  [/VpcId/, 'vpc-'], [/VSwitchId/, 'vsw-'], [/RouteTableId/, 'vtb-'], [/SecurityGroupId|GroupId/, 'sg-'],
  [/InstanceId|NextHopId|ServerId/, 'i-'], [/AttachmentId|NextHopId/, 'tr-attach-'], [/TransitRouterId/, 'tr-'],
  [/CenId/, 'cen-'], [/BandwidthPackageId/, 'cenbwp-'], [/ServerGroup/, 'sgp-'], [/LoadBalancerId/, 'alb-'],
  [/ListenerId/, 'lsn-'], [/RouteEntryId/, 'rte-'],
]; // prettier-ignore

function value(random: Random, ids: readonly string[]): string {
  return random.chance(0.3) ? random.pick(ids) : random.pick(absurd);
}
