import type { Cidr } from '../core';
import { describeEntry } from './describe';
import { learnedRoutes } from './learned-routes';
import type { NetworkModel, Route, TransitRouterRouteTableModel } from './model';
import { Network } from './network';
import type { Followed } from './verdict';

/** A route that a transit router reports to have learned, and to follow. */
export interface ReportedRoute {
  readonly destination: Cidr;
  /** The VPC attachment or the connection that it leads to, by its id in the model. */
  readonly attachmentId: string;
}

/**
 * Compares what transit routers report to have learned with what follows from the model.
 *
 * Where several attachments teach one block, a router reports the one that it follows: any of them is as expected.
 *
 * @param reported - By ids of the model's tables; a table without an entry is not looked at
 * @returns For each table, in words, what neither side can explain of the other
 */
export function compareLearned(
  model: NetworkModel,
  reported: ReadonlyMap<string, readonly ReportedRoute[]>,
): ReadonlyMap<string, readonly string[]> {
  const network = new Network(model);
  const differences = model.transitRouterRouteTables.flatMap((table) => {
    const routes = reported.get(table.id);
    return routes === undefined ? [] : [[table.id, differencesOf(network, table, routes)] as const];
  });
  return new Map(differences);
}

/**
 * Routes that a table might follow in place of those that it reports: several attachments teach one block, and nobody says which one the router
 * keeps to. A packet may take either.
 *
 * @param reported - As for `compareLearned`
 * @returns For each table, those that are not reported
 */
export function rivalRoutes(
  model: NetworkModel,
  reported: ReadonlyMap<string, readonly ReportedRoute[]>,
): ReadonlyMap<string, readonly Route[]> {
  const network = new Network(model);
  const rivals = model.transitRouterRouteTables.map((table) => {
    const routes = (reported.get(table.id) ?? []).map(asRoute);
    const expected = learnedRoutes(network, table);
    const explained = new Set(expected.map(keyOf));
    const kept = new Set(routes.map(keyOf));
    const contested = new Set(
      routes.filter((route) => explained.has(keyOf(route))).map(({ destination }) => destination.text),
    );
    return [
      table.id,
      expected.filter((route) => contested.has(route.destination.text) && !kept.has(keyOf(route))),
    ] as const;
  });
  return new Map(rivals);
}

function asRoute({ destination, attachmentId }: ReportedRoute): Pick<Followed, 'destination' | 'nextHop'> {
  return { destination, nextHop: { kind: 'attachment', attachmentId } };
}

function differencesOf(
  network: Network,
  table: TransitRouterRouteTableModel,
  reported: readonly ReportedRoute[],
): readonly string[] {
  const fixed = new Set(table.routes.map(({ destination }) => destination.text));
  const expected = learnedRoutes(network, table).filter(({ destination }) => !fixed.has(destination.text));
  const explained = new Set(expected.map(keyOf));
  const seen = new Set(reported.map(({ destination }) => destination.text));
  const strange = reported
    .map(asRoute)
    .filter((route) => !explained.has(keyOf(route)))
    .map(
      (route) =>
        `${table.label}: the transit router reports a route that cannot be explained: ${describeEntry(network, route)}`,
    );
  const missing = expected
    .filter(({ destination }) => !seen.has(destination.text))
    .map(
      (route) =>
        `${table.label}: the transit router does not report a route that it should have learned: ${describeEntry(network, route)}`,
    );
  return [...new Set([...strange, ...missing])];
}

function keyOf({ destination, nextHop }: Pick<Followed, 'destination' | 'nextHop'>): string {
  return `${destination.text} ${nextHop.kind === 'attachment' ? nextHop.attachmentId : nextHop.kind}`;
}
