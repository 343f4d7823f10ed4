import { z } from 'zod';

/** What of a deployment can be there already: how the cloud's ids of it begin, and an example. */
const KINDS = {
  cen: ['CEN instance', 'cen', 'cen-7qthudw0ll6jmc0000'],
  bandwidthPlan: ['bandwidth plan', 'cenbwp', 'cenbwp-4c2zaavbvh5f420000'],
  transitRouter: ['transit router', 'tr', 'tr-bp1su1ytdxtataupl0000'],
  routeTable: ['route table', 'vtb', 'vtb-bp1ngxb9cmj8r5nq20000'],
  attachment: ['attachment', 'tr-attach', 'tr-attach-ia340z7xis7t5s0000'],
  vpc: ['VPC', 'vpc', 'vpc-bp1aevy8sofi8mh1q0000'],
  vSwitch: ['vSwitch', 'vsw', 'vsw-bp1nhbnpv2blyz8d10000'],
  securityGroup: ['security group', 'sg', 'sg-bp1hv6wvmegs0360000'],
  instance: ['instance', 'i', 'i-bp67acfmxazb4p0000'],
  loadBalancer: ['ALB', 'alb', 'alb-o9ulmq5hqn68jk0000'],
} as const;

/** The id of something that is there already. */
export const existingId = (kind: keyof typeof KINDS, description: string) => {
  const [name, prefix, example] = KINDS[kind];
  // `tr-attach-...` is no transit router.
  const pattern = kind === 'transitRouter' ? /^tr-(?!attach-)[a-z0-9]+$/ : new RegExp(`^${prefix}-[a-z0-9]+$`);
  return z
    .string()
    .regex(pattern, `the id of ${/^[AaIi]/.test(name) ? 'an' : 'a'} ${name} looks like ${example}`)
    .meta({ description, examples: [example] });
};

/** Where a region is joined with others: its transit router and the attachment of its VPC, when they are there already. */
export const transit = {
  transitRouter: z
    .strictObject({
      existing: existingId(
        'transitRouter',
        'Id of an Enterprise Edition transit router that is there already, of the CEN instance of cen.existing. Default: one is made.',
      ).optional(),
      routeTable: existingId(
        'routeTable',
        'Id of a route table that the router has already, for its associations, propagations and routes. Default: the system route table of an existing router; for a new one, a table that is made.',
      ).optional(),
    })
    .optional()
    .describe('The transit router of the region. Default: one is made.'),
  attachment: z
    .strictObject({
      existing: existingId(
        'attachment',
        'Id of an attachment of the VPC to the transit router that is there already, with its association and propagation. Both must be there already too.',
      ),
    })
    .optional()
    .describe('The attachment of the VPC to the transit router. Default: one is made.'),
};

/** The security group of the servers of a region, when it is there already. */
export const securityGroup = z
  .strictObject({
    existing: existingId(
      'securityGroup',
      'Id of a security group that is there already, in the existing VPC. Rules that let the ALB in are added to it.',
    ),
  })
  .optional()
  .describe(
    'The security group of all servers of this region. Default: one is made for instances that are made; those that are there already must let the ALB in by themselves.',
  );
