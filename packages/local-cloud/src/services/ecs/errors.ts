import type { ApiErrorDefinition } from '../../protocol/api-error';

const error = (status: number, code: string, message: string): ApiErrorDefinition => ({ status, code, message });

/** What ECS answers when it refuses, in its own words (error tables of the ECS API, version 2014-05-26). */
export const ecsErrors = {
  vpcNotFound: error(404, 'InvalidVpcId.NotFound', 'Specified VPC does not exist.'),
  vpcMissing: error(403, 'InvalidVpcId.NotFound', 'The VpcId must not empty when only support vpc vm.'),
  vpcStatus: error(400, 'IncorrectVpcStatus', 'Current VPC status does not support this operation.'),

  groupNotFound: error(404, 'InvalidSecurityGroupId.NotFound', 'The specified SecurityGroupId does not exist.'),
  groupName: error(
    400,
    'InvalidSecurityGroupName.Malformed',
    'The specified parameter SecurityGroupName is not valid.',
  ),
  groupDescription: error(
    400,
    'InvalidSecurityGroupDiscription.Malformed',
    'The specified parameter "Description" is not valid.',
  ),
  groupQuota: error(403, 'QuotaExceed.SecurityGroup', 'The maximum number of security groups is reached.'),
  groupType: error(400, 'InvalidParams.GroupType', 'The specified parameter SecurityGroupType is not valid.'),
  groupPolicy: error(400, 'InvalidPolicy.Malformed', 'The specified parameter InnerAccessPolicy is not valid.'),
  groupPolicyOfEnterprise: error(
    404,
    'InvalidParameter.InnerAccessPolicy',
    'The InnerAccessPolicy of an enterprise security group cannot be changed.',
  ),
  groupInUse: error(403, 'DependencyViolation', 'There is still instance(s) in the specified security group.'),
  groupNamedByRule: error(
    403,
    'DependencyViolation',
    'The specified security group is named by a rule of another one.',
  ),
  groupManaged: error(
    403,
    'InvalidOperation.ResourceManagedByCloudProduct',
    'Can not modify security groups managed by cloud products.',
  ),
  pagingMixed: error(
    400,
    'NotSupported.PageNumberAndPageSize',
    'The parameters PageNumber and PageSize cannot be used together with MaxResults and NextToken.',
  ),
  pageToken: error(400, 'InvalidParameter.NextToken', 'The specified NextToken is not valid.'),
  jsonIds: error(400, 'InvalidParameter', 'The specified list of ids is not a JSON array of at most 100 texts.'),

  rulePermissions: error(400, 'InvalidParam.Permissions', 'The specified parameter Permissions is not valid.'),
  ruleDuplicate: error(400, 'InvalidParam.DuplicatePermissions', 'There are duplicate permissions in the request.'),
  ruleProtocol: error(
    400,
    'InvalidIpProtocol.ValueNotSupported',
    'The parameter IpProtocol must be specified with case insensitive TCP, UDP, ICMP, ICMPv6, GRE or ALL.',
  ),
  rulePortRange: error(400, 'InvalidParam.PortRange', 'The specified parameter PortRange is not valid.'),
  rulePortsOfProtocol: error(
    400,
    'OperationDenied',
    'The specified IpProtocol does not exist or IpProtocol and PortRange do not match.',
  ),
  rulePriority: error(400, 'InvalidPriority.ValueNotSupported', 'The specified parameter Priority is invalid.'),
  rulePolicy: error(400, 'InvalidPolicy.Malformed', 'The specified parameter Policy is not valid.'),
  ruleDescription: error(
    400,
    'InvalidSecurityGroupRuleDescription.Malformed',
    'The specified parameter Description is not valid.',
  ),
  ruleSourceCidr: error(400, 'InvalidSourceCidrIp.Malformed', 'The specified parameter SourceCidrIp is not valid.'),
  ruleDestCidr: error(400, 'InvalidDestCidrIp.Malformed', 'The specified parameter DestCidrIp is not valid.'),
  ruleIpv6SourceCidr: error(
    400,
    'InvalidParam.Ipv6SourceCidrIp',
    'The specified parameter Ipv6SourceCidrIp is not valid.',
  ),
  ruleIpv6DestCidr: error(400, 'InvalidParam.Ipv6DestCidrIp', 'The specified parameter Ipv6DestCidrIp is not valid.'),
  ruleSourceMissing: error(
    403,
    'MissingParameter',
    'The input parameter "SourceGroupId" or "SourceCidrIp" cannot be both blank.',
  ),
  ruleDestMissing: error(
    403,
    'MissingParameter',
    'The input parameter "DestGroupId" or "DestCidrIp" cannot be both blank.',
  ),
  rulePeerConflict: error(
    400,
    'InvalidParam.SourceIp.Conflict',
    'Specify one of an IPv4 block, an IPv6 block, a security group and a prefix list.',
  ),
  ruleSourceGroupNotFound: error(404, 'InvalidSourceGroupId.NotFound', 'The specified SourceGroupId does not exist.'),
  ruleDestGroupNotFound: error(404, 'InvalidDestGroupId.NotFound', 'The specified DestGroupId does not exist.'),
  ruleSourceGroupMismatch: error(
    400,
    'InvalidSourceGroupId.Mismatch',
    'Specified security group and source group are not in the same VPC.',
  ),
  ruleDestGroupMismatch: error(
    400,
    'InvalidDestGroupId.Mismatch',
    'Specified security group and destination group are not in the same VPC.',
  ),
  ruleOwnGroup: error(
    403,
    'InvalidParamter.Conflict',
    'The specified SecurityGroupId should be different from the SourceGroupId.',
  ),
  rulePeerOfEnterprise: error(
    400,
    'InvalidParameter.GroupType',
    'An enterprise security group takes no rule that names a security group.',
  ),
  rulePrefixListNotFound: error(404, 'InvalidPrefixListId.NotFound', 'The specified prefix list does not exist.'),
  ruleNicType: error(400, 'InvalidNicType.ValueNotSupported', 'The specified NicType does not exist.'),
  ruleQuota: error(
    403,
    'AuthorizationLimitExceed',
    'The limit of authorization records in the security group reaches.',
  ),
  ruleIdNotFound: error(
    404,
    'InvalidSecurityGroupRuleId.NotFound',
    'The specified SecurityGroupRuleId does not exist.',
  ),
  ruleNotFound: error(404, 'SecurityGroupRule.NotFound', 'The target security group rule not exist.'),
  rulePeerKind: error(
    400,
    'InvalidOperation.ModifySgRuleEntityType',
    'The type of the source or destination of a security group rule cannot be changed.',
  ),

  imageNotFound: error(404, 'InvalidImageId.NotFound', 'The specified ImageId does not exist.'),
  imageArchitecture: error(
    400,
    'InvalidParameter.NotMatch',
    'The architecture of the image does not match the instance type.',
  ),
  instanceType: error(
    400,
    'InvalidInstanceType.ValueNotSupported',
    'The specified InstanceType beyond the permitted range.',
  ),
  zoneNotFound: error(404, 'InvalidZoneId.NotFound', 'The specified zone does not exist.'),
  zoneMismatch: error(400, 'InvalidParameter.Mismatch', 'Specified virtual switch is not in the specified zone.'),
  vSwitchMissing: error(
    400,
    'MissingParameter',
    'The input parameter "VSwitchId" that is mandatory for processing this request is not supplied.',
  ),
  groupMissing: error(
    400,
    'MissingParameter',
    'The input parameter "SecurityGroupId" that is mandatory for processing this request is not supplied.',
  ),
  groupsConflict: error(
    400,
    'InvalidParameter.Conflict',
    'SecurityGroupId and SecurityGroupIds cannot be specified together.',
  ),
  vSwitchNotFound: error(404, 'InvalidVSwitchId.NotFound', 'Specified virtual switch does not exist.'),
  vSwitchStatus: error(
    400,
    'IncorrectVSwitchStatus',
    'The current status of virtual switch does not support this operation.',
  ),
  groupOfOtherVpc: error(
    400,
    'InvalidSecurityGroup.VpcMismatch',
    'The specified security group and virtual switch are not in the same VPC.',
  ),
  addressOutside: error(
    400,
    'InvalidPrivateIpAddress',
    'Specified private IP address is not in the CIDR block of virtual switch.',
  ),
  addressTaken: error(400, 'InvalidPrivateIpAddress.Duplicated', 'The specified private IP address is already in use.'),
  addressOfSeveral: error(
    400,
    'InvalidPrivateIpAddress.Duplicated',
    'One private IP address cannot be given to several instances.',
  ),
  addressesExhausted: error(400, 'QuotaExceeded.PrivateIpAddress', "Don't have enough private IPs in this switch."),
  amount: error(400, 'InvalidAmount.ValueNotSupported', 'The specified parameter Amount is not valid.'),
  chargeType: error(
    400,
    'InvalidInstanceChargeType.ValueNotSupported',
    'The specified InstanceChargeType is not valid. The local cloud sells PostPaid only.',
  ),
  bandwidth: error(400, 'InvalidInternetMaxBandwidthOut.ValueNotSupported', 'The specified bandwidth is out of range.'),
  diskCategory: error(
    400,
    'InvalidSystemDiskCategory.ValueNotSupported',
    'The specified parameter "SystemDisk.Category" is not valid.',
  ),
  diskSize: error(
    400,
    'InvalidSystemDiskSize.ValueNotSupported',
    'The specified parameter SystemDisk.Size is invalid.',
  ),
  diskPerformanceLevel: error(
    400,
    'InvalidPerformanceLevel.Malformed',
    'The specified parameter SystemDisk.PerformanceLevel is not valid.',
  ),
  instanceName: error(400, 'InvalidInstanceName.Malformed', 'The specified parameter InstanceName is not valid.'),
  instanceDescription: error(400, 'InvalidDescription.Malformed', 'The specified parameter Description is not valid.'),
  hostName: error(400, 'InvalidHostName.Malformed', 'The specified parameter HostName is not valid.'),
  password: error(400, 'InvalidPassword.Malformed', 'The specified parameter Password is not valid.'),
  userDataBase64: error(
    400,
    'InvalidUserData.Base64FormatInvalid',
    'The specified parameter UserData must be base64 encoded.',
  ),
  userDataSize: error(400, 'InvalidUserData.SizeExceeded', 'The specified parameter UserData exceeds the size limit.'),

  instanceNotFound: error(404, 'InvalidInstanceId.NotFound', 'The specified InstanceId does not exist.'),
  instanceIdsNotFound: error(404, 'InvalidInstanceIds.NotFound', 'The specified InstanceIds does not exist.'),
  instanceStatus: error(
    403,
    'IncorrectInstanceStatus',
    'The current status of the resource does not support this operation.',
  ),
  instanceInitializing: error(
    403,
    'IncorrectInstanceStatus.Initializing',
    'The specified instance status does not support this operation.',
  ),
  instanceProtected: error(
    403,
    'InvalidOperation.DeletionProtection',
    'The operation is not allowed due to deletion protection.',
  ),
  instanceHasRoute: error(400, 'DependencyViolation.RouteEntry', 'Specified instance is used by route entry.'),
  instanceIdsMalformed: error(400, 'InvalidInstanceIds.Malformed', 'The specified parameter InstanceIds is not valid.'),
  statusFilter: error(404, 'InvalidStatus.NotFound', 'The specified status does not exist.'),
  groupsOfSeveralVpcs: error(
    404,
    'InvalidSecurityGroupVpc.NotBelongToOneVpc',
    'The specified security groups are not in the VPC of the instance.',
  ),
  groupsOfInstance: error(
    400,
    'InstanceSecurityGroupLimitExceeded',
    'Exceeding the allowed amount of security groups that an instance can be in.',
  ),
  instancesOfGroup: error(
    403,
    'SecurityGroupInstanceLimitExceeded',
    'The maximum number of instances in the security group is exceeded.',
  ),
  alreadyInGroup: error(
    403,
    'InvalidInstanceId.AlreadyExists',
    'The specified instance already exists in the specified security group.',
  ),
  notInGroup: error(403, 'InstanceNotInSecurityGroup', 'The instance not in the group.'),
  lastGroup: error(
    403,
    'InstanceLastSecurityGroup',
    'The specified security group is the last security group for the instance.',
  ),
  joinMismatch: error(
    400,
    'InvalidInstanceId.Mismatch',
    'Specified instance and security group are not in the same VPC.',
  ),
  groupTypesMixed: error(
    403,
    'InvalidOperation.MultiGroupType',
    'The specified instance can not join different types of security group.',
  ),
  sameInstanceType: error(
    403,
    'InvalidInstanceType.ValueUnauthorized',
    'The specified InstanceType is that of the instance already.',
  ),

  destinationResource: error(
    404,
    'Invalid.DestinationResource',
    'The specified parameter DestinationResource is invalid.',
  ),
  destinationResourceMissing: error(400, 'Invalid.Param', 'The input parameter DestinationResource is mandatory.'),

  tagKey: error(400, 'InvalidTagKey.Malformed', 'The specified Tag.n.Key is not valid.'),
  tagValue: error(400, 'InvalidTagValue.Malformed', 'The specified Tag.n.Value is not valid.'),
  tagDuplicate: error(400, 'Duplicate.TagKey', 'The Tag.N.Key contain duplicate key.'),
  tooManyTags: error(400, 'NumberExceed.Tags', 'The maximum number of Tags is exceeded.'),
  resourceNotFound: error(404, 'InvalidResourceId.NotFound', 'The specified ResourceIds are not found in our records.'),
  resourceType: error(404, 'InvalidResourceType.NotFound', 'The ResourceType provided does not exist in our records.'),
} as const;
