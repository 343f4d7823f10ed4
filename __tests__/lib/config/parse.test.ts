import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { loadDeployment, parseDeployment, validateDeployment, type DeploymentInput } from '../../../lib/config';
import { isValidationError, type Issue } from '../../../lib/core';
import { refusalOf } from '../../support/refusal';
import { seed, seedWith, SIX } from './fixtures';

const DEFAULT = readFileSync(join(__dirname, '../../../deployments/chengdu-hangzhou.yaml'), 'utf8');

const errorsIn = (run: () => unknown): readonly Issue[] =>
  refusalOf(run).issues.filter(({ severity }) => severity === 'error');
const errorsOf = (text: string): readonly Issue[] => errorsIn(() => parseDeployment(text, 'x.yaml'));

/** The default deployment with some text replaced; fails where the text is not there. */
function edited(...edits: readonly (readonly [from: string, to: string])[]): string {
  return edits.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  }, DEFAULT);
}

describe('the default deployment', () => {
  it('is the topology of the ALB page with the six back-to-origin CIDRs', () => {
    const { deployment, notices } = loadDeployment(DEFAULT);

    const { alb, ...frontend } = deployment.frontend;
    expect(alb.backToOriginCidrs).toEqual(SIX);
    expect(frontend.vpc).toEqual(seed().frontend.vpc);
    expect(deployment.backends.hangzhou?.vpc).toEqual(seed().backends.hangzhou?.vpc);
    expect(deployment.backends.hangzhou?.servers.ecs1?.instance?.privateIp).toBe('192.168.7.20');
    expect(notices.map(({ code }) => code)).toEqual([
      'BANDWIDTH_POSTPAID_UNSURE',
      'VPC_CIDR_LARGE',
      'SOURCE_MODE_BACK_TO_ORIGIN_ON_NEW_ALB',
    ]);
  });

  it('names the schema for editors in its first line', () => {
    expect(DEFAULT.split('\n')[0]).toBe('# yaml-language-server: $schema=../docs/reference/deployment.schema.json');
  });
});

describe('defaults', () => {
  it('are those of the API, and health checks are on', () => {
    const { deployment } = validateDeployment(
      seedWith((d) => {
        d.serverGroups.web = {};
        delete d.frontend.alb;
        delete d.tags;
        delete d.backends.hangzhou!.servers.ecs1!.weight;
        d.frontend.listeners.http = { port: 8080, serverGroup: 'web' };
      }),
    );

    expect(deployment.serverGroups.web).toEqual({
      protocol: 'HTTP',
      scheduler: 'Wrr',
      healthCheck: {
        enabled: true,
        protocol: 'HTTP',
        path: '/',
        httpVersion: 'HTTP1.1',
        intervalSeconds: 2,
        timeoutSeconds: 5,
        healthyThreshold: 3,
        unhealthyThreshold: 3,
      },
    });
    expect(deployment.frontend.alb).toEqual({ address: 'intranet', edition: 'Standard' });
    expect(deployment.backends.hangzhou?.servers.ecs1?.weight).toBe(100);
    expect(deployment.environment).toBe('development');
    expect(deployment.frontend.listeners.http).toEqual({
      port: 8080,
      protocol: 'HTTP',
      serverGroup: 'web',
      additionalCertificates: [],
      idleTimeoutSeconds: 15,
      requestTimeoutSeconds: 60,
      gzip: true,
      xForwardedFor: {
        enabled: true,
        processingMode: 'append',
        proto: false,
        host: false,
        slbId: false,
        slbPort: false,
        clientSrcPort: false,
      },
      rules: {},
    });
    expect(deployment.terraform.backend).toBe('local');
    expect(deployment.tags).toEqual({});
  });

  it('leave the input as it was', () => {
    const input = seed();
    validateDeployment(input);
    expect(input).toEqual(seed());
  });
});

describe('problems of a deployment file', () => {
  it('are reported together, in the order of the file, each with path, line and column', () => {
    // GIVEN four mistakes of four kinds
    const text = edited(
      ['region: cn-chengdu', 'regoin: cn-chengdu'],
      ['scheduler: Wrr', 'scheduler: wrr'],
      ['cidr: 192.168.7.0/24', 'cidr: 192.168.7.5/24'],
      ['weight: 100', 'weight: 101'],
    );

    // WHEN
    const error = refusalOf(() => parseDeployment(text, 'deployments/x.yaml'));

    // THEN
    expect(error.code).toBe('DEPLOYMENT_INVALID');
    expect(error.issues.map(({ code, path, suggestion }) => [code, path, suggestion])).toEqual([
      ['UNKNOWN_KEY', 'frontend.regoin', 'region'],
      ['VALUE_NOT_ALLOWED', 'serverGroups.web.scheduler', 'Wrr'],
      ['CIDR_HOST_BITS', 'backends.hangzhou.vpc.vSwitches.vsw4.cidr', '192.168.7.0/24'],
      ['BACKEND_WEIGHT_RANGE', 'backends.hangzhou.servers.ecs1.weight', undefined],
    ]);
    for (const { path, line, column } of error.issues) {
      const key = path.split('.').at(-1)!;
      expect(text.split('\n')[line! - 1]!.slice(column! - 1, column! - 1 + key.length)).toBe(key);
    }
    expect(error.message).toContain('deployments/x.yaml has 4 problems\n');
    expect(error.message).toContain('weight must be a whole number from 0 to 100, got 101 (BACKEND_WEIGHT_RANGE)');
  });

  it('of the shape do not hide those between fields', () => {
    const errors = errorsOf(
      edited(
        ['scheduler: Wrr', 'shceduler: Wrr'],
        ['cidr: 192.168.0.0/16', 'cidr: 172.16.0.0/16'],
        ['port: 80\n', 'port: eighty\n'],
      ),
    );

    expect(errors.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['UNKNOWN_KEY', 'CIDR_OVERLAP', 'VSWITCH_CIDR_INVALID', 'BACKEND_PORT_MISMATCH']),
    );
  });

  it('are not invented because of a part that could not be read', () => {
    // GIVEN a vSwitch that cannot be read, which a server and the ALB refer to
    expect(errorsOf(edited(['cidr: 172.16.0.0/24', 'cidr: 172.16.0.0']))).toHaveLength(1);
    expect(errorsOf(edited(['cidr: 192.168.7.0/24', 'cidr: nonsense']))).toHaveLength(1);
    expect(errorsOf(edited(['type: ecs.g7.large', 'type: g7']))).toHaveLength(1);
  });

  it('in lists point at the item', () => {
    const text = edited(['- 100.122.176.0/26', '- 100.122.176.1/26']);
    const [issue] = errorsOf(text);

    expect(issue).toMatchObject({ path: 'frontend.alb.backToOriginCidrs[5]', suggestion: '100.122.176.0/26' });
    expect(text.split('\n')[issue!.line! - 1]).toContain('- 100.122.176.1/26');
  });

  it.each([
    ['address: intranet', 'address: internet', 'NOT_SUPPORTED_YET', 'elastic IP'],
    ['backend: local', 'backend: s3', 'NOT_SUPPORTED_YET', 'use local, oss or cloud'],
    ['backend: local', 'backend: oss', 'STATE_SETTINGS_MISSING', 'bucket and region'],
    ['edition: Standard', 'edition: Extensible', 'ALB_EDITION_UNKNOWN', 'Basic or Standard or StandardWithWaf'],
    ['bandwidthMbps: 10\n', '\n', 'BANDWIDTH_UNSET', 'bandwidthMbps is missing'],
    ['bandwidthMbps: 10\n', 'bandwidthMbps: 0\n', 'BANDWIDTH_RANGE', 'from 1 to 10000, got 0'],
    ['bandwidthMbps: 10\n', 'bandwidthMbps: 1.5\n', 'BANDWIDTH_RANGE', 'a whole number'],
    ['http: { port: 80', 'http: { port: 0', 'LISTENER_PORT_RANGE', 'from 1 to 65535, got 0'],
    ['http: { port: 80', 'http: { idleTimeoutSeconds: 601, port: 80', 'OUT_OF_RANGE', 'from 1 to 600, got 601'],
    [
      'name: chengdu-hangzhou',
      'environment: prod\nname: chengdu-hangzhou',
      'VALUE_NOT_ALLOWED',
      'staging or production',
    ],
    ['region: cn-chengdu', 'domain: Shop.example.com\n  region: cn-chengdu', 'FORMAT_INVALID', 'shop.example.com'],
    ['{ path: / }', '{ path: health }', 'HEALTH_CHECK_PATH', 'starts with /'],
    ['{ path: / }', '{ intervalSeconds: 51 }', 'HEALTH_CHECK_RANGE', 'from 1 to 50, got 51'],
    ['{ path: / }', '{ codes: [] }', 'OUT_OF_RANGE', 'codes must not be empty'],
    ['name: chengdu-hangzhou', 'name: Chengdu', 'FORMAT_INVALID', 'lower-case letters'],
    ['vsw1: { zone', '1st: { zone', 'KEY_INVALID', 'got "1st"'],
    ['project: causeway', 'project: 7', 'TYPE_WRONG', 'put it in quotes'],
    ['project: causeway', 'project: ', 'TYPE_WRONG', 'got nothing'],
    ['privateIp: 192.168.7.20', 'privateIp: 192.168.7.020', 'IP_ADDRESS_INVALID', 'leading zeros'],
  ])('rejects %j -> %j as %s', (from, to, code, text) => {
    const issue = errorsOf(edited([from, to])).find((candidate) => candidate.code === code);

    expect(issue?.message).toContain(text);
    expect(issue?.message).not.toMatch(/undefined|\[object|\.$/);
  });

  it('of a TypeScript user have paths and no lines', () => {
    const [issue] = errorsIn(() => validateDeployment(seedWith((d) => (d.frontend.vpc.cidr = '172.16.0.1/12'))));

    expect(issue).toMatchObject({ path: 'frontend.vpc.cidr', suggestion: '172.16.0.0/12' });
    expect(issue).not.toHaveProperty('line');
  });
});

describe('misspelt keys', () => {
  it('are told once, not also as the key that is missing for it', () => {
    expect(errorsOf(edited(['region: cn-chengdu', 'regoin: cn-chengdu'])).map(({ code }) => code)).toEqual([
      'UNKNOWN_KEY',
    ]);
    expect(errorsOf(edited(['tags: {', 'tgas: {']))[0]?.suggestion).toBe('tags');
  });

  it('by the thousand make a message that can be read, and all are carried', () => {
    const many = Array.from({ length: 5000 }, (_, index) => `k${index}: 1`).join('\n');
    const error = refusalOf(() => parseDeployment(`${DEFAULT}\n${many}\n`));

    expect(error.issues.length).toBe(5000);
    expect(error.message.split('\n')).toHaveLength(52);
    expect(error.message).toMatch(/and 4950 more$/);
  });
});

describe('texts that are no deployment at all', () => {
  it.each([
    ['an empty file', '', 'YAML_EMPTY'],
    ['only comments', '# nothing\n---\n', 'YAML_EMPTY'],
    ['a list', '- a\n- b\n', 'YAML_NOT_A_MAP'],
    ['plain text', 'hello', 'YAML_NOT_A_MAP'],
    ['broken YAML', 'name: [a\nb: }', 'YAML_SYNTAX'],
    ['a key twice', 'name: a\nname: b\n', 'YAML_DUPLICATE_KEY'],
    ['two documents', 'name: a\n---\nname: b\n', 'YAML_MULTIPLE_DOCUMENTS'],
    ['an unknown tag', 'name: !secret x\n', 'YAML_TAG'],
    ['an anchor that is not there', 'name: *nobody\n', 'YAML_ALIASES'],
    ['anchors that multiply', billionLaughs(), 'YAML_ALIASES'],
    ['a huge file', `name: ${'x'.repeat(300_000)}`, 'YAML_TOO_LARGE'],
    ['nesting without end', '['.repeat(100_000), 'YAML_SYNTAX'],
  ])('rejects %s with one clear error', (_, text, code) => {
    const error = refusalOf(() => parseDeployment(text, 'x.yaml'));

    expect(error.code).toBe(code);
    expect(error.issues).toHaveLength(1);
    expect(error.message).toMatch(/^x\.yaml/);
    expect(error.message.length).toBeLessThan(400);
  });

  it('says where a key is repeated', () => {
    const [issue] = refusalOf(() => parseDeployment('name: a\ncen: {}\nname: b\n')).issues;
    expect(issue).toMatchObject({ line: 3, column: 1 });
  });

  it('takes anchors that are used with measure', () => {
    const text = edited(['project: causeway }', 'project: &p causeway, again: *p }']);
    expect(parseDeployment(text).tags).toEqual({ project: 'causeway', again: 'causeway' });
  });
});

function billionLaughs(): string {
  const lines = ['a0: &a0 [x, x]'];
  for (let index = 1; index < 12; index += 1)
    lines.push(
      `a${index}: &a${index} [${Array(9)
        .fill(`*a${index - 1}`)
        .join(', ')}]`,
    );
  return lines.join('\n');
}

describe('whatever comes in', () => {
  const onlyValidationErrors = (run: () => unknown): void => {
    try {
      run();
    } catch (error) {
      if (!isValidationError(error)) throw error;
      expect(error.issues.some(({ severity }) => severity === 'error')).toBe(true);
    }
  };

  it('any value is taken or refused with a ValidationError', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true }), (value) =>
        onlyValidationErrors(() => validateDeployment(value as DeploymentInput)),
      ),
      { numRuns: 300 },
    );
  });

  it('any text is taken or refused with a ValidationError', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => onlyValidationErrors(() => loadDeployment(text))),
      { numRuns: 300 },
    );
  });

  it('a deployment with any one part replaced by anything is taken or refused with a ValidationError', () => {
    const paths = pathsOf(seed());
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.anything(), (path, value) => {
        onlyValidationErrors(() => validateDeployment(replaced(seed(), path, value) as DeploymentInput));
      }),
      { numRuns: 500 },
    );
  });

  it('a map that contains itself is refused', () => {
    const loop: Record<string, unknown> = { ...seed() };
    loop.frontend = loop;
    expect(errorsIn(() => validateDeployment(loop as unknown as DeploymentInput)).length).toBeGreaterThan(0);
  });
});

function pathsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, part]) => pathsOf(part, [...path, key]))];
}

function replaced(value: unknown, [step, ...rest]: readonly string[], by: unknown): unknown {
  if (step === undefined) return by;
  const map = value as Record<string, unknown>;
  return { ...map, [step]: replaced(map[step], rest, by) };
}
