import { z } from 'zod';
import { port, wholeNumber } from './scalars';

/** How the ALB finds out whether a server is well. */
export const healthCheck = z
  .strictObject({
    enabled: z
      .boolean()
      .default(true)
      .describe('Without health checks a broken way to or from the other region shows only when users get 502 or 504.'),
    protocol: z
      .enum(['HTTP', 'HTTPS', 'TCP', 'gRPC'])
      .default('HTTP')
      .describe(
        'How a server is asked. TCP: only whether it takes a connection; path, method, host, httpVersion and codes do not apply. HTTPS: not with edition Basic.',
      ),
    path: z
      .string()
      .regex(
        /^\/[A-Za-z0-9\-/.%?#&=_;~!()*[\]@$^:',+]{0,79}$/,
        'a health-check path starts with /, has at most 80 characters, and no spaces',
      )
      .default('/')
      .describe('Path that is asked for: starts with /, at most 80 characters.'),
    method: z
      .enum(['HEAD', 'GET', 'POST'])
      .optional()
      .describe('HTTP method. Default: HEAD for HTTP and HTTPS, POST for gRPC, which takes no other.'),
    host: z
      .string()
      .regex(
        /^(?=.{1,80}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/,
        'the host of a health check is a domain name of 1 to 80 lower-case letters, digits, - and .',
      )
      .optional()
      .describe(
        "Domain name in the Host header, 1 to 80 lower-case letters, digits, - and a dot inside. Default: the server's address.",
      ),
    httpVersion: z
      .enum(['HTTP1.0', 'HTTP1.1'])
      .default('HTTP1.1')
      .describe('Version of HTTP. For protocol HTTP and HTTPS.'),
    intervalSeconds: wholeNumber(1, 50).default(2).describe('Seconds between two checks, 1 to 50.'),
    timeoutSeconds: wholeNumber(1, 300).default(5).describe('Seconds to wait for the answer, 1 to 300.'),
    healthyThreshold: wholeNumber(2, 10).default(3).describe('Good answers in a row until a server is in, 2 to 10.'),
    unhealthyThreshold: wholeNumber(2, 10).default(3).describe('Failures in a row until a server is out, 2 to 10.'),
    codes: z
      .array(
        z
          .string()
          .regex(
            /^(http_[2345]xx|\d{1,2}(-\d{1,2})?)$/,
            'a code is http_2xx, http_3xx, http_4xx or http_5xx; for gRPC a status such as 0, or a range such as 0-99',
          ),
      )
      .min(1)
      .optional()
      .describe(
        'Answers that count as good: http_2xx, http_3xx, http_4xx, http_5xx; for protocol gRPC statuses from 0 to 99 in quotes, also as a range ("0-15"). Default: http_2xx, for gRPC "0".',
      ),
    port: port("Port that is checked, 1 to 65535. Default: each server's own port.").optional(),
  })
  .describe('How the ALB finds out whether a server is well.');
