import type { Change } from './changes';
import type { seed } from './fixtures';
import type { Case } from './rule-case';

type Seed = ReturnType<typeof seed>;
type Listener = Seed['frontend']['listeners'][string];
type Rule = NonNullable<Listener['rules']>[string];

const web = (deployment: Seed) => deployment.serverGroups.web!;
const http = (deployment: Seed) => deployment.frontend.listeners.http!;
const all = (...changes: readonly Change[]): Change => {
  return (deployment) => changes.forEach((change) => change(deployment));
};
const basic: Change = (deployment) => (deployment.frontend.alb!.edition = 'Basic');
const listen =
  (key: string, listener: Listener): Change =>
  (deployment) =>
    (deployment.frontend.listeners[key] = listener);
const https: Listener = { port: 443, protocol: 'HTTPS', serverGroup: 'web', certificate: 'one' };
const quic: Listener = { port: 443, protocol: 'QUIC', serverGroup: 'web', certificate: 'one' };
const PAGES = { paths: ['/pages/*'] };
const rule =
  (key: string, more: Partial<Rule>): Change =>
  (deployment) => {
    const { rules = {} } = http(deployment);
    http(deployment).rules = { ...rules, [key]: { priority: 1, conditions: PAGES, ...more } };
  };
const FORWARD = { forward: { serverGroups: { web: 100 } } };
const REDIRECT = { redirect: { path: '/elsewhere' } };
const blocks = (count: number): string[] => Array.from({ length: count }, (_, n) => `10.${n >> 8}.${n & 255}.0/24`);
const office =
  (entries: readonly string[], ...listeners: readonly string[]): Change =>
  (deployment) => {
    deployment.frontend.acls = { office: { entries: [...entries] } };
    for (const key of listeners) deployment.frontend.listeners[key]!.acl = { acls: ['office'] };
  };
const many = <T>(count: number, item: (n: number) => T): Record<string, T> =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`n${n}`, item(n)]));

export const LISTENER_CASES: readonly Case[] = [
  {
    code: 'LISTENER_PORT_DUPLICATE',
    reject: all(listen('https', https), listen('again', https)),
    path: 'frontend.listeners.again.port',
    accept: all(listen('https', https), listen('http3', quic)),
  },
  {
    code: 'LISTENER_NEEDS_CERTIFICATE',
    reject: listen('http3', { port: 443, protocol: 'QUIC', serverGroup: 'web' }),
    path: 'frontend.listeners.http3.certificate',
    accept: listen('http3', quic),
  },
  {
    code: 'LISTENER_FIELD_UNUSABLE',
    reject: (d) => (http(d).additionalCertificates = ['two']),
    path: 'frontend.listeners.http.additionalCertificates',
    accept: all(listen('http3', quic), listen('https', { ...https, http2: false, quicListener: 'http3' })),
  },
  {
    code: 'LISTENER_SERVER_GROUP_MISSING',
    reject: (d) => delete http(d).serverGroup,
    path: 'frontend.listeners.http.serverGroup',
    accept: all(listen('https', https), (d) => {
      delete http(d).serverGroup;
      http(d).redirectTo = 'https';
    }),
  },
  {
    code: 'LISTENER_REFERENCE_PROTOCOL',
    reject: all(listen('http3', quic), (d) => (http(d).redirectTo = 'http3')),
    path: 'frontend.listeners.http.redirectTo',
    accept: all(listen('http3', quic), listen('https', { ...https, quicListener: 'http3' })),
  },
  {
    code: 'LISTENER_PROTOCOL_MISMATCH',
    reject: (d) => (web(d).protocol = 'gRPC'),
    path: 'frontend.listeners.http.serverGroup',
    accept: all(
      (d) => (web(d).protocol = 'gRPC'),
      (d) => (d.frontend.listeners = { https, http3: quic }),
    ),
  },
  {
    code: 'CERTIFICATE_DUPLICATE',
    reject: listen('https', { ...https, additionalCertificates: ['two', 'one'] }),
    path: 'frontend.listeners.https.additionalCertificates[1]',
    accept: listen('https', { ...https, additionalCertificates: ['two', 'three'] }),
  },
];

export const FORWARDING_RULE_CASES: readonly Case[] = [
  {
    code: 'RULE_ACTION_COUNT',
    reject: rule('pages', { ...FORWARD, ...REDIRECT }),
    path: 'frontend.listeners.http.rules.pages',
    accept: rule('pages', FORWARD),
  },
  {
    code: 'RULE_CONDITIONS_EMPTY',
    reject: rule('pages', { conditions: {}, ...FORWARD }),
    path: 'frontend.listeners.http.rules.pages.conditions',
    accept: rule('pages', { conditions: { headers: { accept: ['*'] } }, ...FORWARD }),
  },
  {
    code: 'RULE_PRIORITY_DUPLICATE',
    reject: all(listen('https', https), rule('pages', { priority: 10000, ...FORWARD }), (d) => {
      http(d).redirectTo = 'https';
    }),
    path: 'frontend.listeners.http.rules.pages.priority',
    accept: all(rule('pages', FORWARD), rule('others', { priority: 2, ...REDIRECT })),
  },
  {
    code: 'FORWARD_GROUP_COUNT',
    reject: rule('pages', { forward: { serverGroups: {} } }),
    path: 'frontend.listeners.http.rules.pages.forward.serverGroups',
    accept: rule('pages', FORWARD),
  },
  {
    code: 'FORWARD_WEIGHTS_ZERO',
    reject: rule('pages', { forward: { serverGroups: { web: 0 } } }),
    path: 'frontend.listeners.http.rules.pages.forward.serverGroups',
    accept: rule('pages', { forward: { serverGroups: { web: 1 } } }),
  },
  {
    code: 'REDIRECT_UNCHANGED',
    reject: rule('pages', { redirect: { httpCode: 302 } }),
    path: 'frontend.listeners.http.rules.pages.redirect',
    accept: rule('pages', { redirect: { host: 'www.example.com' } }),
  },
  {
    code: 'REDIRECT_TO_HTTP',
    reject: listen('https', {
      ...https,
      rules: { back: { priority: 1, conditions: PAGES, redirect: { protocol: 'HTTP' } } },
    }),
    path: 'frontend.listeners.https.rules.back.redirect.protocol',
    accept: rule('pages', { redirect: { protocol: 'HTTPS' } }),
  },
];

export const ACL_CASES: readonly Case[] = [
  {
    code: 'ACL_ENTRY_DUPLICATE',
    reject: office(['10.0.0.0/8', '10.0.0.0/8'], 'http'),
    path: 'frontend.acls.office.entries[1]',
    accept: office(['10.0.0.0/8', '10.0.0.0/9'], 'http'),
  },
  {
    code: 'ACL_NAMED_TWICE',
    reject: all(office(['10.0.0.0/8'], 'http'), (d) => (http(d).acl!.acls = ['office', 'office'])),
    path: 'frontend.listeners.http.acl.acls[1]',
    accept: office(['10.0.0.0/8'], 'http'),
  },
  {
    code: 'ACL_FULL',
    reject: all(basic, office(blocks(301), 'http')),
    path: 'frontend.listeners.http.acl.acls',
    accept: all(basic, office(blocks(300), 'http')),
  },
  {
    code: 'ACL_UNUSED',
    reject: office(['10.0.0.0/8']),
    path: 'frontend.acls.office',
    accept: office(['10.0.0.0/8'], 'http'),
  },
];

export const SERVER_GROUP_SETTING_CASES: readonly Case[] = [
  {
    code: 'UCH_HASH',
    reject: (d) => (web(d).scheduler = 'Uch'),
    path: 'serverGroups.web.uch',
    accept: (d) => Object.assign(web(d), { scheduler: 'Uch', uch: { queryString: 'user' } }),
  },
  {
    code: 'SLOW_START_SCHEDULER',
    reject: (d) => Object.assign(web(d), { scheduler: 'Wlc', slowStart: {} }),
    path: 'serverGroups.web.slowStart',
    accept: (d) => (web(d).slowStart = {}),
  },
  {
    code: 'STICKY_SESSION_COOKIE',
    reject: (d) => (web(d).stickySession = { type: 'Server' }),
    path: 'serverGroups.web.stickySession.cookie',
    accept: (d) => (web(d).stickySession = { type: 'Server', cookie: 'session' }),
  },
  {
    code: 'HEALTH_CHECK_PROTOCOL',
    reject: (d) => (web(d).healthCheck = { protocol: 'gRPC', codes: ['http_2xx'] }),
    path: 'serverGroups.web.healthCheck.codes[0]',
    accept: (d) => (web(d).healthCheck = { protocol: 'gRPC', codes: ['0', '1-15'], method: 'POST' }),
  },
];

export const EDITION_CASES: readonly Case[] = [
  {
    code: 'BASIC_EDITION_HTTPS_BACKEND',
    reject: all(basic, (d) => (web(d).protocol = 'HTTPS')),
    path: 'serverGroups.web.protocol',
    accept: all(
      (d) => (web(d).protocol = 'HTTPS'),
      (d) => (d.frontend.listeners = { https }),
    ),
  },
  {
    code: 'BASIC_EDITION_FEATURE',
    reject: all(basic, rule('pages', { conditions: { methods: ['GET'] }, ...FORWARD })),
    path: 'frontend.listeners.http.rules.pages.conditions.methods',
    accept: all(basic, rule('pages', { conditions: { hosts: ['a.example'], headers: { a: ['b'] } }, ...REDIRECT })),
  },
  {
    code: 'RULE_CONDITIONS_TOO_MANY',
    reject: all(
      basic,
      rule('pages', { conditions: { paths: ['/1', '/2', '/3'], headers: { a: ['1', '2', '3'] } }, ...FORWARD }),
    ),
    path: 'frontend.listeners.http.rules.pages.conditions',
    accept: rule('pages', { conditions: { paths: ['/1', '/2', '/3'], headers: { a: ['1', '2', '3'] } }, ...FORWARD }),
  },
];

const rules =
  (count: number): Change =>
  (deployment) =>
    (http(deployment).rules = many(count, (n) => ({ priority: n + 1, conditions: PAGES, ...REDIRECT })));
const certificates = (count: number): Change =>
  listen('https', { ...https, additionalCertificates: Object.keys(many(count, String)) });

export const LISTENER_QUOTA_CASES: readonly Case[] = [
  { code: 'RULE_QUOTA', reject: rules(101), path: 'frontend.listeners', accept: rules(100) },
  { code: 'RULE_QUOTA_MOST', reject: rules(201), path: 'frontend.listeners', accept: rules(200) },
  { code: 'CERTIFICATE_QUOTA', reject: certificates(26), path: 'frontend.listeners', accept: certificates(25) },
  { code: 'CERTIFICATE_QUOTA_MOST', reject: certificates(301), path: 'frontend.listeners', accept: certificates(300) },
];
