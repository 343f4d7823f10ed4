import { areWanted, matchesPattern } from '../../../src/services/ecs/filters';

test.each([
  ['web-1', 'web-1', true],
  ['web-1', 'web', false],
  ['web-1', 'web*', true],
  ['web-1', '*-1', true],
  ['web-1', '*b-*', true],
  ['web-1', 'w*b*1', true],
  ['web-1', '1*w', false],
  ['web-1', '*', true],
  ['web-1', '**', true],
  ['aa', 'aa*aa', false],
  ['a.c', 'a?c', false],
  ['abc', 'a.c', false],
  ['', '*', true],
])('the name %j against the filter %j is %j', (name, pattern, expected) => {
  expect(matchesPattern(name, pattern)).toBe(expected);
});

// Tried star by star, this would take longer than anybody waits: jest's own limit is the measure.
test('a filter of many stars is answered', () => {
  expect(matchesPattern('a'.repeat(128), `${'*a'.repeat(60)}*b`)).toBe(false);
});

test('an absent filter lets everything pass, and an empty one only what is empty', () => {
  expect(
    areWanted([
      [undefined, 'a'],
      ['b', 'b'],
    ]),
  ).toBe(true);
  expect(areWanted([['', 'a']])).toBe(false);
});
