import { apiError } from '../../protocol/api-error';

/** What ECS answers when it refuses, in its own words (error tables of the ECS API, version 2014-05-26). */
export const ecsErrors = {
  vpcNotFound: apiError(404, 'InvalidVpcId.NotFound', 'Specified VPC does not exist.'),
  vpcMissing: apiError(403, 'InvalidVpcId.NotFound', 'The VpcId must not empty when only support vpc vm.'),
  vpcStatus: apiError(400, 'IncorrectVpcStatus', 'Current VPC status does not support this operation.'),

  groupNotFound: apiError(404, 'InvalidSecurityGroupId.NotFound', 'The specified SecurityGroupId does not exist.'),
  groupName: apiError(
    400,
    'InvalidSecurityGroupName.Malformed',
    'The specified parameter SecurityGroupName is not valid.',
  ),
  groupDescription: apiError(
    400,
    'InvalidSecurityGroupDiscription.Malformed',
    'The specified parameter "Description" is not valid.',
  ),
  groupQuota: apiError(403, 'QuotaExceed.SecurityGroup', 'The maximum number of security groups is reached.'),
  groupType: apiError(400, 'InvalidParams.GroupType', 'The specified parameter SecurityGroupType is not valid.'),
  groupPolicy: apiError(400, 'InvalidPolicy.Malformed', 'The specified parameter InnerAccessPolicy is not valid.'),
  groupPolicyOfEnterprise: apiError(
    404,
    'InvalidParameter.InnerAccessPolicy',
    'The InnerAccessPolicy of an enterprise security group cannot be changed.',
  ),
  groupInUse: apiError(403, 'DependencyViolation', 'There is still instance(s) in the specified security group.'),
  groupNamedByRule: apiError(
    403,
    'DependencyViolation',
    'The specified security group is named by a rule of another one.',
  ),
  groupManaged: apiError(
    403,
    'InvalidOperation.ResourceManagedByCloudProduct',
    'Can not modify security groups managed by cloud products.',
  ),
  pagingMixed: apiError(
    400,
    'NotSupported.PageNumberAndPageSize',
    'The parameters PageNumber and PageSize cannot be used together with MaxResults and NextToken.',
  ),
  pageToken: apiError(400, 'InvalidParameter.NextToken', 'The specified NextToken is not valid.'),
  jsonIds: apiError(400, 'InvalidParameter', 'The specified list of ids is not a JSON array of at most 100 texts.'),

  rulePermissions: apiError(400, 'InvalidParam.Permissions', 'The specified parameter Permissions is not valid.'),
  ruleDuplicate: apiError(400, 'InvalidParam.DuplicatePermissions', 'There are duplicate permissions in the request.'),
  ruleProtocol: apiError(
    400,
    'InvalidIpProtocol.ValueNotSupported',
    'The parameter IpProtocol must be specified with case insensitive TCP, UDP, ICMP, ICMPv6, GRE or ALL.',
  ),
  rulePortRange: apiError(400, 'InvalidParam.PortRange', 'The specified parameter PortRange is not valid.'),
  rulePortsOfProtocol: apiError(
    400,
    'OperationDenied',
    'The specified IpProtocol does not exist or IpProtocol and PortRange do not match.',
  ),
  rulePriority: apiError(400, 'InvalidPriority.ValueNotSupported', 'The specified parameter Priority is invalid.'),
  rulePolicy: apiError(400, 'InvalidPolicy.Malformed', 'The specified parameter Policy is not valid.'),
  ruleDescription: apiError(
    400,
    'InvalidSecurityGroupRuleDescription.Malformed',
    'The specified parameter Description is not valid.',
  ),
  ruleSourceCidr: apiError(400, 'InvalidSourceCidrIp.Malformed', 'The specified parameter SourceCidrIp is not valid.'),
  ruleDestCidr: apiError(400, 'InvalidDestCidrIp.Malformed', 'The specified parameter DestCidrIp is not valid.'),
  ruleIpv6SourceCidr: apiError(
    400,
    'InvalidParam.Ipv6SourceCidrIp',
    'The specified parameter Ipv6SourceCidrIp is not valid.',
  ),
  ruleIpv6DestCidr: apiError(
    400,
    'InvalidParam.Ipv6DestCidrIp',
    'The specified parameter Ipv6DestCidrIp is not valid.',
  ),
  ruleSourceMissing: apiError(
    403,
    'MissingParameter',
    'The input parameter "SourceGroupId" or "SourceCidrIp" cannot be both blank.',
  ),
  ruleDestMissing: apiError(
    403,
    'MissingParameter',
    'The input parameter "DestGroupId" or "DestCidrIp" cannot be both blank.',
  ),
  rulePeerConflict: apiError(
    400,
    'InvalidParam.SourceIp.Conflict',
    'Specify one of an IPv4 block, an IPv6 block, a security group and a prefix list.',
  ),
  ruleSourceGroupNotFound: apiError(
    404,
    'InvalidSourceGroupId.NotFound',
    'The specified SourceGroupId does not exist.',
  ),
  ruleDestGroupNotFound: apiError(404, 'InvalidDestGroupId.NotFound', 'The specified DestGroupId does not exist.'),
  ruleSourceGroupMismatch: apiError(
    400,
    'InvalidSourceGroupId.Mismatch',
    'Specified security group and source group are not in the same VPC.',
  ),
  ruleDestGroupMismatch: apiError(
    400,
    'InvalidDestGroupId.Mismatch',
    'Specified security group and destination group are not in the same VPC.',
  ),
  ruleOwnGroup: apiError(
    403,
    'InvalidParamter.Conflict',
    'The specified SecurityGroupId should be different from the SourceGroupId.',
  ),
  rulePeerOfEnterprise: apiError(
    400,
    'InvalidParameter.GroupType',
    'An enterprise security group takes no rule that names a security group.',
  ),
  rulePrefixListNotFound: apiError(404, 'InvalidPrefixListId.NotFound', 'The specified prefix list does not exist.'),
  ruleQuota: apiError(
    403,
    'AuthorizationLimitExceed',
    'The limit of authorization records in the security group reaches.',
  ),
  ruleIdNotFound: apiError(
    404,
    'InvalidSecurityGroupRuleId.NotFound',
    'The specified SecurityGroupRuleId does not exist.',
  ),
  ruleNotFound: apiError(404, 'SecurityGroupRule.NotFound', 'The target security group rule not exist.'),
  rulePeerKind: apiError(
    400,
    'InvalidOperation.ModifySgRuleEntityType',
    'The type of the source or destination of a security group rule cannot be changed.',
  ),

  imageNotFound: apiError(404, 'InvalidImageId.NotFound', 'The specified ImageId does not exist.'),
  imageArchitecture: apiError(
    400,
    'InvalidParameter.NotMatch',
    'The architecture of the image does not match the instance type.',
  ),
  instanceType: apiError(
    400,
    'InvalidInstanceType.ValueNotSupported',
    'The specified InstanceType beyond the permitted range.',
  ),
  zoneNotFound: apiError(404, 'InvalidZoneId.NotFound', 'The specified zone does not exist.'),
  zoneMismatch: apiError(400, 'InvalidParameter.Mismatch', 'Specified virtual switch is not in the specified zone.'),
  vSwitchMissing: apiError(
    400,
    'MissingParameter',
    'The input parameter "VSwitchId" that is mandatory for processing this request is not supplied.',
  ),
  groupMissing: apiError(
    400,
    'MissingParameter',
    'The input parameter "SecurityGroupId" that is mandatory for processing this request is not supplied.',
  ),
  groupsConflict: apiError(
    400,
    'InvalidParameter.Conflict',
    'SecurityGroupId and SecurityGroupIds cannot be specified together.',
  ),
  vSwitchNotFound: apiError(404, 'InvalidVSwitchId.NotFound', 'Specified virtual switch does not exist.'),
  vSwitchStatus: apiError(
    400,
    'IncorrectVSwitchStatus',
    'The current status of virtual switch does not support this operation.',
  ),
  groupOfOtherVpc: apiError(
    400,
    'InvalidSecurityGroup.VpcMismatch',
    'The specified security group and virtual switch are not in the same VPC.',
  ),
  addressOutside: apiError(
    400,
    'InvalidPrivateIpAddress',
    'Specified private IP address is not in the CIDR block of virtual switch.',
  ),
  addressTaken: apiError(
    400,
    'InvalidPrivateIpAddress.Duplicated',
    'The specified private IP address is already in use.',
  ),
  addressOfSeveral: apiError(
    400,
    'InvalidPrivateIpAddress.Duplicated',
    'One private IP address cannot be given to several instances.',
  ),
  addressesExhausted: apiError(400, 'QuotaExceeded.PrivateIpAddress', "Don't have enough private IPs in this switch."),
  amount: apiError(400, 'InvalidAmount.ValueNotSupported', 'The specified parameter Amount is not valid.'),
  chargeType: apiError(
    400,
    'InvalidInstanceChargeType.ValueNotSupported',
    'The specified InstanceChargeType is not valid. The local cloud sells PostPaid only.',
  ),
  bandwidth: apiError(
    400,
    'InvalidInternetMaxBandwidthOut.ValueNotSupported',
    'The specified bandwidth is out of range.',
  ),
  diskCategory: apiError(
    400,
    'InvalidSystemDiskCategory.ValueNotSupported',
    'The specified parameter "SystemDisk.Category" is not valid.',
  ),
  diskSize: apiError(
    400,
    'InvalidSystemDiskSize.ValueNotSupported',
    'The specified parameter SystemDisk.Size is invalid.',
  ),
  diskPerformanceLevel: apiError(
    400,
    'InvalidPerformanceLevel.Malformed',
    'The specified parameter SystemDisk.PerformanceLevel is not valid.',
  ),
  instanceName: apiError(400, 'InvalidInstanceName.Malformed', 'The specified parameter InstanceName is not valid.'),
  instanceDescription: apiError(
    400,
    'InvalidDescription.Malformed',
    'The specified parameter Description is not valid.',
  ),
  hostName: apiError(400, 'InvalidHostName.Malformed', 'The specified parameter HostName is not valid.'),
  password: apiError(400, 'InvalidPassword.Malformed', 'The specified parameter Password is not valid.'),
  userDataBase64: apiError(
    400,
    'InvalidUserData.Base64FormatInvalid',
    'The specified parameter UserData must be base64 encoded.',
  ),
  userDataSize: apiError(
    400,
    'InvalidUserData.SizeExceeded',
    'The specified parameter UserData exceeds the size limit.',
  ),

  instanceNotFound: apiError(404, 'InvalidInstanceId.NotFound', 'The specified InstanceId does not exist.'),
  instanceIdsNotFound: apiError(404, 'InvalidInstanceIds.NotFound', 'The specified InstanceIds does not exist.'),
  instanceStatus: apiError(
    403,
    'IncorrectInstanceStatus',
    'The current status of the resource does not support this operation.',
  ),
  instanceInitializing: apiError(
    403,
    'IncorrectInstanceStatus.Initializing',
    'The specified instance status does not support this operation.',
  ),
  instanceProtected: apiError(
    403,
    'InvalidOperation.DeletionProtection',
    'The operation is not allowed due to deletion protection.',
  ),
  instanceHasRoute: apiError(400, 'DependencyViolation.RouteEntry', 'Specified instance is used by route entry.'),
  instanceIdsMalformed: apiError(
    400,
    'InvalidInstanceIds.Malformed',
    'The specified parameter InstanceIds is not valid.',
  ),
  statusFilter: apiError(404, 'InvalidStatus.NotFound', 'The specified status does not exist.'),
  groupsOfSeveralVpcs: apiError(
    404,
    'InvalidSecurityGroupVpc.NotBelongToOneVpc',
    'The specified security groups are not in the VPC of the instance.',
  ),
  groupsOfInstance: apiError(
    400,
    'InstanceSecurityGroupLimitExceeded',
    'Exceeding the allowed amount of security groups that an instance can be in.',
  ),
  instancesOfGroup: apiError(
    403,
    'SecurityGroupInstanceLimitExceeded',
    'The maximum number of instances in the security group is exceeded.',
  ),
  alreadyInGroup: apiError(
    403,
    'InvalidInstanceId.AlreadyExists',
    'The specified instance already exists in the specified security group.',
  ),
  notInGroup: apiError(403, 'InstanceNotInSecurityGroup', 'The instance not in the group.'),
  lastGroup: apiError(
    403,
    'InstanceLastSecurityGroup',
    'The specified security group is the last security group for the instance.',
  ),
  joinMismatch: apiError(
    400,
    'InvalidInstanceId.Mismatch',
    'Specified instance and security group are not in the same VPC.',
  ),
  groupTypesMixed: apiError(
    403,
    'InvalidOperation.MultiGroupType',
    'The specified instance can not join different types of security group.',
  ),
  sameInstanceType: apiError(
    403,
    'InvalidInstanceType.ValueUnauthorized',
    'The specified InstanceType is that of the instance already.',
  ),

  destinationResource: apiError(
    404,
    'Invalid.DestinationResource',
    'The specified parameter DestinationResource is invalid.',
  ),
  destinationResourceMissing: apiError(400, 'Invalid.Param', 'The input parameter DestinationResource is mandatory.'),

  tagKey: apiError(400, 'InvalidTagKey.Malformed', 'The specified Tag.n.Key is not valid.'),
  tagValue: apiError(400, 'InvalidTagValue.Malformed', 'The specified Tag.n.Value is not valid.'),
  tagDuplicate: apiError(400, 'Duplicate.TagKey', 'The Tag.N.Key contain duplicate key.'),
  tooManyTags: apiError(400, 'NumberExceed.Tags', 'The maximum number of Tags is exceeded.'),
  resourceNotFound: apiError(
    404,
    'InvalidResourceId.NotFound',
    'The specified ResourceIds are not found in our records.',
  ),
  resourceType: apiError(
    404,
    'InvalidResourceType.NotFound',
    'The ResourceType provided does not exist in our records.',
  ),
} as const;
