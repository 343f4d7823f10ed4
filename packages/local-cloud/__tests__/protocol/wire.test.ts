import fc from 'fast-check';
import { unflatten, WireFormatError } from '../../src/protocol/wire';

describe('unflatten', () => {
  test('rebuilds lists of objects, counted from 1', () => {
    const flat: [string, string][] = [
      ['ZoneMappings.2.VSwitchId', 'vsw-b'],
      ['ZoneMappings.1.VSwitchId', 'vsw-a'],
      ['ZoneMappings.1.ZoneId', 'cn-chengdu-a'],
      ['VpcId', 'vpc-1'],
    ];
    expect(unflatten(flat)).toEqual({
      VpcId: 'vpc-1',
      ZoneMappings: [{ VSwitchId: 'vsw-a', ZoneId: 'cn-chengdu-a' }, { VSwitchId: 'vsw-b' }],
    });
  });

  test('keeps groups whose members have names as objects', () => {
    expect(unflatten([['HealthCheckConfig.HealthCheckEnabled', 'true']])).toEqual({
      HealthCheckConfig: { HealthCheckEnabled: 'true' },
    });
  });

  test('leaves out what nobody asks for', () => {
    const flat: [string, string][] = [
      ['VpcId', 'vpc-1'],
      ['Action', 'DescribeVpcs'],
      ['Tag.1.Key', 'a'],
    ];
    expect(unflatten(flat, new Set(['VpcId', 'Tag']))).toEqual({ VpcId: 'vpc-1', Tag: [{ Key: 'a' }] });
  });

  test('takes the first of several of one name', () => {
    const flat: [string, string][] = [
      ['A', '1'],
      ['A', '2'],
      ['Tag.1.Key', ''],
      ['Tag.1.Key', 'b'],
    ];
    expect(unflatten(flat)).toEqual({ A: '1', Tag: [{ Key: '' }] });
  });

  test('closes gaps in the numbering, as unset members are not sent', () => {
    expect(
      unflatten([
        ['Tag.3.Key', 'c'],
        ['Tag.1.Key', 'a'],
      ]),
    ).toEqual({ Tag: [{ Key: 'a' }, { Key: 'c' }] });
  });

  test.each([
    [
      'a name that is a value and a group',
      [
        ['A', '1'],
        ['A.B', '2'],
      ],
    ],
    [
      'a list element that is a value and a group',
      [
        ['A.1', '1'],
        ['A.1.B', '2'],
      ],
    ],
    ['a list that would need a billion places', [['A.1000000000', '1']]],
    ['nesting without end', [[Array.from({ length: 40 }, () => 'A').join('.'), '1']]],
  ] as [string, [string, string][]][])('rejects %s', (_, flat) => {
    expect(() => unflatten(flat)).toThrow(WireFormatError);
  });

  test('never throws anything else, and never reaches Object.prototype', () => {
    const name = fc.array(fc.constantFrom('__proto__', 'constructor', 'A', '1', '2', '', '999'), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            name.map((parts) => parts.join('.')),
            fc.string(),
          ),
        ),
        (flat) => {
          try {
            unflatten(flat);
          } catch (error) {
            expect(error).toBeInstanceOf(WireFormatError);
          }
          expect(({} as Record<string, unknown>).A).toBeUndefined();
        },
      ),
    );
  });
});
