import { z } from 'zod';
import { vpc } from './network';
import { backToOriginCidr, key, port, reference, region } from './scalars';

/** The ALB instance. */
export const alb = z
  .strictObject({
    address: z
      .enum(['intranet'])
      .default('intranet')
      .describe('Which network the ALB can be reached from: the VPCs (intranet).'),
    edition: z
      .enum(['Basic', 'Standard', 'StandardWithWaf'])
      .default('Standard')
      .describe('Edition of the ALB. It can be raised later, never lowered.'),
    vSwitches: z
      .array(reference('a vSwitch of the frontend VPC'))
      .min(1)
      .optional()
      .describe('The vSwitches that the ALB stands in, one per zone, at least two. Default: all of the frontend VPC.'),
    backToOriginCidrs: z
      .array(backToOriginCidr)
      .min(1)
      .optional()
      .describe(
        'Where a non-upgraded ALB (made before 2025-02-25, or by an exempt account) sends from. Copy the list from the ALB console: instance, Instance Details, Back-to-origin Route, View; no API has it. Leave it out for every other ALB.',
      ),
  })
  .describe('The ALB instance.');

/** A listener of the ALB. */
export const listener = z
  .strictObject({
    port: port('Port that clients connect to, 1 to 65535.'),
    protocol: z.enum(['HTTP']).default('HTTP').describe('Protocol that clients speak.'),
    serverGroup: reference('the server group that answers'),
  })
  .describe('A listener: what the ALB accepts and who answers.');

/** The region that clients come to. */
export const frontend = z
  .strictObject({
    region: region('Region of the ALB.'),
    vpc,
    alb: alb.prefault({}),
    listeners: z.record(key, listener).describe('The listeners of the ALB, by your name for them.'),
  })
  .describe('The region of the ALB.');
