export {
  AssumptionError,
  ExecutionError,
  isAssumptionError,
  isExecutionError,
  isValidationError,
  ValidationError,
} from './errors';
export type { ExecutionErrorOptions, Issue, Severity, ValidationErrorOptions } from './errors';
export {
  addressAt,
  blockAround,
  contains,
  containsAddress,
  equals,
  formatAddress,
  freeBlock,
  halves,
  movedInto,
  overlaps,
  parseAddress,
  parseCidr,
  readAddress,
  readCidr,
  sizeOf,
  split,
} from './cidr';
export type { Cidr, CidrProblem } from './cidr';
export { isReservedAddress, usableAddressCount } from './vswitch-addresses';
export { Area, REGION_TABLE_DATE, REGIONS } from './region-table';
export type { Region } from './region-table';
export {
  albZoneIds,
  findRegion,
  hasAlb,
  hasTransitRouter,
  isMainland,
  openRegionIds,
  takesUpgradedAlbsOnly,
  transitRouterZoneIds,
  zoneIdOf,
  zoneLetter,
} from './regions';
export { assertName, isName, LONGEST_NAME, nameProblem, resourceName } from './names';
export type { NamedProduct } from './names';
export { closest } from './suggest';
export { CLOUD_SERVICES_CIDR, OBSERVED_BACK_TO_ORIGIN_CIDRS, REMOTE_SERVER_CIDRS } from './cloud-services';
