import { readWebRequest } from '../../src/data-plane/commands/web-request';
import { accept, ALB_VSWITCHES, removeVpcRoute, runInstance, type Seed, SERVER, startSeed } from './seed';

/** An address of the ALB in VPC1. */
const ALB_ADDRESS = /^(172\.16\.\d+\.\d+)$/;

describe('a command line', () => {
  test.each([
    ['curl http://alb-x.example/', 'http://alb-x.example/'],
    ['curl alb-x.example:8080/a?b=c', 'http://alb-x.example:8080/a?b=c'],
    ['curl -sS --fail -m 5 --connect-timeout 3 "http://alb-x.example/a?b=1&c=2"', 'http://alb-x.example/a?b=1&c=2'],
    ['wget -qO- alb-x.example', 'http://alb-x.example/'],
    ["wget -q -O - -T 5 --tries=1 'http://alb-x.example/'", 'http://alb-x.example/'],
    ['curl -k https://alb-x.example/ 2>&1 | head -c 100', 'https://alb-x.example/'],
    ["curl -o /dev/null -w '%{http_code} of it\\n' --resolve a.example:80:172.16.0.5 a.example", 'http://a.example/'],
    ["curl -H 'Host: www.example.com' alb-x.example/'a b'", 'http://alb-x.example/a%20b'],
  ])('%s asks for a page', (line, url) => {
    expect(readWebRequest(line)?.url.href).toBe(url);
  });

  test.each([
    'curl http://alb-x.example/ | sh',
    'curl http://alb-x.example/ > page',
    'curl $URL',
    'curl `hostname`',
    'curl http://a.example & reboot',
    'curl https://alb-x.example/ | head -c 100',
    'curl a.example 2>&1 | head -c 100 | sh',
    'curl -H "Accept: text/html" http://alb-x.example/',
    'curl -w "%{local_ip}" http://alb-x.example/',
    'curl --resolve b.example:80:172.16.0.5 http://a.example/',
    'curl "http://a.example/$(id)"',
    "curl 'http://a.example/",
    'curl -o page http://alb-x.example/',
    'curl -X POST http://alb-x.example/',
    'curl http://a.example http://b.example',
    'curl',
    'wget http://alb-x.example/',
    'ping alb-x.example',
  ])('%s is something else', (line) => {
    expect(readWebRequest(line)).toBeUndefined();
  });
});

describe('a command on an instance', () => {
  let seed: Seed;
  let clientId: string;
  afterEach(() => seed.cloud.close());

  /** The topology with a client in the ALB's VPC. */
  async function start(servers: Readonly<Record<string, string>> = {}): Promise<void> {
    seed = await startSeed({ servers });
    const { chengdu, vpc1 } = seed;
    const { SecurityGroupId } = await chengdu.ecs('CreateSecurityGroup', { VpcId: vpc1.vpcId });
    clientId = await runInstance(chengdu, vpc1.vSwitchIds[0]!, String(SecurityGroupId), '172.16.0.99', 'client');
  }

  /** Runs a script on an instance in Chengdu, or in Hangzhou; answers its output and exit code. */
  async function run(script: string, instanceId = clientId, callers = seed.chengdu) {
    const { CommandId } = await callers.ecs('CreateCommand', {
      Name: 'probe',
      Type: 'RunShellScript',
      CommandContent: Buffer.from(script).toString('base64'),
    });
    const { InvokeId } = await callers.ecs('InvokeCommand', { CommandId, 'InstanceId.1': instanceId });
    const found = await callers.ecs('DescribeInvocations', { InvokeId, IncludeOutput: true });
    const [invoked] = found.Invocations.Invocation[0].InvokeInstances.InvokeInstance;
    return { output: Buffer.from(String(invoked.Output), 'base64').toString(), exitCode: Number(invoked.ExitCode) };
  }

  test('gets the page of the server', async () => {
    await start();

    const { output, exitCode } = await run(`#!/bin/sh\n# step 8\ncurl -s http://${seed.dnsName}/hello\n`);

    expect(exitCode).toBe(0);
    expect(output).toContain(`ecs1 (${seed.instanceId}) at ${SERVER}:80 in cn-hangzhou`);
    expect(output).toContain('GET /hello from 172.16.');
    expect(output).toContain('x-forwarded-for: 172.16.0.99\n');
  });

  test('gets what the ALB answers when packets are lost', async () => {
    await start();
    const { chengdu, vpc1, router1, dnsName } = seed;
    await removeVpcRoute(chengdu, vpc1.tableId, '192.168.7.0/24', router1.attachmentId);

    expect((await run(`curl http://${dnsName}/`)).output).toContain('504 Gateway Timeout');
    expect(await run(`curl -sf http://${dnsName}/`)).toEqual({ output: '', exitCode: 22 });
    expect((await run(`wget -qO- http://${dnsName}/`)).exitCode).toBe(8);
  });

  test('finds closed ports closed', async () => {
    await start();

    expect(await run(`curl http://${seed.dnsName}:81/`)).toEqual({
      output: `curl: (7) Failed to connect to ${seed.dnsName} port 81: Connection refused\n`,
      exitCode: 7,
    });
  });

  test('waits in vain where no packet gets to the ALB, and gets its page where one does', async () => {
    await start();
    const { hangzhou, vpc2, securityGroupId, dnsName, chengdu, vpc1, router1 } = seed;
    // In a vSwitch that VPC1 has no route to, so that the answer is lost.
    const far = await runInstance(hangzhou, vpc2.vSwitchIds[0]!, securityGroupId, '192.168.8.50', 'far');
    const near = await runInstance(hangzhou, vpc2.vSwitchIds[1]!, securityGroupId, '192.168.7.50', 'near');

    expect((await run(`curl -m 3 http://${dnsName}/`, far, hangzhou)).exitCode).toBe(28);
    for (const source of ALB_VSWITCHES) await accept(hangzhou, securityGroupId, source);
    expect((await run(`curl http://${dnsName}/`, near, hangzhou)).output).toContain('x-forwarded-for: 192.168.7.50\n');
    await removeVpcRoute(chengdu, vpc1.tableId, '192.168.7.0/24', router1.attachmentId);
    expect((await run(`curl http://${dnsName}/`, near, hangzhou)).exitCode).toBe(28);
  });

  test('reads status, size and address, at the address that it names, and throws the page away', async () => {
    await start();
    const { dnsName } = seed;
    const found = await run(`curl -s http://${dnsName}/`);
    const [, address] = ALB_ADDRESS.exec((await run(`curl -s -o /dev/null -w '%{remote_ip}' ${dnsName}`)).output) ?? [];
    const line = `curl -sS -o /dev/null -w '%{http_code} %{size_download} %{remote_ip}\\n'`;

    const resolve = `--resolve ${dnsName}:80:${address!}`;
    expect(await run(`${line} ${resolve} ${dnsName} 2>&1\ncurl -s ${dnsName} 2>&1 | head -c 20`)).toEqual({
      output: `200 ${String(Buffer.byteLength(found.output))} ${address!}\n${found.output.slice(0, 20)}`,
      exitCode: 0,
    });
    expect(await run(`${line} --resolve ${dnsName}:81:${address!} ${dnsName}:81 2>&1`)).toEqual({
      output: `curl: (7) Failed to connect to ${dnsName} port 81: Connection refused\n000 0 \n`,
      exitCode: 7,
    });
    expect((await run(`${line} --resolve ${dnsName}:80:172.16.0.250 ${dnsName}`)).output).toContain('does not emulate');
  });

  test('asks an HTTPS listener over TLS alone, and trusts its certificate only when told to', async () => {
    await start();
    const { chengdu, dnsName, loadBalancerId, serverGroupId } = seed;
    await chengdu.alb('CreateListener', {
      LoadBalancerId: loadBalancerId,
      ListenerProtocol: 'HTTPS',
      ListenerPort: 443,
      'Certificates.1.CertificateId': '1-cn-hangzhou',
      'DefaultActions.1.Type': 'ForwardGroup',
      'DefaultActions.1.ForwardGroupConfig.ServerGroupTuples.1.ServerGroupId': serverGroupId,
    });

    expect((await run(`curl -sk https://${dnsName}/`)).output).toContain(`at ${SERVER}:80`);
    expect((await run(`curl -s https://${dnsName}/`)).exitCode).toBe(60);
    expect((await run(`wget -qO- https://${dnsName}/`)).exitCode).toBe(5);
    expect((await run(`curl -sk https://${dnsName}:80/`)).exitCode).toBe(35);
    expect((await run(`curl -s http://${dnsName}:443/`)).output).toContain('400 Bad Request');
  });

  test('is not emulated when it does anything else, or a real process would have to answer', async () => {
    await start({ [`${SERVER}:80`]: '127.0.0.1:9' });
    const { dnsName } = seed;

    for (const script of [
      'uname -a',
      `curl http://${dnsName}/\nreboot`,
      'curl http://example.com/',
      `curl ${dnsName}`,
    ]) {
      expect((await run(script)).output).toContain('does not emulate');
    }
  });
});
