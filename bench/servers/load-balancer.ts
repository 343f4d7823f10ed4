import { makeBalancer, startSeed } from '../../packages/local-cloud/__tests__/data-plane/seed';

// A local cloud with an ALB in front of 100 servers in another region, all of them one process that the parent names.

const addresses = Array.from({ length: 100 }, (_, at) => `192.168.7.${String(at + 100)}`);

process.once('message', (target: number) => {
  void start(target);
});

async function start(target: number): Promise<void> {
  const servers = Object.fromEntries(addresses.map((address) => [`${address}:80`, `127.0.0.1:${String(target)}`]));
  const { cloud, chengdu, vpc1 } = await startSeed({ servers, albGeneration: 'non-upgraded' });
  const { dnsName } = await makeBalancer(chengdu, vpc1, addresses, { UpstreamKeepaliveEnabled: true });
  process.send?.({ port: cloud.port, host: dnsName });
}
