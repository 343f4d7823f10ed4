import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';

/** What Terraform is told for a signal that we get; a closed terminal is a reason to stop, not to die. */
const FORWARDED: Readonly<Partial<Record<NodeJS.Signals, NodeJS.Signals>>> = {
  SIGINT: 'SIGINT',
  SIGTERM: 'SIGTERM',
  SIGHUP: 'SIGTERM',
};

/** Runs a program with our own input and output, and hands on each signal once; made before, so that none is missed. */
export class PassThrough {
  private child: ChildProcess | undefined;
  private pending: NodeJS.Signals | undefined;
  private readonly listeners = Object.entries(FORWARDED).map(([signal, told]) => {
    const listener = (): void => {
      this.pending ??= signal as NodeJS.Signals;
      this.child?.kill(told);
    };
    process.on(signal, listener);
    return { signal, listener };
  });

  /** The first signal that came, if any. */
  get signal(): NodeJS.Signals | undefined {
    return this.pending;
  }

  /**
   * Runs the program to its end, whatever signals come.
   *
   * @returns Its exit code; 128 and the signal's number when it died of one, as shells have it, also when it came before
   *   the program was started, which then does not start.
   */
  run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<number> {
    if (this.pending) return Promise.resolve(statusOf(this.pending));
    return new Promise((resolve, reject) => {
      // A session of its own: a terminal's Ctrl-C then reaches it once, through us. The second one makes Terraform abandon
      // what it is creating. Prompts and colours work: the terminal is still its input and output.
      const child = spawn(command, args, { cwd, env, stdio: 'inherit', detached: true });
      this.child = child;
      child.on('error', reject);
      child.on('close', (code, signal) => {
        this.child = undefined;
        resolve(code ?? statusOf(signal ?? 'SIGTERM'));
      });
    });
  }

  /** Gives the signals back to the process. */
  release(): void {
    for (const { signal, listener } of this.listeners) process.off(signal, listener);
  }
}

function statusOf(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}
