import { overlaps } from '../../../core';
import { describeSources } from '../wording';
import type { Flow, Hop, Loss, Place, Way } from '../../verdict';

/** One of the ways that the addresses of a flow's source range go. */
export type FlowPath = Flow['paths'][number];

/** A place of a path, with what happens there on the way out and on the way back. */
export interface PathStop {
  readonly place: Place;
  readonly out: readonly Hop[];
  readonly back: readonly Hop[];
  /** The packet that is lost here, and why. @default - none is */
  readonly loss?: Loss;
}

/** A path, there and back, by place. */
export interface PathView {
  readonly flow: Flow;
  readonly path: FlowPath;
  readonly stops: readonly PathStop[];
  /** Where packets are lost. @default - nowhere */
  readonly loss?: Loss;
}

/** The path of a flow that tells most: a lost one where there is one. @returns undefined when the flow has none, as when it is unknown */
export function pathView(flow: Flow): PathView | undefined {
  const path = flow.paths.find(({ isLost }) => isLost) ?? flow.paths[0];
  if (path === undefined) return undefined;
  const loss = path.isLost ? lossOf(flow, path) : undefined;
  const at = path.hops.at(-1)?.place.id;
  const isLostAt = ({ id }: Place): boolean => loss !== undefined && id === (loss.place.id || at);
  const hops = withEnds(flow, path);
  const stops = placesOf(hops, loss).map((place) => ({
    place,
    out: hopsAt(hops, place, 'out'),
    back: hopsAt(hops, place, 'back'),
    loss: isLostAt(place) ? loss : undefined,
  }));
  return { flow, path, stops, loss };
}

/** The hops of a path with what begins and ends it: the load balancer that sends and gets an answer, the server that answers. */
function withEnds({ loadBalancer, source }: Flow, { hops, sources, isLost }: FlowPath): readonly Hop[] {
  if (hops.some(({ place }) => place.kind === 'loadBalancer')) return hops;
  const place: Place = { kind: 'loadBalancer', ...loadBalancer };
  const [out, back] = (['out', 'back'] as const).map((way) => hops.filter((hop) => hop.way === way));
  const last = out?.at(-1);
  const hasAnswered = last !== undefined && ((back?.length ?? 0) > 0 || !isLost);
  return [
    { way: 'out', place, text: `sends from ${describeSources(sources, source.cidr)}` },
    ...(out ?? []),
    ...(hasAnswered ? [{ way: 'back' as const, place: last.place, text: 'answers' }] : []),
    ...(back ?? []),
    ...(isLost ? [] : [{ way: 'back' as const, place, text: 'the answer is back' }]),
  ];
}

function lossOf({ losses }: Flow, { sources }: FlowPath): Loss | undefined {
  const concerned = losses.find((loss) => loss.sources.some((a) => sources.some((b) => overlaps(a, b))));
  return concerned ?? losses[0];
}

/** In the order of the way out; what only the way back passes stands where it passes it. */
function placesOf(hops: readonly Hop[], loss: Loss | undefined): readonly Place[] {
  const places: Place[] = [];
  const indexOf = ({ id }: Place): number => places.findIndex((place) => place.id === id);
  for (const { place } of hops.filter(({ way }) => way === 'out')) if (indexOf(place) < 0) places.push(place);
  let below = places.length;
  for (const { place } of hops.filter(({ way }) => way === 'back')) {
    const known = indexOf(place);
    if (known < 0) places.splice(below, 0, place);
    else below = known;
  }
  if (loss !== undefined && indexOf(loss.place) < 0)
    places.splice(loss.way === 'out' ? places.length : below, 0, loss.place);
  return places;
}

function hopsAt(hops: readonly Hop[], { id }: Place, way: Way): readonly Hop[] {
  return hops.filter((hop) => hop.way === way && hop.place.id === id);
}
