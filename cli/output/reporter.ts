import { clearLine, cursorTo } from 'node:readline';
import type { Issue } from '../../lib/core';
import { fit, hang } from './layout';
import { describeIssue } from './problems';
import { duration, style } from './style';

/** Columns of the step names, and of the time that each took, so that what follows them lines up. */
const NAME_WIDTH = 9;
const TIME_WIDTH = 8;
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
/** Lines longer than this are hard to read, however wide the terminal; without one, output goes to a file or a log. */
const WIDTH = { narrowest: 20, widest: 110, withoutTerminal: 100 };
const LIVE_MS = 100;
const LOG_MS = 10_000;

/** Tells how a command that consists of steps goes on. */
export interface Reporter {
  /** A step begins. */
  start(step: string): void;
  /** What the current step is doing at this moment. */
  progress(text: string): void;
  /** Something that must be seen now, while the current step goes on. */
  announce(text: string): void;
  /** The current step held. */
  done(text: string, notices?: readonly Issue[]): void;
  /** The current step did not hold. */
  failed(text: string): void;
  /** Free text for people, between steps, behind a label where one is given. */
  say(text: string, label?: string): void;
}

/** For a person: one line per step, and on a terminal a live one under it; otherwise a line now and then. */
export class HumanReporter implements Reporter {
  private step = '';
  private doing = '';
  private startedAt = 0;
  private frame = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly out: NodeJS.WriteStream = process.stdout) {}

  start(step: string): void {
    this.step = step;
    this.doing = '';
    this.startedAt = Date.now();
    clearInterval(this.timer);
    this.timer = setInterval(
      () => {
        this.tick();
      },
      this.isLive ? LIVE_MS : LOG_MS,
    );
  }

  progress(text: string): void {
    this.doing = text;
  }

  announce(text: string): void {
    this.say(text);
    this.doing = '';
  }

  done(text: string, notices: readonly Issue[] = []): void {
    this.end(style('green', '✔', this.out), text);
    const warnings = notices.filter(({ severity }) => severity === 'warning');
    for (const warning of warnings) this.say(describeIssue(warning), `  ${style('yellow', '!', this.out)} `);
    const others = notices.filter(({ severity }) => severity !== 'warning');
    for (const notice of others) this.say(describeIssue(notice), '  · ');
  }

  failed(text: string): void {
    this.end(style('red', '✘', this.out), text);
  }

  say(text: string, label = ''): void {
    this.clear();
    for (const line of hang(label, text, this.width)) this.out.write(`${line.trimEnd()}\n`);
  }

  private end(mark: string, text: string): void {
    clearInterval(this.timer);
    this.say(text, `${mark} ${this.head()}`);
  }

  /** `apply        21 s  `: the step, and how long it has taken. */
  private head(): string {
    const elapsed = duration(Date.now() - this.startedAt).padStart(TIME_WIDTH);
    return `${this.step.padEnd(NAME_WIDTH)}${style('dim', elapsed, this.out)}  `;
  }

  private tick(): void {
    const elapsed = duration(Date.now() - this.startedAt).padStart(TIME_WIDTH);
    const line = `${this.step.padEnd(NAME_WIDTH)}${elapsed}  ${this.doing}`.trimEnd();
    if (!this.isLive) return void this.out.write(`  ${line}\n`);
    this.frame = (this.frame + 1) % FRAMES.length;
    this.clear();
    // A few columns stay free: for the ^C that a terminal echoes, which must not make it go to the next line.
    this.out.write(`${style('cyan', FRAMES[this.frame] ?? '', this.out)} ${fit(line, this.width - 5)}`);
  }

  private clear(): void {
    if (!this.isLive) return;
    clearLine(this.out, 0);
    cursorTo(this.out, 0);
  }

  private get isLive(): boolean {
    return this.out.isTTY && process.env.TERM !== 'dumb';
  }

  private get width(): number {
    const columns = this.out.columns || WIDTH.withoutTerminal;
    return Math.max(WIDTH.narrowest, Math.min(columns, WIDTH.widest));
  }
}
