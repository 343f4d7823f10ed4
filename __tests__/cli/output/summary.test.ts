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

test('the summary makes up no address for a server whose address the cloud picks', () => {
  const deployment = parseDeployment(seed.replace(', privateIp: 192.168.7.20', ''));
  expect(summary(deployment, {})).toContainEqual(['servers', 'ecs1 port 80 in cn-hangzhou']);
});
