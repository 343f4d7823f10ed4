import { z } from 'zod';
import { backend } from './backend';
import { cen } from './cen';
import { existingId } from './existing';
import { frontend } from './frontend';
import { instanceType, key, reference } from './scalars';
import { serverGroup } from './server-group';
import { terraform } from './terraform';

/** The client that tries the ALB out, in the VPC of the ALB. */
const probe = z
  .strictObject({
    existing: existingId(
      'instance',
      'Id of an ECS instance that is there already, in an existing vSwitch. Default: one is made.',
    ).optional(),
    vSwitch: reference('the vSwitch of the frontend VPC that the client stands in'),
    instanceType: instanceType.default('ecs.g7.large').describe('ECS instance type of the client. Pay-as-you-go.'),
  })
  .describe(
    'An ECS instance in the VPC of the ALB from which the ALB can be tried out. Leave it out to save its cost.',
  );

/**
 * The shape of a deployment file.
 *
 * The law of the public vocabulary: types, the reference and the JSON Schema for editors all come from here.
 * What holds between fields is in `rules/`.
 */
export const deploymentSchema = z
  .strictObject({
    name: z
      .string()
      .regex(
        /^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){1,39}$/,
        'the name of a deployment is 2 to 40 lower-case letters, digits and single hyphens, starting with a letter',
      )
      .describe(
        'Name of the deployment: the stack, its state, and the first part of every resource name. 2 to 40 lower-case letters, digits and single hyphens.',
      ),
    environment: z
      .enum(['development', 'staging', 'production'])
      .default('development')
      .describe(
        'What it is for. production: the ALB is protected from deletion, by the cloud and by Terraform, until this says something else. Default: development.',
      ),
    cen,
    frontend,
    serverGroups: z.record(key, serverGroup).describe('The server groups, by your name for them.'),
    backends: z.record(key, backend).describe('The regions that hold servers, by your name for them. One or more.'),
    probe: probe.optional(),
    terraform,
    tags: z
      .record(z.string(), z.string())
      .default({})
      .describe('Tags of every resource that takes tags, at most 19; `causeway-deployment` is there too.'),
    skip: z
      .record(z.string(), z.string().describe('Why the rule is not asked.'))
      .default({})
      .describe(
        'Rules that are not asked of the resources, and why: the reason by the code of the rule, or by `CODE@address` for one resource. Warnings of this file by that code are not told either; what refuses the file still does.',
      ),
  })
  .meta({
    title: 'Causeway deployment',
    description: 'An ALB in one region in front of servers in other regions. One file is one stack and one state.',
  });
