import { albVSwitches, type Deployment, serverAddress, sourceRanges } from '../../lib/config';
import { style } from './style';

/** What stood there, for the person who watched it: who serves whom, from where to where, and what comes next. */
export function summary(deployment: Deployment, outputs: Readonly<Record<string, unknown>>): string {
  const { frontend, backends } = deployment;
  const servers = Object.entries(backends).flatMap(([, { region, servers: byName }]) =>
    Object.entries(byName).map(
      ([name, server]) => `${name} ${serverAddress(server) ?? ''}:${String(server.port)} in ${region}`,
    ),
  );
  const listeners = Object.values(frontend.listeners).map(({ protocol, port }) => `${protocol} ${String(port)}`);
  const dnsName = Object.entries(outputs).find(([name]) => /dns/i.test(name))?.[1];
  return [
    '',
    style('bold', 'What stood on the local cloud, and is gone again'),
    '',
    `  ALB         ${frontend.region}, ${listeners.join(', ')}, in ${String(albVSwitches(frontend).length)} zones`,
    ...(typeof dnsName === 'string' ? [`              ${dnsName}`] : []),
    ...servers.map((server, at) => `  ${at === 0 ? 'servers     ' : '            '}${server}`),
    `  way back    ${String(sourceRanges(frontend).length)} source ranges, each with its routes`,
    '',
    'Next: npx causeway local (keep it running and use cdktf yourself), or deploy for real: see README.md.',
  ].join('\n');
}
