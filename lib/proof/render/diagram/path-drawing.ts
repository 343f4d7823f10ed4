import { PLACE_NAMES } from '../../describe';
import type { Hop, Loss, Way } from '../../verdict';
import { describePackets, describeServer, describeSources, lossSentence } from '../wording';
import { type Box, type Line, linesOf } from './box';
import type { Drawing, Link } from './drawing';
import type { PathStop, PathView } from './path';

/** Characters of a line before it is broken. */
const LENGTH = 40;
const STEP_WIDTH = 350;
const PLACE_WIDTH = 210;
/** For the arrows from one place to the next. */
const ARROW = 30;

/** A picture of one path: the places from top to bottom, the way out on the left, the way back on the right. */
export function pathDrawing(view: PathView): Drawing {
  const { flow, path, stops, loss } = view;
  const packets = `${describePackets(flow)} from ${describeSources(path.sources, flow.source.cidr)}`;
  const verdict = loss === undefined ? 'arrive, and their answers come back' : lostWords(loss);
  return {
    title: `${packets} to ${describeServer(flow)}`,
    subtitle: [{ text: verdict, isLost: loss !== undefined }],
    description: loss === undefined ? `${packets} ${verdict}.` : `${lossSentence(flow, loss)}.`,
    root: { kind: 'plain', lines: [], gap: ARROW, children: [...byRegion(stops).map(regionBox), ...ending(view)] },
    links: [...arrows(stops, 'out'), ...arrows([...stops].reverse(), 'back')],
  };
}

function lostWords({ way }: Loss): string {
  return way === 'out' ? 'do not arrive: lost on the way out' : 'arrive, but the answers are lost on the way back';
}

/** What the columns are, above the first place. */
function headRow(): Box {
  const head = (text: string, minWidth: number): Box => ({
    kind: 'plain',
    lines: [{ text, style: 'name' }],
    children: [],
    minWidth,
  });
  return row([head('↓ the way out', STEP_WIDTH), head('', PLACE_WIDTH), head('↑ the way back', STEP_WIDTH)]);
}

function row(children: readonly Box[]): Box {
  return { kind: 'plain', lines: [], columns: 3, children };
}

/** Where the way out ends early, what it was meant to reach. */
function ending({ flow, loss }: PathView): readonly Box[] {
  if (loss?.way !== 'out' || loss.place.kind === 'server') return [];
  const lines: readonly Line[] = [
    { text: 'not reached', style: 'soft' },
    ...linesOf(describeServer(flow), 'text', LENGTH),
  ];
  return [{ kind: 'unreached', lines, children: [] }];
}

function byRegion(stops: readonly PathStop[]): readonly (readonly [PathStop, ...PathStop[]])[] {
  const bands: [PathStop, ...PathStop[]][] = [];
  for (const stop of stops) {
    const last = bands.at(-1);
    if (last !== undefined && last[0].place.region === stop.place.region) last.push(stop);
    else bands.push([stop]);
  }
  return bands;
}

function regionBox(stops: readonly [PathStop, ...PathStop[]], at: number): Box {
  const { region } = stops[0].place;
  const [first, ...others] = stops.map(stopRow);
  // The heads belong to the first place: an arrow's length above it would part them.
  const top: Box =
    at === 0 && first ? { kind: 'plain', lines: [], children: [headRow(), first] } : (first ?? headRow());
  return { kind: 'region', lines: [{ text: region, style: 'title' }], gap: ARROW, children: [top, ...others] };
}

function stopRow(stop: PathStop): Box {
  const { kind, label } = stop.place;
  const place: Box = {
    kind: kind === 'transitRouter' ? 'router' : kind === 'loadBalancer' ? 'loadBalancer' : 'place',
    hint: label,
    lines: [{ text: PLACE_NAMES[kind], style: 'soft' }, ...linesOf(label, 'name', LENGTH / 2)],
    children: [],
    minWidth: PLACE_WIDTH,
  };
  return row([stepBox(stop, 'out'), place, stepBox(stop, 'back')]);
}

function stepBox(stop: PathStop, way: Way): Box {
  const { place, loss } = stop;
  const lost = loss?.way === way ? loss : undefined;
  const hops = stop[way];
  const lines = [...hops.flatMap(hopLines), ...(lost === undefined ? [] : lossLines(lost, hops))];
  const kind = lost !== undefined ? 'lost' : hops.length > 0 ? 'step' : 'unreached';
  const shown: readonly Line[] = lines.length === 0 ? [{ text: 'no packet comes here', style: 'soft' }] : lines;
  return { kind, id: idOf(way, place.id), lines: shown, children: [], minWidth: STEP_WIDTH };
}

function hopLines({ table, entry, text }: Hop): readonly Line[] {
  return [
    ...(table === undefined ? [] : linesOf(table.label, 'soft', LENGTH)),
    ...linesOf(text, 'code', LENGTH),
    ...(entry === undefined ? [] : linesOf(`${entry.origin}: ${entry.label}`, 'soft', LENGTH)),
  ];
}

/** What the last hop has said already is not said again. */
function lossLines({ reason, remedy, code }: Loss, hops: readonly Hop[]): readonly Line[] {
  const isSaid = hops.some(({ text }) => text === reason);
  return [
    ...linesOf(isSaid ? '✘ lost here' : `✘ lost here: ${reason}`, 'lost', LENGTH),
    ...(remedy === undefined ? [] : linesOf(`to mend it: ${remedy}`, 'text', LENGTH)),
    { text: code, style: 'soft' },
  ];
}

/** From each step that packets make to the next. */
function arrows(stops: readonly PathStop[], way: Way): readonly Link[] {
  const passed = stops.filter((stop) => stop[way].length > 0 || stop.loss?.way === way);
  return passed.slice(1).map((stop, at) => ({
    kind: way,
    from: idOf(way, passed[at]?.place.id ?? ''),
    to: idOf(way, stop.place.id),
  }));
}

function idOf(way: Way, placeId: string): string {
  return `${way} ${placeId}`;
}
