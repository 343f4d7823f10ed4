import { count, duration } from '../../../cli/output/style';

test.each([
  [0, '0.0 s'],
  [9949, '9.9 s'],
  [9960, '10 s'],
  [119_400, '119 s'],
  [125_000, '2 min 5 s'],
])('%d ms are %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});

test('one is singular, none and many are plural', () => {
  expect([0, 1, 2].map((n) => count(n, 'thing'))).toEqual(['0 things', '1 thing', '2 things']);
});
