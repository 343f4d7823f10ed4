import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { summary } from '../../../cli/output/summary';
import { parseDeployment } from '../../../lib/config';

const seed = readFileSync(join(__dirname, '../../../deployments/chengdu-hangzhou.yaml'), 'utf8');

test('the summary tells who serves whom', () => {
  expect(summary(parseDeployment(seed), { alb_dns_name: 'alb-1.example' })).toEqual([
    ['ALB', 'cn-chengdu, HTTP 80, in 2 zones'],
    ['name', 'alb-1.example'],
    ['servers', 'ecs1 192.168.7.20:80 in cn-hangzhou'],
    ['way back', '8 source ranges, each with its routes'],
  ]);
});

test('the summary tells of servers beside the ALB, and of every port', () => {
  const mixed = readFileSync(join(__dirname, '../../../examples/mixed-groups/mixed-groups.yaml'), 'utf8');
  expect(summary(parseDeployment(mixed), {}).slice(1, -1)).toEqual([
    ['servers', 'near1 172.16.10.20:80 in cn-chengdu'],
    ['', 'near2 172.16.6.20:80 in cn-chengdu'],
    ['', 'far1 192.168.7.20:80,8080 in cn-hangzhou'],
    ['', 'canary 192.168.8.20:80 in cn-hangzhou'],
  ]);
});

test('the summary makes up no address for a server whose address the cloud picks', () => {
  const deployment = parseDeployment(seed.replace(', privateIp: 192.168.7.20', ''));
  expect(summary(deployment, {})).toContainEqual(['servers', 'ecs1 port 80 in cn-hangzhou']);
});
