import type { ApiErrorDefinition } from '../../protocol/api-error';

/** What VPC answers when it refuses, in its own words (error tables of the VPC API, version 2016-04-28). */
export const vpcErrors = {
  vpcNotFound: { status: 404, code: 'InvalidVpcId.NotFound', message: 'Specified VPC does not exist.' },
  vpcStatus: {
    status: 400,
    code: 'IncorrectVpcStatus',
    message: 'Current VPC status does not support this operation.',
  },
  cidrInvalid: { status: 400, code: 'InvalidParameter', message: 'Specified CIDR block is not valid' },
  cidrMask: {
    status: 400,
    code: 'IllegalParam.CidrBlockMask',
    message: 'The param of CidrBlock Mask [%s] is illegal.',
  },
  vpcName: { status: 400, code: 'InvalidVpcName.Malformed', message: 'Specified VPC name is not valid.' },
  vpcDescription: {
    status: 400,
    code: 'InvalidVpcDiscription.Malformed',
    message: 'Specified VPC description is not valid.',
  },
  vpcQuota: { status: 400, code: 'QuotaExceeded.Vpc', message: 'VPC quota exceeded.' },
  userCidr: { status: 400, code: 'InvalidUserCidr.Malformed', message: 'Specified user CIDR is not valid.' },
  userCidrQuota: { status: 400, code: 'InvalidUserCidr.Quota', message: 'Too many user CIDRs.' },
  subnetOutside: {
    status: 400,
    code: 'IllegalCidrBlock',
    message: 'Some subnet cidrBlock is not in the cidrBlock.',
  },
  vpcHasVSwitch: {
    status: 400,
    code: 'DependencyViolation.VSwitch',
    message: 'Specified object has dependent resources',
  },
  vpcHasSecurityGroup: {
    status: 400,
    code: 'DependencyViolation.SecurityGroup',
    message: 'Specified object has dependent resources SecurityGroup.',
  },
  vpcHasTransitRouter: {
    status: 400,
    code: 'DependencyViolation.TransitRouter',
    message: 'Specified object has attached to Transit Router.',
  },
  vpcHasRouteEntry: {
    status: 400,
    code: 'DependencyViolation.RouteEntry',
    message: 'Specified object has dependent custom route entries.',
  },
  taskConflict: {
    status: 400,
    code: 'TaskConflict',
    message: 'The operation is too frequent, please wait a moment and try again.',
  },
  vSwitchNotFound: { status: 404, code: 'InvalidVSwitchId.NotFound', message: 'Specified VSwitch can not found.' },
  vSwitchStatus: {
    status: 400,
    code: 'IncorrectVSwitchStatus',
    message: 'Current VSwitch status does not support this operation.',
  },
  vSwitchBeingModified: {
    status: 400,
    code: 'IncorrectStatus.VSwitch',
    message: 'The status of the VSwitch does not support this operation.',
  },
  zoneNotFound: { status: 404, code: 'InvalidZoneId.NotFound', message: 'Specified zone does not exist.' },
  vSwitchName: { status: 400, code: 'InvalidVSwitchName.Malformed', message: 'Specified VSwitch name is not valid.' },
  vSwitchDescription: {
    status: 400,
    code: 'InvalidVSwitchDescription.Malformed',
    message: 'Specified VSwitch description is not valid.',
  },
  vSwitchOutsideVpc: {
    status: 400,
    code: 'InvalidParameter',
    message: 'Specified CIDR block is not valid in VPC.',
  },
  vSwitchMask: {
    status: 400,
    code: 'InvalidCirdrBlock.MaskLength',
    message: 'The mask length of the specified CIDR block is not valid.',
  },
  cidrMalformed: { status: 400, code: 'InvalidCidrBlock.Malformed', message: 'Specified CIDR block is not valid.' },
  vSwitchOverlap: {
    status: 400,
    code: 'InvalidCidrBlock.Overlapped',
    message: 'Specified CIDR block overlapped with other subnets.',
  },
  routeConflict: {
    status: 400,
    code: 'RouteConflict.AlreadyExist',
    message: 'Route conflict exists in routing table.',
  },
  vSwitchQuota: { status: 400, code: 'QuotaExceeded.VSwitch', message: 'VSwitch quota exceeded.' },
  vSwitchInUse: {
    status: 400,
    code: 'DependencyViolation',
    message: 'Resources deployed in the vSwitch have not been deleted.',
  },
  vSwitchInUseByService: {
    status: 400,
    code: 'DependencyViolation.CloudService',
    message: 'VSwitch cannot be deleted when uesd by cloud service.',
  },
  routeTableNotFound: {
    status: 404,
    code: 'InvalidRouteTableId.NotFound',
    message: 'Specified route table does not exist.',
  },
  vRouterNotFound: {
    status: 400,
    code: 'InvalidVRouterId.NotFound',
    message: 'Specified virtual router does not exist.',
  },
  routeTableSelector: {
    status: 400,
    code: 'MissingParameter',
    message: 'At least one of VRouterId, RouteTableId, RouterId and RouteTableName is mandatory for this action.',
  },
  destinationMalformed: {
    status: 400,
    code: 'InvalidCidrBlock.Malformed',
    message: 'Specified CIDR block is not valid.',
  },
  destinationInvalid: { status: 400, code: 'InvalidCidrBlock', message: 'Specified CIDR block is not valid.' },
  routeDuplicate: {
    status: 400,
    code: 'InvalidCIDRBlock.Duplicate',
    message: 'Specified CIDR block is already exists.',
  },
  routeQuota: { status: 400, code: 'QuotaExceeded', message: 'Route entry quota exceeded in this route table.' },
  nextHopType: { status: 400, code: 'InvalidNextHopType', message: 'Specified next hop type is not supported here.' },
  nextHopNotFound: { status: 404, code: 'InvalidNextHopId.NotFound', message: 'Specified next hop does not exist.' },
  attachmentNotFound: { status: 400, code: 'InvalidAttachment.NotFound', message: 'The attachment is not found.' },
  attachmentOfOtherVpc: {
    status: 400,
    code: 'ResourceNotAssociated.Cen',
    message: 'The Vpc and Cen are not associated.',
  },
  attachmentUnstable: {
    status: 400,
    code: 'IncorrectStatus.CenRelation',
    message: 'The status of the relation of the Vpc and Cen is incorrect.',
  },
  instanceOfOtherVpc: {
    status: 404,
    code: 'OperationFailed.InstanceDismatchCurrentVpc',
    message: 'The instance is not in the current Vpc.',
  },
  routeEntryNotFound: { status: 400, code: 'InvalidRouteEntry.NotFound', message: 'Route entry not exists.' },
  routeEntryStatus: {
    status: 400,
    code: 'IncorrectRouteEntryStatus',
    message: 'Current route entry status does not support this operation.',
  },
  routeEntryName: { status: 400, code: 'InvalidRouteEntryName.Malformed', message: 'Specified name is not valid.' },
  routeEntryDescription: {
    status: 400,
    code: 'InvalidRouteEntryDescription.Malformed',
    message: 'Specified description is not valid.',
  },
  routeEntryOfSystem: {
    status: 400,
    code: 'OperationDenied',
    message: 'Specified operation is denied as route entry type is system.',
  },
  routeEntrySelectorExclusive: {
    status: 400,
    code: 'ParamExclusive.RouteEntryIdAndRouteTableIdOrDestCidrBlock',
    message: 'RouteEntryId excludes RouteTableId and DestinationCidrBlock.',
  },
  routeEntrySelectorMissing: {
    status: 400,
    code: 'MissingParameter',
    message: 'RouteEntryId, or RouteTableId with DestinationCidrBlock, is mandatory for this action.',
  },
  tagKey: { status: 400, code: 'InvalidTagKey', message: 'The tag key is not valid.' },
  tagValue: { status: 400, code: 'InvalidTagValue', message: 'The tag value is not valid.' },
  tooManyTags: { status: 400, code: 'SizeLimitExceeded.TagNum', message: 'The number of tags exceeds the limit.' },
  tagResourceNotFound: {
    status: 400,
    code: 'InvalidInstanceIds.NotFound',
    message: 'The instanceIds are not found',
  },
  tagResourceType: {
    status: 400,
    code: 'InvalidInstanceType.NotFound',
    message: 'The instance type is not found',
  },
} as const satisfies Record<string, ApiErrorDefinition>;
