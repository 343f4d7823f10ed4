import { type Box, fontSizeOf, LINE_HEIGHT, type Line, widthOf } from './box';
import type { Drawing, Link } from './drawing';
import { flatten, layout, PADDING, type PlacedBox } from './layout';
import { escapeXml } from './escape';

const MARGIN = 24;
/** Between the lanes of connections of different transit routers, and between labels of lines that end side by side. */
const LANE = 16;
const LABEL_LINE = 26;
/** Between the lanes of connections that go along a row. */
const LANE_IN_ROW = 8;

const STYLE = `
    text { font-family: -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", Arial, sans-serif; fill: #1f2933; }
    .title { font-size: 18px; font-weight: 600; }
    .name { font-size: 15px; font-weight: 600; }
    .text { font-size: 14px; }
    .soft { font-size: 13px; fill: #52606d; }
    .code { font-size: 13px; font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
    .lost { font-size: 14px; font-weight: 600; fill: #b42318; }
    rect { stroke: #c3ccd6; fill: #ffffff; }
    rect.paper { stroke: none; }
    rect.region { fill: #f3f5f8; }
    rect.vpc { stroke: #7b8794; stroke-width: 1.5; }
    rect.vSwitch { fill: #fafbfc; stroke: #9aa5b1; stroke-dasharray: 4 4; }
    rect.table, rect.step { fill: #fffdf5; stroke: #d9c98a; }
    rect.router { fill: #e3edf9; stroke: #7ba3d4; stroke-width: 1.5; }
    rect.loadBalancer { fill: #e8f5ec; stroke: #57a773; stroke-width: 2; }
    rect.server, rect.place { stroke: #1f2933; stroke-width: 1.5; }
    rect.lost { fill: #fef3f2; stroke: #d92d20; stroke-width: 2.5; }
    rect.unreached { fill: none; stroke: #9aa5b1; stroke-dasharray: 4 4; }
    path { fill: none; stroke-width: 2; }
    .attachment { stroke: #7ba3d4; }
    .connection { stroke: #0b63ce; stroke-width: 3; }
    .out { stroke: #0b63ce; stroke-width: 3; marker-end: url(#out); }
    .back { stroke: #b54708; stroke-width: 3; stroke-dasharray: 8 5; marker-end: url(#back); }
    marker path { stroke: none; }`;

/** A picture as SVG: the same drawing gives the same bytes, and needs no font or program to be laid out. */
export function svg(drawing: Drawing): string {
  const { title, description, subtitle = [], root, links } = drawing;
  const top = MARGIN + (1 + subtitle.length) * LINE_HEIGHT + PADDING;
  const placed = layout(root, MARGIN, top);
  const titles: readonly Line[] = [
    { text: title, style: 'title' },
    ...subtitle.map(({ text, isLost }) => ({ text, style: isLost ? ('lost' as const) : ('text' as const) })),
  ];
  const width = Math.ceil(Math.max(placed.width, ...titles.map(widthOf)) + 2 * MARGIN);
  const height = Math.ceil(top + placed.height + MARGIN);
  const boxes = flatten(placed);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description">`,
    `  <title id="title">${escapeXml(title)}</title>`,
    `  <desc id="description">${escapeXml(description)}</desc>`,
    `  <style>${STYLE}\n  </style>`,
    '  <defs>',
    marker('out', '#0b63ce'),
    marker('back', '#b54708'),
    '  </defs>',
    `  <rect class="paper" width="${width}" height="${height}" />`,
    ...textLines(titles, MARGIN, MARGIN - 4),
    ...boxes.flatMap(drawBox),
    ...drawLinks(links, boxes),
    '</svg>',
    '',
  ].join('\n');
}

function marker(id: string, colour: string): string {
  const shape = `<path d="M0 0 10 5 0 10z" style="fill: ${colour}" />`;
  return `    <marker id="${id}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="5" markerHeight="5" orient="auto">${shape}</marker>`;
}

function drawBox({ box, x, y, width, height }: PlacedBox): readonly string[] {
  if (box.kind === 'plain') return textLines(box.lines, x, y);
  const place = `x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"`;
  return [
    `  <rect class="${box.kind}" ${place} rx="${cornerOf(box)}">${hintOf(box.hint)}</rect>`,
    ...textLines(box.lines, x + PADDING, y + PADDING),
  ];
}

function cornerOf({ kind }: Box): number {
  return kind === 'region' || kind === 'vpc' ? 8 : 5;
}

function textLines(lines: readonly Line[], x: number, top: number): readonly string[] {
  return lines.map(({ text, style }, at) => {
    // Letters stand on their baseline, which is a little above the lower end of the line.
    const y = top + at * LINE_HEIGHT + (LINE_HEIGHT + fontSizeOf(style)) / 2 - 2;
    return `  <text class="${style}" x="${round(x)}" y="${round(y)}">${escapeXml(text)}</text>`;
  });
}

function drawLinks(links: readonly Link[], boxes: readonly PlacedBox[]): readonly string[] {
  const byId = new Map(boxes.flatMap((placed) => (placed.box.id === undefined ? [] : [[placed.box.id, placed]])));
  const connections = links.filter(({ kind }) => kind === 'connection');
  const hubs = [...new Set(connections.map(({ from }) => from))];
  return links.flatMap((link) => {
    const [from, to] = [byId.get(link.from), byId.get(link.to)];
    if (from === undefined || to === undefined) return [];
    if (link.kind !== 'connection') return [line(link, straight(link, from, to))];
    const side = connections.filter((other) => other.to === link.to).indexOf(link);
    const lane = hubs.indexOf(link.from);
    const region = link.fromAbove
      ? boxes.find((placed) => placed.box.kind === 'region' && isInside(to, placed))
      : undefined;
    return region === undefined
      ? connection(link, from, to, lane, side)
      : connectionFromAbove(link, { from, to, region }, lane, side);
  });
}

/** From side to side, with a bend where one box is lower than the other as a whole; or down and up, from box to box. */
function straight({ kind }: Link, from: PlacedBox, to: PlacedBox): string {
  if (kind === 'attachment') {
    const [left, right] = from.x < to.x ? [from, to] : [to, from];
    const top = Math.max(left.y, right.y);
    const bottom = Math.min(left.y + left.height, right.y + right.height);
    const [begin, end] = [left, right].map(({ y, height }) => (top < bottom ? (top + bottom) / 2 : y + height / 2));
    const [x1, x2] = [left.x + left.width, right.x];
    return `M${round(x1)} ${round(begin ?? top)}H${round((x1 + x2) / 2)}V${round(end ?? top)}H${round(x2)}`;
  }
  const x = round(from.x + from.width / 2);
  return from.y < to.y
    ? `M${x} ${round(from.y + from.height)}V${round(to.y)}`
    : `M${x} ${round(from.y)}V${round(to.y + to.height)}`;
}

/** By a lane of its own for each transit router that connections begin at, with the label where it ends. */
function connection(link: Link, from: PlacedBox, to: PlacedBox, lane: number, side: number): readonly string[] {
  const begin = from.x < to.x ? from.x + from.width : from.x;
  const x = from.x < to.x ? begin + LANE * (lane + 2) : begin - LANE * (lane + 2);
  const start = round(from.y + LANE + PADDING + lane * LABEL_LINE);
  const end = round(to.y + LANE + PADDING + side * LABEL_LINE);
  const label: Line = { text: link.label ?? '', style: 'soft' };
  return [
    line(link, `M${round(begin)} ${start}H${round(x)}V${end}H${round(to.x)}`),
    ...textLines([label], to.x - widthOf(label) - 4, end - LINE_HEIGHT - 2),
  ];
}

/** Along the rows of a grid, and down into the region beside its transit router. */
function connectionFromAbove(
  link: Link,
  { from, to, region }: Readonly<Record<'from' | 'to' | 'region', PlacedBox>>,
  lane: number,
  side: number,
): readonly string[] {
  const begin = from.x + from.width;
  const start = round(from.y + LANE + PADDING + lane * LABEL_LINE);
  const row = round(region.y - LABEL_LINE - LANE - lane * LANE_IN_ROW);
  const x = round(to.x + to.width + LANE * (side + 1));
  const end = round(to.y + LANE + side * LABEL_LINE);
  const label: Line = { text: link.label ?? '', style: 'soft' };
  return [
    line(
      link,
      `M${round(begin)} ${start}H${round(begin + LANE * (lane + 2))}V${row}H${x}V${end}H${round(to.x + to.width)}`,
    ),
    ...textLines([label], x + 6, region.y - LABEL_LINE),
  ];
}

function isInside(inner: PlacedBox, outer: PlacedBox): boolean {
  return outer.children.some((child) => child === inner || isInside(inner, child));
}

function line({ kind, hint }: Link, d: string): string {
  return `  <path class="${kind}" d="${d}">${hintOf(hint)}</path>`;
}

function hintOf(hint: string | undefined): string {
  return hint === undefined ? '' : `<title>${escapeXml(hint)}</title>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
