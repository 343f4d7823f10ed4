import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startLocalCloud } from '@causeway/local-cloud';
import { apiOfAccount } from '../../../cli/import/account';
import { findOrphans } from '../../../cli/orphans/find-orphans';
import { apiOf } from '../../../cli/rehearse/api';
import { Rehearsal } from '../../../cli/rehearse/rehearsal';
import { callersOf } from '../../../packages/local-cloud/__tests__/data-plane/seed';
import { configurationOf } from '../../support/configuration';
import { withIds } from '../../support/existing-deployments';
import { makePrerequisites } from '../../support/hand-made';

const yaml = readFileSync(join(__dirname, '../../..', 'examples', 'existing', 'shop.yaml'), 'utf8');

describe('a deployment among things that were there already', () => {
  it('has its own found when the state is lost, and nothing of the rest', async () => {
    // GIVEN
    const cloud = await startLocalCloud({ albGeneration: 'non-upgraded' });
    try {
      const made = await makePrerequisites(cloud);
      const configuration = configurationOf(withIds(made, yaml));
      const rehearsal = new Rehearsal({ configuration, api: apiOf(cloud), onEvent: () => undefined });
      await rehearsal.plan();
      await rehearsal.apply();
      const VpcId = made.vpc1.vpcId;
      await callersOf(cloud, 'cn-chengdu').ecs('CreateSecurityGroup', { VpcId, SecurityGroupName: 'theirs' });
      // WHEN
      const api = apiOfAccount({ ...cloud.credentials, localEndpoint: cloud.endpoint });
      const find = () => findOrphans({ deployment: 'shop', configuration, state: [], api });
      const { orphans, ambiguous } = await find();
      // THEN
      const resources = configuration.blocks.filter(({ mode }) => mode === 'resource');
      expect(ambiguous).toEqual([]);
      expect(orphans.map(({ address }) => address).sort()).toEqual(resources.map(({ address }) => address).sort());
      // GIVEN routes in a VPC of somebody else that hold an attachment of the deployment
      const { identity } = orphans.find(({ type }) => type === 'alicloud_route_entry')!;
      const route = { ...identity, NextHopType: 'Attachment' };
      const { vpc } = callersOf(cloud, 'cn-hangzhou');
      await vpc('CreateRouteEntry', { ...route, DestinationCidrBlock: '10.50.0.0/16' });
      const forgotten = { DestinationCidrBlock: '10.51.0.0/16', RouteEntryName: 'shop-hangzhou-alb' };
      await vpc('CreateRouteEntry', { ...route, ...forgotten });
      // WHEN
      const { orphans: left, others } = await find();
      // THEN
      expect(left.filter(({ address }) => address === undefined)).toMatchObject([{ name: '', found: forgotten }]);
      expect(others).toMatchObject([{ found: { DestinationCidrBlock: '10.50.0.0/16' }, reason: 'it has no name' }]);
    } finally {
      await cloud.close();
    }
  });
});
