import { columnsOf, fit, hang, wrap } from '../../../cli/output/layout';

const notice =
  '42:5 frontend.alb.backToOriginCidrs: an ALB made since 2025-02-25 is upgraded and sends from its own vSwitches [SOURCE_MODE_BACK_TO_ORIGIN_ON_NEW_ALB]';
const path = '.causeway/up/chengdu-hangzhou/cdktf.out/stacks/chengdu-hangzhou/cdk.tf.json';

describe('wrap', () => {
  it.each([20, 40, 60, 80])('keeps every line within %d columns, whatever words there are', (width) => {
    for (const text of [notice, path, `in ${path} and more`]) {
      for (const line of wrap(text, width)) expect(columnsOf(line)).toBeLessThanOrEqual(width);
    }
  });

  it('loses nothing', () => {
    expect(wrap(notice, 40).join(' ').replaceAll(' ', '')).toBe(notice.replaceAll(' ', ''));
    expect(wrap(path, 30).join('')).toBe(path);
  });

  it('breaks a path after a slash', () => {
    expect(wrap(path, 40)[0]).toMatch(/\/$/);
  });

  it('leaves a URL whole, so that it can be opened', () => {
    const url = 'https://developer.hashicorp.com/terraform/install';
    expect(wrap(`see ${url} there`, 20)).toEqual(['see', url, 'there']);
  });

  it('keeps line breaks, and the indentation of a paragraph on all of its lines', () => {
    expect(wrap('one\n\n  two three four', 10)).toEqual(['one', '', '  two', '  three', '  four']);
  });

  it('counts no colours', () => {
    expect(wrap('\u001b[1mone two\u001b[22m three', 13)).toEqual(['\u001b[1mone two\u001b[22m three']);
  });
});

describe('hang', () => {
  it('puts further lines under the first', () => {
    expect(hang('  name  ', 'a '.repeat(40).trim(), 60).map((line) => line.slice(0, 9))).toEqual([
      '  name  a',
      '        a',
    ]);
  });

  it('puts text under a long label where there is no room beside it', () => {
    expect(hang('✔ validate   0.0 s  ', 'some text', 40)).toEqual(['✔ validate   0.0 s  ', '    some text']);
  });
});

test('fit cuts a line that is too long, and says so', () => {
  expect([fit('abcdef', 4), fit('abcd', 4), fit('abc', 0)]).toEqual(['abc…', 'abcd', '…']);
});
