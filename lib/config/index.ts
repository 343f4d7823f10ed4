export type {
  AlbConfig,
  BackendConfig,
  CloudConfig,
  Deployment,
  DeploymentInput,
  ForwardingRuleConfig,
  FrontendConfig,
  HealthCheckConfig,
  InstanceConfig,
  InterRegionConfig,
  ListenerConfig,
  MembershipConfig,
  OssConfig,
  ProbeConfig,
  ServerConfig,
  ServerGroupConfig,
  TerraformConfig,
  VpcConfig,
  VSwitchConfig,
} from './deployment';
export {
  albVSwitches,
  attachmentVSwitches,
  bandwidthPackages,
  connectionMbps,
  listenerServerGroup,
  memberships,
  serverAddress,
  serverVSwitches,
  sourceRanges,
} from './derive';
export { DEPLOYMENT_TAG, deploymentTag } from './deployment-tag';
export type { BandwidthPackageConfig } from './derive';
export { deploymentJsonSchema } from './json-schema';
export type { JsonSchema } from './json-schema';
export { loadDeployment, parseDeployment, validateDeployment } from './parse';
export type { LoadedDeployment } from './parse';
export { ossPrefix, sharedState, workspaceName } from './state';
export type { SharedState } from './state';
