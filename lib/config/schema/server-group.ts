import { z } from 'zod';
import { healthCheck } from './health-check';
import { wholeNumber } from './scalars';

/** That the requests of one client keep coming to one server. */
const stickySession = z
  .strictObject({
    type: z
      .enum(['Insert', 'Server'])
      .default('Insert')
      .describe(
        'Insert: the ALB sets a cookie of its own (SERVERID). Server: it rewrites a cookie that the servers set.',
      ),
    timeoutSeconds: wholeNumber(1, 86400)
      .optional()
      .describe('How long the cookie of the ALB lives, in seconds, 1 to 86400. Default: 1000. Only with type Insert.'),
    cookie: z
      .string()
      .regex(
        /^(?!\$)[\x21-\x2b\x2d-\x3a\x3c-\x7e]{1,200}$/,
        'the name of a cookie has 1 to 200 ASCII characters, none of them a comma, semicolon or space, and does not start with $',
      )
      .optional()
      .describe(
        'Name of the cookie that the servers set, 1 to 200 ASCII characters. Needed with type Server, and only there.',
      ),
  })
  .describe('Keeps the requests of one client at one server. Default: each request may go to any.');

/** An IP-type server group of the ALB. */
export const serverGroup = z
  .strictObject({
    protocol: z
      .enum(['HTTP', 'HTTPS', 'gRPC'])
      .default('HTTP')
      .describe(
        'Protocol between the ALB and the servers. HTTP listeners take HTTP; HTTPS listeners any; QUIC listeners HTTP and gRPC. HTTPS: not with edition Basic. Cannot be changed later.',
      ),
    scheduler: z
      .enum(['Wrr', 'Wlc', 'Sch', 'Uch'])
      .default('Wrr')
      .describe(
        'Wrr: weighted round-robin. Wlc: weighted least connections. Sch: consistent hash of the source address. Uch: consistent hash of a parameter of the URL, named in uch.',
      ),
    uch: z
      .strictObject({
        queryString: z
          .string()
          .regex(/^[\x21-\x7e]{1,128}$/, 'the name of a parameter has 1 to 128 printable ASCII characters')
          .describe('Name of the parameter of the URL that is hashed, 1 to 128 printable ASCII characters.'),
      })
      .optional()
      .describe('What scheduler Uch hashes. Needed there, and only there.'),
    stickySession: stickySession.optional(),
    slowStart: z
      .strictObject({
        durationSeconds: wholeNumber(30, 900).default(30).describe('How long it takes, in seconds, 30 to 900.'),
      })
      .optional()
      .describe(
        'Lets a new server in slowly: its share grows to its weight. Only with scheduler Wrr; not with edition Basic. Default: it gets its share at once.',
      ),
    connectionDrain: z
      .strictObject({
        timeoutSeconds: wholeNumber(0, 900)
          .default(300)
          .describe('How long running requests may take to end, in seconds, 0 to 900. 0: they are cut at once.'),
      })
      .optional()
      .describe(
        'Lets running requests end when a server is removed or found unhealthy. Not with edition Basic. Default: they go on until they end by themselves.',
      ),
    healthCheck: healthCheck.prefault({}),
  })
  .describe(
    'A server group. Its type is always IP with remote addresses, which is what servers of other regions need.',
  );
