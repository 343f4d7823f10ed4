import { ApiClient, type Transport } from '../../../live';
import { findClient, findLoadBalancer } from '../../../live/probe/targets';

const access = { accessKeyId: 'id', accessKeySecret: 'secret' };
const REGIONS = ['cn-chengdu', 'cn-hangzhou'];
const running = { InstanceId: 'i-1', InstanceName: 'shop-probe', Status: 'Running', OSType: 'linux' };
const attributes = { LoadBalancerId: 'alb-1', VpcId: 'vpc-1', ZoneMappings: [] };
const alb = { region: 'cn-chengdu', answer: attributes };

interface World {
  readonly loadBalancers?: Readonly<Record<string, readonly string[]>>;
  readonly instances?: readonly object[];
  /** @default - the agent runs */
  readonly assistant?: string;
}

/** A client of a cloud that holds these things. */
function clientOf({ loadBalancers = {}, instances = [], assistant = 'true' }: World) {
  const asked: [action: string, parameters: object][] = [];
  const answers: Readonly<Record<string, (region: string) => object>> = {
    ListLoadBalancers: (region) => ({
      LoadBalancers: (loadBalancers[region] ?? []).map((LoadBalancerId) => ({ LoadBalancerId })),
    }),
    GetLoadBalancerAttribute: () => attributes,
    DescribeInstances: (region) => ({ Instances: { Instance: region === 'cn-chengdu' ? instances : [] } }),
    DescribeCloudAssistantStatus: () => ({
      InstanceCloudAssistantStatusSet: {
        InstanceCloudAssistantStatus: [{ InstanceId: 'i-1', CloudAssistantStatus: assistant }],
      },
    }),
  };
  const transport: Transport = (_, action, region, parameters) => {
    asked.push([action, parameters]);
    return Promise.resolve(answers[action]!(region));
  };
  const client = new ApiClient(transport, access, { pause: () => Promise.resolve(), chance: () => 0 });
  return { client, asked };
}

describe('an ALB', () => {
  test.each([
    [{ id: 'alb-1' }, { LoadBalancerIds: ['alb-1'] }],
    [{ name: 'shop' }, { LoadBalancerNames: ['shop'] }],
    ['the only one', {}],
  ] as const)('is found by %j', async (choice, filter) => {
    const { client, asked } = clientOf({ loadBalancers: { 'cn-chengdu': ['alb-1'] } });
    expect(await findLoadBalancer(client, REGIONS, choice)).toEqual(alb);
    expect(asked[0]).toEqual(['ListLoadBalancers', { MaxResults: 100, ...filter }]);
  });

  test.each([
    ['that nobody has', {}, 'PROBE_ALB_NOT_FOUND', 'there is no ALB called shop in cn-chengdu, cn-hangzhou'],
    [
      'that several are',
      { 'cn-chengdu': ['alb-1'], 'cn-hangzhou': ['alb-2'] },
      'PROBE_ALB_AMBIGUOUS',
      'alb-1 (cn-chengdu), alb-2 (cn-hangzhou); say which with --alb',
    ],
  ])('is refused by a name %s', async (_, loadBalancers, code, message) => {
    const { client } = clientOf({ loadBalancers });
    await expect(findLoadBalancer(client, REGIONS, { name: 'shop' })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message) as string,
    });
  });
});

describe('a client', () => {
  test('is found by its id in any region, and by its name in the VPC of the ALB', async () => {
    const byId = clientOf({ instances: [running] });
    const found = { region: 'cn-chengdu', answer: running };
    expect(await findClient(byId.client, REGIONS, alb, { id: 'i-1' })).toEqual(found);
    expect(byId.asked.filter(([action]) => action === 'DescribeInstances')).toHaveLength(2);
    // Names are patterns for the API.
    const byName = clientOf({ instances: [{ ...running, InstanceId: 'i-2', InstanceName: 'shop-probe-2' }, running] });
    expect(await findClient(byName.client, REGIONS, alb, { name: 'shop-probe' })).toEqual(found);
    expect(byName.asked[0]).toEqual([
      'DescribeInstances',
      { MaxResults: 100, InstanceName: 'shop-probe', VpcId: 'vpc-1' },
    ]);
  });

  test.each<[string, World, string, string]>([
    [
      'is not there',
      {},
      'PROBE_CLIENT_NOT_FOUND',
      'called shop-probe in the VPC of the ALB; name an instance with --client',
    ],
    [
      'is there twice',
      { instances: [running, { ...running, InstanceId: 'i-2' }] },
      'PROBE_CLIENT_AMBIGUOUS',
      'i-1, i-2; name an instance',
    ],
    ['is stopped', { instances: [{ ...running, Status: 'Stopped' }] }, 'PROBE_CLIENT_NOT_RUNNING', 'i-1 is Stopped'],
    ['runs Windows', { instances: [{ ...running, OSType: 'windows' }] }, 'PROBE_CLIENT_WINDOWS', 'runs Windows'],
    [
      'has no agent at work',
      { instances: [running], assistant: 'false' },
      'PROBE_ASSISTANT_NOT_RUNNING',
      'Cloud Assistant does not run on the client i-1',
    ],
  ])('is refused when it %s', async (_, world, code, message) => {
    const { client } = clientOf(world);
    await expect(findClient(client, REGIONS, alb, { name: 'shop-probe' })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message) as string,
    });
  });
});
