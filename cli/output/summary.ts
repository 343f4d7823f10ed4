import { albVSwitches, type Deployment, memberships, serverAddress, sourceRanges } from '../../lib/config';
import { count } from './style';

/** What stood there, for the person who watched it: labels, and what they label. */
export type Summary = readonly (readonly [label: string, text: string])[];

/** Who serves whom, from where to where, and under which name, in a deployment that stood. */
export function summary(deployment: Deployment, outputs: Readonly<Record<string, unknown>>): Summary {
  const { frontend, backends } = deployment;
  const listeners = Object.values(frontend.listeners).map(({ protocol, port }) => `${protocol} ${String(port)}`);
  const zones = count(albVSwitches(frontend).length, 'zone');
  const servers = [frontend, ...Object.values(backends)].flatMap(({ region, servers: byName }) =>
    Object.entries(byName).map(([name, server]) => {
      const address = serverAddress(server);
      const ports = [...new Set(memberships(server).map(({ port }) => port))].join(',');
      const at = address === undefined ? `port ${ports}` : `${address}:${ports}`;
      return `${name} ${at} in ${region}`;
    }),
  );
  const dnsName = outputs.alb_dns_name;
  return [
    ['ALB', `${frontend.region}, ${listeners.join(', ')}, in ${zones}`],
    ...(typeof dnsName === 'string' ? [['name', dnsName] as const] : []),
    ...servers.map((server, at) => [at === 0 ? 'servers' : '', server] as const),
    ['way back', `${count(sourceRanges(frontend).length, 'source range')}, each with its routes`],
  ];
}
