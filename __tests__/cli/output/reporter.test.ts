import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { JsonReporter } from '../../../cli/output/json-reporter';
import { columnsOf } from '../../../cli/output/layout';
import { HumanReporter } from '../../../cli/output/reporter';
import type { Issue } from '../../../lib/core';

/** A stream that says of itself what a terminal says, and keeps what is written. */
function screen(tty: { readonly isTTY: boolean; readonly columns?: number }) {
  const stream = Object.assign(new PassThrough(), tty) as unknown as NodeJS.WriteStream;
  const written: string[] = [];
  stream.on('data', (chunk: Buffer) => written.push(chunk.toString()));
  return { stream, text: () => written.join('') };
}

const issue = (severity: Issue['severity'], message: string): Issue => ({
  code: 'SOME_RULE_WITH_A_LONG_NAME_THAT_IS_LONG',
  severity,
  path: 'frontend.alb.backToOriginCidrs',
  message,
  line: 42,
  column: 5,
});

beforeEach(() => jest.useFakeTimers());
afterEach(() => {
  jest.useRealTimers();
  jest.replaceProperty(process, 'env', process.env);
  jest.restoreAllMocks();
});

const withEnvironment = (env: NodeJS.ProcessEnv): void => {
  const { NO_COLOR: _, TERM: __, ...rest } = process.env;
  jest.replaceProperty(process, 'env', { ...rest, ...env });
};

describe('HumanReporter', () => {
  it.each([40, 60, 80])('keeps within %d columns', (columns) => {
    withEnvironment({ TERM: 'xterm' });
    const { stream, text } = screen({ isTTY: true, columns });
    const reporter = new HumanReporter(stream);
    reporter.start('validate');
    const long = issue('warning', 'an ALB made since 2025-02-25 is upgraded and sends from its own vSwitches');
    reporter.done('deployments/chengdu-hangzhou.yaml is valid', [long, issue('notice', 'x '.repeat(60))]);
    reporter.start('apply');
    reporter.progress('18 of 49, creating instance, cen_transit_router_vpc_attachment, alb_load_balancer');
    jest.advanceTimersByTime(250);
    reporter.announce('Stopping: Terraform finishes what it has begun.');
    reporter.failed(`no ${'folder/'.repeat(20)}`);
    const lines = text()
      .split('\n')
      .flatMap((line) => line.split('\u001b[1G'))
      .map(stripVTControlCharacters);
    expect(Math.max(...lines.map(columnsOf))).toBeLessThanOrEqual(columns);
  });

  it('tells warnings before notices, under the step', () => {
    const { stream, text } = screen({ isTTY: false });
    const reporter = new HumanReporter(stream);
    reporter.start('validate');
    reporter.done('is valid', [issue('notice', 'by the way'), issue('warning', 'beware')]);
    const marks = text()
      .split('\n')
      .flatMap((line) => /^(✔| {2}!| {2}·) .*(is valid|beware|by the way)/.exec(line)?.slice(1) ?? []);
    expect(marks).toEqual(['✔', 'is valid', '  !', 'beware', '  ·', 'by the way']);
  });

  it('writes a line every ten seconds, and no control characters, where there is no terminal', () => {
    const { stream, text } = screen({ isTTY: false });
    const reporter = new HumanReporter(stream);
    reporter.start('apply');
    reporter.progress('3 of 49');
    jest.advanceTimersByTime(25_000);
    reporter.done('49 changes made');
    expect(text()).toBe(
      '  apply        10 s  3 of 49\n  apply        20 s  3 of 49\n✔ apply        25 s  49 changes made\n',
    );
  });

  it('colours on a terminal, unless NO_COLOR is set', () => {
    const coloursWith = (env: NodeJS.ProcessEnv): boolean => {
      withEnvironment({ TERM: 'xterm', ...env });
      const { stream, text } = screen({ isTTY: true, columns: 80 });
      const reporter = new HumanReporter(stream);
      reporter.start('init');
      reporter.done('ok');
      return text().includes('\u001b[32m');
    };
    expect([coloursWith({}), coloursWith({ NO_COLOR: '1' })]).toEqual([true, false]);
  });

  it('shows an announcement at once', () => {
    const { stream, text } = screen({ isTTY: false });
    const reporter = new HumanReporter(stream);
    reporter.start('apply');
    reporter.announce('Stopping.');
    expect(text()).toBe('Stopping.\n');
    reporter.failed('stopped');
  });
});

describe('JsonReporter', () => {
  it('writes one object per step, with what there is to notice', () => {
    const { stream, text } = screen({ isTTY: false });
    const reporter = new JsonReporter(stream);
    const notices = [issue('warning', 'beware')];
    reporter.start('validate');
    jest.advanceTimersByTime(1500);
    reporter.done('valid', notices);
    reporter.start('init');
    reporter.progress();
    reporter.say();
    reporter.failed('no Terraform');
    expect(
      text()
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { step: 'validate', status: 'done', seconds: 1.5, message: 'valid', notices },
      { step: 'init', status: 'failed', seconds: 0, message: 'no Terraform' },
    ]);
  });
});
