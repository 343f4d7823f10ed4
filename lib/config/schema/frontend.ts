import { z } from 'zod';
import { existingId, securityGroup, transit } from './existing';
import { listener } from './listener';
import { server } from './backend';
import { vpc } from './network';
import { backToOriginCidr, cidr, key, reference, region } from './scalars';

/** The ALB instance. */
export const alb = z
  .strictObject({
    existing: existingId(
      'loadBalancer',
      'Id of an ALB that is there already, in existing vSwitches; address, edition and accessLog stay as they are. Default: one is made.',
    ).optional(),
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
    accessLog: z
      .strictObject({
        project: z
          .string()
          .regex(
            /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
            'the name of a project has 3 to 63 lower-case letters, digits and -',
          )
          .describe('Project of the Log Service (SLS), in the region of the ALB. It must exist.'),
        logstore: z
          .string()
          .regex(
            /^[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]$/,
            'the name of a Logstore has 2 to 63 lower-case letters, digits, - and _',
          )
          .describe('Logstore of that project. It must exist.'),
      })
      .optional()
      .describe('Where each request is recorded. Default: nowhere.'),
  })
  .describe('The ALB instance.');

/** An access control list of the ALB. */
const acl = z
  .strictObject({
    entries: z
      .array(cidr('A CIDR block.'))
      .min(1)
      .describe('CIDR blocks, 1 to 500; a listener takes 500 in all its lists, with edition Basic 300.'),
  })
  .describe('An access control list: CIDR blocks of clients, for the acl of listeners.');

/** The region that clients come to. */
export const frontend = z
  .strictObject({
    region: region('Region of the ALB.'),
    vpc,
    ...transit,
    securityGroup,
    servers: z
      .record(key, server)
      .default({})
      .describe('Servers in the VPC of the ALB, by your name for them. They need no routes.'),
    alb: alb.prefault({}),
    domain: z
      .string()
      .regex(
        /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
        'a domain name looks like shop.example.com: lower-case letters, digits, - and .',
      )
      .optional()
      .meta({
        description:
          'Domain name that clients use. Make a CNAME record for it that points at the output alb_cname_target: ALBs made since 2024-11-15 are not meant to be called by a name of their own.',
        examples: ['shop.example.com'],
      }),
    acls: z.record(key, acl).default({}).describe('Access control lists, by your name for them.'),
    listeners: z.record(key, listener).describe('The listeners of the ALB, by your name for them.'),
  })
  .describe('The region of the ALB.');
