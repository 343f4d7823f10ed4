import { z } from 'zod';
import { existingId } from './existing';
import { wholeNumber } from './scalars';

/** A bandwidth plan that is there already. */
const bandwidthPlan = z
  .strictObject({
    existing: existingId(
      'bandwidthPlan',
      'Id of a bandwidth plan that is associated with the CEN instance of cen.existing.',
    ),
  })
  .optional();

/** How long a PrePaid bandwidth plan can be bought for, in months (provider 1.289.0). */
const PERIODS = [1, 2, 3, 6, 12] as const;

/** How the connections between the regions are billed, and how wide they are. */
const interRegion = z
  .strictObject({
    billing: z
      .enum(['bandwidthPackage', 'dataTransfer'])
      .describe(
        'bandwidthPackage: from a bandwidth plan, paid by its size. dataTransfer: paid by the gigabyte, bandwidthMbps is a cap.',
      ),
    bandwidthMbps: wholeNumber(1, 10000).describe(
      'Bandwidth of each inter-region connection, in Mbit/s. There is one per backend region, which may have a bandwidthMbps of its own.',
    ),
    linkType: z
      .enum(['Gold', 'Platinum'])
      .optional()
      .describe(
        'Quality of the connections. Platinum only with billing dataTransfer. Default: left to the cloud, since some accounts may use one type only.',
      ),
    packageBandwidthMbps: wholeNumber(2, 10000)
      .optional()
      .describe(
        'Bandwidth of each bandwidth plan, in Mbit/s, 2 to 10000. Default: what the connections of the plan add up to, at least 2. Only with billing bandwidthPackage.',
      ),
    packagePayment: z
      .enum(['PostPaid', 'PrePaid'])
      .default('PostPaid')
      .describe(
        'How bandwidth plans are paid. PostPaid: by the hour, returned by destroy. PrePaid: for a period, in advance; destroy does not return it, so packageOutlivesDestroy has to say so, too.',
      ),
    packagePeriodMonths: z
      .literal(PERIODS)
      .optional()
      .describe('Months that a PrePaid bandwidth plan is bought for: 1, 2, 3, 6 or 12. Default: 1.'),
    packageOutlivesDestroy: z
      .boolean()
      .default(false)
      .describe(
        'That you know that a PrePaid bandwidth plan stays, and is paid for, when everything else is destroyed.',
      ),
    bandwidthPlans: z
      .strictObject({
        China: bandwidthPlan.describe('The plan between the area of the ALB and the Chinese mainland.'),
        'Asia-Pacific': bandwidthPlan.describe('The plan between the area of the ALB and Asia Pacific.'),
        Europe: bandwidthPlan.describe('The plan between the area of the ALB and Europe.'),
        'North-America': bandwidthPlan.describe('The plan between the area of the ALB and North America.'),
      })
      .default({})
      .describe(
        'Bandwidth plans that are there already, by the area of the backends. Default: one is made for each area. Only with billing bandwidthPackage.',
      ),
  })
  .describe('The connections between the transit router of the ALB and those of the backends.');

/** How the regions are joined: the CEN instance and its inter-region connections. */
export const cen = z
  .strictObject({
    existing: existingId('cen', 'Id of a CEN instance that is there already. Default: one is made.').optional(),
    interRegion,
  })
  .describe('The CEN instance that joins the regions.');
