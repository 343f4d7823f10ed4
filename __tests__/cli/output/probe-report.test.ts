import type { NodeReport, ProbeReport } from '@causeway/local-cloud';
import { probeReport } from '../../../cli/output/probe-report';
import { describeProbe } from '../../../cli/output/probe-text';
import { table } from '../../../cli/output/table';

const server = { address: '10.0.0.2', port: 80, regionId: 'r', vpcId: 'vpc-2', instanceId: 'i-1', name: 'web' };
const whole: NodeReport = {
  range: '10.1.0.0/24',
  reached: true,
  status: 200,
  server,
  answeredBy: 'shop/web',
  page: 'hello\n',
  hops: [],
  servers: [],
};
const broken: NodeReport = {
  range: '10.2.0.0/24',
  reached: false,
  status: 502,
  failure: {
    direction: 'out',
    place: { kind: 'transitRouter', id: 'tr-1', name: '', regionId: 'cn-chengdu' },
    reason: 'no route to 10.0.0.2',
    parts: ['10.2.0.0/25'],
  },
  hops: [],
  servers: [],
};

function report(...nodes: NodeReport[]): ProbeReport {
  const reached = nodes.filter((node) => node.reached).length;
  const head = {
    loadBalancerId: 'alb-1',
    dnsName: 'd',
    regionId: 'cn-chengdu',
    generation: 'upgraded',
    port: 80,
  } as const;
  return { ...head, reached, total: nodes.length, nodes };
}

test('names those who answered, and shows the page', () => {
  expect(probeReport(report(whole), { trace: false, width: 80 })).toBe(
    '1 of 1 nodes reach shop/web and come back\n\nhello\n',
  );
});

test('tells of a range in part, at a place without a name, with no page to show', () => {
  expect(probeReport(report(broken), { trace: false, width: 200 })).toBe(
    '0 of 1 nodes reach a server and come back\n\n' +
      '10.2.0.0/24  lost on the way to the server at transit router tr-1 (cn-chengdu): no route to 10.0.0.2; concerns 10.2.0.0/25\n',
  );
});

const lossy: NodeReport = {
  ...whole,
  servers: [
    { address: '10.0.0.2', port: 80, weight: 100, health: 'Healthy' },
    {
      address: '10.3.0.2',
      port: 8080,
      weight: 100,
      health: 'Unhealthy',
      loss: {
        direction: 'back',
        place: { kind: 'vpc', id: 'vpc-3', name: 'far', regionId: 'cn-beijing' },
        reason: '100.64.0.0/10 -> cloud services',
      },
    },
  ],
};
const hidden = '10.3.0.2:8080 lost on the way back at VPC far (cn-beijing): 100.64.0.0/10 -> cloud services';

test('tells of a server that a node cannot reach, although another one answers', () => {
  expect(probeReport(report(lossy), { trace: false, width: 200 })).toBe(
    `1 of 1 nodes reach shop/web and come back\n\n10.1.0.0/24  answered 200 by shop/web\n  ${hidden}\n\nhello\n`,
  );
  expect(describeProbe(report(lossy, broken)).split('\n').slice(1)).toEqual([
    `10.1.0.0/24: ${hidden}`,
    expect.stringContaining('10.2.0.0/24: lost on the way to the server'),
  ]);
});

test.each([40, 60, 80])('stays within %d columns', (width) => {
  const lines = probeReport(report(whole, lossy, broken), { trace: true, width }).split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
});

test('a table that does not fit goes on below its first cells', () => {
  const rows = [
    ['vpc-1', 'a name', 'cn-chengdu'],
    ['vpc-22', '', 'cn-hangzhou'],
  ];
  expect(table(rows, 80)).toBe('vpc-1   a name  cn-chengdu\nvpc-22          cn-hangzhou\n');
  expect(table(rows, 20)).toBe('vpc-1\n    a name\n    cn-chengdu\nvpc-22\n    cn-hangzhou\n');
});
