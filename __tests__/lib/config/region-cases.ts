import { two, type Change } from './changes';
import { backendIn, type seed } from './fixtures';
import type { Case } from './rule-case';

type Seed = ReturnType<typeof seed>;

/** A server in the VPC of the ALB, with something else about it. */
export function local(deployment: Seed, more: object = {}): void {
  const server = { vSwitch: 'vsw1', serverGroup: 'web', port: 8080, ip: '172.16.0.20', ...more };
  Object.assign(deployment.frontend, { servers: { near: server } });
}

const localWith =
  (more: object): Change =>
  (d) => {
    local(d, more);
  };

const interRegion =
  (changes: object): Change =>
  (d) => {
    Object.assign(d.cen.interRegion, changes);
  };

const inMexico = () => backendIn('na-south-1', '10.1.0.0/16', ['na-south-1a', 'na-south-1b']);

/** Servers in the VPC of the ALB and outside of it. */
export const REMOTE_IP_CASES: readonly Case[] = [
  {
    code: 'REMOTE_IP_OFF',
    reject: (d) => (d.backends.hangzhou!.servers.ecs1!.remoteIp = false),
    path: 'backends.hangzhou.servers.ecs1.remoteIp',
    accept: (d) => (d.backends.hangzhou!.servers.ecs1!.remoteIp = true),
  },
  {
    code: 'LOCAL_IP_OUTSIDE_VPC',
    reject: localWith({ ip: '192.168.7.30' }),
    path: 'frontend.servers.near.ip',
    accept: localWith({}),
  },
  {
    code: 'REMOTE_IP_IN_OWN_VPC',
    reject: localWith({ remoteIp: true }),
    path: 'frontend.servers.near.remoteIp',
    accept: localWith({ remoteIp: false }),
  },
];

/** How wide connections are, and how they are paid. */
export const BANDWIDTH_CASES: readonly Case[] = [
  {
    code: 'BANDWIDTH_PLAN_AREAS',
    reject: (d) => (d.backends.mexico = inMexico()),
    path: 'cen.interRegion.billing',
    accept: (d) => {
      d.backends.mexico = inMexico();
      d.cen.interRegion.billing = 'dataTransfer';
    },
  },
  {
    code: 'BANDWIDTH_EXCEEDS_PLAN',
    reject: (d) => {
      two(d, 10, 20);
      d.backends.far!.bandwidthMbps = 11;
    },
    path: 'cen.interRegion.packageBandwidthMbps',
    accept: (d) => {
      two(d, 15, 20);
      d.backends.far!.bandwidthMbps = 5;
    },
  },
  {
    code: 'BANDWIDTH_RANGE',
    reject: (d) => {
      two(d, 5000);
      d.backends.far!.bandwidthMbps = 5001;
    },
    path: 'cen.interRegion.bandwidthMbps',
    accept: (d) => {
      two(d, 5000);
    },
  },
  {
    code: 'BANDWIDTH_LINK_TYPE',
    reject: interRegion({ linkType: 'Platinum' }),
    path: 'cen.interRegion.linkType',
    accept: interRegion({ linkType: 'Platinum', billing: 'dataTransfer' }),
  },
  {
    code: 'BANDWIDTH_PREPAID_UNCONFIRMED',
    reject: interRegion({ packagePayment: 'PrePaid' }),
    path: 'cen.interRegion.packagePayment',
    accept: interRegion({ packagePayment: 'PrePaid', packageOutlivesDestroy: true }),
  },
  {
    code: 'BANDWIDTH_PREPAID_STAYS',
    reject: interRegion({ packagePayment: 'PrePaid', packageOutlivesDestroy: true, packagePeriodMonths: 6 }),
    path: 'cen.interRegion.packagePayment',
    accept: interRegion({ packagePayment: 'PostPaid' }),
  },
  {
    code: 'PACKAGE_BANDWIDTH_UNUSED',
    reject: interRegion({ billing: 'dataTransfer', packageBandwidthMbps: 20 }),
    path: 'cen.interRegion.packageBandwidthMbps',
    accept: interRegion({ packageBandwidthMbps: 20 }),
  },
  {
    code: 'PACKAGE_PAYMENT_UNUSED',
    reject: interRegion({ billing: 'dataTransfer', packagePayment: 'PrePaid', packageOutlivesDestroy: true }),
    path: 'cen.interRegion.packageOutlivesDestroy',
    accept: interRegion({ packagePayment: 'PrePaid', packageOutlivesDestroy: true, packagePeriodMonths: 12 }),
  },
  {
    code: 'BANDWIDTH_PLAN_WITHOUT_ROOM',
    reject: interRegion({}),
    path: 'cen.interRegion.billing',
    accept: interRegion({ packageBandwidthMbps: 20 }),
  },
  {
    code: 'BANDWIDTH_POSTPAID_UNSURE',
    reject: interRegion({}),
    path: 'cen.interRegion.billing',
    accept: interRegion({ packagePayment: 'PrePaid', packageOutlivesDestroy: true }),
  },
];
