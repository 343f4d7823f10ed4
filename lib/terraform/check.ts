import { TerraformElement } from 'cdktf';
import type { Construct } from 'constructs';

/** Properties of `Check`. */
export interface CheckProps {
  /** A Terraform expression with the value true or false, such as `${length(...) > 0}`. */
  readonly condition: string;
  /** What to say when it is false: a sentence, with capital and full stop, as Terraform wants it. */
  readonly errorMessage: string;
}

/**
 * A Terraform `check` block: looks at the result after every plan and apply, and warns without failing.
 *
 * While the condition depends on something that is only known after apply, Terraform says so in the plan.
 *
 * @see https://developer.hashicorp.com/terraform/language/checks (Terraform 1.5 and later, OpenTofu)
 */
export class Check extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: CheckProps,
  ) {
    super(scope, id, 'check');
  }

  /** The block as Terraform JSON. `cdktf synth --hcl` leaves it out: the framework cannot write it as HCL. */
  override toTerraform(): object {
    const { condition, errorMessage } = this.props;
    return { check: { [this.friendlyUniqueId]: { assert: [{ condition, error_message: errorMessage }] } } };
  }
}
