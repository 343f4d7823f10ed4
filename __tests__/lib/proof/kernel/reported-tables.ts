import type { LocalCloud } from '@causeway/local-cloud';
import { CLOUD_SERVICES_CIDR } from '../../../../lib/core';
import { callersByRegion, type Standing } from '../../../support/model-on-cloud';

/** A route as the cloud's API reports it, with ids of the model. */
export interface ReportedRoute {
  readonly destination: string;
  /** An attachment of the model, or what else it leads to. */
  readonly nextHop: string;
}

/** What the API of a cloud reports of the tables of a network. */
export interface ReportedTables {
  /** By ids of the model's tables: of VPCs and of transit routers, what those learned included. */
  readonly routes: ReadonlyMap<string, readonly ReportedRoute[]>;
  /** The table that packets from an attachment are looked up in, by router and attachment. */
  readonly associated: ReadonlyMap<string, string>;
}

/** What leads to the cloud's own services. */
export const SERVICES = 'cloud services';
/** What drops packets. */
export const BLACK_HOLE = 'black hole';
/** What is delivered in the VPC itself. */
export const LOCAL = 'local';

/** Asks a cloud's API for every table of a network that stands on it. */
export async function reportedTables(cloud: LocalCloud, { ids, model }: Standing): Promise<ReportedTables> {
  const callers = callersByRegion(cloud);
  const modelIds = new Map([...ids].map(([modelId, id]) => [id, modelId]));
  const routes = new Map<string, readonly ReportedRoute[]>();
  const associated = new Map<string, string>();
  for (const { id, vpcId } of model.vpcRouteTables) {
    const { region } = model.vpcs.find((vpc) => vpc.id === vpcId)!;
    const answer = await callers(region).vpc('DescribeRouteTables', { RouteTableId: ids.get(id)!, PageSize: 50 });
    const entries: readonly Entry[] = answer.RouteTables.RouteTable[0].RouteEntrys.RouteEntry;
    routes.set(
      id,
      entries.map((entry) => ({ destination: entry.DestinationCidrBlock, nextHop: hopOf(entry, modelIds) })),
    );
  }
  for (const { id, transitRouterId } of model.transitRouterRouteTables) {
    const { region } = model.transitRouters.find((router) => router.id === transitRouterId)!;
    const { cen } = callers(region);
    const table = { TransitRouterRouteTableId: ids.get(id)!, MaxResults: 100 };
    const answer = await cen('ListTransitRouterRouteEntries', table);
    const entries: readonly RouterEntry[] = answer.TransitRouterRouteEntries;
    routes.set(
      id,
      entries
        .filter((entry) => entry.TransitRouterRouteEntryStatus === 'Active')
        .map((entry) => ({
          destination: entry.TransitRouterRouteEntryDestinationCidrBlock,
          nextHop: modelIds.get(entry.TransitRouterRouteEntryNextHopId ?? '') ?? BLACK_HOLE,
        })),
    );
    const joins = await cen('ListTransitRouterRouteTableAssociations', table);
    for (const { TransitRouterAttachmentId } of joins.TransitRouterAssociations) {
      associated.set(`${transitRouterId} ${modelIds.get(TransitRouterAttachmentId)!}`, id);
    }
  }
  return { routes, associated };
}

interface Entry {
  readonly DestinationCidrBlock: string;
  readonly Type: string;
  readonly NextHops: { readonly NextHop: readonly { readonly NextHopId: string }[] };
}

interface RouterEntry {
  readonly TransitRouterRouteEntryDestinationCidrBlock: string;
  readonly TransitRouterRouteEntryStatus: string;
  readonly TransitRouterRouteEntryNextHopId?: string;
}

function hopOf({ Type, DestinationCidrBlock, NextHops }: Entry, modelIds: ReadonlyMap<string, string>): string {
  if (Type !== 'System') return modelIds.get(NextHops.NextHop[0]!.NextHopId)!;
  return DestinationCidrBlock === CLOUD_SERVICES_CIDR ? SERVICES : LOCAL;
}
