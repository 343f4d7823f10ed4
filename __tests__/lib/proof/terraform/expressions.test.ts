import { evaluateWritten, type Scope } from '../../../../lib/proof/terraform/expression/evaluate';
import { moduleOfFiles } from '../../../../lib/proof/terraform/source/hcl';
import { Reference, Unresolved, type Value } from '../../../../lib/proof/terraform/value';

const NOTHING: Scope = { lookUp: () => undefined };

/** `a.one` … `a.three`: attributes of things to come. */
const THINGS: Scope = {
  lookUp: ([type = '', name = '']) => ({ value: new Reference(`${type}.${name}`), used: 2 }),
};

const textOf = (value: Value): Value => (value instanceof Reference ? value.text : value);
const evaluate = (text: string, scope = NOTHING): Value => textOf(evaluateWritten(text, scope));

describe('maps', () => {
  it.each([
    ['for', '${[for key, value in { b = "second", a = "first" } : value][0]}', 'first'],
    [
      'for, with keys that look like numbers',
      '${[for key, value in { 9 = "second", 10 = "first" } : value][0]}',
      'first',
    ],
    ['values', '${values({ b = "second", a = "first" })[0]}', 'first'],
  ])('are walked through in the order of their keys by %s', (_, text, expected) => {
    expect(evaluate(text)).toBe(expected);
  });
});

describe('blocks', () => {
  it('that are repeated stand beside those that are written out', () => {
    const servers = { for_each: ['10.0.0.2'], content: [{ server_id: '${servers.value}' }] };
    const written = { servers: [{ server_id: '10.0.0.1' }], dynamic: { servers: [servers] } };
    expect(evaluateWritten(written, NOTHING)).toEqual({
      servers: [{ server_id: '10.0.0.1' }, { server_id: '10.0.0.2' }],
    });
  });

  it('that are nothing in a map named dynamic are no reason to fail', () => {
    expect(evaluateWritten({ dynamic: { a: null } }, NOTHING)).toMatchObject({ a: new Unresolved('dynamic "a"') });
  });
});

describe('functions', () => {
  it.each<[string, Value]>([
    ['${lookup({ a = null }, "a", "other")}', null],
    ['${lookup({}, "a", "other")}', 'other'],
    ['${tostring(null)}', null],
    ['${tonumber(null)}', null],
    ['${coalesce(null, "", "given")}', 'given'],
    ['${cidrsubnet("172.16.0.0/12", 4, 2)}', '172.18.0.0/16'],
    ['${cidrsubnet("10.1.2.240/28", 4, 15)}', '10.1.2.255/32'],
    ['${cidrhost("10.1.2.240/28", 14)}', '10.1.2.254'],
  ])('%s is %p', (text, expected) => {
    expect(evaluate(text)).toEqual(expected);
  });

  it.each([
    ['${coalesce(thing.a.id, "other")}', 'thing.a.id'],
    ['${coalesce(null, thing.a.private_ip)}', 'thing.a.private_ip'],
    ['${[thing.a, thing.b].*.id[1]}', 'thing.b.id'],
  ])('%s is followed', (text, expected) => {
    expect(evaluate(text, THINGS)).toBe(expected);
  });

  it.each([
    '${coalesce(thing.a.private_ip, "other")}',
    '${distinct([{ a = 1 }, { a = 1 }])}',
    '${toset([{ a = 1 }, { a = 1 }])}',
    '${tonumber("many")}',
    '${cidrsubnet("10.0.0.0/24", 10, 0)}',
    '${cidrsubnet("10.0.0.0/24", 1, 2)}',
    '${cidrsubnet("fd00::/48", 16, 1)}',
    '${cidrhost("10.0.0.0/24", -1)}',
    '${cidrhost(thing.a.cidr_block, 1)}',
  ])('%s is not known', (text) => {
    expect(evaluate(text, THINGS)).toBeInstanceOf(Unresolved);
  });
});

describe('an override file', () => {
  it('replaces arguments of a resource, and leaves the others', () => {
    const main = { resource: { alicloud_vpc: { a: [{ cidr_block: '10.0.0.0/8', vpc_name: 'a' }] } } };
    const override = { resource: { alicloud_vpc: { a: [{ vpc_name: 'b' }] } } };
    const { resources } = moduleOfFiles([main, override], () => undefined);
    expect(resources['alicloud_vpc.a']?.body(NOTHING)).toEqual({ cidr_block: '10.0.0.0/8', vpc_name: 'b' });
  });
});
