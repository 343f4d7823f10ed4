import { prove, type NetworkModel, type Problem, type Proof } from '../../../../lib/proof';
import { flowSentences, lossesInWords, proofJson, report, selectFlows, serverName } from '../../../../lib/proof/render';
import { modelOf, withoutRoute } from './fixtures';

const broken = (): Proof => prove(withoutRoute(modelOf(), 'rt-0', '100.122.176.0/26'));

/** A black hole for a part of a range, at the router of the backend. */
function halfBroken(): NetworkModel {
  const model = modelOf();
  const transitRouterRouteTables = model.transitRouterRouteTables.map((table) => ({
    ...table,
    routes: [
      ...table.routes,
      ...(table.id === 'trt-0'
        ? [
            {
              destination: { first: 1685761920, last: 1685761951, prefixLength: 27, text: '100.122.175.128/27' },
              nextHop: { kind: 'blackHole' as const },
              label: 'black hole',
            },
          ]
        : []),
    ],
  }));
  return { ...model, transitRouterRouteTables };
}

function withGap(): NetworkModel {
  const model = modelOf();
  const gap = { kind: 'existing' as const, message: 'rt-0: its routes stand only in the cloud' };
  return {
    ...model,
    vpcRouteTables: model.vpcRouteTables.map((each) => (each.id === 'rt-0' ? { ...each, gaps: [gap] } : each)),
  };
}

const lineOf = (proof: Proof, range: string) => report(proof).sections[0]!.lines.find((line) => line.range === range)!;

describe('a report', () => {
  it('has a line for each source range of each listener and server, and counts them', () => {
    const { summary, sections, mark } = report(prove(modelOf({ backends: 2, serversPerBackend: 2 })));
    expect([mark, summary]).toEqual(['proven', 'proven: 32 of 32 flows proven']);
    expect(sections.map(({ lines }) => lines.length)).toEqual([8, 8, 8, 8]);
    expect(sections[0]).toMatchObject({
      title: 'HTTP 80 of alb1 -> web/ecs1 (192.168.7.20:80, cn-hangzhou)',
      count: '8 of 8 source ranges proven',
    });
  });

  it('says where answers are lost, why, and what to add', () => {
    expect(lineOf(broken(), '100.122.176.0/26')).toMatchObject({
      mark: 'broken',
      texts: [
        'arrive, but the answers are lost at system route table of vpc2 (cn-hangzhou): 100.64.0.0/10 -> cloud services; add 100.122.176.0/26 -> attachment of vpc2 [ROUTE_BACK_TO_ORIGIN_MISSING]',
      ],
    });
    expect(report(broken()).summary).toBe('broken: 7 of 8 flows proven, 1 broken');
  });

  it('says which part of a range is lost', () => {
    const [text] = lineOf(prove(halfBroken()), '100.122.175.128/26').texts;
    expect(text).toMatch(/^100\.122\.175\.128\/27 of it: arrive, but the answers are lost at table of tr-cn-hangzhou/);
  });

  it('says what is missing to tell, once for all flows', () => {
    const proof = prove(withGap());
    const { mark, gaps, sections } = report(proof);
    expect([mark, gaps]).toEqual(['unknown', ['rt-0: its routes stand only in the cloud']]);
    expect(sections[0]!.lines[0]!.texts).toEqual(['cannot be told: rt-0: its routes stand only in the cloud']);
  });

  it('does not call it proven when there is nothing to prove', () => {
    const { mark, summary } = report(prove({ ...modelOf(), listeners: [] }));
    expect([mark, summary]).toEqual(['unknown', 'unknown: there is nothing to prove']);
  });

  it('lists each change once, with how many source ranges need it', () => {
    const { remedies } = report(prove(withoutRoute(modelOf({ serversPerBackend: 3 }), 'rt-0', '172.16.6.0/24')));
    expect(remedies).toEqual([
      { text: 'system route table of vpc2 (cn-hangzhou): add 172.16.6.0/24 -> attachment of vpc2', flowCount: 3 },
    ]);
  });

  it('has every hop with the table and the entry, for who asks', () => {
    const [trace] = lineOf(broken(), '100.122.176.0/26').traces;
    expect(trace!.hops.at(-1)).toMatchObject({
      way: 'back',
      table: { label: 'system route table of vpc2' },
      text: '100.64.0.0/10 -> cloud services',
    });
  });

  it('tells a server without weight apart from one that is lost', () => {
    const model = modelOf({ serversPerBackend: 2 });
    const [group] = model.serverGroups;
    const members = group!.members.map((member, at) => ({ ...member, weight: at === 0 ? 0 : 100 }));
    const { sections, summary } = report(prove({ ...model, serverGroups: [{ ...group!, members }] }));
    expect(sections[0]!.lines[0]).toMatchObject({ mark: 'unused', texts: ['not used: its weight is 0'] });
    expect(summary).toBe('proven: 8 of 16 flows proven, 8 unused');
  });
});

describe('a flow in one sentence', () => {
  it('tells who is lost, where and what mends it', () => {
    expect(flowSentences(broken().flows.at(-1)!)).toEqual([
      'health checks from 100.122.176.0/26 reach web/ecs1 (192.168.7.20:80, cn-hangzhou), but the answers are lost at system route table of vpc2 (cn-hangzhou): 100.64.0.0/10 -> cloud services; add 100.122.176.0/26 -> attachment of vpc2',
    ]);
  });

  it('speaks of requests where there are no health checks, and of their port where it is another', () => {
    const model = modelOf();
    const [group] = model.serverGroups;
    const with_ = (healthCheck: { enabled: boolean; port?: number }) =>
      flowSentences(prove({ ...model, serverGroups: [{ ...group!, healthCheck }] }).flows[0]!)[0];
    expect(with_({ enabled: false })).toMatch(/^requests from 172\.16\.0\.0\/24 to web\/ecs1 /);
    expect(with_({ enabled: true, port: 8080 })).toMatch(/^health checks \(port 8080\) from/);
  });

  it('calls a server by the last part of a construct path, and by its Terraform address without the type', () => {
    const [flow] = broken().flows;
    const named = (group: string, server: string) =>
      serverName({ serverGroup: { ...flow!.serverGroup, label: group }, server: { ...flow!.server, label: server } });
    expect(named('alb/server-groups/web', 'backends/hangzhou/ecs1')).toBe('web/ecs1');
    expect(named('module.a.alicloud_alb_server_group.web', 'alicloud_instance.this["10.0.0.0/8"]')).toBe(
      'web/this["10.0.0.0/8"]',
    );
  });

  it('is told once for all flows that one change mends', () => {
    const losses = lossesInWords(prove(withoutRoute(modelOf({ serversPerBackend: 3 }), 'rt-front', '192.168.7.0/24')));
    expect(losses).toHaveLength(1);
    expect(losses[0]!.text).toMatch(/do not reach web\/ecs1 .* \(and 23 more like it\)$/);
  });
});

describe('a choice of flows', () => {
  const proof = prove(withoutRoute(modelOf({ backends: 2 }), 'rt-0', '172.16.0.0/24'));

  it.each(['web/ecs1', 'ecs1', '192.168.7.20', '192.168.7.20:80'])('takes %s for a server', (server) => {
    expect(selectFlows(proof, { server }).flows.length).toBeGreaterThanOrEqual(8);
  });

  it.each(['http', '80', 'HTTP 80'])('takes %s for a listener', (listener) => {
    expect(selectFlows(proof, { listener }).flows).toHaveLength(16);
  });

  it('has the status of what was chosen', () => {
    expect(selectFlows(proof, { server: '10.1.7.20' }).status).toBe('proven');
    expect(selectFlows(proof, { server: '192.168.7.20' }).status).toBe('broken');
  });

  it('rejects a name that there is not, with those that there are', () => {
    expect(() => selectFlows(proof, { server: 'ecs9' })).toThrow('there is no server "ecs9"; there is web/ecs1');
    expect(() => selectFlows(proof, { source: '10.0.0.0/8' })).toThrow('there is no source range "10.0.0.0/8"');
  });
});

describe('many problems', () => {
  const problemAt = (code: string, at: number): Problem => {
    const label = `alicloud_instance.web[${String(at)}]`;
    return { code, severity: 'error', place: { kind: 'resource', id: label, label, region: '' }, message: 'is wrong' };
  };
  const textsOf = (problems: readonly Problem[]) => report({ ...broken(), problems }).problems.map(({ text }) => text);

  it('of one rule are told of ten times, and how many more there are', () => {
    const many = Array.from({ length: 3050 }, (_, at) => problemAt('PRIVATE_IP_DUPLICATE', at));
    const texts = textsOf([...many, problemAt('OTHER', 0)]);
    expect(texts).toHaveLength(12);
    expect(texts[10]).toBe('and 3040 more like it; --json has all of them [PRIVATE_IP_DUPLICATE]');
    expect(texts[11]).toBe('alicloud_instance.web[0]: is wrong [OTHER]');
  });

  it('are all told of while they are ten', () => {
    expect(textsOf(Array.from({ length: 10 }, (_, at) => problemAt('OTHER', at)))).toHaveLength(10);
  });
});

describe('a proof as JSON', () => {
  const json = JSON.parse(JSON.stringify(proofJson(broken()))) as ReturnType<typeof proofJson>;

  it('has a format, a status and counts', () => {
    expect(json).toMatchObject({
      format: 1,
      status: 'broken',
      summary: { flows: 8, proven: 7, broken: 1, unknown: 0, unused: 0 },
      problems: [],
      gaps: [],
      assumptions: [],
    });
  });

  it('has for each flow what the documentation lists', () => {
    const flow = json.flows.at(-1)!;
    expect(Object.keys(flow)).toEqual([
      'loadBalancer',
      'listener',
      'serverGroup',
      'server',
      'source',
      'status',
      'messages',
      'checked',
      'losses',
      'paths',
      'gaps',
      'assumptions',
    ]);
    expect(flow.source).toEqual({ cidr: '100.122.176.0/26', kind: 'backToOrigin' });
    expect(flow.losses[0]).toMatchObject({
      code: 'ROUTE_BACK_TO_ORIGIN_MISSING',
      way: 'back',
      place: { kind: 'vpc', id: 'vpc-0', label: 'vpc2', region: 'cn-hangzhou' },
      reason: '100.64.0.0/10 -> cloud services',
      remedy: 'add 100.122.176.0/26 -> attachment of vpc2',
      sources: ['100.122.176.0/26'],
    });
    expect(flow.paths[0]!.hops[0]).toMatchObject({ way: 'out', entry: { destination: '192.168.7.0/24' } });
  });

  it('has no block in any other form than text', () => {
    expect(JSON.stringify(json)).not.toContain('prefixLength');
  });
});
