import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { greetingPage } from '../../../lib';

/** The Python program that the script writes. */
const programOf = (script: string): string => /<<'PYTHON'\n(.*?)\nPYTHON\n/s.exec(script)![1]!;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function untilItAnswers(url: string): Promise<Response> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await fetch(url);
    } catch (error) {
      if (attempt === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

describe('greetingPage', () => {
  it('is a script that bash understands and cloud-init runs', () => {
    const script = greetingPage({ name: "it's <ecs1> $HOME `id`", region: 'cn-hangzhou', port: 80 });
    expect(script).toMatch(/^#!\/bin\/bash\n/);
    expect(spawnSync('bash', ['-n'], { input: script }).status).toBe(0);
  });

  const withPython = spawnSync('python3', ['--version']).status === 0 ? it : it.skip;

  withPython('answers GET and HEAD on every path and port with its name and region', async () => {
    const [port, other] = [await freePort(), await freePort()];
    const page = greetingPage({ name: 'ecs1 & <more> "ü"', region: 'cn-hangzhou', port, morePorts: [other] });
    const program = programOf(page);
    const child: ChildProcess = spawn('python3', ['-c', program], { stdio: 'ignore' });
    try {
      const got = await untilItAnswers(`http://127.0.0.1:${port}/any/path`);
      expect(got.status).toBe(200);
      expect(await got.text()).toContain('<h1>ecs1 &amp; &lt;more&gt; &quot;ü&quot;</h1><p>cn-hangzhou</p>');
      expect((await untilItAnswers(`http://127.0.0.1:${other}/`)).status).toBe(200);
      const head = await fetch(`http://127.0.0.1:${port}/`, { method: 'HEAD' });
      expect(head.status).toBe(200);
      expect(head.headers.get('content-length')).toBe(got.headers.get('content-length'));
    } finally {
      child.kill();
    }
  });
});
