export { checkPolicies, withPolicies } from './check';
export type { CheckPoliciesOptions, PolicyReport, SkippedPolicy, UndecidedValue } from './check';
export { parseSkip, readSkips } from './skip';
export type { Skip } from './skip';
