import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LocalCloud, startLocalCloud } from '@causeway/local-cloud';
import { App, Testing } from 'cdktf';
import { apiOf } from '../../../cli/rehearse/api';
import { toConfiguration } from '../../../cli/rehearse/configuration';
import { Rehearsal } from '../../../cli/rehearse/rehearsal';
import { parseDeployment } from '../../../lib';
import { CrossRegionAlbStack } from '../../../stacks';
import { withIds, withTransit } from '../../support/existing-deployments';
import { letIn, makePrerequisites, makeTransit, type Prerequisites } from '../../support/hand-made';

const yaml = readFileSync(join(__dirname, '../../..', 'examples', 'existing', 'shop.yaml'), 'utf8');

describe('a rehearsal in networks that are there already', () => {
  let cloud: LocalCloud;
  let made: Prerequisites;
  beforeEach(async () => {
    cloud = await startLocalCloud({ albGeneration: 'non-upgraded' });
    made = await makePrerequisites(cloud);
  });
  afterEach(() => cloud.close());

  const rehearsalOf = (text: string): Rehearsal => {
    const app = Testing.stubVersion(new App({ stackTraces: false }));
    const stack = new CrossRegionAlbStack(app, { deployment: parseDeployment(text) });
    const configuration = toConfiguration(JSON.parse(Testing.synth(stack, true)));
    return new Rehearsal({ configuration, api: apiOf(cloud), onEvent: () => undefined });
  };

  it.each([
    ['with their prerequisites', async () => withIds(made, yaml), 31],
    [
      'with everything but routes, server group and listener',
      async () => {
        await letIn(made);
        return withTransit(await makeTransit(made), withIds(made, yaml));
      },
      17,
    ],
  ])('looks up what is there, makes the rest and leaves the former: %s', async (_, deployment, count) => {
    // GIVEN
    const rehearsal = rehearsalOf(await deployment());
    const before = cloud.inventory();
    // WHEN
    const { changes } = await rehearsal.plan();
    const { outputs, warnings } = await rehearsal.apply();
    // THEN
    expect([changes?.add, warnings]).toEqual([count, []]);
    expect((await rehearsal.plan()).planned).toEqual([]);
    expect(outputs.server_ips).toEqual({ 'cn-hangzhou': { ecs1: '192.168.7.20' } });
    expect(await cloud.probe(String(outputs.alb_dns_name))).toMatchObject({ reached: 6, total: 6 });
    await rehearsal.destroy();
    expect(cloud.inventory()).toEqual(before);
  });

  it.each([
    ['a VPC that is not there', () => made.vpc2.vpcId, 'vpc-none', 'vpc-none (cn-hangzhou)'],
    ['a plan that is too small', () => 'bandwidthMbps: 10', 'bandwidthMbps: 30', 'has 20 Mbit/s, and the connections'],
    ['a group that the server is not in', () => made.securityGroupId, '', 'would not let requests in'],
  ])('rejects %s before it makes anything', async (_, from, to, words) => {
    const other = await made.hangzhou.ecs('CreateSecurityGroup', {
      VpcId: made.vpc2.vpcId,
      SecurityGroupName: 'other',
    });
    const rehearsal = rehearsalOf(withIds(made, yaml).replace(from(), to || String(other.SecurityGroupId)));
    await expect(rehearsal.plan()).rejects.toThrow(words);
  });
});
