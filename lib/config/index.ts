export type {
  AlbConfig,
  BackendConfig,
  Deployment,
  DeploymentInput,
  ForwardingRuleConfig,
  FrontendConfig,
  HealthCheckConfig,
  InstanceConfig,
  InterRegionConfig,
  ListenerConfig,
  ProbeConfig,
  ServerConfig,
  ServerGroupConfig,
  VpcConfig,
  VSwitchConfig,
} from './deployment';
export {
  albVSwitches,
  attachmentVSwitches,
  bandwidthPackages,
  listenerServerGroup,
  serverAddress,
  serverVSwitches,
  sourceRanges,
} from './derive';
export type { BandwidthPackageConfig } from './derive';
export { deploymentJsonSchema } from './json-schema';
export type { JsonSchema } from './json-schema';
export { loadDeployment, parseDeployment, validateDeployment } from './parse';
export type { LoadedDeployment } from './parse';
