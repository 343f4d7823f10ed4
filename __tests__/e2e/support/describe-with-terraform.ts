import { missing } from './requirements';

/** Declares tests that need Terraform and the provider; where they cannot be had, they are skipped and the reason is printed. */
export const describeWithTerraform: typeof describe | typeof describe.skip =
  missing === undefined ? describe : describe.skip;
