import fc from 'fast-check';
import { assertName, closest, isName, resourceName, type NamedProduct } from '../../../lib/core';

const PRODUCTS: readonly NamedProduct[] = [
  'vpc',
  'vSwitch',
  'routeEntry',
  'securityGroup',
  'instance',
  'cenInstance',
  'transitRouter',
  'transitRouterRouteEntry',
  'vpcAttachment',
  'interRegionConnection',
  'bandwidthPackage',
  'loadBalancer',
  'serverGroup',
];

describe('resourceName', () => {
  it('joins keys as they are', () => {
    expect(resourceName('chengdu-hangzhou', 'hangzhou', 'vsw4')).toBe('chengdu-hangzhou-hangzhou-vsw4');
  });

  it('makes a name that every product takes, of whatever parts', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 80 })), (parts) => {
        const name = resourceName(...parts);
        for (const product of PRODUCTS) expect([product, name, isName(product, name)]).toEqual([product, name, true]);
        expect(resourceName(...parts)).toBe(name);
      }),
    );
  });

  it('keeps names apart that had to be cut or changed', () => {
    const long = 'x'.repeat(200);
    expect(resourceName(long, 'a')).not.toBe(resourceName(long, 'b'));
    expect(resourceName('a.b')).not.toBe(resourceName('a/b'));
  });
});

describe('names', () => {
  it.each<[NamedProduct, string, boolean]>([
    ['vpc', 'v', true],
    ['vpc', 'http://x', false],
    ['routeEntry', 'r', false],
    ['routeEntry', '100.117.130.0/25', true],
    ['vpcAttachment', 'a.b', false],
    ['loadBalancer', 'a.b', true],
    ['loadBalancer', '1a', false],
    ['loadBalancer', 'a'.repeat(129), false],
    ['serverGroup', 'web:80', false],
    ['securityGroup', 'web:80', true],
    ['instance', '服务器', true],
  ])('of a %s: %j is fine: %s', (product, name, fine) => {
    expect(isName(product, name)).toBe(fine);
  });

  it('rejects a wrong one with what is allowed', () => {
    expect(() => assertName('loadBalancer', '1a', 'Alb')).toThrow(
      expect.objectContaining({ code: 'NAME_INVALID', path: 'Alb', message: expect.stringContaining('got "1a"') }),
    );
    expect(() => assertName('loadBalancer', 'web')).not.toThrow();
  });
});

describe('closest', () => {
  it.each([
    ['regoin', 'region'],
    ['REGION', 'region'],
    ['zone', 'zone'],
    ['zoen', 'zone'],
    ['wrr', 'Wrr'],
    ['zzz', undefined],
    ['ab', undefined],
    ['x'.repeat(1000), undefined],
  ])('finds for %j: %s', (word, expected) => {
    expect(closest(word, ['region', 'zone', 'Wrr'])).toBe(expected);
  });
});
