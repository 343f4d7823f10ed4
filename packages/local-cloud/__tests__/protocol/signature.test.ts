import fc from 'fast-check';
import {
  acs3StringToSign,
  parseAcs3,
  percentEncode,
  rpcSignature,
  rpcSigner,
  rpcStringToSign,
} from '../../src/protocol/signature';

describe('the RPC style', () => {
  // The worked example of the vendor's documentation ("Request signatures", RPC style).
  const parameters = new URLSearchParams({
    TimeStamp: '2016-02-23T12:46:24Z',
    Format: 'XML',
    AccessKeyId: 'testid',
    Action: 'DescribeRegions',
    SignatureMethod: 'HMAC-SHA1',
    SignatureNonce: '3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf',
    Version: '2014-05-26',
    SignatureVersion: '1.0',
  });
  parameters.delete('TimeStamp');
  parameters.set('Timestamp', '2016-02-23T12:46:24Z');

  test('gives the signature of the documented example', () => {
    const stringToSign = rpcStringToSign('GET', parameters);
    expect(stringToSign).toBe(
      'GET&%2F&AccessKeyId%3Dtestid%26Action%3DDescribeRegions%26Format%3DXML%26SignatureMethod%3DHMAC-SHA1%26SignatureNonce%3D3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf%26SignatureVersion%3D1.0%26Timestamp%3D2016-02-23T12%253A46%253A24Z%26Version%3D2014-05-26',
    );
    expect(rpcSignature(stringToSign, 'testsecret')).toBe('OLeaidS1JvxuMvnyHOwuJ+uX5qY=');
  });

  test('leaves the signature itself out', () => {
    const signed = new URLSearchParams(parameters);
    signed.set('Signature', 'anything');
    expect(rpcStringToSign('GET', signed)).toBe(rpcStringToSign('GET', parameters));
  });

  test('orders by name, not by name and value', () => {
    expect(
      rpcStringToSign('POST', [
        ['Tag.1.Key', 'b'],
        ['Tag', 'a'],
      ]),
    ).toBe('POST&%2F&Tag%3Da%26Tag.1.Key%3Db');
  });

  test('encodes the query as a whole once more, whatever is in it', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '1', '.', '~', '%', '=', '&', '+', ' ', '!', "'", '*', '中') });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text)), (pairs) => {
        const query = [...pairs]
          .filter(([name]) => name !== 'Signature')
          .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
          .map((pair) => pair.map(percentEncode).join('='));
        expect(rpcStringToSign('GET', pairs)).toBe(`GET&%2F&${percentEncode(query.join('&'))}`);
      }),
    );
  });

  test('is signed the same with one secret for many calls, however long the secret is and whatever it consists of', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '&', '%', '\u0000', '\u007f', 'é', '中'), maxLength: 90 });
    fc.assert(
      fc.property(fc.oneof(text, fc.string()), fc.array(text, { minLength: 1, maxLength: 3 }), (key, texts) => {
        const sign = rpcSigner(key);
        expect(texts.map(sign)).toEqual(texts.map((text) => rpcSignature(text, key)));
      }),
    );
  });
});

test('percentEncode escapes what encodeURIComponent leaves', () => {
  expect(percentEncode("a b*c'(d)!~")).toBe('a%20b%2Ac%27%28d%29%21~');
});

test('parseAcs3 takes the header apart, and nothing else', () => {
  expect(parseAcs3('ACS3-HMAC-SHA256 Credential=id,SignedHeaders=host;x-acs-date,Signature=00ff')).toEqual({
    accessKeyId: 'id',
    signedHeaders: ['host', 'x-acs-date'],
    signature: '00ff',
  });
  expect(parseAcs3('Bearer abc')).toBeUndefined();
});

test('acs3StringToSign covers method, query, signed headers and body', () => {
  const request = {
    method: 'POST',
    query: [
      ['b', '2'],
      ['a', '1'],
    ] as const,
    headers: { host: 'h', 'x-acs-date': 'd' },
    body: Buffer.from('x'),
  };
  const base = acs3StringToSign(request, ['host']);
  expect(base).toMatch(/^ACS3-HMAC-SHA256\n[0-9a-f]{64}$/);
  const variants = [
    { ...request, method: 'GET' },
    { ...request, query: [['a', '2']] as const },
    { ...request, headers: { ...request.headers, host: 'other' } },
    { ...request, body: Buffer.from('y') },
  ];
  for (const variant of variants) expect(acs3StringToSign(variant, ['host'])).not.toBe(base);
  expect(acs3StringToSign({ ...request, headers: { host: 'h', 'x-acs-date': 'other' } }, ['host'])).toBe(base);
});
