import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Vpc as VpcResource } from '@cdktf/provider-alicloud/lib/vpc';
import { App, Testing } from 'cdktf';
import { Construct } from 'constructs';
import { parseDeployment, REGIONS, type Deployment } from '../../lib';
import { CrossRegionAlbStack } from '../../stacks/cross-region-alb-stack';
import { graphOf, longestCreateChain, longestDestroyChain } from '../support/graph';
import { CREATE_DELAYS, DELETE_DELAYS } from '../support/provider-delays';
import { all, only, synthStack, type Synthesized } from '../support/synth';

const yaml = readFileSync(join(__dirname, '..', '..', 'deployments', 'chengdu-hangzhou.yaml'), 'utf8');

const deploymentOf = (edit: (text: string) => string = (text) => text): Deployment => parseDeployment(edit(yaml));

const stackOf = (deployment: Deployment, localEndpoint?: string) =>
  new CrossRegionAlbStack(Testing.stubVersion(new App({ stackTraces: false })), { deployment, localEndpoint });

const synthOf = (edit?: (text: string) => string, localEndpoint?: string): Synthesized =>
  synthStack(stackOf(deploymentOf(edit), localEndpoint));

/** Removes the back-to-origin CIDRs, as for an ALB made today. */
const upgraded = (text: string) => text.replace(/ {4}backToOriginCidrs:\n( {6}- .*\n)+/, '');

/** Adds Shanghai with a server of its own, and one that is there already. */
const withShanghai = (text: string) =>
  text.replace(
    '\n# A client in VPC1',
    `
  shanghai:
    region: cn-shanghai
    vpc:
      cidr: 10.0.0.0/16
      vSwitches:
        a: { zone: cn-shanghai-e, cidr: 10.0.0.0/24 }
        b: { zone: cn-shanghai-f, cidr: 10.0.1.0/24 }
    servers:
      one: { vSwitch: a, serverGroup: web, port: 8080, instance: { type: ecs.g7.large, privateIp: 10.0.0.10 } }
      two: { vSwitch: b, serverGroup: web, port: 80, weight: 50, ip: 10.0.1.20 }

# A client in VPC1`,
  );

const addressesOf = (json: Synthesized): readonly string[] => [...graphOf(json).keys()].sort();

describe('the default deployment', () => {
  const json = synthOf();

  it('keeps its Terraform addresses', () => {
    expect(addressesOf(json)).toMatchSnapshot();
  });

  it('is synthesized without cdktf, credentials or a local cloud leaving a trace', () => {
    const text = JSON.stringify(json);
    expect(text).not.toMatch(/access_key|secret_key|security_token|endpoints|127\.0\.0\.1|localhost/);
    expect(text).not.toContain(process.cwd());
  });

  it('has one aliased provider per region, at the version of the bindings, and a relative state', () => {
    expect(json.provider.alicloud.slice(0, 2)).toEqual([
      { alias: 'cn-chengdu', region: 'cn-chengdu' },
      { alias: 'cn-hangzhou', region: 'cn-hangzhou' },
    ]);
    expect(json.terraform).toMatchObject({
      backend: { local: { path: '../../../terraform.chengdu-hangzhou.tfstate' } },
      required_providers: {
        alicloud: { source: 'registry.terraform.io/aliyun/alicloud', version: '1.289.0' },
      },
    });
  });

  it('has the provider of every other region, too, so that a region can leave', () => {
    const aliases = json.provider.alicloud.map(({ alias }) => alias);
    expect(new Set(aliases)).toEqual(new Set(REGIONS.keys()));
    expect(aliases).toHaveLength(REGIONS.size);
  });

  it('gives every resource and data source the provider of a region', () => {
    const blocks = [...Object.values(json.resource), ...Object.values(json.data)].flatMap((named) =>
      Object.values(named),
    );
    const providers = new Set(blocks.map(({ provider }) => provider));
    expect(providers).toEqual(new Set(['alicloud.cn-chengdu', 'alicloud.cn-hangzhou']));
  });

  it('needs no depends_on', () => {
    expect(JSON.stringify(json)).not.toContain('depends_on');
  });

  it('is made in 20 s of provider delays, and gone in 25 s', () => {
    const graph = graphOf(json);
    expect(longestCreateChain(graph, CREATE_DELAYS).seconds).toBeLessThanOrEqual(20);
    expect(longestDestroyChain(graph, DELETE_DELAYS).seconds).toBeLessThanOrEqual(25);
  });

  it('makes and deletes the connection while the bandwidth plan is associated', () => {
    const graph = graphOf(json);
    const connection = [...graph.keys()].find((address) => address.includes('peer_attachment.'))!;
    const [plan] = Object.keys(json.resource.alicloud_cen_bandwidth_package_attachment!);
    expect(graph.get(connection)?.needs).toContain(`alicloud_cen_bandwidth_package_attachment.${plan}`);
  });

  it('tells what it made, keyed by region', () => {
    expect(Object.keys(json.output).sort()).toEqual([
      'alb_dns_name',
      'alb_id',
      'cen_id',
      'probe_instance_id',
      'server_ips',
      'transit_router_ids',
      'vpc_cidrs',
      'vpc_ids',
      'vswitch_cidrs',
      'vswitch_ids',
    ]);
    expect(json.output.vpc_cidrs?.value).toEqual({ 'cn-chengdu': '172.16.0.0/12', 'cn-hangzhou': '192.168.0.0/16' });
    expect(json.output.server_ips?.value).toEqual({ 'cn-hangzhou': { ecs1: '192.168.7.20' } });
  });

  it('tags everything that takes tags', () => {
    const untagged = Object.entries(json.resource)
      .filter(([, named]) => Object.values(named).some(({ tags }) => tags === undefined))
      .map(([type]) => type);
    expect(untagged.sort()).toEqual([
      'alicloud_cen_bandwidth_package',
      'alicloud_cen_bandwidth_package_attachment',
      'alicloud_cen_transit_router_route_entry',
      'alicloud_cen_transit_router_route_table_association',
      'alicloud_cen_transit_router_route_table_propagation',
      'alicloud_route_entry',
      'alicloud_security_group_rule',
    ]);
    const all = Object.values(json.resource).flatMap((named) => Object.values(named));
    const tagged = all.flatMap(({ tags }) => (tags === undefined ? [] : [tags]));
    expect(tagged).toEqual(tagged.map(() => ({ project: 'causeway', 'causeway-deployment': 'chengdu-hangzhou' })));
    expect(tagged.length).toBeGreaterThan(20);
  });
});

describe('other deployments', () => {
  it('keeps a state of its own for a local cloud, so that the real one is not forgotten', () => {
    expect(synthOf(undefined, '127.0.0.1:4566').terraform).toMatchObject({
      backend: { local: { path: '../../../terraform.chengdu-hangzhou.local.tfstate' } },
    });
  });

  it('points every product of every provider at a local cloud', () => {
    const { provider } = synthOf(undefined, '127.0.0.1:4566');
    expect(provider.alicloud[0]).toEqual({
      alias: 'cn-chengdu',
      region: 'cn-chengdu',
      account_type: 'Domestic',
      protocol: 'HTTP',
      skip_region_validation: true,
      endpoints: [
        Object.fromEntries(['alb', 'cbn', 'ecs', 'sts', 'vpc'].map((key) => [key, '127.0.0.1:4566/cn-chengdu'])),
      ],
    });
    expect(provider.alicloud[1]).toMatchObject({ endpoints: [{ ecs: '127.0.0.1:4566/cn-hangzhou' }] });
  });

  it('bills by data transfer without a bandwidth plan', () => {
    const json = synthOf((text) => text.replace('billing: bandwidthPackage', 'billing: dataTransfer'));
    expect(all(json, 'alicloud_cen_bandwidth_package')).toEqual([]);
    expect(only(json, 'alicloud_cen_transit_router_peer_attachment')).toMatchObject({ bandwidth_type: 'DataTransfer' });
  });

  it('joins several backend regions without making the chains longer', () => {
    const json = synthOf(withShanghai);
    expect(all(json, 'alicloud_cen_transit_router')).toHaveLength(3);
    expect(only(json, 'alicloud_cen_bandwidth_package')).toMatchObject({ bandwidth: 20 });
    expect(all(json, 'alicloud_cen_transit_router_peer_attachment')).toHaveLength(2);
    expect(only(json, 'alicloud_alb_server_group').servers).toHaveLength(3);
    const graph = graphOf(json);
    expect(longestCreateChain(graph, CREATE_DELAYS).seconds).toBeLessThanOrEqual(20);
    expect(longestDestroyChain(graph, DELETE_DELAYS).seconds).toBeLessThanOrEqual(25);
  });

  it('moves no address when another region is added', () => {
    expect(addressesOf(synthOf(withShanghai))).toEqual(expect.arrayContaining([...addressesOf(synthOf())]));
  });

  it('lets the server group wait for an instance whose address only the cloud knows', () => {
    const json = synthOf((text) => text.replace(', privateIp: 192.168.7.20', ''));
    const [server] = only(json, 'alicloud_alb_server_group').servers as { server_ip: string }[];
    expect(server?.server_ip).toMatch(
      /^\$\{alicloud_instance\.backends_hangzhou_servers_ecs1_\w+\.primary_ip_address\}$/,
    );
  });

  it('leaves the probe out where none is asked for', () => {
    const json = synthOf((text) => text.replace(/^probe: .*$/m, ''));
    expect(json.output).not.toHaveProperty('probe_instance_id');
    expect(all(json, 'alicloud_instance')).toHaveLength(1);
  });

  it('checks after apply whether an ALB without back-to-origin CIDRs needs them', () => {
    const { check } = synthOf(upgraded);
    const [assert] = Object.values(check!)[0]!.assert as { condition: string; error_message: string }[];
    expect(assert?.condition).toMatch(/^\$\{length\(compact\(flatten\(.*ipv4_local_addresses.*\)\)\) > 0\}$/);
    expect(assert?.error_message).toContain('Back-to-origin Route');
    expect(synthOf().check).toBeUndefined();
  });
});

describe('a resource without a provider', () => {
  it('rejects a forgotten one, with its path', () => {
    // GIVEN
    const stack = stackOf(deploymentOf());
    // WHEN
    new VpcResource(new Construct(stack, 'somewhere'), 'forgotten', { cidrBlock: '10.0.0.0/16' });
    // THEN
    expect(() => synthStack(stack)).toThrow('chengdu-hangzhou/somewhere/forgotten (alicloud_vpc) has no provider');
  });
});
