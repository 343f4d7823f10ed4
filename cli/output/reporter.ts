import { clearLine, cursorTo } from 'node:readline';
import { duration, fit, style } from './style';

/** Columns of the step names, so that what follows them lines up. */
const NAME_WIDTH = 9;
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** Tells how a command that consists of steps goes on. */
export interface Reporter {
  /** A step begins. */
  start(step: string): void;
  /** What the current step is doing at this moment. */
  progress(text: string): void;
  /** The current step held. */
  done(text: string): void;
  /** The current step did not hold. */
  failed(text: string): void;
  /** Free text for people, between steps. */
  say(text: string): void;
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
    this.timer = setInterval(
      () => {
        this.tick();
      },
      this.out.isTTY ? 100 : 10_000,
    );
  }

  progress(text: string): void {
    this.doing = text;
  }

  done(text: string): void {
    this.end(style('green', '✔'), text);
  }

  failed(text: string): void {
    this.end(style('red', '✘'), text);
  }

  say(text: string): void {
    this.clear();
    this.out.write(`${text}\n`);
  }

  private end(mark: string, text: string): void {
    clearInterval(this.timer);
    this.clear();
    const [first = '', ...more] = wrap(text, this.width() - NAME_WIDTH - 12);
    const elapsed = style('dim', `  ${duration(Date.now() - this.startedAt)}`);
    this.out.write(`${mark} ${this.step.padEnd(NAME_WIDTH)}${first}${elapsed}\n`);
    for (const line of more) this.out.write(`  ${' '.repeat(NAME_WIDTH)}${line}\n`);
  }

  private tick(): void {
    const elapsed = duration(Date.now() - this.startedAt);
    const line = `${this.step.padEnd(NAME_WIDTH)}${elapsed.padEnd(7)}${this.doing}`;
    if (!this.out.isTTY) return void this.out.write(`  ${line}\n`);
    this.frame = (this.frame + 1) % FRAMES.length;
    this.clear();
    this.out.write(`${style('cyan', FRAMES[this.frame] ?? '')} ${fit(line, this.width() - 3)}`);
  }

  private clear(): void {
    if (!this.out.isTTY) return;
    clearLine(this.out, 0);
    cursorTo(this.out, 0);
  }

  private width(): number {
    return Math.max(40, Math.min(this.out.columns || 100, 120));
  }
}

/** For a machine: one line of JSON per step. */
export class JsonReporter implements Reporter {
  private step = '';
  private startedAt = 0;

  constructor(private readonly out: NodeJS.WritableStream = process.stdout) {}

  start(step: string): void {
    this.step = step;
    this.startedAt = Date.now();
  }

  progress(): void {
    // Progress is for people; a machine gets the end of each step.
  }

  done(text: string): void {
    this.line('done', text);
  }

  failed(text: string): void {
    this.line('failed', text);
  }

  say(): void {
    // Free text is for people.
  }

  private line(status: string, message: string): void {
    const seconds = (Date.now() - this.startedAt) / 1000;
    this.out.write(`${JSON.stringify({ step: this.step, status, seconds, message })}\n`);
  }
}

/** Breaks text at spaces so that no line is wider than `width`, unless one word is; line breaks in it stay. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ')) {
      if (line !== '' && line.length + 1 + word.length > width) {
        lines.push(line);
        line = word;
      } else {
        line = line === '' ? word : `${line} ${word}`;
      }
    }
    return [...lines, line];
  });
}
