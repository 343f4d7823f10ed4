import type { ApiErrorDefinition } from '../../protocol/api-error';

/**
 * What CEN answers when it refuses (error tables of the CEN API, version 2017-09-12): 400 nearly everywhere, missing
 * objects included. Codes that only the Terraform provider's source names are marked; their messages are ours.
 */
export const cenErrors = {
  /** Known from the provider, which retries it in every write of a transit router. */
  busy: { status: 400, code: 'IncorrectStatus.Status', message: 'The resource is in a transient state. Try later.' },
  /** Known from the provider, which retries it in every write of CEN. */
  blocking: { status: 400, code: 'Operation.Blocking', message: 'Another operation is in progress. Try later.' },
  name: { status: 400, code: 'InvalidName', message: 'The name is not valid.' },
  description: { status: 400, code: 'InvalidDescription', message: 'The description is not valid.' },
  invalidParameter: { status: 400, code: 'InvalidParameter', message: 'Invalid parameter.' },
  nextToken: { status: 400, code: 'IllegalParam.NextToken', message: 'The specified NextToken is illegal.' },
  maxResults: { status: 400, code: 'IllegalParam.MaxResults', message: 'The specified MaxResults is illegal.' },
  resourceGroup: {
    status: 400,
    code: 'IllegalParam.ResourceGroupId',
    message: 'The specified ResourceGroupId is illegal.',
  },

  /** Known from the provider. */
  cenNotFound: { status: 400, code: 'ParameterCenInstanceId', message: 'The specified CEN instance does not exist.' },
  cenOfAttachmentNotFound: { status: 400, code: 'InvalidCenId.NotFound', message: 'CenId is not found.' },
  cenStatus: {
    status: 409,
    code: 'InvalidOperation.CenInstanceStatus',
    message: 'The CEN instance is not in a valid state for the operation.',
  },
  cenHasCustomTable: {
    status: 400,
    code: 'OperationFailed.DeleteCenWithCustomRouteTable',
    message: 'Operation failed because a custom route table exists in the CEN instance.',
  },
  cenHasRouteEntry: {
    status: 400,
    code: 'OperationFailed.DeleteCenWithRouteEntry',
    message: 'Operation failed because a custom route entry exists in the CEN instance.',
  },
  protectionLevel: {
    status: 400,
    code: 'InvalidOperation.EnhanceProtectionLevel',
    message: 'The protection level of the CEN instance cannot be raised.',
  },

  /** Known from the provider. */
  packageNotFound: {
    status: 400,
    code: 'ParameterBwpInstanceId',
    message: 'The specified bandwidth package does not exist.',
  },
  packageChargeType: { status: 400, code: 'UnSupported.ChargeType', message: 'The charge type is not supported.' },
  packageParameter: {
    status: 400,
    code: 'ParameterIllegal.BandwidthPackage',
    message: 'The parameter of the bandwidth package is illegal.',
  },
  packageUnchanged: {
    status: 400,
    code: 'OperationFailed.UpDownRadeConfigNoChange',
    message: 'The configuration of the bandwidth package does not change.',
  },
  packageBelowAllotted: {
    status: 400,
    code: 'Operation.Failed',
    message: 'The bandwidth is below what inter-region connections have been allotted.',
  },
  packageStatus: {
    status: 403,
    code: 'InvalidOperation.BwpInstanceStatus',
    message: 'The CBN bandwidth package is not in a valid state for the operation.',
  },
  packagePrepaid: {
    status: 403,
    code: 'Forbidden.Release',
    message: 'Forbidden to release a PREPAY bandwidth instance within validity period.',
  },
  /** Known from the provider. */
  packageAllotted: {
    status: 403,
    code: 'InvalidOperation.CenBandwidthLimitsNotZero',
    message: 'Inter-region connections still have bandwidth of this package.',
  },

  routerExists: {
    status: 400,
    code: 'InstanceExist.TransitRouterInstance',
    message: 'The instance already exists.',
  },
  routerRegion: {
    status: 400,
    code: 'OperationUnsupported.RegionId',
    message: 'The specified RegionId does not support transit routers.',
  },
  routerNotFound: {
    status: 400,
    code: 'InvalidTransitRouterId.NotFound',
    message: 'TransitRouterId is not found.',
  },
  routerInstanceNotFound: {
    status: 400,
    code: 'InvalidTransitRouterInstance.NotFound',
    message: 'The Transit Router instance is not found.',
  },
  routerSelector: {
    status: 400,
    code: 'InvalidParameterCombination.TransitRouter',
    message: 'Region ID is required if no TransitRouterId or CenId specified.',
  },
  /** Known from the provider, which retries it. */
  routerHasAttachment: {
    status: 400,
    code: 'InvalidOperation.AttachedChildInstanceExist',
    message: 'The transit router still has attachments.',
  },
  routerHasTable: {
    status: 400,
    code: 'OperationFailed.DeleteTransitRouter',
    message:
      'Operation failed because TransitRouterRouteTable or TransitRouterRouteEntry or BandwidthTransitRegion exists.',
  },

  attachmentNotFound: {
    status: 400,
    code: 'InvalidTransitRouterAttachmentId.NotFound',
    message: 'TransitRouterAttachmentId is not found.',
  },
  cenOrRegionMissing: {
    status: 400,
    code: 'MissingParam.CenIdOrRegionId',
    message: 'CenId and RegionId are required if no TransitRouterId is specified.',
  },
  attachmentExists: {
    status: 400,
    code: 'InstanceExist.TransitRouterInstance',
    message: 'The instance already exists.',
  },
  vpcUnusable: { status: 400, code: 'IncorrectStatus.VpcResource', message: 'The VPC is not in a valid state.' },
  vSwitchStatus: { status: 409, code: 'IncorrectStatus.VpcSwitch', message: 'The vSwitch is not in a valid state.' },
  vSwitchNotFound: {
    status: 404,
    code: 'InvalidVSwitchId.NotFound',
    message: 'The specified VSwitchId is not found.',
  },
  vSwitchOfOtherVpc: { status: 400, code: 'IllegalParam.VSwitchId', message: 'The specified VSwitchId is illegal.' },
  zone: { status: 400, code: 'IllegalParam.ZoneId', message: 'The specified ZoneId is illegal.' },
  zoneMappings: { status: 400, code: 'IllegalParam.ZoneMappings', message: 'The specified ZoneMappings is illegal.' },
  zoneMappingDuplicate: { status: 400, code: 'Duplicated.ZoneMapping', message: 'The ZoneMappings are duplicated.' },
  zoneMappingChange: {
    status: 400,
    code: 'IllegalParam.AddOrRemoveZoneMappings',
    message: 'The specified AddZoneMappings or RemoveZoneMappings is illegal.',
  },
  noFreeAddress: {
    status: 400,
    code: 'InsufficientIpAddr.vsw',
    message: 'Insufficient available IP addresses in the vSwitch.',
  },
  attachmentChargeType: {
    status: 400,
    code: 'IllegalParam.ChargeType',
    message: 'The specified ChargeType is illegal.',
  },
  autoPublishElsewhere: {
    status: 400,
    code: 'InvalidOperation.VpcAutoRoutesPublishInOtherCEN',
    message: 'Routes are published to the VPC by an attachment in another CEN.',
  },
  attachmentAssociated: {
    status: 400,
    code: 'OperationFailed.RouteTableAssociationExist',
    message: 'Operation failed because TransitRouterRouteTable exists',
  },
  attachmentPropagated: {
    status: 400,
    code: 'OperationFailed.RouteTablePropagationExist',
    message:
      'The specified TransitRouterAttachment has configured RouteTablePropagation. Please remove the configuration first.',
  },
  attachmentRouted: {
    status: 400,
    code: 'OperationFailed.RouteEntryExist',
    message: 'Operation failed because a TransitRouterRouteEntry has the attachment as its next hop.',
  },
  attachmentRoutedByVpc: {
    status: 400,
    code: 'OperationFailed.AttachmentReferencedVpcRouteEntryExisted',
    message:
      'Operation is failed because there is at least one route entry which next hop is the specified attachment.',
  },

  peerRouterNotFound: {
    status: 400,
    code: 'InvalidPeerTransitRouterId.NotFound',
    message: 'PeerTransitRouterId is not found.',
  },
  peerRouter: {
    status: 400,
    code: 'IllegalParam.PeerTransitRouterId',
    message: 'The specified PeerTransitRouterId is illegal.',
  },
  peerRegion: { status: 400, code: 'IllegalParam.PeerRegionId', message: 'The specified PeerRegionId is illegal.' },
  bandwidthMissing: { status: 400, code: 'MissingParam.Bandwidth', message: 'Bandwidth is required.' },
  bandwidth: { status: 400, code: 'IllegalParam.Bandwidth', message: 'The specified Bandwidth is illegal.' },
  bandwidthType: {
    status: 400,
    code: 'IllegalParam.BandwidthType',
    message: 'The specified BandwidthType is illegal.',
  },
  bandwidthPackage: {
    status: 400,
    code: 'IllegalParam.CenBandwidthPackageId',
    message: 'The specified CenBandwidthPackageId is illegal.',
  },
  packageNotAssociated: {
    status: 400,
    code: 'InvalidOperation.BwpNotAssociated',
    message: 'Operation is invalid because a bandwidth package corresponding to the geographic span is not associated.',
  },
  packageExceeded: {
    status: 400,
    code: 'InvalidOperation.BwpBandwidthExceeded',
    message: 'Operation is invalid because the total bandwidth limit has exceeded that of the bandwidth package.',
  },
  linkType: {
    status: 400,
    code: 'ParameterIllegal.BandwidthPackageDefaultLinkTypeOnlySupportGold',
    message: 'The default link type of a connection with a bandwidth package can only be Gold.',
  },

  tableNotFound: {
    status: 400,
    code: 'InvalidTransitRouterRouteTableId.NotFound',
    message: 'TransitRouterRouteTableId is not found.',
  },
  tableSelector: {
    status: 400,
    code: 'MissingParam.TransitRouterIdOrTransitRouterRouteTables',
    message: 'TransitRouterId or TransitRouterRouteTableIds is required.',
  },
  tableOfSystem: {
    status: 400,
    code: 'OperationFailed.DeleteSystemRouteTable',
    message: 'Operation failed because the system route table cannot be deleted.',
  },
  tableAssociated: {
    status: 400,
    code: 'OperationFailed.DeleteRouteTableWithAssociation',
    message: 'Operation failed because the route table has associations.',
  },
  tablePropagated: {
    status: 400,
    code: 'OperationFailed.DeleteRouteTableWithPropagation',
    message: 'Operation failed because the route table has propagations.',
  },
  tableHasEntry: {
    status: 400,
    code: 'OperationFailed.DeleteRouteTableWithRouteEntry',
    message: 'Operation failed because the route table has route entries.',
  },

  joinAttachmentNotFound: {
    status: 404,
    code: 'InvalidAttachmentId.NotFound',
    message: 'The specified attachment is not found.',
  },
  /** Disabling a propagation and replacing an association answer 400 where the others answer 404. */
  joinAttachmentNotFound400: {
    status: 400,
    code: 'InvalidAttachmentId.NotFound',
    message: 'The specified attachment is not found.',
  },
  joinTableNotFound: {
    status: 404,
    code: 'InvalidRouteTableId.NotFound',
    message: 'The specified route table is not found.',
  },
  associationExists: {
    status: 400,
    code: 'AssociationExist.TransitRouterTable',
    message: 'The specified association already exists.',
  },
  associateUnsupported: {
    status: 400,
    code: 'OperationUnsupported.Associate',
    message: 'The attachment and the route table do not belong to the same transit router.',
  },
  propagationUnsupported: {
    status: 400,
    code: 'OperationUnsupported.EnablePropagation',
    message: 'The propagation cannot be enabled: it exists, or attachment and table are of different routers.',
  },
  propagationMissing: {
    status: 400,
    code: 'OperationUnsupported.DisablePropagation',
    message: 'The propagation cannot be disabled: it is not enabled.',
  },

  destination: {
    status: 400,
    code: 'IllegalParam.TransitRouterDestinationCidrBlock',
    message: 'The specified TransitRouterDestinationCidrBlock is illegal.',
  },
  nextHopType: { status: 400, code: 'IllegalParam.NextHopType', message: 'The specified NextHopType is illegal.' },
  nextHopMissing: {
    status: 400,
    code: 'MissingParam.TransitRouterRouteEntryNextHopId',
    message: 'TransitRouterRouteEntryNextHopId is required.',
  },
  nextHopOfBlackHole: {
    status: 400,
    code: 'ParamExclusive.NextHopTypeBlackHoleAndNextHopId',
    message: 'A black hole takes no TransitRouterRouteEntryNextHopId.',
  },
  nextHopNotFound: {
    status: 400,
    code: 'InvalidTransitRouterRouteEntryNextHopId.NotFound',
    message: 'TransitRouterRouteEntryNextHopId is not found.',
  },
  entryExists: {
    status: 400,
    code: 'InstanceExist.TransitRouterRouteEntry',
    message: 'The instance TransitRouterRouteEntry already exists.',
  },
  entrySameDestination: {
    status: 400,
    code: 'OperationFailed.CreateRouteEntryWithSameDestinationCidrBlock',
    message: 'Operation failed because Create RouteEntry with same destination cidrblock does not support.',
  },
  entryNotFound: {
    status: 400,
    code: 'IllegalParam.TransitRouterRouteEntryId',
    message: 'TransitRouterRouteEntryId is not found.',
  },
  entryLearned: {
    status: 400,
    code: 'OperationFailed.DeleteTransitRouterRouteEntry',
    message: 'Operation failed because this route entry is created automatically.',
  },
  entryIdsAndStatus: {
    status: 400,
    code: 'ParamExclusive.RouteEntryIdsAndStatus',
    message: 'TransitRouterRouteEntryStatus cannot be combined with ids or names.',
  },

  serviceOpened: { status: 400, code: 'Order.Opened', message: 'The transit router service has been opened.' },
  tagKey: { status: 400, code: 'InvalidTagKey', message: 'The tag key is not valid.' },
  tagValue: { status: 400, code: 'InvalidTagValue', message: 'The tag value is not valid.' },
  tooManyTags: { status: 400, code: 'NumberExceed.Tags', message: 'The number of tags exceeds the limit.' },
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
