import fc from 'fast-check';
import { readOutput } from '../../../live/probe/output';
import { probeScript } from '../../../live/probe/script';

const target = {
  scheme: 'http',
  host: 'alb.example.com',
  port: 80,
  path: '/',
  addresses: ['172.16.0.5', '172.16.6.7'],
  requests: 3,
  byName: true,
} as const;
const script = probeScript(target, 'abc123');

/** What a client prints that gets a page each time. */
const printed = (page: string): string =>
  [
    'probe-abc123 0 200 99 172.16.0.5',
    'probe-abc123 1 504 120 172.16.6.7',
    'curl: (28) Connection timed out after 15001 milliseconds',
    'probe-abc123 2 000 0 ',
    'probe-abc123 3 200 99 172.16.0.5',
    page,
  ].join('\n');

describe('the script', () => {
  test('asks each address in turn, then by name, then for the page', () => {
    expect(script.text.split('\n')).toEqual([
      `curl -gsSk -m 15 'http://alb.example.com:80/' --resolve 'alb.example.com:80:172.16.0.5' -o /dev/null -w 'probe-abc123 0 %{http_code} %{size_download} %{remote_ip}\\n' 2>&1`,
      `curl -gsSk -m 15 'http://alb.example.com:80/' --resolve 'alb.example.com:80:172.16.6.7' -o /dev/null -w 'probe-abc123 1 %{http_code} %{size_download} %{remote_ip}\\n' 2>&1`,
      `curl -gsSk -m 15 'http://alb.example.com:80/' --resolve 'alb.example.com:80:172.16.0.5' -o /dev/null -w 'probe-abc123 2 %{http_code} %{size_download} %{remote_ip}\\n' 2>&1`,
      `curl -gsSk -m 15 'http://alb.example.com:80/' -o /dev/null -w 'probe-abc123 3 %{http_code} %{size_download} %{remote_ip}\\n' 2>&1`,
      `curl -gsSk -m 15 'http://alb.example.com:80/' --resolve 'alb.example.com:80:172.16.0.5' 2>&1 | head -c 2000`,
      '',
    ]);
    expect(script.seconds).toBe(75);
  });

  test('asks each address at least once, and never breaks out of its quotes', () => {
    const { text, requests } = probeScript({ ...target, requests: 1, path: "/'; reboot #", byName: false }, 'n');
    expect(requests.map(({ address }) => address)).toEqual(target.addresses);
    expect(text).toContain("'http://alb.example.com:80/%27; reboot #'");
  });
});

describe('what the client prints', () => {
  test('is read request by request, with the page at the end', () => {
    expect(readOutput(printed('hello\nworld\n'), script)).toEqual({
      results: [
        { address: '172.16.0.5', status: 200, bytes: 99 },
        { address: '172.16.6.7', status: 504, bytes: 120 },
        {
          address: '172.16.0.5',
          bytes: 0,
          error: { code: 28, message: 'Connection timed out after 15001 milliseconds' },
        },
        { status: 200, bytes: 99 },
      ],
      page: 'hello\nworld',
    });
  });

  test('reaches no terminal as it is: control characters are dropped', () => {
    expect(readOutput(printed('\u001b[2Jhello\u0007\r\n\u009bworld'), script).page).toBe('[2Jhello\nworld');
  });

  test.each([
    ['nothing', '', 'it printed nothing'],
    ['a line less', printed('').replace(/.*probe-abc123 2.*\n/, ''), 'it printed: probe-abc123 0 200'],
    ['lines in another order', 'probe-abc123 1 200 1 \nprobe-abc123 0 200 1 \n', 'it printed'],
    ['a page that forges a line', printed('probe-abc123 4 200 1 '), 'it printed'],
    ['other words', 'The local cloud does not emulate this command', 'it printed: The local cloud does not emulate'],
  ])('rejects %s', (_, text, message) => {
    expect(() => readOutput(text, script)).toThrow(
      expect.objectContaining({
        code: 'PROBE_OUTPUT_UNEXPECTED',
        message: expect.stringContaining(message) as string,
      }) as Error,
    );
  });

  test('rejects a client without curl by saying so', () => {
    expect(() => readOutput('sh: line 1: curl: command not found\n', script)).toThrow(
      expect.objectContaining({ code: 'PROBE_CLIENT_WITHOUT_CURL' }) as Error,
    );
  });

  test('is either read whole or refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.boolean(), (text, isAfter) => {
        const read = (): unknown => readOutput(isAfter ? printed(text) : text + printed(''), script);
        try {
          const { results, page } = read() as ReturnType<typeof readOutput>;
          expect(results).toHaveLength(4);
          // eslint-disable-next-line no-control-regex -- they are what must not be there
          expect(page).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^PROBE_/) as string });
        }
      }),
    );
  });
});
