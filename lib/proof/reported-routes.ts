import type { Cidr } from '../core';
import { describeEntry } from './describe';
import { learnedRoutes } from './learned-routes';
import type { Gap, NetworkModel, TransitRouterRouteTableModel } from './model';
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
 * @returns For each table, what neither side can explain of the other
 */
export function compareLearned(
  model: NetworkModel,
  reported: ReadonlyMap<string, readonly ReportedRoute[]>,
): ReadonlyMap<string, readonly Gap[]> {
  const network = new Network(model);
  const differences = model.transitRouterRouteTables.flatMap((table) => {
    const routes = reported.get(table.id);
    return routes === undefined ? [] : [[table.id, differencesOf(network, table, routes)] as const];
  });
  return new Map(differences);
}

function differencesOf(
  network: Network,
  table: TransitRouterRouteTableModel,
  reported: readonly ReportedRoute[],
): readonly Gap[] {
  const fixed = new Set(table.routes.map(({ destination }) => destination.text));
  const expected = learnedRoutes(network, table).filter(({ destination }) => !fixed.has(destination.text));
  const explained = new Set(expected.map(keyOf));
  const seen = new Set(reported.map(({ destination }) => destination.text));
  const strange = reported
    .map(({ destination, attachmentId }) => {
      return { destination, nextHop: { kind: 'attachment', attachmentId } as const };
    })
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
  return [...new Set([...strange, ...missing])].map((message) => ({ kind: 'existing', message }));
}

function keyOf({ destination, nextHop }: Pick<Followed, 'destination' | 'nextHop'>): string {
  return `${destination.text} ${nextHop.kind === 'attachment' ? nextHop.attachmentId : nextHop.kind}`;
}
