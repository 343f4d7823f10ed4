import type { Gap, InterRegionConnectionModel, TransitRouterRouteTableModel, VpcAttachmentModel } from './model';
import type { Network } from './network';
import type { Followed } from './verdict';

/**
 * What a transit router's table learns: through each propagation, the vSwitches of the VPC or what the far router tells.
 *
 * Where two attachments teach the same block, both routes are listed: the documentation gives no tie-break, so a packet may
 * take either.
 */
export function learnedRoutes(network: Network, table: TransitRouterRouteTableModel): readonly Followed[] {
  return distinct(
    attachmentsTeaching(network, table).flatMap((attachmentId) => {
      const attachment = network.vpcAttachments.get(attachmentId);
      if (attachment) return routesOfVpc(network, attachment, table);
      const connection = network.connections.get(attachmentId);
      return connection ? routesOverConnection(network, connection, table.transitRouterId) : [];
    }),
  );
}

/** What is not known of the far tables that teach a table, and so of the table itself. */
export function teachingGaps(network: Network, table: TransitRouterRouteTableModel): readonly Gap[] {
  return attachmentsTeaching(network, table)
    .flatMap((attachmentId) => network.connections.get(attachmentId) ?? [])
    .filter((connection) => connection.autoPublishRouteEnabled)
    .flatMap((connection) => publishingTables(network, connection, table.transitRouterId))
    .flatMap(({ gaps }) => gaps);
}

function attachmentsTeaching(network: Network, table: TransitRouterRouteTableModel): readonly string[] {
  const propagations = network.propagationsOfTable.get(table.id) ?? [];
  return [...new Set(propagations.map(({ attachmentId }) => attachmentId))];
}

/** One route per vSwitch; never 100.64.0.0/10, never a custom entry. */
function routesOfVpc(
  network: Network,
  attachment: VpcAttachmentModel,
  table: TransitRouterRouteTableModel,
): readonly Followed[] {
  if (attachment.transitRouterId !== table.transitRouterId) return [];
  return (network.vSwitchesOfVpc.get(attachment.vpcId) ?? []).map(({ cidr, label }): Followed => {
    const nextHop = { kind: 'attachment', attachmentId: attachment.id } as const;
    return { destination: cidr, nextHop, origin: 'learned', label };
  });
}

/**
 * What the far table holds that the connection is associated with there: its static routes and what it learned from VPCs.
 *
 * Not what it learned from another region (no transit between regions), and no black holes.
 */
function routesOverConnection(
  network: Network,
  connection: InterRegionConnectionModel,
  near: string,
): readonly Followed[] {
  if (!connection.autoPublishRouteEnabled) return [];
  const nextHop = { kind: 'attachment', attachmentId: connection.id } as const;
  return publishingTables(network, connection, near).flatMap((table) =>
    publishedRoutes(network, table).map(({ destination, label }): Followed => {
      return { destination, label, nextHop, origin: 'learned' };
    }),
  );
}

/** The tables that a connection is associated with at its far end. */
function publishingTables(
  network: Network,
  connection: InterRegionConnectionModel,
  near: string,
): readonly TransitRouterRouteTableModel[] {
  if (!connection.transitRouterIds.includes(near)) return [];
  const tables = network.associatedTables(connection.id, network.farEnd(connection, near));
  return tables.flatMap((tableId) => network.routerTableModel(tableId) ?? []);
}

/** A static route hides what was learned for its block, also when it is a black hole that is not passed on itself. */
function publishedRoutes(
  network: Network,
  table: TransitRouterRouteTableModel,
): readonly Pick<Followed, 'destination' | 'label'>[] {
  const fixed = new Set(table.routes.map(({ destination }) => destination.text));
  const learned = attachmentsTeaching(network, table)
    .flatMap((attachmentId) => network.vpcAttachments.get(attachmentId) ?? [])
    .flatMap((attachment) => routesOfVpc(network, attachment, table))
    .filter(({ destination }) => !fixed.has(destination.text));
  return [...table.routes.filter(({ nextHop }) => nextHop.kind === 'attachment'), ...learned];
}

/** One route per block and next hop. */
function distinct(routes: readonly Followed[]): readonly Followed[] {
  const kept = new Map<string, Followed>();
  for (const route of routes) {
    const hop = route.nextHop.kind === 'attachment' ? route.nextHop.attachmentId : route.nextHop.kind;
    const key = `${route.destination.text} ${hop}`;
    if (!kept.has(key)) kept.set(key, route);
  }
  return [...kept.values()];
}
