import { type ApiErrorDefinition, apiError } from '../../protocol/api-error';

/**
 * What CEN answers when it refuses (error tables of the CEN API, version 2017-09-12): 400 nearly everywhere, missing
 * objects included. Codes that only the Terraform provider's source names are marked; their messages are ours.
 */
export const cenErrors = {
  /** Known from the provider, which retries it in every write of a transit router. */
  busy: apiError(400, 'IncorrectStatus.Status', 'The resource is in a transient state. Try later.'),
  /** Known from the provider, which retries it in every write of CEN. */
  blocking: apiError(400, 'Operation.Blocking', 'Another operation is in progress. Try later.'),
  name: apiError(400, 'InvalidName', 'The name is not valid.'),
  description: apiError(400, 'InvalidDescription', 'The description is not valid.'),
  invalidParameter: apiError(400, 'InvalidParameter', 'Invalid parameter.'),
  nextToken: apiError(400, 'IllegalParam.NextToken', 'The specified NextToken is illegal.'),
  maxResults: apiError(400, 'IllegalParam.MaxResults', 'The specified MaxResults is illegal.'),
  resourceGroup: apiError(400, 'IllegalParam.ResourceGroupId', 'The specified ResourceGroupId is illegal.'),

  /** Known from the provider. */
  cenNotFound: apiError(400, 'ParameterCenInstanceId', 'The specified CEN instance does not exist.'),
  cenOfAttachmentNotFound: apiError(400, 'InvalidCenId.NotFound', 'CenId is not found.'),
  cenStatus: apiError(
    409,
    'InvalidOperation.CenInstanceStatus',
    'The CEN instance is not in a valid state for the operation.',
  ),
  cenHasCustomTable: apiError(
    400,
    'OperationFailed.DeleteCenWithCustomRouteTable',
    'Operation failed because a custom route table exists in the CEN instance.',
  ),
  cenHasRouteEntry: apiError(
    400,
    'OperationFailed.DeleteCenWithRouteEntry',
    'Operation failed because a custom route entry exists in the CEN instance.',
  ),
  protectionLevel: apiError(
    400,
    'InvalidOperation.EnhanceProtectionLevel',
    'The protection level of the CEN instance cannot be raised.',
  ),

  /** Known from the provider. */
  packageNotFound: apiError(400, 'ParameterBwpInstanceId', 'The specified bandwidth package does not exist.'),
  packageChargeType: apiError(400, 'UnSupported.ChargeType', 'The charge type is not supported.'),
  packageParameter: apiError(
    400,
    'ParameterIllegal.BandwidthPackage',
    'The parameter of the bandwidth package is illegal.',
  ),
  packageUnchanged: apiError(
    400,
    'OperationFailed.UpDownRadeConfigNoChange',
    'The configuration of the bandwidth package does not change.',
  ),
  packageBelowAllotted: apiError(
    400,
    'Operation.Failed',
    'The bandwidth is below what inter-region connections have been allotted.',
  ),
  packageStatus: apiError(
    403,
    'InvalidOperation.BwpInstanceStatus',
    'The CBN bandwidth package is not in a valid state for the operation.',
  ),
  packagePrepaid: apiError(
    403,
    'Forbidden.Release',
    'Forbidden to release a PREPAY bandwidth instance within validity period.',
  ),
  /** Known from the provider. */
  packageAllotted: apiError(
    403,
    'InvalidOperation.CenBandwidthLimitsNotZero',
    'Inter-region connections still have bandwidth of this package.',
  ),

  routerExists: apiError(400, 'InstanceExist.TransitRouterInstance', 'The instance already exists.'),
  routerRegion: apiError(
    400,
    'OperationUnsupported.RegionId',
    'The specified RegionId does not support transit routers.',
  ),
  routerNotFound: apiError(400, 'InvalidTransitRouterId.NotFound', 'TransitRouterId is not found.'),
  routerInstanceNotFound: apiError(
    400,
    'InvalidTransitRouterInstance.NotFound',
    'The Transit Router instance is not found.',
  ),
  routerSelector: apiError(
    400,
    'InvalidParameterCombination.TransitRouter',
    'Region ID is required if no TransitRouterId or CenId specified.',
  ),
  /** Known from the provider, which retries it. */
  routerHasAttachment: apiError(
    400,
    'InvalidOperation.AttachedChildInstanceExist',
    'The transit router still has attachments.',
  ),
  routerHasTable: apiError(
    400,
    'OperationFailed.DeleteTransitRouter',
    'Operation failed because TransitRouterRouteTable or TransitRouterRouteEntry or BandwidthTransitRegion exists.',
  ),

  attachmentNotFound: apiError(
    400,
    'InvalidTransitRouterAttachmentId.NotFound',
    'TransitRouterAttachmentId is not found.',
  ),
  cenOrRegionMissing: apiError(
    400,
    'MissingParam.CenIdOrRegionId',
    'CenId and RegionId are required if no TransitRouterId is specified.',
  ),
  attachmentExists: apiError(400, 'InstanceExist.TransitRouterInstance', 'The instance already exists.'),
  vpcUnusable: apiError(400, 'IncorrectStatus.VpcResource', 'The VPC is not in a valid state.'),
  vSwitchStatus: apiError(409, 'IncorrectStatus.VpcSwitch', 'The vSwitch is not in a valid state.'),
  vSwitchNotFound: apiError(404, 'InvalidVSwitchId.NotFound', 'The specified VSwitchId is not found.'),
  vSwitchOfOtherVpc: apiError(400, 'IllegalParam.VSwitchId', 'The specified VSwitchId is illegal.'),
  zone: apiError(400, 'IllegalParam.ZoneId', 'The specified ZoneId is illegal.'),
  zoneMappings: apiError(400, 'IllegalParam.ZoneMappings', 'The specified ZoneMappings is illegal.'),
  zoneMappingDuplicate: apiError(400, 'Duplicated.ZoneMapping', 'The ZoneMappings are duplicated.'),
  zoneMappingChange: apiError(
    400,
    'IllegalParam.AddOrRemoveZoneMappings',
    'The specified AddZoneMappings or RemoveZoneMappings is illegal.',
  ),
  noFreeAddress: apiError(400, 'InsufficientIpAddr.vsw', 'Insufficient available IP addresses in the vSwitch.'),
  attachmentChargeType: apiError(400, 'IllegalParam.ChargeType', 'The specified ChargeType is illegal.'),
  autoPublishElsewhere: apiError(
    400,
    'InvalidOperation.VpcAutoRoutesPublishInOtherCEN',
    'Routes are published to the VPC by an attachment in another CEN.',
  ),
  attachmentAssociated: apiError(
    400,
    'OperationFailed.RouteTableAssociationExist',
    'Operation failed because TransitRouterRouteTable exists',
  ),
  attachmentPropagated: apiError(
    400,
    'OperationFailed.RouteTablePropagationExist',
    'The specified TransitRouterAttachment has configured RouteTablePropagation. Please remove the configuration first.',
  ),
  attachmentRouted: apiError(
    400,
    'OperationFailed.RouteEntryExist',
    'Operation failed because a TransitRouterRouteEntry has the attachment as its next hop.',
  ),
  attachmentRoutedByVpc: apiError(
    400,
    'OperationFailed.AttachmentReferencedVpcRouteEntryExisted',
    'Operation is failed because there is at least one route entry which next hop is the specified attachment.',
  ),

  peerRouterNotFound: apiError(400, 'InvalidPeerTransitRouterId.NotFound', 'PeerTransitRouterId is not found.'),
  peerRouter: apiError(400, 'IllegalParam.PeerTransitRouterId', 'The specified PeerTransitRouterId is illegal.'),
  peerRegion: apiError(400, 'IllegalParam.PeerRegionId', 'The specified PeerRegionId is illegal.'),
  bandwidthMissing: apiError(400, 'MissingParam.Bandwidth', 'Bandwidth is required.'),
  bandwidth: apiError(400, 'IllegalParam.Bandwidth', 'The specified Bandwidth is illegal.'),
  bandwidthType: apiError(400, 'IllegalParam.BandwidthType', 'The specified BandwidthType is illegal.'),
  bandwidthPackage: apiError(
    400,
    'IllegalParam.CenBandwidthPackageId',
    'The specified CenBandwidthPackageId is illegal.',
  ),
  packageNotAssociated: apiError(
    400,
    'InvalidOperation.BwpNotAssociated',
    'Operation is invalid because a bandwidth package corresponding to the geographic span is not associated.',
  ),
  packageExceeded: apiError(
    400,
    'InvalidOperation.BwpBandwidthExceeded',
    'Operation is invalid because the total bandwidth limit has exceeded that of the bandwidth package.',
  ),
  linkType: apiError(
    400,
    'ParameterIllegal.BandwidthPackageDefaultLinkTypeOnlySupportGold',
    'The default link type of a connection with a bandwidth package can only be Gold.',
  ),

  tableNotFound: apiError(400, 'InvalidTransitRouterRouteTableId.NotFound', 'TransitRouterRouteTableId is not found.'),
  tableSelector: apiError(
    400,
    'MissingParam.TransitRouterIdOrTransitRouterRouteTables',
    'TransitRouterId or TransitRouterRouteTableIds is required.',
  ),
  tableOfSystem: apiError(
    400,
    'OperationFailed.DeleteSystemRouteTable',
    'Operation failed because the system route table cannot be deleted.',
  ),
  tableAssociated: apiError(
    400,
    'OperationFailed.DeleteRouteTableWithAssociation',
    'Operation failed because the route table has associations.',
  ),
  tablePropagated: apiError(
    400,
    'OperationFailed.DeleteRouteTableWithPropagation',
    'Operation failed because the route table has propagations.',
  ),
  tableHasEntry: apiError(
    400,
    'OperationFailed.DeleteRouteTableWithRouteEntry',
    'Operation failed because the route table has route entries.',
  ),

  joinAttachmentNotFound: apiError(404, 'InvalidAttachmentId.NotFound', 'The specified attachment is not found.'),
  /** Disabling a propagation and replacing an association answer 400 where the others answer 404. */
  joinAttachmentNotFound400: apiError(400, 'InvalidAttachmentId.NotFound', 'The specified attachment is not found.'),
  joinTableNotFound: apiError(404, 'InvalidRouteTableId.NotFound', 'The specified route table is not found.'),
  associationExists: apiError(400, 'AssociationExist.TransitRouterTable', 'The specified association already exists.'),
  associateUnsupported: apiError(
    400,
    'OperationUnsupported.Associate',
    'The attachment and the route table do not belong to the same transit router.',
  ),
  routerBasic: apiError(
    400,
    'OperationUnsupported.TransitRouterType',
    'The operation is not supported for the transit router type.',
  ),
  propagationUnsupported: apiError(
    400,
    'OperationUnsupported.EnablePropagation',
    'The propagation cannot be enabled: it exists, or attachment and table are of different routers.',
  ),
  propagationMissing: apiError(
    400,
    'OperationUnsupported.DisablePropagation',
    'The propagation cannot be disabled: it is not enabled.',
  ),

  destination: apiError(
    400,
    'IllegalParam.TransitRouterDestinationCidrBlock',
    'The specified TransitRouterDestinationCidrBlock is illegal.',
  ),
  nextHopType: apiError(400, 'IllegalParam.NextHopType', 'The specified NextHopType is illegal.'),
  nextHopMissing: apiError(
    400,
    'MissingParam.TransitRouterRouteEntryNextHopId',
    'TransitRouterRouteEntryNextHopId is required.',
  ),
  nextHopOfBlackHole: apiError(
    400,
    'ParamExclusive.NextHopTypeBlackHoleAndNextHopId',
    'A black hole takes no TransitRouterRouteEntryNextHopId.',
  ),
  nextHopNotFound: apiError(
    400,
    'InvalidTransitRouterRouteEntryNextHopId.NotFound',
    'TransitRouterRouteEntryNextHopId is not found.',
  ),
  entryExists: apiError(
    400,
    'InstanceExist.TransitRouterRouteEntry',
    'The instance TransitRouterRouteEntry already exists.',
  ),
  entrySameDestination: apiError(
    400,
    'OperationFailed.CreateRouteEntryWithSameDestinationCidrBlock',
    'Operation failed because Create RouteEntry with same destination cidrblock does not support.',
  ),
  entryNotFound: apiError(400, 'IllegalParam.TransitRouterRouteEntryId', 'TransitRouterRouteEntryId is not found.'),
  entryLearned: apiError(
    400,
    'OperationFailed.DeleteTransitRouterRouteEntry',
    'Operation failed because this route entry is created automatically.',
  ),
  entryIdsAndStatus: apiError(
    400,
    'ParamExclusive.RouteEntryIdsAndStatus',
    'TransitRouterRouteEntryStatus cannot be combined with ids or names.',
  ),

  serviceOpened: apiError(400, 'Order.Opened', 'The transit router service has been opened.'),
  tagKey: apiError(400, 'InvalidTagKey', 'The tag key is not valid.'),
  tagValue: apiError(400, 'InvalidTagValue', 'The tag value is not valid.'),
  tooManyTags: apiError(400, 'NumberExceed.Tags', 'The number of tags exceeds the limit.'),
  tagResourceNotFound: apiError(400, 'InvalidInstanceIds.NotFound', 'The instanceIds are not found'),
  tagResourceType: apiError(400, 'InvalidInstanceType.NotFound', 'The instance type is not found'),
} as const satisfies Record<string, ApiErrorDefinition>;
