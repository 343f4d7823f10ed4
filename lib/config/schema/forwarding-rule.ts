import { z } from 'zod';
import { cidr, wholeNumber } from './scalars';

const texts = (description: string, pattern: RegExp, allowed: string) =>
  z.array(z.string().regex(pattern, allowed)).min(1).optional().describe(description);

const byName = (description: string, name: RegExp, value: RegExp, allowed: string) =>
  z
    .record(
      z.string().regex(name, allowed).meta({ description: 'Name.' }),
      z.array(z.string().regex(value, allowed)).min(1).describe('Values, of which one must be there.'),
    )
    .optional()
    .describe(description);

/** Printable ASCII without capitals, blanks and `; # [ ] { } \ | & "` (CreateRule). */
const PAIR = /^[^\sA-Z;#[\]{}\\|&"]{1,128}$/;
const PAIR_ALLOWED = 'a name or value here has 1 to 128 characters without capitals, spaces and ; # [ ] { } \\ | & "';

/** What a request must be like for a rule to apply. */
const conditions = z
  .strictObject({
    hosts: texts(
      'Domain names, of which the Host header must be one: 3 to 128 characters; * stands for any text and ? for one character.',
      /^[^\sA-Z]{3,128}$/,
      'a host has 3 to 128 characters, no capitals and no spaces',
    ),
    paths: texts(
      'Paths, of which the request must be for one: 1 to 128 characters, starting with /; * stands for any text and ? for one character. Not the query.',
      /^\/[^\s"#[\]{}|<>\\]{0,127}$/,
      'a path starts with /, has at most 128 characters, and no spaces',
    ),
    headers: byName(
      'Headers by name: each must be there with one of its values (1 to 128 characters, * and ? as above). Names have 1 to 40 letters, digits, - and _; not Cookie and Host.',
      /^(?!(?:cookie|host)$)[A-Za-z0-9_-]{1,40}$/i,
      /^[\x20-\x7e]{1,128}$/,
      'a header has a name of 1 to 40 letters, digits, - and _ (not Cookie or Host) and values of 1 to 128 characters',
    ),
    queryStrings: byName(
      'Parameters of the URL by name: each must be there with one of its values. Not with edition Basic.',
      PAIR,
      PAIR,
      PAIR_ALLOWED,
    ),
    cookies: byName(
      'Cookies by name: each must be there with one of its values. Not with edition Basic.',
      PAIR,
      PAIR,
      PAIR_ALLOWED,
    ),
    methods: z
      .array(z.enum(['HEAD', 'GET', 'POST', 'OPTIONS', 'PUT', 'PATCH', 'DELETE']))
      .min(1)
      .optional()
      .describe('HTTP methods, of which the request must have one. Not with edition Basic.'),
    sourceIps: z
      .array(cidr('A CIDR block.'))
      .min(1)
      .max(5)
      .optional()
      .describe('CIDR blocks, of which the client must be in one; at most 5. Not with edition Basic.'),
  })
  .describe(
    'When the rule applies: all that is named must hold. Values count together: at most 10 in a rule, with edition Basic 5.',
  );

/** That the request goes to servers. */
const forward = z
  .strictObject({
    serverGroups: z
      .record(
        z.string().meta({ description: 'Key of a server group.' }),
        wholeNumber(0, 100).describe('Weight, 0 to 100.'),
      )
      .describe(
        'Key of each server group with its weight, 0 to 100: its share of the requests. 1 to 5 groups; for one alone any weight above 0 means all.',
      ),
    stickySessionSeconds: wholeNumber(1, 86400)
      .optional()
      .describe(
        'Keeps a client at the group that it first came to, for that many seconds, 1 to 86400. Default: each request is dealt anew.',
      ),
  })
  .describe('Sends the request to server groups, by weight.');

/** That the client is to ask elsewhere. */
const redirect = z
  .strictObject({
    protocol: z.enum(['HTTP', 'HTTPS']).optional().describe('Protocol. Default: that of the request.'),
    host: z
      .string()
      .regex(/^\S{3,128}$/, 'a host has 3 to 128 characters and no spaces')
      .optional()
      .describe('Host, 3 to 128 characters. Default: that of the request.'),
    port: wholeNumber(1, 65535).optional().describe('Port, 1 to 65535. Default: that of the request.'),
    path: z
      .string()
      .regex(/^\/\S{0,127}$/, 'a path starts with /, has at most 128 characters, and no spaces')
      .optional()
      .describe(
        'Path, starting with /, at most 128 characters; may hold ${host}, ${protocol}, ${port} and ${path}. Default: that of the request.',
      ),
    query: z
      .string()
      .regex(/^([^\s#[\]{}\\|"]|\$\{[a-z]{1,10}\}){1,128}$/, 'a query has 1 to 128 characters, and no spaces')
      .optional()
      .describe('Query, 1 to 128 characters; may hold the same and ${query}. Default: that of the request.'),
    httpCode: z
      .literal([301, 302, 303, 307, 308])
      .default(301)
      .describe('Status code: 301 and 308 for good, the others for now; 307 and 308 keep the method.'),
  })
  .describe('Answers with a redirect; something of the URL must change.');

/** That the ALB answers by itself. */
const fixedResponse = z
  .strictObject({
    httpCode: wholeNumber(200, 599)
      .refine((code) => code < 300 || code >= 400, 'must not be from 300 to 399; that is what redirect is for')
      .default(200)
      .describe('Status code: 200 to 299, 400 to 499 or 500 to 599.'),
    contentType: z
      .enum(['text/plain', 'text/css', 'text/html', 'application/javascript', 'application/json'])
      .default('text/plain')
      .describe('Kind of the content.'),
    content: z
      .string()
      // eslint-disable-next-line no-control-regex -- line breaks and the like are ASCII, too
      .regex(/^[\x00-\x7f]{1,1024}$/, 'the content of a fixed response has 1 to 1024 ASCII characters')
      .describe('What is answered: 1 to 1024 ASCII characters.'),
  })
  .describe('Answers by itself. Not with edition Basic.');

/** A forwarding rule of a listener. */
export const forwardingRule = z
  .strictObject({
    priority: wholeNumber(1, 10000).describe(
      'Order among the rules of the listener, 1 to 10000, each once: the rule with the lowest number that applies decides.',
    ),
    conditions,
    forward: forward.optional(),
    redirect: redirect.optional(),
    fixedResponse: fixedResponse.optional(),
  })
  .describe('A forwarding rule: what happens to some requests, one of forward, redirect and fixedResponse.');
