import {
  vpcCalls,
  type RouteEntryAnswer,
  type RouteTableAnswer,
  type VpcAnswer,
  type VSwitchAnswer,
} from '../api/calls/vpc';
import type { ApiClient } from '../api/client';

/** The networks of a region, as the VPC API shows them. */
export interface NetworkAnswers {
  readonly region: string;
  readonly vpcs: readonly VpcAnswer[];
  readonly vSwitches: readonly VSwitchAnswer[];
  /** With their entries. */
  readonly routeTables: readonly { readonly table: RouteTableAnswer; readonly entries: readonly RouteEntryAnswer[] }[];
}

/**
 * Reads the networks of a region.
 *
 * @param isWanted - Which VPCs matter; of the others nothing more is asked
 */
export async function readNetwork(
  client: ApiClient,
  region: string,
  isWanted: (vpcId: string) => boolean,
): Promise<NetworkAnswers> {
  const [vpcs, vSwitches, tables] = await client.together([
    client.list(vpcCalls.vpcs, region),
    client.list(vpcCalls.vSwitches, region),
    client.list(vpcCalls.routeTables, region, { RouterType: 'VRouter' }),
  ]);
  const routeTables = await client.each(
    tables.filter(({ VpcId }) => VpcId !== undefined && isWanted(VpcId)),
    async (table) => ({
      table,
      entries: await client.list(vpcCalls.routeEntries, region, { RouteTableId: table.RouteTableId }),
    }),
  );
  return {
    region,
    vpcs: vpcs.filter(({ VpcId }) => isWanted(VpcId)),
    vSwitches: vSwitches.filter(({ VpcId }) => isWanted(VpcId)),
    routeTables,
  };
}
