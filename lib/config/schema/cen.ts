import { z } from 'zod';
import { wholeNumber } from './scalars';

/** How the regions are joined: the CEN instance and its inter-region connections. */
export const cen = z
  .strictObject({
    interRegion: z
      .strictObject({
        billing: z
          .enum(['bandwidthPackage', 'dataTransfer'])
          .describe(
            'bandwidthPackage: from a bandwidth plan, paid by its size (PostPaid). dataTransfer: paid by the gigabyte, bandwidthMbps is a cap.',
          ),
        bandwidthMbps: wholeNumber(1, 10000).describe(
          'Bandwidth of each inter-region connection, in Mbit/s. There is one per backend region.',
        ),
        packageBandwidthMbps: wholeNumber(2, 10000)
          .optional()
          .describe(
            'Bandwidth of each bandwidth plan, in Mbit/s, 2 to 10000. Default: what the connections of the plan add up to, at least 2. Only with billing bandwidthPackage.',
          ),
      })
      .describe('The connections between the transit router of the ALB and those of the backends.'),
  })
  .describe('The CEN instance that joins the regions.');
