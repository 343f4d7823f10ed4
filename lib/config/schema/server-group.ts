import { z } from 'zod';
import { port, wholeNumber } from './scalars';

/** How the ALB finds out whether a server is well. */
export const healthCheck = z
  .strictObject({
    enabled: z
      .boolean()
      .default(true)
      .describe('Without health checks a broken way to or from the other region shows only when users get 502 or 504.'),
    path: z
      .string()
      .regex(
        /^\/[A-Za-z0-9\-/.%?#&=_;~!()*[\]@$^:',+]{0,79}$/,
        'a health-check path starts with /, has at most 80 characters, and no spaces',
      )
      .default('/')
      .describe('Path that is asked for: starts with /, at most 80 characters.'),
    method: z.enum(['HEAD', 'GET']).default('HEAD').describe('HTTP method.'),
    intervalSeconds: wholeNumber(1, 50).default(2).describe('Seconds between two checks, 1 to 50.'),
    timeoutSeconds: wholeNumber(1, 300).default(5).describe('Seconds to wait for the answer, 1 to 300.'),
    healthyThreshold: wholeNumber(2, 10).default(3).describe('Good answers in a row until a server is in, 2 to 10.'),
    unhealthyThreshold: wholeNumber(2, 10).default(3).describe('Failures in a row until a server is out, 2 to 10.'),
    codes: z
      .array(z.enum(['http_2xx', 'http_3xx', 'http_4xx', 'http_5xx']))
      .min(1)
      .default(['http_2xx'])
      .describe('Answers that count as good.'),
    port: port("Port that is checked, 1 to 65535. Default: each server's own port.").optional(),
  })
  .describe('How the ALB finds out whether a server is well.');

/** An IP-type server group of the ALB. */
export const serverGroup = z
  .strictObject({
    protocol: z.enum(['HTTP']).default('HTTP').describe('Protocol between the ALB and the servers.'),
    scheduler: z
      .enum(['Wrr', 'Wlc', 'Sch'])
      .default('Wrr')
      .describe(
        'Wrr: weighted round-robin. Wlc: weighted least connections. Sch: consistent hash of the source address.',
      ),
    healthCheck: healthCheck.prefault({}),
  })
  .describe(
    'A server group. Its type is always IP with remote addresses, which is what servers of other regions need.',
  );
