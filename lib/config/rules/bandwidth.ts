import { findRegion } from '../../core';
import type { Deployment } from '../deployment';
import { allottedMbps, bandwidthPackages, connectionMbps, type BandwidthPackageConfig } from '../derive';
import type { Rule } from './rule';
import { OF_THE_FILE, documented, inferred } from './sources';

/** Bandwidth plans that are sold, in Mbit/s (CEN API, CreateCenBandwidthPackage). */
export const LARGEST_PACKAGE_MBPS = 10000;

const INTER_REGION = ['cen', 'interRegion'];

/** How wide the connections between regions are, and how they are paid. */
export const bandwidthRules: readonly Rule[] = [
  {
    code: 'BANDWIDTH_PLAN_AREAS',
    severity: 'error',
    summary: 'the areas of the bandwidth plans are documented',
    source: documented('CBN_GO', 'BWP'),
    *check({ cen, frontend, backends }) {
      if (cen.interRegion.billing !== 'bandwidthPackage') return;
      const regions = [frontend.region, ...Object.values(backends).map(({ region }) => region)];
      for (const id of new Set(regions)) {
        const region = findRegion(id);
        if (region === undefined || region.status === 'closed' || region.area !== undefined) continue;
        yield {
          path: [...INTER_REGION, 'billing'],
          message: `it is not documented which bandwidth plan serves ${region.name}, got ${id} with bandwidthPackage; use dataTransfer`,
        };
      }
    },
  },
  {
    code: 'BANDWIDTH_EXCEEDS_PLAN',
    severity: 'error',
    summary: 'the connections of a bandwidth plan fit into it',
    source: documented('SETBW'),
    *check(deployment) {
      const { packageBandwidthMbps } = deployment.cen.interRegion;
      for (const { backends, bandwidthMbps: plan, existing } of bandwidthPackages(deployment)) {
        const sum = allottedMbps(deployment, backends);
        if (existing !== undefined || packageBandwidthMbps === undefined || sum <= plan) continue;
        const terms = `${backends.map((key) => connectionMbps(deployment, key)).join(' + ')} Mbit/s (${backends.join(', ')})`;
        yield {
          path: [...INTER_REGION, 'packageBandwidthMbps'],
          message: `the connections of a bandwidth plan must fit into it, got ${terms} in ${plan}; raise packageBandwidthMbps to ${sum} or remove it`,
        };
      }
    },
  },
  {
    code: 'BANDWIDTH_RANGE',
    severity: 'error',
    summary: 'a bandwidth plan has 2 to 10000 Mbit/s, a connection 1 to 10000',
    source: documented('CBN_SDK'),
    *check(deployment) {
      for (const { backends, bandwidthMbps } of bandwidthPackages(deployment)) {
        if (bandwidthMbps <= LARGEST_PACKAGE_MBPS) continue;
        yield {
          path: [...INTER_REGION, 'bandwidthMbps'],
          message: `a bandwidth plan has 2 to ${LARGEST_PACKAGE_MBPS} Mbit/s, got ${bandwidthMbps} for the connections to ${backends.join(', ')}; lower bandwidthMbps or use dataTransfer`,
        };
      }
    },
  },
  {
    code: 'BANDWIDTH_LINK_TYPE',
    severity: 'error',
    summary: 'link type Platinum goes with data transfer',
    source: documented('CBN_SDK', 'CTPA'),
    *check({ cen: { interRegion } }) {
      if (interRegion.linkType !== 'Platinum' || interRegion.billing === 'dataTransfer') return;
      yield {
        path: [...INTER_REGION, 'linkType'],
        message: `link type Platinum is for billing dataTransfer, got ${interRegion.billing}; remove linkType or change billing`,
      };
    },
  },
  {
    code: 'BANDWIDTH_PREPAID_UNCONFIRMED',
    severity: 'error',
    summary: 'a PrePaid bandwidth plan is asked for twice, since destroy does not return it',
    source: documented('PROV'),
    *check({ cen: { interRegion } }) {
      const { billing, packagePayment, packageOutlivesDestroy } = interRegion;
      if (billing !== 'bandwidthPackage' || packagePayment !== 'PrePaid' || packageOutlivesDestroy) return;
      yield {
        path: [...INTER_REGION, 'packagePayment'],
        message:
          'destroy does not return a PrePaid bandwidth plan, and it is paid for until it ends; say packageOutlivesDestroy: true if you want that, or use PostPaid',
      };
    },
  },
  {
    code: 'BANDWIDTH_PREPAID_STAYS',
    severity: 'warning',
    summary: 'no PrePaid plan outlives destroy unawares',
    source: documented('PROV'),
    *check(deployment) {
      const { packagePayment, packagePeriodMonths = 1 } = deployment.cen.interRegion;
      const plans = plansMade(deployment).map(({ frontendArea, backendArea }) => `${frontendArea}-${backendArea}`);
      if (packagePayment !== 'PrePaid' || plans.length === 0) return;
      const months = packagePeriodMonths === 1 ? '1 month' : `${packagePeriodMonths} months`;
      yield {
        path: [...INTER_REGION, 'packagePayment'],
        message: `PrePaid bandwidth plans (${plans.join(', ')}) are bought for ${months}: destroy, and leaving it out of the file, only make Terraform forget them, and a later deploy buys others; look after them in the CEN console`,
      };
    },
  },
  {
    code: 'PACKAGE_BANDWIDTH_UNUSED',
    severity: 'warning',
    summary: 'a bandwidth for plans is only given where plans are made',
    source: OF_THE_FILE,
    *check(deployment) {
      const { billing, packageBandwidthMbps } = deployment.cen.interRegion;
      if (plansMade(deployment).length > 0 || packageBandwidthMbps === undefined) return;
      const reason =
        billing === 'bandwidthPackage' ? 'when all plans or connections are there already' : `with billing ${billing}`;
      yield {
        path: [...INTER_REGION, 'packageBandwidthMbps'],
        message: `no bandwidth plan is made ${reason}, so packageBandwidthMbps ${packageBandwidthMbps} does nothing; remove it`,
      };
    },
  },
  {
    code: 'PACKAGE_PAYMENT_UNUSED',
    severity: 'warning',
    summary: 'how plans are paid is only told where it means something',
    source: OF_THE_FILE,
    *check({ cen: { interRegion } }) {
      const { billing, packagePayment, packagePeriodMonths, packageOutlivesDestroy } = interRegion;
      const isPrePaid = billing === 'bandwidthPackage' && packagePayment === 'PrePaid';
      const given = {
        packagePayment: packagePayment === 'PrePaid',
        packagePeriodMonths: packagePeriodMonths !== undefined,
        packageOutlivesDestroy,
      };
      for (const [field, isGiven] of Object.entries(given)) {
        if (isPrePaid || !isGiven) continue;
        yield {
          path: [...INTER_REGION, field],
          message: `there is no PrePaid bandwidth plan with billing ${billing} and packagePayment ${packagePayment}, so ${field} does nothing; remove it`,
        };
      }
    },
  },
  {
    code: 'BANDWIDTH_PLAN_WITHOUT_ROOM',
    severity: 'notice',
    summary: 'a bandwidth plan has room for a wider connection and another region',
    source: inferred('PROV'),
    *check(deployment) {
      const [plan] = plansMade(deployment);
      if (plan === undefined || deployment.cen.interRegion.packageBandwidthMbps !== undefined) return;
      yield {
        path: [...INTER_REGION, 'billing'],
        message: `the plan of ${plan.bandwidthMbps} Mbit/s grows with every region and every wider connection, and with this provider version that takes two applies: the first fails after a minute; give packageBandwidthMbps with room to spare, or use dataTransfer`,
      };
    },
  },
  {
    code: 'BANDWIDTH_POSTPAID_UNSURE',
    severity: 'notice',
    summary: 'the account may buy PostPaid bandwidth plans',
    source: documented('CCBP'),
    *check(deployment) {
      if (plansMade(deployment).length === 0 || deployment.cen.interRegion.packagePayment !== 'PostPaid') return;
      yield {
        path: [...INTER_REGION, 'billing'],
        message:
          'bandwidth plans are made PostPaid, which not every account may buy; if yours is refused (Order.AccountStatusIllegal), use dataTransfer',
      };
    },
  },
];

/** The bandwidth plans that the deployment makes itself. */
function plansMade(deployment: Deployment): readonly BandwidthPackageConfig[] {
  return bandwidthPackages(deployment).filter(({ existing }) => existing === undefined);
}
