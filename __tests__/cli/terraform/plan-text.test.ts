import { describeChanges, mustBeEmpty } from '../../../cli/terraform/plan-text';

test.each([
  [{ add: 49, change: 0, remove: 0 }, '49 to create'],
  [{ add: 1, change: 2, remove: 3 }, '1 to create, 2 to change, 3 to destroy'],
  [{ add: 0, change: 0, remove: 0 }, 'nothing to do'],
])('%j is told as "%s"', (changes, text) => {
  expect(describeChanges(changes)).toBe(text);
});

test('rejects what is left where nothing must be, item by item', () => {
  expect(() => mustBeEmpty('still there', [])).not.toThrow();
  expect(() => mustBeEmpty('still there', ['vpc a', 'vpc b'])).toThrow('still there:\n  vpc a\n  vpc b');
});
