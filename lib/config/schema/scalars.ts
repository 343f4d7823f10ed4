import { z } from 'zod';
import { readAddress, readCidr } from '../../core/cidr';

/**
 * A key of a map: the user's name for a thing, and part of its Terraform address.
 */
export const key = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_-]{0,39}$/,
    'a name in this file is a letter, then letters, digits, _ or -, at most 40 characters',
  )
  .meta({
    description:
      'Your name for it: a letter, then letters, digits, _ or -; at most 40. It becomes part of the Terraform address, so renaming it replaces the resource.',
  });

/** A reference to an entry of another map, by its key. */
export const reference = (to: string) => z.string().min(1).describe(`Key of ${to}.`);

/** Refuses what is not a CIDR block in canonical form, with the block that may have been meant. */
const isCidr = (text: string, context: z.RefinementCtx): void => {
  const result = readCidr(text);
  if (!('code' in result)) return;
  context.addIssue({
    code: 'custom',
    message: result.message,
    params: { rule: result.code, suggestion: result.suggestion },
  });
};

const CIDR_PATTERN = '^\\d{1,3}(\\.\\d{1,3}){3}/\\d{1,2}$';

/** An IPv4 CIDR block in canonical form. */
export const cidr = (description: string) =>
  z
    .string()
    .superRefine(isCidr)
    .meta({ description, pattern: CIDR_PATTERN, examples: ['192.168.7.0/24'] });

/** An IPv4 address. */
export const ipAddress = (description: string) =>
  z
    .string()
    .superRefine((text, context) => {
      const result = readAddress(text);
      if (typeof result === 'number') return;
      context.addIssue({
        code: 'custom',
        message: result.message,
        params: { rule: result.code, suggestion: result.suggestion },
      });
    })
    .meta({ description, pattern: '^\\d{1,3}(\\.\\d{1,3}){3}$', examples: ['192.168.7.20'] });

/**
 * A back-to-origin CIDR block, copied from the ALB console.
 *
 * The documentation masks its sample (`100.XX.XX.0/25`), and people paste it: that gets a message of its own.
 */
export const backToOriginCidr = z
  .string()
  .superRefine((text, context) => {
    if (!/[xX*?]/.test(text)) return isCidr(text, context);
    context.addIssue({
      code: 'custom',
      message: `${JSON.stringify(text)} is masked as in the documentation; put the real CIDR from the ALB console: instance, Instance Details, Back-to-origin Route, View`,
      params: { rule: 'BACK_TO_ORIGIN_CIDR_MASKED' },
    });
  })
  .meta({ description: 'A CIDR block inside 100.64.0.0/10.', pattern: CIDR_PATTERN, examples: ['100.117.130.0/25'] });

/** A whole number in a range, both ends included. */
export const wholeNumber = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.int(error).min(least, error).max(most, error);
};

/** A TCP port. */
export const port = (description: string) => wholeNumber(1, 65535).describe(description);

/** An ECS instance type. */
export const instanceType = z
  .string()
  .regex(/^ecs\.[a-z0-9][a-z0-9.-]*$/, 'an ECS instance type looks like ecs.g7.large')
  .meta({ description: 'ECS instance type. Pay-as-you-go.', examples: ['ecs.g7.large'] });

/** A region id, such as `cn-chengdu`; which regions there are is a rule, not part of the shape. */
export const region = (description: string) =>
  z
    .string()
    .min(1)
    .meta({ description, examples: ['cn-chengdu'] });
