import fc from 'fast-check';
import { parseRequest } from '../../src/protocol/request';

function flatOf(body: string, url = '/'): [string, string][] {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const { flat } = parseRequest({ method: 'POST', url, headers, body: Buffer.from(body) });
  return flat.map(([name, value]) => [name, value]);
}

describe('the parameters of a request', () => {
  test('are read as URLSearchParams reads them, whatever comes', () => {
    const pieces = ['a', 'Tag.1.Key', '=', '&', '%', '%2', '%26', '%3D', '%E4%B8%AD', '%ff', '+', ' ', '中', '\u0000'];
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (body) => {
        expect(flatOf(body)).toEqual([...new URLSearchParams(body)]);
      }),
    );
  });

  test('are those of the query, then those of the form', () => {
    expect(flatOf('b=2&a=3', '/cn-chengdu?a=1')).toEqual([
      ['a', '1'],
      ['b', '2'],
      ['a', '3'],
    ]);
  });
});
