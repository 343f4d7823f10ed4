import { isUnknown, meansSame, withUnknown } from '../../../lib/drift/meaning';
import { blockIn, schemaOf } from '../../../lib/drift/provider-schema';

const servers = blockIn(schemaOf('alicloud_alb_server_group'), 'servers');

describe('the meaning of a value', () => {
  it.each([
    [null, {}],
    [null, []],
    [undefined, ''],
    [null, false],
    [undefined, 0],
    [[], [{ enabled: false, name: '' }]],
    [{ a: 1, b: null }, { a: 1 }],
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
    [
      ['b', 'a'],
      ['a', 'b'],
    ],
    [
      [{ port: 80 }, { port: 443 }],
      [{ port: 443 }, { port: 80, name: null }],
    ],
  ])('of %j and %j is the same', (a, b) => {
    expect(meansSame(a, b)).toBe(true);
  });

  it.each([
    [null, true],
    [0, 1],
    [100, 0],
    ['', 'a'],
    ['80', 80],
    [{}, { owner: 'me' }],
    [['a'], ['a', 'a']],
    [[{ port: 80 }], [{ port: 443 }]],
  ])('of %j and %j is another', (a, b) => {
    expect(meansSame(a, b)).toBe(false);
  });

  it('leaves out what only the cloud sets', () => {
    const server = { server_id: 'i-1', port: 80, weight: 100, status: 'Adding', server_group_id: null };
    expect(meansSame([server], [{ ...server, status: 'Available', server_group_id: 'sgp-1' }], servers)).toBe(true);
    expect(meansSame([server], [{ ...server, weight: 1 }], servers)).toBe(false);
  });
});

describe('a planned value', () => {
  it('is filled with another one where it is not known', () => {
    const planned = { name: 'a', servers: [{ port: 80 }] };
    const unknown = { id: true, servers: [{ server_group_id: true }] };
    const before = { id: 'sgp-1', name: 'b', servers: [{ port: 8080, server_group_id: 'sgp-1' }] };
    expect(withUnknown(planned, unknown, before)).toEqual({
      id: 'sgp-1',
      name: 'a',
      servers: [{ port: 80, server_group_id: 'sgp-1' }],
    });
  });

  it('is not known only where a configuration can set it', () => {
    expect(isUnknown([{ server_id: true }], servers)).toBe(true);
    expect(isUnknown([{ status: true, server_group_id: true }], servers)).toBe(false);
    expect(isUnknown({}, servers)).toBe(false);
  });
});
