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
  halves,
  overlaps,
  parseAddress,
  parseCidr,
  readAddress,
  readCidr,
  sizeOf,
  split,
} from './cidr';
export type { Cidr, CidrProblem } from './cidr';
