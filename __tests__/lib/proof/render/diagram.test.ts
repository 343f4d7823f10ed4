import { prove, type NetworkModel, type Proof } from '../../../../lib/proof';
import { pathDiagram, pathView, topologyDiagram } from '../../../../lib/proof/render';
import type { Drawing } from '../../../../lib/proof/render/diagram/drawing';
import { flatten, layout, type PlacedBox } from '../../../../lib/proof/render/diagram/layout';
import { pathDrawing } from '../../../../lib/proof/render/diagram/path-drawing';
import { topologyDrawing } from '../../../../lib/proof/render/diagram/topology-drawing';
import { LINE_HEIGHT, widthOf } from '../../../../lib/proof/render/diagram/box';
import { modelOf, withoutRoute } from './fixtures';

const LONG = 'production-shop-frontend-of-the-blue-team-in-the-second-account-';
const EVIL = 'a"b<i>&;#x`]){|%\\ end ';

const models: readonly (readonly [string, NetworkModel])[] = [
  ['the default topology', modelOf()],
  ['three backend regions with 20 servers each', modelOf({ backends: 3, serversPerBackend: 20 })],
  ['long names', modelOf({ backends: 2, serversPerBackend: 3, prefix: LONG })],
  ['twenty backend regions', modelOf({ backends: 20 })],
  ['names in Chinese', modelOf({ prefix: '生产环境负载均衡' })],
  ['no backend', modelOf({ backends: 0 })],
  ['no load balancer', { ...modelOf(), loadBalancers: [], listeners: [], serverGroups: [] }],
];

const brokenBack = (): Proof => prove(withoutRoute(modelOf(), 'rt-0', '100.122.176.0/26'));
const brokenOut = (): Proof => prove(withoutRoute(modelOf(), 'rt-front', '192.168.7.0/24'));

function viewOf(proof: Proof) {
  const view = pathView(proof.flows.at(-1)!);
  if (view === undefined) throw new Error('the flow has no path');
  return view;
}

/** All pairs of boxes of which neither is in the other. */
function siblings({ children }: PlacedBox): (readonly [PlacedBox, PlacedBox])[] {
  const pairs = children.flatMap((a, at) => children.slice(at + 1).map((b) => [a, b] as const));
  return [...pairs, ...children.flatMap(siblings)];
}

const overlap = (a: PlacedBox, b: PlacedBox): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const sticksOut = ({ x, y, width, height, children }: PlacedBox): boolean =>
  children.some((child) => {
    const right = child.x + child.width > x + width + 0.01;
    return child.x < x || child.y < y || right || child.y + child.height > y + height + 0.01;
  });

const holdsItsText = ({ box, width, height }: PlacedBox): boolean =>
  box.lines.every((line) => widthOf(line) <= width) && box.lines.length * LINE_HEIGHT <= height;

function expectTidy({ root }: Drawing): void {
  const placed = layout(root);
  const all = flatten(placed);
  expect(all.length).toBeGreaterThan(3);
  expect(siblings(placed).filter(([a, b]) => overlap(a, b))).toEqual([]);
  expect(all.filter(sticksOut)).toEqual([]);
  expect(all.filter((each) => !holdsItsText(each))).toEqual([]);
}

/** The text of a picture as people read it, without spaces: labels are broken over lines. */
const readable = (text: string): string => {
  const plain = text.replace(/<text [^>]*>|<[^>]+>/g, '').replace(/\s+/g, '');
  return plain
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
};

/** Every label that a topology has. */
const labelsOf = (model: NetworkModel): string[] => [
  ...[...model.vpcs, ...model.vSwitches, ...model.transitRouters, ...model.loadBalancers].map(({ label }) => label),
  ...[...model.vpcRouteTables, ...model.transitRouterRouteTables].map(({ label }) => label),
  ...model.serverGroups.flatMap(({ members }) => members.flatMap(({ label, address = '' }) => [label, address])),
  ...model.connections.map(({ bandwidthMbps = 0 }) => `${String(bandwidthMbps)} Mbit/s`),
  ...model.vpcs.map(({ region }) => region),
];

/** The corners of a path of horizontal and vertical lines. */
function cornersOf(d: string): readonly (readonly [number, number])[] {
  const corners: [number, number][] = [];
  for (const [, command, first = '', second = ''] of d.matchAll(/([MHV])([\d.]+)(?: ([\d.]+))?/g)) {
    const [x, y] = corners.at(-1) ?? [0, 0];
    if (command === 'M') corners.push([Number(first), Number(second)]);
    else corners.push(command === 'H' ? [Number(first), y] : [x, Number(first)]);
  }
  return corners;
}

function crosses(from: readonly [number, number], to: readonly [number, number], region: readonly number[]): boolean {
  const [x = 0, y = 0, width = 0, height = 0] = region;
  const isBeside = Math.max(from[0], to[0]) < x || Math.min(from[0], to[0]) > x + width;
  return !isBeside && Math.max(from[1], to[1]) >= y && Math.min(from[1], to[1]) <= y + height;
}

describe('the picture of a topology', () => {
  it.each(models)('lays out %s without overlaps, with all text in its box', (_, model) => {
    expectTidy(topologyDrawing(model));
  });

  it.each(models)('shows every label of %s', (_, model) => {
    const text = readable(topologyDiagram(model, 'svg'));
    const labels = labelsOf(model);
    expect(labels.length).toBeGreaterThan(5);
    expect(labels.filter((label) => !text.includes(label.replace(/\s+/g, '')))).toEqual([]);
  });

  it('draws every attachment and every connection', () => {
    const svg = topologyDiagram(modelOf({ backends: 3 }), 'svg');
    expect(svg.match(/<path class="attachment"/g)).toHaveLength(4);
    expect(svg.match(/<path class="connection"/g)).toHaveLength(3);
  });

  it.each([5, 9, 20])('is about as wide as a screen with %i backend regions', (backends) => {
    const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(topologyDiagram(modelOf({ backends }), 'svg')) ?? [];
    const ratio = Number(width) / Number(height);
    expect(ratio).toBeGreaterThan(0.9);
    expect(ratio).toBeLessThan(2.5);
  });

  it.each([5, 20])('leads no connection through another region, of %i', (backends) => {
    const svg = topologyDiagram(modelOf({ backends }), 'svg');
    const regions = [
      ...svg.matchAll(/<rect class="region" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g),
    ].map(([, ...numbers]) => numbers.map(Number));
    const paths = [...svg.matchAll(/<path class="connection" d="([^"]+)"/g)].map(([, d = '']) => cornersOf(d));
    expect(regions).toHaveLength(backends + 1);
    for (const corners of paths) {
      const crossed = regions.filter((region) => corners.slice(1).some((to, at) => crosses(corners[at]!, to, region)));
      // It begins in the region of the ALB, and ends in one other.
      expect(crossed).toHaveLength(2);
    }
  });

  it('shows a hundred routes as a few, and how many more there are', () => {
    const many = Array.from({ length: 100 }, (_, at) => `100.96.${String(at)}.0/24`);
    const svg = topologyDiagram(modelOf({ backToOrigin: many }), 'svg');
    expect(svg).toContain('100.96.4.0/24');
    expect(svg).not.toContain('100.96.50.0/24');
    expect(readable(svg)).toContain('95more');
  });

  it('says so where a connection tells no routes', () => {
    const model = modelOf();
    const connections = model.connections.map((each) => ({ ...each, autoPublishRouteEnabled: false }));
    expect(topologyDiagram({ ...model, connections }, 'svg')).toContain('10 Mbit/s, tells no routes');
  });

  it('shows a server whose address is in no vSwitch, and one of several groups only once', () => {
    const model = modelOf();
    const [group] = model.serverGroups;
    const outside = { ...group!.members[0]!, label: 'far', address: '10.200.0.1', instanceId: undefined };
    const groups = [
      { ...group!, members: [...group!.members, outside] },
      { ...group!, id: 'api', label: 'api' },
    ];
    const svg = topologyDiagram({ ...model, serverGroups: groups }, 'svg');
    expect(svg).toContain('in no known vSwitch');
    expect(svg.match(/>ecs1<\/text>/g)).toHaveLength(1);
    expect(svg).toContain('api: port 80, weight 100');
  });
});

describe('the picture of a path', () => {
  const proofs = [
    ['proven', prove(modelOf())],
    ['lost on the way back', brokenBack()],
    ['lost on the way out', brokenOut()],
    ['of long names', prove(modelOf({ prefix: LONG }))],
  ] as const;

  it.each(proofs)('lays out one that is %s without overlaps, with all text in its box', (_, proof) => {
    expectTidy(pathDrawing(viewOf(proof)));
  });

  it('goes through every place there and back, with the entries that were followed', () => {
    const svg = pathDiagram(viewOf(prove(modelOf())), 'svg');
    expect(svg.match(/<path class="out"/g)).toHaveLength(5);
    expect(svg.match(/<path class="back"/g)).toHaveLength(5);
    const text = readable(svg);
    expect(text).toContain('192.168.7.0/24-&gt;attachmentofvpc1'.replace('&gt;', '>'));
    expect(text).toContain('100.122.176.0/26->attachmentofvpc2');
    expect(svg).not.toContain('lost here');
  });

  it('marks the place where answers are lost, with the reason and what mends it', () => {
    const svg = pathDiagram(viewOf(brokenBack()), 'svg');
    expect(svg.match(/<rect class="lost"/g)).toHaveLength(1);
    const text = readable(svg);
    expect(text).toContain('100.64.0.0/10->cloudservices');
    expect(text).toContain('tomendit:add100.122.176.0/26->attachmentofvpc2');
    expect(svg.match(/<path class="back"/g)).toHaveLength(1);
  });

  it('names the server that is not reached when packets are lost on the way out', () => {
    const svg = pathDiagram(viewOf(brokenOut()), 'svg');
    expect(svg).toContain('not reached');
    expect(svg).not.toContain('<path class="back"');
  });

  it('does not exist for a flow that nothing is known of', () => {
    expect(pathView({ ...brokenBack().flows[0]!, paths: [] })).toBeUndefined();
  });
});

describe('pictures', () => {
  it('are the same for the same model', () => {
    for (const format of ['svg', 'mermaid'] as const) {
      expect(topologyDiagram(modelOf({ backends: 2 }), format)).toBe(topologyDiagram(modelOf({ backends: 2 }), format));
    }
  });

  it('hold whatever is in a name, and nothing of it is markup', () => {
    const model = modelOf({ prefix: EVIL });
    for (const svg of [topologyDiagram(model, 'svg'), pathDiagram(viewOf(prove(model)), 'svg')]) {
      expect(svg).not.toMatch(/<i>|&(?!(amp|lt|gt|quot|apos);)/);
      expect(readable(svg)).toContain('a"b<i>&;#x`]){|%\\end');
    }
  });

  it('replace what XML does not take', () => {
    const svg = topologyDiagram(modelOf({ prefix: 'bell\u0007half\ud800' }), 'svg');
    expect(svg).toContain('bell?half?vpc1');
  });
});

describe('Mermaid', () => {
  const LINE = new RegExp(
    [
      '^subgraph n\\d+\\["[^"]*"\\]$',
      '^end$',
      '^class n\\d+ \\w+$',
      '^classDef \\w+ [\\w:#,-]+$',
      '^(n\\d+|lost)\\["[^"]*"\\]:::\\w+$',
      '^n\\d+ (---|-\\.-x|===\\|"[^"]*"\\||-->\\|"[^"]*"\\||-\\.->\\|"[^"]*"\\|) (n\\d+|lost)$',
    ].join('|'),
  );

  /** What Mermaid's grammar of flowcharts takes of what we use: the parser itself would be a dependency of 150 MB. */
  function expectFlowchart(text: string): void {
    const [open, title, close, head, ...lines] = text.trimEnd().split('\n');
    expect([open, close]).toEqual(['---', '---']);
    expect(title).toMatch(/^title: "/);
    expect(head).toMatch(/^flowchart (LR|TB)$/);
    expect(lines.filter((line) => !LINE.test(line.trim()))).toEqual([]);
    const count = (pattern: RegExp): number => lines.filter((line) => pattern.test(line.trim())).length;
    expect(count(/^subgraph /)).toBe(count(/^end$/));
    const named = new Set(lines.flatMap((line) => /^(?:subgraph )?(n\d+|lost)\[/.exec(line.trim())?.[1] ?? []));
    const joined = lines.flatMap((line) => /^(n\d+) [-=].* (n\d+|lost)$/.exec(line.trim())?.slice(1) ?? []);
    expect(joined.filter((name) => !named.has(name))).toEqual([]);
  }

  it.each([...models, ['names full of markup', modelOf({ prefix: EVIL })] as const])('draws %s', (_, model) => {
    expectFlowchart(topologyDiagram(model, 'mermaid'));
  });

  it('draws a path, and where it ends', () => {
    expectFlowchart(pathDiagram(viewOf(prove(modelOf())), 'mermaid'));
    const broken = pathDiagram(viewOf(brokenBack()), 'mermaid');
    expectFlowchart(broken);
    expect(broken).toContain('add 100.122.176.0/26 -#62; attachment of vpc2');
  });
});
