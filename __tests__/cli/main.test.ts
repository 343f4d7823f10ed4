import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodes } from '../../cli/exit-codes';

const program = join(__dirname, '../../cli/bin/causeway.js');

describe('causeway', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'causeway-cli-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const causeway = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    spawnSync(process.execPath, [program, ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, ...env },
      timeout: 30_000,
    });

  it('shows its help, and fails, without a command', () => {
    const { status, stderr } = causeway([]);
    expect(status).toBe(exitCodes.failed);
    expect(stderr).toMatch(/Usage: causeway .*\n[\s\S]*Commands:[\s\S]*up [\s\S]*local /);
  });

  it.each([[['--help']], [['up', '--help']], [['rehearse', '--help']], [['local', '--help']]])(
    'documents every exit code in %j',
    (args) => {
      const { status, stdout } = causeway(args);
      expect(status).toBe(exitCodes.ok);
      expect(stdout).toMatch(/verify: a rule refuses/);
      for (const code of Object.values(exitCodes)) expect(stdout).toMatch(new RegExp(`^  ${String(code)} +\\S`, 'm'));
      expect(stdout).toContain('Example: causeway');
    },
  );

  it.each([
    [['up', '--nope'], "unknown option '--nope'"],
    [['nope'], "unknown command 'nope'"],
    [['local', 'lst'], "unknown command 'local lst'\n(Did you mean list?)"],
    [['local', 'nope', '--port', '0'], "unknown command 'local nope'"],
    [['up', 'a', 'b'], "too many arguments for 'up'"],
    [['up', '--parallelism', '0'], '1 to 10000 is needed'],
    [['local', '--port', '65536'], '0 to 65535 is needed'],
    [['verify', '--skip', 'SG_OPEN_TO_WORLD'], 'a skip is written CODE=reason'],
    [['local', '--alb-generation', 'old'], 'Allowed choices are upgraded, non-upgraded'],
  ])('rejects %j in a few lines', (args, message) => {
    const { status, stderr, stdout } = causeway(args);
    expect(status).toBe(exitCodes.failed);
    expect(stderr).toContain(message);
    expect(stderr.split('\n').length).toBeLessThan(6);
    expect(stdout).toBe('');
  });

  it('rejects a mirror without the provider, and leaves no cloud running', () => {
    const { status, stderr } = causeway(['local', '--port', '0', '--state', 'state'], {
      CAUSEWAY_PROVIDER_MIRROR: '/no',
    });
    expect([status, stderr]).toEqual([exitCodes.failed, expect.stringContaining('CAUSEWAY_PROVIDER_MIRROR names /no')]);
  });

  it('runs a local cloud until SIGTERM, tells a machine how to reach it, and lets nobody else have its folder', async () => {
    const args = [program, 'local', '--port', '0', '--state', 'one', '--json'];
    const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const [line] = (await once(child.stdout, 'data')) as [Buffer];
      const told = JSON.parse(line.toString()) as { endpoint: string; env: Record<string, string> };
      expect(told.env.CAUSEWAY_LOCAL_ENDPOINT).toBe(told.endpoint);

      const port = told.endpoint.split(':')[1]!;
      const samePort = causeway(['local', '--port', port, '--state', 'two']);
      expect([samePort.status, samePort.stderr]).toEqual([
        1,
        expect.stringMatching(/^port \d+ of 127\.0\.0\.1 is in use/),
      ]);
      const sameFolder = causeway(['local', '--port', '0', '--state', 'one']);
      expect([sameFolder.status, sameFolder.stderr]).toEqual([
        1,
        expect.stringMatching(/^the state folder .* is in use/),
      ]);
    } finally {
      child.kill('SIGTERM');
    }
    const killer = setTimeout(() => child.kill('SIGKILL'), 10_000);
    expect(await once(child, 'exit')).toEqual([exitCodes.ok, null]);
    clearTimeout(killer);
  });
});
