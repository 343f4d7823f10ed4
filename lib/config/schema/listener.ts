import { z } from 'zod';
import { forwardingRule } from './forwarding-rule';
import { key, port, reference, wholeNumber } from './scalars';

const certificate = z
  .string()
  .regex(
    /^[A-Za-z0-9_-]{1,128}$/,
    'the id of a certificate has letters, digits, - and _, such as 12345678-cn-hangzhou',
  );

const flag = (description: string, fallback = false) => z.boolean().default(fallback).describe(description);

/** What servers are told about the client. */
const xForwardedFor = z
  .strictObject({
    enabled: flag("X-Forwarded-For: the client's address.", true),
    processingMode: z
      .enum(['append', 'remove'])
      .default('append')
      .describe(
        'What happens to an X-Forwarded-For that a request comes with. append: the address is appended to it. remove: the header is dropped, and servers get none.',
      ),
    proto: flag('X-Forwarded-Proto: the protocol of the listener.'),
    host: flag('X-Forwarded-Host: the host that the client asked for.'),
    slbId: flag('SLB-ID: the id of the ALB.'),
    slbPort: flag('X-Forwarded-Port: the port of the listener.'),
    clientSrcPort: flag("X-Forwarded-Client-srcport: the client's port."),
  })
  .describe('Which headers about the client the servers get.');

/** Which clients a listener takes. */
const acl = z
  .strictObject({
    type: z
      .enum(['White', 'Black'])
      .default('White')
      .describe('White: only clients in the lists may come. Black: all but those.'),
    acls: z
      .array(reference('an access control list (frontend.acls)'))
      .min(1)
      .max(3)
      .describe('The lists, 1 to 3 keys of frontend.acls.'),
  })
  .describe('Which clients may come, by their address. Default: all.');

/** A listener of the ALB. */
export const listener = z
  .strictObject({
    port: port(
      'Port that clients connect to, 1 to 65535. An HTTPS and a QUIC listener may share one. Cannot be changed later.',
    ),
    protocol: z
      .enum(['HTTP', 'HTTPS', 'QUIC'])
      .default('HTTP')
      .describe('Protocol that clients speak. HTTPS and QUIC need a certificate. Cannot be changed later.'),
    serverGroup: reference('the server group that answers what no rule decides')
      .optional()
      .describe(
        'Key of the server group that answers what no rule decides. Required, but for a listener with redirectTo, whose default is that of the listener it redirects to.',
      ),
    certificate: certificate
      .optional()
      .describe(
        'Id of the certificate (Certificate Management Service), such as 12345678-cn-hangzhou, for clients that name no other host. For HTTPS and QUIC.',
      ),
    additionalCertificates: z
      .array(certificate)
      .default([])
      .describe(
        'Ids of more certificates, picked by the host that the client names (SNI). An ALB takes 25 of them in all, with edition Basic 10. For HTTPS and QUIC.',
      ),
    securityPolicy: z
      .string()
      .regex(
        /^(tls_cipher_policy_(1_0|1_1|1_2|1_2_strict|1_2_strict_with_1_3)|spl-[a-z0-9]+)$/,
        'a security policy is tls_cipher_policy_1_0, tls_cipher_policy_1_1, tls_cipher_policy_1_2, tls_cipher_policy_1_2_strict, tls_cipher_policy_1_2_strict_with_1_3, or the id of your own, spl-...',
      )
      .optional()
      .describe(
        "Which TLS versions and ciphers are taken: tls_cipher_policy_1_0, _1_1, _1_2, _1_2_strict, _1_2_strict_with_1_3, or the id of a policy of your own (spl-...). Default: tls_cipher_policy_1_2; the cloud's own would be tls_cipher_policy_1_0. For HTTPS.",
      ),
    http2: z.boolean().optional().describe('Whether clients may speak HTTP/2. Default: true. For HTTPS.'),
    quicListener: reference('a QUIC listener of this ALB')
      .optional()
      .describe('Key of a QUIC listener that this one tells clients about, so that they can switch to it. For HTTPS.'),
    redirectTo: reference('an HTTPS listener of this ALB')
      .optional()
      .describe(
        'Key of an HTTPS listener that everything is redirected to (301) which no rule decides: same host, path and query. For HTTP.',
      ),
    idleTimeoutSeconds: wholeNumber(1, 600)
      .default(15)
      .describe('How long a connection without a request stays open, in seconds, 1 to 600.'),
    requestTimeoutSeconds: wholeNumber(1, 600)
      .default(60)
      .describe('How long a server may take to answer, in seconds, 1 to 600; after it the client gets 504.'),
    gzip: flag(
      'Whether answers of some kinds (text, scripts and the like) are compressed for clients that take that.',
      true,
    ),
    xForwardedFor: xForwardedFor.prefault({}),
    acl: acl.optional(),
    rules: z
      .record(key, forwardingRule)
      .default({})
      .describe('The forwarding rules, by your name for them. An ALB takes 100 in all, with edition Basic 40.'),
  })
  .describe('A listener: what the ALB accepts and who answers.');
