import type { Change } from './changes';
import type { Case } from './rule-case';

/** The VPC of Hangzhou and both of its vSwitches are there already. */
const inVpc: Change = ({ backends }) => {
  const { vpc } = backends.hangzhou!;
  vpc.existing = 'vpc-2';
  vpc.vSwitches.vsw3!.existing = 'vsw-3';
  vpc.vSwitches.vsw4!.existing = 'vsw-4';
};

/** The CEN instance with its plan, and the transit routers of both regions, are there already. */
const inCen: Change = ({ cen, frontend, backends }) => {
  cen.existing = 'cen-1';
  cen.interRegion.bandwidthPlans = { China: { existing: 'cenbwp-1' } };
  frontend.transitRouter = { existing: 'tr-1' };
  backends.hangzhou!.transitRouter = { existing: 'tr-2' };
};

/** What is there already. */
export const EXISTING_CASES: readonly Case[] = [
  {
    code: 'EXISTING_NEEDS_EXISTING',
    reject: (d) => (d.backends.hangzhou!.connection = { existing: 'tr-attach-1' }),
    path: 'backends.hangzhou.connection.existing',
    accept: (d) => {
      inVpc(d);
      inCen(d);
      const hangzhou = d.backends.hangzhou!;
      hangzhou.attachment = { existing: 'tr-attach-2' };
      hangzhou.securityGroup = { existing: 'sg-2' };
      hangzhou.servers.ecs2 = { vSwitch: 'vsw4', serverGroup: 'web', port: 81, existing: 'i-2' };
    },
  },
  {
    code: 'EXISTING_REPEATED',
    reject: (d) => {
      inVpc(d);
      d.backends.hangzhou!.vpc.vSwitches.vsw4!.existing = 'vsw-3';
    },
    path: 'backends.hangzhou.vpc.vSwitches.vsw4.existing',
    accept: inVpc,
  },
  {
    code: 'EXISTING_PLAN_UNUSED',
    reject: (d) => {
      inCen(d);
      d.cen.interRegion.bandwidthPlans = { Europe: { existing: 'cenbwp-1' } };
    },
    path: 'cen.interRegion.bandwidthPlans.Europe',
    accept: inCen,
  },
];
