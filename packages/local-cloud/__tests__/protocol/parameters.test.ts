import { z } from 'zod';
import { parameter } from '../../src/protocol/parameters';

const read = (of: z.ZodType, given: Record<string, unknown>): unknown => {
  const result = z.object({ A: of }).safeParse(given);
  return result.success ? (result.data as { A?: unknown }).A : 'refused';
};

describe('a parameter with a default', () => {
  const size = parameter.withDefault(parameter.integer({ min: 1, max: 50 }), 10);

  test.each([
    ['absent', {}, 10],
    ['sent as an empty string', { A: '' }, 10],
    ['given', { A: '7' }, 7],
  ])('is the default or the value when %s', (_, given, expected) => {
    expect(read(size, given)).toBe(expected);
  });

  test.each([['ten'], ['0'], ['51'], ['1e1'], ['7 '], ['-1'], ['NaN']])('rejects %j', (text) => {
    expect(read(size, { A: text })).toBe('refused');
  });
});

test('an optional parameter sent as an empty string is absent', () => {
  expect(read(parameter.optional(parameter.list(parameter.text())), { A: '' })).toBeUndefined();
  expect(read(parameter.optional(parameter.integer()), { A: '' })).toBeUndefined();
});

test('a changed text tells empty from absent', () => {
  expect(read(parameter.changedText(), { A: '' })).toBe('');
  expect(read(parameter.changedText(), {})).toBeUndefined();
});

test('rejects a mandatory parameter that is empty', () => {
  expect(read(parameter.text(), { A: '' })).toBe('refused');
  expect(read(parameter.boolean(), { A: '' })).toBe('refused');
});

test('reads booleans and enumerations in any case where the API does', () => {
  expect(read(parameter.boolean(), { A: 'True' })).toBe(true);
  expect(read(parameter.oneOfAnyCase(['Accept', 'Drop']), { A: 'ACCEPT' })).toBe('Accept');
  expect(read(parameter.oneOf(['Accept', 'Drop']), { A: 'ACCEPT' })).toBe('refused');
});
