import type { Issue } from '../../lib/core';
import type { Reporter } from './reporter';

/** For a machine: one line of JSON per step, when it ends: `step`, `status`, `seconds`, `message`, and `notices` if any. */
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

  announce(): void {
    // The end of the step says so too.
  }

  done(message: string, notices: readonly Issue[] = []): void {
    this.line({ status: 'done', message, ...(notices.length > 0 && { notices }) });
  }

  failed(message: string): void {
    this.line({ status: 'failed', message });
  }

  say(): void {
    // Free text is for people.
  }

  private line({ status, ...rest }: { readonly status: string; readonly message: string }): void {
    const seconds = (Date.now() - this.startedAt) / 1000;
    this.out.write(`${JSON.stringify({ step: this.step, status, seconds, ...rest })}\n`);
  }
}
