import { parseCidr } from '../../../lib/core';
import { prove, type Flow, type NetworkModel } from '../../../lib/proof';
import type { ServerHealth } from '../../../live/probe/health';
import { requestAdvice } from '../../../live/probe/request-advice';
import { serverVerdict } from '../../../live/probe/server-verdict';
import { seed } from '../../lib/proof/seed';

type Flows = readonly [Flow, ...Flow[]];

const flowsOf = (model: NetworkModel): Flows => prove(model).flows as unknown as Flows;
const without = (cidr: string): NetworkModel => {
  const { text } = parseCidr(cidr);
  const model = seed();
  const vpcRouteTables = model.vpcRouteTables.map((table) => ({
    ...table,
    routes: table.routes.filter(({ destination }) => destination.text !== text),
  }));
  return { ...model, vpcRouteTables };
};
const unsure = (): NetworkModel => {
  const model = seed();
  const gaps = [{ kind: 'existing' as const, message: 'a network ACL' }];
  return { ...model, loadBalancers: model.loadBalancers.map((balancer) => ({ ...balancer, gaps })) };
};
const unused = (): NetworkModel => {
  const model = seed();
  const withoutWeight = (group: NetworkModel['serverGroups'][number]) => ({
    ...group,
    members: group.members.map((member) => ({ ...member, weight: 0 })),
  });
  return { ...model, serverGroups: model.serverGroups.map(withoutWeight) };
};

const MODELS = { proven: seed(), broken: without('100.122.176.0/26'), unknown: unsure(), unused: unused() };
const HEALTH = {
  healthy: { state: 'Healthy' },
  unhealthy: { state: 'Unhealthy', reason: 'CONNECT_FAILED' },
  initial: { state: 'Initial' },
  off: { state: 'Unavailable' },
  unused: { state: 'Unused' },
  none: undefined,
} as const satisfies Record<string, ServerHealth | undefined>;

const LOST = /the answers are lost at .*; add 100\.122\.176\.0\/26 -> .* \[ROUTE_BACK_TO_ORIGIN_MISSING\]$/;
const UNSEEN = /^the cloud finds it healthy all the same, .* report it$/;
const GAP = /^the proof cannot tell: a network ACL$/;
const CLOSED = /nothing takes connections at port 80; .* \[CONNECT_FAILED\]$/;
const BEGUN = /ask again in a minute$/;
const SILENT = /^the cloud says nothing/;

describe('proof and health checks', () => {
  test.each<[keyof typeof MODELS, keyof typeof HEALTH, string, readonly RegExp[]]>([
    ['proven', 'healthy', 'works', []],
    ['proven', 'unhealthy', 'disagree', [CLOSED]],
    ['proven', 'initial', 'unknown', [BEGUN]],
    ['proven', 'off', 'works', [/makes no health checks/]],
    ['proven', 'none', 'unknown', [SILENT]],
    ['broken', 'healthy', 'disagree', [LOST, UNSEEN]],
    ['broken', 'unhealthy', 'broken', [LOST]],
    ['broken', 'initial', 'broken', [LOST]],
    ['broken', 'off', 'broken', [LOST]],
    ['unknown', 'healthy', 'unknown', [GAP]],
    ['unknown', 'unhealthy', 'broken', [GAP, CLOSED]],
    ['unknown', 'initial', 'unknown', [GAP, BEGUN]],
    ['unknown', 'none', 'unknown', [GAP, SILENT]],
    ['unused', 'unused', 'works', [/nothing is sent to it/]],
  ])('%s and %s: %s', (proof, health, verdict, advice) => {
    const found = serverVerdict(flowsOf(MODELS[proof]), () => HEALTH[health]);
    expect(found).toMatchObject({
      proof,
      verdict,
      advice: advice.map((text) => expect.stringMatching(text) as string),
    });
    expect(found.advice).toHaveLength(advice.length);
  });

  test('ask the cloud by group, address and port', () => {
    const asked: unknown[] = [];
    serverVerdict(flowsOf(seed()), (...which) => void asked.push(which));
    expect(asked).toEqual([['web', '192.168.7.20', 80]]);
  });

  test.each([
    [{ reason: 'CONNECT_TIMEOUT' }, /nobody answers at port 80; .* firewall/],
    [{ reason: 'RESPONSE_MISMATCH', response: { actual: '302', expected: 'HTTP_2xx' } }, /with 302 where HTTP_2xx is/],
    [{ reason: 'RESPONSE_MISMATCH' }, /with another status than the one is asked for/],
    [{ reason: 'A_NEW_ONE' }, /what listens at port 80, .*\[A_NEW_ONE\]$/],
    [{}, /the path and codes of the health check$/],
  ])('of a server that is not well for %j name what to look at', (health, text) => {
    const { advice } = serverVerdict(flowsOf(seed()), () => ({ state: 'Unhealthy', ...health }));
    expect(advice).toEqual([expect.stringMatching(text)]);
  });
});

describe('requests', () => {
  const works = serverVerdict(flowsOf(seed()), () => ({ state: 'Healthy' }));
  const down = serverVerdict(flowsOf(seed()), () => ({ state: 'Unhealthy' }));
  const ok = { status: 200, bytes: 1 };

  test.each([
    [{ status: 403, bytes: 1 }, /access control list/],
    [{ status: 463, bytes: 1 }, /in circles/],
    [{ status: 502, bytes: 1 }, /refuses connections/],
    [{ status: 500, bytes: 1 }, /the server answers with an error/],
    [{ bytes: 0, error: { code: 6, message: 'Could not resolve host' } }, /CNAME .* --host$/],
    [{ bytes: 0, error: { code: 28, message: 'timed out' } }, /what lets it out/],
    [{ bytes: 0, error: { code: 99, message: 'new words' } }, /^curl \(99\): new words$/],
    [{ bytes: 0 }, /^no answer$/],
  ])('%j among good ones say what to look at, once', (result, text) => {
    expect(requestAdvice([ok, result, result], [down])).toEqual([expect.stringMatching(text)]);
  });

  test('that fail where every server works point to the client and the listener', () => {
    expect(requestAdvice([{ status: 504, bytes: 1 }], [works])).toEqual([
      expect.stringMatching(/^504/),
      expect.stringMatching(/^every server is proven and healthy: it is the way from the client/),
    ]);
  });

  test('that are answered although no server is well are explained', () => {
    expect(requestAdvice([ok], [down])).toEqual([expect.stringMatching(/tries every server when none is healthy$/)]);
    expect(requestAdvice([ok], [down, works])).toEqual([]);
    expect(requestAdvice([{ status: 404, bytes: 1 }], [])).toEqual([]);
  });
});
