import type { Flow } from '../proof';
import type { DriftedResource } from './drifted';
import { whose, type ServerEffect } from './effect';

/**
 * Servers whose instance was removed or does not run any more.
 *
 * The proof does not see that: it looks at the network, and packets still find the way to the address.
 */
export function silentServers(resource: DriftedResource, flows: readonly Flow[]): readonly ServerEffect[] {
  const { kind, before, change } = resource;
  if (change.type !== 'alicloud_instance' || before.status !== 'Running') return [];
  if (kind === 'changed' && change.after?.status === 'Running') return [];
  const address = [before.private_ip, before.primary_ip_address].find(
    (each) => typeof each === 'string' && each !== '',
  );
  const own = flows.filter(({ server, status }) => server.address === address && status !== 'unused');
  const servers = new Map<string, ServerEffect>();
  for (const flow of own) {
    const { server, listener } = whose(flow);
    const key = JSON.stringify([server, listener]);
    const ranges = [...(servers.get(key)?.ranges ?? []), flow.source.cidr.text];
    servers.set(key, { server, listener, change: 'silent', ranges, of: ranges.length, losses: [] });
  }
  return [...servers.values()];
}
