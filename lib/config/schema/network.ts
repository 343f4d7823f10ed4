import { z } from 'zod';
import { existingId } from './existing';
import { cidr, key } from './scalars';

/** A vSwitch of a VPC: a block of its addresses in one zone. */
export const vSwitch = z
  .strictObject({
    existing: existingId(
      'vSwitch',
      'Id of a vSwitch that is there already, in the VPC of vpc.existing; zone and cidr say what it has. Default: one is made.',
    ).optional(),
    zone: z
      .string()
      .min(1)
      .meta({ description: 'Zone id.', examples: ['cn-chengdu-a'] }),
    cidr: cidr('Block of the VPC, /16 to /29. Cannot be changed later.'),
  })
  .describe('A vSwitch: a block of the VPC in one zone.');

/** A VPC with its vSwitches. */
export const vpc = z
  .strictObject({
    existing: existingId(
      'vpc',
      'Id of a VPC that is there already, in this region; cidr says what it has. Default: one is made.',
    ).optional(),
    cidr: cidr('Primary CIDR block, /8 to /28. Must not overlap the block of any other VPC of the deployment.'),
    vSwitches: z
      .record(key, vSwitch)
      .describe('The vSwitches, by your name for them. Two in different zones, where the transit router is available.'),
  })
  .describe('A VPC with its vSwitches.');
