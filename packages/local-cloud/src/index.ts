export { startLocalCloud, localCredentials } from './local-cloud';
export type { LocalCloud, LocalCloudOptions } from './local-cloud';
export type { Credentials } from './protocol/authenticate';
export type { FaultName, FaultRule } from './faults/rule';
export type { LogEntry } from './protocol/pipeline';
export type { InventoryItem } from './protocol/operation';
export type { BackToOriginCidrs, Delays, Quotas } from './settings';
