import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { root } from './requirements';

const script = `
  const { startLocalCloud } = require('@causeway/local-cloud');
  const [stateFolder, port] = process.argv.slice(1);
  // It does not outlive the test.
  process.stdin.on('end', () => process.exit()).resume();
  startLocalCloud({ stateFolder, port: Number(port), albGeneration: 'non-upgraded' }).then(
    (cloud) => console.log(cloud.port),
    (error) => { console.log(error.message); process.exitCode = 1; },
  );`;

/** A local cloud in a process of its own, which can be killed and started again on the same state and port. */
export class CloudProcess {
  private child: ChildProcess | undefined;
  private listening: Promise<number> | undefined;

  constructor(private readonly stateFolder: string) {}

  /** Starts it for the first time, on a free port; answers the port. */
  start(): Promise<number> {
    return (this.listening = this.spawn(0));
  }

  /** The port, when it is there (again). */
  get port(): Promise<number> {
    return this.listening ?? Promise.reject(new Error('the local cloud was never started'));
  }

  /** SIGKILL: nothing of it is told, and nothing can be tidied up. */
  async kill(): Promise<void> {
    const { child } = this;
    if (child?.exitCode !== null) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await exited;
  }

  /** Kills it and starts it again; until then, whoever asks for the port waits. */
  restart(): Promise<number> {
    const before = this.port;
    return (this.listening = before.then(async (port) => {
      await this.kill();
      return this.spawn(port);
    }));
  }

  /** The ids of everything that stands, as the admin interface lists it. */
  async ids(): Promise<ReadonlySet<string>> {
    const answer = await fetch(`http://127.0.0.1:${String(await this.port)}/_local/objects`, {
      headers: { 'X-Local-Cloud': '1' },
    });
    return new Set(((await answer.json()) as readonly { readonly id: string }[]).map(({ id }) => id));
  }

  private async spawn(port: number): Promise<number> {
    const args = ['-r', 'tsx/cjs', '-e', script, this.stateFolder, String(port)];
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
    this.child = child;
    const said = await new Promise<string>((resolve) => createInterface({ input: child.stdout }).once('line', resolve));
    if (!/^\d+$/.test(said)) throw new Error(`the local cloud did not start: ${said}`);
    return Number(said);
  }
}
