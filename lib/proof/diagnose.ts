import { parseCidr } from '../core';
import { addressesOf, blocksOf, countOf, intersect, subtract, type AddressSet } from './address-set';
import type {
  InterRegionConnectionModel,
  TransitRouterRouteTableModel,
  VpcAttachmentModel,
  VpcRouteTableModel,
} from './model';
import type { Network, Table } from './network';
import type { Place, Way } from './verdict';

/** Which rule a loss breaks, and what would mend it. */
export interface Diagnosis {
  /** Code of the rule, stable. */
  readonly code: string;
  /** What to add or change. @default - nothing that can be computed */
  readonly remedy?: string;
}

/** Who should get the packets: the VPC that holds their addresses, and the block that a route to them would name. */
interface Owner {
  readonly kind: 'vSwitch' | 'backToOrigin';
  readonly vpcId: string;
  readonly block: string;
}

interface Missing {
  readonly way: Way;
  readonly addresses: AddressSet;
}

/** Finds out which route, association or propagation is missing where a table has no way to some addresses. */
export function missingRoute(
  network: Network,
  missing: Missing,
  place: Place,
  table: Pick<Table, 'id' | 'label'> | undefined,
): Diagnosis {
  const owner = ownerOf(network, missing.addresses, missing.way);
  if (place.kind === 'vpc') return missingInVpc(network, missing, place, { table, owner });
  if (owner === undefined || table === undefined) return { code: 'TR_ROUTE_MISSING' };
  return missingAtRouter(network, place.id, table, owner);
}

function missingInVpc(
  network: Network,
  { way, addresses }: Missing,
  place: Place,
  { table, owner }: { readonly table: Pick<Table, 'id'> | undefined; readonly owner: Owner | undefined },
): Diagnosis {
  const attachments = network.attachmentsOfVpc.get(place.id) ?? [];
  const block = owner?.block ?? blocksOf(addresses)[0]?.text ?? '';
  const custom = block === '' ? undefined : customTableWith(network, place.id, table, block);
  if (custom !== undefined) {
    const remedy = `add to the system route table the route to ${block} that stands in ${custom}, which an ALB and its servers do not use`;
    return { code: 'ROUTE_TABLE_CUSTOM', remedy };
  }
  const code = way === 'out' ? 'ROUTE_TO_BACKEND_MISSING' : wayBackCode(owner);
  const [only] = attachments;
  if (only === undefined)
    return { code, remedy: `attach ${place.label} to a transit router, and add ${block} -> that attachment` };
  if (attachments.length > 1)
    return { code, remedy: `add ${block} -> one of ${attachments.map(({ label }) => label).join(', ')}` };
  return { code, remedy: `add ${block} -> ${only.label}` };
}

function wayBackCode(owner: Owner | undefined): string {
  return owner?.kind === 'backToOrigin' ? 'ROUTE_BACK_TO_ORIGIN_MISSING' : 'ROUTE_TO_ALB_VSWITCHES_MISSING';
}

/** The owner's VPC is attached here, or at a router that a connection leads to, or nowhere near. */
function missingAtRouter(
  network: Network,
  routerId: string,
  table: Pick<Table, 'id' | 'label'>,
  owner: Owner,
): Diagnosis {
  const attachments = network.attachmentsOfVpc.get(owner.vpcId) ?? [];
  const here = attachments.find(({ transitRouterId }) => transitRouterId === routerId);
  if (here) return untaught(network, here, table, owner);
  for (const there of attachments) {
    const connection = network.model.connections.find(({ transitRouterIds }) => {
      return transitRouterIds.includes(routerId) && transitRouterIds.includes(there.transitRouterId);
    });
    if (connection) return unheard(network, table, connection, there, owner);
  }
  const vpc = network.vpcs.get(owner.vpcId)?.label ?? owner.vpcId;
  const remedy =
    attachments.length === 0
      ? `attach ${vpc} to a transit router of the same CEN instance`
      : `join ${network.routers.get(routerId)?.label ?? routerId} and the transit router of ${vpc} by an inter-region connection`;
  return { code: attachments.length === 0 ? 'ATTACHMENT_MISSING' : 'CONNECTION_MISSING', remedy };
}

/** A VPC that is attached at the router teaches its vSwitches by a propagation; back-to-origin CIDRs it never teaches. */
function untaught(
  network: Network,
  attachment: VpcAttachmentModel,
  table: Pick<Table, 'id' | 'label'>,
  { kind, block }: Owner,
): Diagnosis {
  if (kind === 'backToOrigin') {
    const ofRouter = network.model.transitRouterRouteTables.filter(
      ({ transitRouterId }) => transitRouterId === attachment.transitRouterId,
    );
    const elsewhere = otherTableWith(ofRouter, table.id, block);
    const code = elsewhere === undefined ? 'TR_BACK_TO_ORIGIN_MISSING' : 'ROUTE_SYNC_TABLE_MISMATCH';
    const hint = elsewhere === undefined ? '' : ` (it stands in ${elsewhere})`;
    return { code, remedy: `add ${block} -> ${attachment.label} to ${table.label}${hint}` };
  }
  if (isPropagated(network, attachment.id, table.id)) return notLearned(table, block, attachment.label);
  const remedy = `enable the propagation of ${attachment.label} into ${table.label}`;
  return { code: 'TR_PROPAGATION_MISSING', remedy };
}

function isPropagated(network: Network, attachmentId: string, tableId: string): boolean {
  return network.propagationsOfTable.get(tableId)?.some((join) => join.attachmentId === attachmentId) ?? false;
}

/** Everything is there that teaches a table, and yet the router reports that it has not learned. */
function notLearned({ label }: Pick<Table, 'label'>, block: string, teacher: string): Diagnosis {
  const remedy = `find out why ${label} has not learned ${block} from ${teacher}, which is propagated into it: a route map may refuse it`;
  return { code: 'TR_ROUTE_MISSING', remedy };
}

/** The custom table of a VPC that has routes for all of a block which its system table lacks. */
function customTableWith(
  network: Network,
  vpcId: string,
  table: Pick<Table, 'id'> | undefined,
  block: string,
): string | undefined {
  const system = network.systemTableOf(vpcId);
  if (system === undefined || table?.id !== system.id) return undefined;
  return otherTableWith(network.tablesOfVpc.get(vpcId) ?? [], system.id, block);
}

/** Another one of some tables that has routes for all of a block, in one piece or in several. */
function otherTableWith(
  tables: readonly (VpcRouteTableModel | TransitRouterRouteTableModel)[],
  tableId: string,
  block: string,
): string | undefined {
  const wanted = addressesOf([parseCidr(block)]);
  return tables.find(({ id, routes }) => {
    if (id === tableId) return false;
    const leading = routes.filter(({ nextHop }) => nextHop.kind === 'attachment');
    return subtract(wanted, addressesOf(leading.map(({ destination }) => destination))).length === 0;
  })?.label;
}

/** Why a table did not hear over a connection of what the far router should know. */
function unheard(
  network: Network,
  table: Pick<Table, 'id' | 'label'>,
  connection: InterRegionConnectionModel,
  attachment: VpcAttachmentModel,
  owner: Owner,
): Diagnosis {
  if (!isPropagated(network, connection.id, table.id)) {
    const remedy = `enable the propagation of ${connection.label} into ${table.label}`;
    return { code: 'TR_PROPAGATION_MISSING', remedy };
  }
  if (!connection.autoPublishRouteEnabled) {
    return { code: 'ROUTE_SYNC_OFF', remedy: `set auto_publish_route_enabled of ${connection.label} to true` };
  }
  const far = attachment.transitRouterId;
  const [farTableId] = network.associatedTables(connection.id, far);
  const farTable = farTableId === undefined ? undefined : network.routerTableModel(farTableId);
  if (farTable === undefined) {
    const remedy = `associate ${connection.label} with a route table of ${network.routers.get(far)?.label ?? far}`;
    return { code: 'TR_ASSOCIATION_MISSING', remedy };
  }
  const wanted = addressesOf([parseCidr(owner.block)]);
  const parts = network.routerTable(farTable.id)?.index.lookUp(wanted) ?? [];
  if (parts.length > 0 && parts.every(({ entries }) => entries.length > 0)) {
    return notLearned(table, owner.block, connection.label);
  }
  return untaught(network, attachment, farTable, owner);
}

/** Whose addresses they are; the first that holds any of them. */
function ownerOf(network: Network, addresses: AddressSet, way: Way): Owner | undefined {
  const holds = (cidr: { readonly first: number; readonly last: number }): boolean =>
    countOf(intersect(addressesOf([cidr]), addresses)) > 0;
  const balancers = way === 'back' ? network.model.loadBalancers : [];
  for (const { vpcId, sourceRanges } of balancers) {
    const range = sourceRanges.find(({ cidr }) => holds(cidr));
    if (range) return { kind: range.kind, vpcId, block: range.cidr.text };
  }
  const vSwitch = network.model.vSwitches.find(({ cidr }) => holds(cidr));
  return vSwitch && { kind: 'vSwitch', vpcId: vSwitch.vpcId, block: vSwitch.cidr.text };
}
