/**
 * A local Alibaba Cloud in this process.
 *
 * @module @causeway/local-cloud
 */
export { startLocalCloud, localCredentials } from './local-cloud';
export type { LocalCloud, LocalCloudOptions } from './local-cloud';
export { callApi } from './client';
export type { Answer, CallParameters, ClientOptions } from './client';
export type { ParameterValue } from './protocol/wire';
export type { Credentials } from './protocol/authenticate';
export type { FaultName, FaultRule } from './faults/rule';
export type { StandingFault } from './faults/injector';
export type { LogEntry } from './protocol/pipeline';
export type { AnswerCommand, AskedCommand, CommandAnswer } from './services/ecs/command-answers';
export type { InventoryItem } from './protocol/operation';
export { ApiError } from './protocol/api-error';
export type { OutOfBand } from './out-of-band/out-of-band';
export { OutOfBandError } from './out-of-band/refusal';
export type { ListedItem, ShownItem } from './out-of-band/find';
export type { ChangeName, JournalEntry, Snapshot } from './out-of-band/journal';
export type { RoutePlace, RouteToAdd, RouteToDelete } from './out-of-band/routes';
export type { Join, RuleChanges, ServerWeight } from './out-of-band/changes';
export type { BackToOriginCidrs, Delays, Quotas } from './settings';
export type { NodeFailure, NodeReport, ProbeReport, ProbeRequest, ServerReport } from './data-plane/probe';
export type { Hop, Loss, Place, ReachedServer } from './data-plane/forwarding/hop';
export type { CertificateNames } from './data-plane/http/certificates';
export type { ServerProcesses } from './data-plane/servers';
