import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Testing } from 'cdktf';
import { parseDeployment, prove, validateDeployment, type Deployment } from '../../lib';
import { readSynthesized } from '../../lib/proof/terraform';
import { CrossRegionAlbStack } from '../../stacks/cross-region-alb-stack';
import { manyRegions } from '../support/many-regions';
import { all, synthStack, type Synthesized } from '../support/synth';

const example = (name: string): string =>
  readFileSync(join(__dirname, '..', '..', 'examples', name, `${name}.yaml`), 'utf8');
const mixed = example('mixed-groups');

/** The servers of all groups as Terraform tells them: description, port, remote IP, address twice, type, weight. */
const TOLD = [
  'admin/far1 8080 true 192.168.7.20 192.168.7.20 Ip 100',
  'web/canary 80 true 192.168.8.20 192.168.8.20 Ip 5',
  'web/far1 80 true 192.168.7.20 192.168.7.20 Ip 100',
  'web/near1 80 false 172.16.10.20 172.16.10.20 Ip 100',
  'web/near2 80 false 172.16.6.20 172.16.6.20 Ip 100',
];

const synthOf = (deployment: Deployment): Synthesized =>
  synthStack(
    new CrossRegionAlbStack(Testing.stubVersion(new App({ stackTraces: false })), {
      deployment,
      localEndpoint: '127.0.0.1:1',
    }),
  );

/** The flows of the proof by how they end: `proven 24`. */
function tally(json: Synthesized, backToOriginCidrs?: readonly string[]): string {
  const options = backToOriginCidrs && { backToOriginCidrs: { '*': [...backToOriginCidrs] } };
  const { status, flows } = prove(readSynthesized(json, options));
  return `${status} ${flows.filter((flow) => flow.status === 'proven').length} of ${flows.length}`;
}

describe('twenty backend regions', () => {
  const { deployment, notices } = validateDeployment(manyRegions(20));
  const json = synthOf(deployment);

  it('are accepted, with a warning for each that is across the border', () => {
    const warnings = notices.filter(({ severity }) => severity === 'warning');
    expect(new Set(warnings.map(({ code }) => code))).toEqual(new Set(['CROSS_BORDER_LINK']));
    expect(warnings.length).toBeGreaterThan(5);
  });

  it('are proven, every server from every source range', () => {
    expect(tally(json)).toBe('proven 40 of 40');
  });

  it('share one bandwidth plan for each pair of areas, as wide as its connections together', () => {
    const connections = all(json, 'alicloud_cen_transit_router_peer_attachment');
    const bandwidths = connections.map(({ bandwidth }) => Number(bandwidth));
    expect(bandwidths.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    const plans = Object.entries(json.resource.alicloud_cen_bandwidth_package!);
    expect(plans.map(([, plan]) => plan.geographic_region_b_id)).toEqual(
      expect.arrayContaining(['China', 'Asia-Pacific', 'Europe', 'North-America']),
    );
    expect(plans.reduce((sum, [, { bandwidth }]) => sum + Number(bandwidth), 0)).toBe(210);
  });

  it('keep the addresses of what they are made of when another one joins', () => {
    const addressesOf = (of: Synthesized) =>
      Object.entries(of.resource).flatMap(([type, blocks]) => Object.keys(blocks).map((name) => `${type}.${name}`));
    const before = addressesOf(synthOf(validateDeployment(manyRegions(19)).deployment));
    const added = addressesOf(json).filter((address) => !before.includes(address));
    expect(before.filter((address) => !addressesOf(json).includes(address))).toEqual([]);
    const last = Object.keys(deployment.backends)[19]!;
    expect(added.filter((address) => !address.includes(`_${last}_`))).toEqual([]);
  });
});

describe('servers beside the ALB and in another region', () => {
  const deployment = parseDeployment(mixed);
  const cidrs = deployment.frontend.alb.backToOriginCidrs;

  it('are told apart to the ALB by remote IP', () => {
    const servers = all(synthOf(deployment), 'alicloud_alb_server_group').flatMap((group) => group.servers as object[]);
    const told = servers.map((server) => Object.values(server as Record<string, unknown>).join(' '));
    expect(told.sort()).toEqual(TOLD);
  });

  it('are let in at every port that they serve, and no route leads to those beside the ALB', () => {
    const json = synthOf(deployment);
    const letIn = all(json, 'alicloud_security_group_rule').map(
      ({ provider, port_range, cidr_ip }) => `${provider} ${port_range} ${cidr_ip}`,
    );
    const sources = ['100.64.0.0/10', '172.16.0.0/24', '172.16.6.0/24'];
    expect(letIn.sort()).toEqual(
      [
        ...sources.map((source) => `alicloud.cn-chengdu 80/80 ${source}`),
        ...sources.flatMap((source) => [80, 8080].map((port) => `alicloud.cn-hangzhou ${port}/${port} ${source}`)),
      ].sort(),
    );
    const routes = all(json, 'alicloud_route_entry').filter(({ provider }) => provider === 'alicloud.cn-chengdu');
    expect(routes.map(({ destination_cidrblock }) => destination_cidrblock)).toEqual([
      '192.168.7.0/24',
      '192.168.8.0/24',
    ]);
  });

  it('serve the page at every port that they serve', () => {
    const [far] = all(synthOf(deployment), 'alicloud_instance').filter(
      ({ private_ip }) => private_ip === '192.168.7.20',
    );
    const script = Buffer.from(String(far?.user_data), 'base64').toString();
    expect(script).toContain('("", 80)');
    expect(script).toContain('("", 8080)');
  });

  it('are among the outputs', () => {
    expect(synthOf(deployment).output.server_ips?.value).toEqual({
      'cn-chengdu': { near1: '172.16.10.20', near2: '172.16.6.20' },
      'cn-hangzhou': { far1: '192.168.7.20', canary: '192.168.8.20' },
    });
  });

  it('are proven', () => {
    expect(tally(synthOf(deployment), cidrs)).toBe('proven 20 of 20');
  });

  it('are not proven with remote IP off where it has to be on', () => {
    const json = JSON.parse(
      JSON.stringify(synthOf(deployment)).replaceAll('"remote_ip_enabled":true', '"remote_ip_enabled":false'),
    ) as Synthesized;
    const { flows } = prove(readSynthesized(json));
    const codes = new Set(flows.flatMap(({ losses }) => losses.map(({ code }) => code)));
    expect(codes).toEqual(new Set(['REMOTE_IP_OFF']));
  });
});
