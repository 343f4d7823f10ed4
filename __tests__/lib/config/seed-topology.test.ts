import { validateDeployment, type DeploymentInput } from '../../../lib/config';
import { isValidationError, type Issue, type Severity } from '../../../lib/core';
import { backendIn, seedWith, SIX } from './fixtures';
import type { Change } from './changes';

const NOTICES = ['BANDWIDTH_PLAN_WITHOUT_ROOM', 'BANDWIDTH_POSTPAID_UNSURE', 'VPC_CIDR_LARGE'];
const nonUpgraded: Change = (d) => (d.frontend.alb!.backToOriginCidrs = [...SIX]);

function issuesOf(input: DeploymentInput): readonly Issue[] {
  try {
    return validateDeployment(input).notices;
  } catch (error) {
    if (!isValidationError(error)) throw error;
    return error.issues;
  }
}

function codesOf(input: DeploymentInput, severity: Severity): readonly string[] {
  const issues = issuesOf(input).filter((issue) => issue.severity === severity);
  return issues.map(({ code }) => code).sort();
}

const albIn =
  (region: string): Change =>
  (d) => {
    d.frontend.region = region;
    d.frontend.vpc.vSwitches.vsw1!.zone = `${region}a`;
    d.frontend.vpc.vSwitches.vsw2!.zone = `${region}b`;
  };

/**
 * The rules reference, section 1.6, row by row.
 *
 * The file names no mode and no existing ALB: "mode B" is back-to-origin CIDRs given, "mode U" is none given. What needs the
 * live account (ALB_DNS_DIRECT_ACCESS) is not told from a file. Bandwidth plans belong to the areas of their regions by
 * themselves, so that Hong Kong only warns.
 */
const VARIANTS: readonly {
  readonly variant: string;
  readonly change: Change;
  readonly errors: readonly string[];
  readonly warnings?: readonly string[];
  readonly notices?: readonly string[];
}[] = [
  {
    variant: 'the seed as written, ALB created by the deployment, mode B',
    change: nonUpgraded,
    errors: [],
    warnings: ['SOURCE_MODE_BACK_TO_ORIGIN_ON_NEW_ALB'],
    notices: NOTICES,
  },
  {
    variant: 'the same, billed by data transfer',
    change: (d) => {
      nonUpgraded(d);
      d.cen.interRegion.billing = 'dataTransfer';
    },
    errors: [],
    warnings: ['SOURCE_MODE_BACK_TO_ORIGIN_ON_NEW_ALB'],
    notices: ['VPC_CIDR_LARGE'],
  },
  {
    variant: 'the same, mode U, no CIDRs: ALB_REGION_NOT_IN_LIST stays silent',
    change: () => undefined,
    errors: [],
    warnings: [],
    notices: NOTICES,
  },
  {
    variant: 'mode B, CIDRs copied from the page with XX',
    change: (d) => (d.frontend.alb!.backToOriginCidrs = ['100.XX.XX.0/25']),
    errors: ['BACK_TO_ORIGIN_CIDR_MASKED'],
  },
  {
    variant: 'backend region Hong Kong, plans by area',
    change: (d) => (d.backends = { hk: backendIn('cn-hongkong', '10.1.0.0/16', ['cn-hongkong-b', 'cn-hongkong-c']) }),
    errors: [],
    warnings: ['CROSS_BORDER_LINK'],
    notices: NOTICES,
  },
  { variant: 'ALB region Mumbai', change: albIn('ap-south-1'), errors: ['REGION_CLOSED'] },
  { variant: 'ALB region Sydney', change: albIn('ap-southeast-2'), errors: ['REGION_CLOSED'] },
];

describe('what the topology of the ALB page must yield', () => {
  it.each(VARIANTS)('$variant', ({ change, errors, warnings, notices }) => {
    const input = seedWith(change);

    expect(codesOf(input, 'error')).toEqual(errors);
    if (warnings !== undefined) expect(codesOf(input, 'warning')).toEqual(warnings);
    if (notices !== undefined) expect(codesOf(input, 'notice')).toEqual(notices);
  });
});
