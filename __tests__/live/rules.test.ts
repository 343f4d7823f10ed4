import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startLocalCloud } from '@causeway/local-cloud';
import { POLICIES } from '../../lib/policy/rules';
import { ApiClient, ASKED_OF_WHAT_STANDS, checkWhatStands, sdkTransport } from '../../live';
import type { Answers } from '../../live/build/model';
import { resourcesOf } from '../../live/build/resources';
import { PATIENCE, readAnswers } from '../../live/read-live';
import { seed, type Mutable } from '../lib/proof/seed';
import { build } from '../support/model-on-cloud';

/** What was read of the seed's network, as it stands on a local cloud with an ALB that is not upgraded. */
let read: Answers;
beforeAll(async () => {
  const cloud = await startLocalCloud({ albGeneration: 'non-upgraded' });
  try {
    await build(cloud, seed());
    const access = { ...cloud.credentials, localEndpoint: cloud.endpoint };
    const client = new ApiClient(sdkTransport(access), access, PATIENCE);
    read = await readAnswers(client, { regions: ['cn-chengdu', 'cn-hangzhou'] });
  } finally {
    await cloud.close();
  }
});

/** Everything that was read, open to change. */
type Change = (answers: Mutable<Answers>) => void;

function problemsWith(change: Change) {
  const answers = structuredClone(read) as Mutable<Answers>;
  change(answers);
  return checkWhatStands(resourcesOf(answers as Answers), []).problems;
}

const network = (answers: Mutable<Answers>, region: string) => answers.networks.find((each) => each.region === region)!;
const group = (answers: Mutable<Answers>) => answers.albs.flatMap(({ serverGroups }) => serverGroups)[0]!;
const server = (answers: Mutable<Answers>) => group(answers).servers[0]!;
const router = (answers: Mutable<Answers>, region: string) =>
  answers.cen.routers.find((each) => each.router.RegionId === region)!;
const routes = (answers: Mutable<Answers>) =>
  network(answers, 'cn-hangzhou').routeTables.find(({ table }) => table.RouteTableType === 'System')!.entries;
/** Adds a route of the servers' VPC to its attachment. */
const route =
  (to: string): Change =>
  (answers) => {
    const like = routes(answers).find(({ Type }) => Type === 'Custom')!;
    routes(answers).push({ ...like, DestinationCidrBlock: to });
  };
const checked =
  (check: object): Change =>
  (answers) =>
    void Object.assign((group(answers).group.HealthCheckConfig ??= {}), check);

/** Adds an ALB in another VPC of Chengdu that reaches the same servers; what an ALB shows makes it upgraded or not. */
const secondFrontend =
  (...local: readonly string[]): Change =>
  (answers) => {
    const alb = answers.albs.find(({ loadBalancers }) => loadBalancers.length > 0)!;
    const { vpcAttachments } = router(answers, 'cn-chengdu');
    vpcAttachments.push({ ...vpcAttachments[0]!, TransitRouterAttachmentId: 'tr-attach-2', VpcId: 'vpc-2' });
    const first = alb.loadBalancers[0]!;
    const addresses = (Ipv4LocalAddresses: readonly string[]) => [
      { VSwitchId: 'vsw-2', LoadBalancerAddresses: [{ Ipv4LocalAddresses: [...Ipv4LocalAddresses] }] },
    ];
    first.ZoneMappings = addresses(local);
    alb.loadBalancers.push({ ...first, LoadBalancerId: 'alb-2', VpcId: 'vpc-2', ZoneMappings: addresses(local) });
    alb.listeners.push({ ...alb.listeners[0]!, ListenerId: 'lsn-2', LoadBalancerId: 'alb-2' });
  };

/** Makes the first server of the group one with the address of an ALB of the VPC. */
const balancerAsServer =
  (loadBalancerId: string): Change =>
  (answers) => {
    const { loadBalancers } = answers.albs.find((each) => each.loadBalancers.length > 0)!;
    const address = [{ VSwitchId: 'vsw-2', LoadBalancerAddresses: [{ IntranetAddress: '172.16.0.99' }] }];
    const [first] = loadBalancers;
    if (loadBalancerId === 'own') first!.ZoneMappings = address;
    else loadBalancers.push({ ...first!, LoadBalancerId: loadBalancerId, ZoneMappings: address });
    Object.assign(server(answers), { ServerId: '172.16.0.99', ServerIp: '172.16.0.99' });
  };

const CASES: readonly (readonly [code: string, severity: string, says: string, change: Change])[] = [
  ['REGION_CLOSING', 'warning', 'closing', (all) => void (network(all, 'cn-hangzhou').region = 'cn-nanjing')],
  ['FRONTEND_VPC_NOT_UNIQUE', 'error', 'put the ALBs into one VPC', secondFrontend()],
  ['FRONTEND_VPC_NOT_UNIQUE_UPGRADED', 'notice', 'not documented', secondFrontend('172.16.0.9')],
  [
    'ATTACHMENT_ZONE_COUNT',
    'warning',
    'in two zones',
    (all) => router(all, 'cn-hangzhou').vpcAttachments[0]!.ZoneMappings!.pop(),
  ],
  [
    'BANDWIDTH_UNSET',
    'error',
    '1 kbit/s',
    ({ cen }) => {
      const both = cen.routers.flatMap(({ connections }) => connections);
      both.forEach((each) => Object.assign(each, { Bandwidth: 0, BandwidthType: 'BandwidthPackage' }));
    },
  ],
  ['BACK_TO_ORIGIN_CIDR_TOO_WIDE', 'warning', 'got 100.117.0.0/16', route('100.117.0.0/16')],
  ['BACK_TO_ORIGIN_CIDR_HIJACKS_SERVICE', 'warning', 'captures', route('100.100.2.136/32')],
  ['BACK_TO_ORIGIN_CIDR_HIJACKS_OSS', 'warning', 'captures OSS in cn-hangzhou', route('100.118.28.0/24')],
  ['HEALTH_CHECK_OFF_ACROSS_REGIONS', 'warning', 'turn them on', checked({ HealthCheckEnabled: false })],
  [
    'HEALTH_CHECK_TIMEOUT_TOO_SHORT',
    'warning',
    'a timeout of 1 s is tight',
    (all) => {
      checked({ HealthCheckTimeout: 1, HealthCheckInterval: 1 })(all);
      for (const part of [...all.networks, ...all.servers])
        if (part.region === 'cn-hangzhou') part.region = 'eu-central-1';
    },
  ],
  [
    'REMOTE_IP_IN_OWN_VPC',
    'notice',
    'got 172.16.0.20',
    (all) => void Object.assign(server(all), { ServerIp: '172.16.0.20' }),
  ],
  [
    'BACKEND_ADDRESS_RESERVED',
    'error',
    'got 192.168.7.254',
    (all) => void Object.assign(server(all), { ServerIp: '192.168.7.254' }),
  ],
  ['BACKEND_IS_LOAD_BALANCER', 'error', 'got 172.16.0.99', balancerAsServer('alb-2')],
  ['FORWARDING_LOOP', 'error', 'answered with 463', balancerAsServer('own')],
  [
    'SG_OPEN_TO_WORLD',
    'warning',
    'got port 80 open to 0.0.0.0/0',
    ({ servers }) => {
      const [rule] = servers.flatMap(({ securityGroups }) => securityGroups)[0]!.Permissions.Permission;
      rule!.SourceCidrIp = '0.0.0.0/0';
    },
  ],
];

describe('the rules of what stands', () => {
  it('are rules of resources, and each is in the table below', () => {
    const known = POLICIES.map(({ code }) => code);
    expect(ASKED_OF_WHAT_STANDS.filter((code) => !known.includes(code))).toEqual([]);
    expect(CASES.map(([code]) => code)).toEqual(ASKED_OF_WHAT_STANDS);
  });

  it('are those that docs/live.md names', () => {
    const page = readFileSync(join(__dirname, '../../docs/live.md'), 'utf8');
    const [, section = ''] = /## The rules of single things\n([\s\S]*?)\n- /.exec(page) ?? [];
    const named = [...section.matchAll(/`([A-Z][A-Z_]+)`/g)].map(([, code]) => code);
    expect(named).toEqual(ASKED_OF_WHAT_STANDS);
  });

  it('object to nothing of the network of the seed', () => {
    expect(problemsWith(() => undefined)).toEqual([]);
  });

  it.each(CASES)('%s is told, as a(n) %s', (code, severity, says, change) => {
    const found = problemsWith(change).filter((problem) => problem.code === code);
    expect(found).not.toEqual([]);
    expect(found[0]).toMatchObject({ severity, message: expect.stringContaining(says) as string });
  });

  it('take the id of a security group for a skip of what is wrong with its rules', () => {
    const answers = structuredClone(read) as Mutable<Answers>;
    const groups = answers.servers.flatMap(({ securityGroups }) => securityGroups);
    groups[0]!.Permissions.Permission[0]!.SourceCidrIp = '0.0.0.0/0';
    const skip = [{ code: 'SG_OPEN_TO_WORLD', address: groups[0]!.SecurityGroupId, reason: 'a test' }];
    expect(checkWhatStands(resourcesOf(answers as Answers), skip)).toMatchObject({
      problems: [],
      skipped: [{ count: 1 }],
    });
  });

  it('call things by their names with their ids, and take the ids for a skip', () => {
    const [problem] = problemsWith(checked({ HealthCheckEnabled: false }));
    const { id, label } = problem!.place;
    expect([id, label]).toEqual([expect.stringMatching(/^sgp-/), `web (${id})`]);
    const answers = structuredClone(read) as Mutable<Answers>;
    checked({ HealthCheckEnabled: false })(answers);
    const skip = [{ code: 'HEALTH_CHECK_OFF_ACROSS_REGIONS', address: id, reason: 'watched elsewhere' }];
    const report = checkWhatStands(resourcesOf(answers as Answers), skip);
    expect(report).toMatchObject({ problems: [], skipped: [{ count: 1 }] });
  });
});
