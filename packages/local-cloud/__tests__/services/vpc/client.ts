import Vpc, * as model from '@alicloud/vpc20160428';
import { Config } from '@alicloud/openapi-core/dist/utils';
import type { LocalCloud } from '../../../src';

/** The official SDK's client for a local cloud: the independent judge of what the VPC service speaks. */
export function sdkClient(cloud: LocalCloud, protocol: 'HTTP' | 'HTTPS' = 'HTTP'): Vpc {
  const { accessKeyId, accessKeySecret } = cloud.credentials;
  const config = { accessKeyId, accessKeySecret, endpoint: cloud.endpoint, protocol, ca: cloud.ca };
  return new Vpc(new Config({ ...config, regionId: 'cn-chengdu' } as never) as never);
}

const region = { regionId: 'cn-chengdu' };

/** Short forms of the SDK's calls, all in one region unless told otherwise. */
export class VpcCalls {
  constructor(private readonly client: Vpc) {}

  async createVpc(cidrBlock?: string, more: object = {}) {
    return required(
      (await this.client.createVpc(new model.CreateVpcRequest({ ...region, cidrBlock, ...more }))).body,
    ) as Required<model.CreateVpcResponseBody>;
  }

  async createVSwitch(vpcId: string, cidrBlock: string, more: object = {}): Promise<string> {
    const request = { ...region, vpcId, cidrBlock, zoneId: 'cn-chengdu-a', ...more };
    return (await this.client.createVSwitch(new model.CreateVSwitchRequest(request))).body?.vSwitchId ?? '';
  }

  async createRouteEntry(routeTableId: string, destinationCidrBlock: string, more: object = {}): Promise<string> {
    const request = { ...region, routeTableId, destinationCidrBlock, ...more };
    return (await this.client.createRouteEntry(new model.CreateRouteEntryRequest(request))).body?.routeEntryId ?? '';
  }

  async describeVpc(vpcId: string, more: object = {}) {
    const request = new model.DescribeVpcAttributeRequest({ ...region, vpcId, ...more });
    return required((await this.client.describeVpcAttribute(request)).body);
  }

  async describeVSwitch(vSwitchId: string, more: object = {}) {
    const request = new model.DescribeVSwitchAttributesRequest({ ...region, vSwitchId, ...more });
    return required((await this.client.describeVSwitchAttributes(request)).body);
  }

  async routeTableList(more: object = {}) {
    const request = new model.DescribeRouteTableListRequest({ ...region, ...more });
    return required((await this.client.describeRouteTableList(request)).body);
  }

  async routeTables(more: object = {}) {
    const request = new model.DescribeRouteTablesRequest({ ...region, ...more });
    return required((await this.client.describeRouteTables(request)).body);
  }

  /** The entries of one table, as `destination type next-hop`. */
  async entries(routeTableId: string): Promise<string[]> {
    const tables = (await this.routeTables({ routeTableId })).routeTables?.routeTable ?? [];
    return tables
      .flatMap(({ routeEntrys }) => routeEntrys?.routeEntry ?? [])
      .map((entry) => `${entry.destinationCidrBlock ?? ''} ${entry.type ?? ''} ${entry.instanceId ?? ''}`.trim());
  }

  modifyVpc(vpcId: string, more: object) {
    return this.client.modifyVpcAttribute(new model.ModifyVpcAttributeRequest({ ...region, vpcId, ...more }));
  }

  modifyVSwitch(vSwitchId: string, more: object) {
    return this.client.modifyVSwitchAttribute(
      new model.ModifyVSwitchAttributeRequest({ ...region, vSwitchId, ...more }),
    );
  }

  deleteVpc(vpcId: string, more: object = {}) {
    return this.client.deleteVpc(new model.DeleteVpcRequest({ ...region, vpcId, ...more }));
  }

  deleteVSwitch(vSwitchId: string, more: object = {}) {
    return this.client.deleteVSwitch(new model.DeleteVSwitchRequest({ ...region, vSwitchId, ...more }));
  }

  deleteRouteEntry(more: object) {
    return this.client.deleteRouteEntry(new model.DeleteRouteEntryRequest({ ...region, ...more }));
  }

  tag(resourceType: string, resourceId: string[], tags: Readonly<Record<string, string>>, more: object = {}) {
    const tag = Object.entries(tags).map(([key, value]) => new model.TagResourcesRequestTag({ key, value }));
    return this.client.tagResources(
      new model.TagResourcesRequest({ ...region, resourceType, resourceId, tag, ...more }),
    );
  }

  untag(resourceType: string, resourceId: string[], more: object) {
    return this.client.unTagResources(
      new model.UnTagResourcesRequest({ ...region, resourceType, resourceId, ...more }),
    );
  }
}

/** How a call was refused: `404 InvalidVpcId.NotFound`; `accepted` when it was not. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'accepted';
  } catch (error) {
    const { statusCode, code } = error as { statusCode?: number; code?: string };
    return `${String(statusCode)} ${String(code)}`;
  }
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the answer has no body');
  return value;
}
