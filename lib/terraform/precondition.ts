import { App, type TerraformResource } from 'cdktf';

/** Something that must hold before Terraform plans a resource. */
export interface Precondition {
  /** A Terraform expression with the value true or false. */
  readonly condition: string;
  /** What to say when it is false; a Terraform template. */
  readonly errorMessage: string;
}

/**
 * Gives a resource a precondition, and no other `lifecycle`.
 *
 * `cdktf synth --hcl` writes what stands in `lifecycle` as arguments, and Terraform refuses a precondition that is not a block.
 * An override reaches the writer as it is, and so can say that it is one.
 */
export function addPrecondition(resource: TerraformResource, { condition, errorMessage }: Precondition): void {
  const { root } = resource.node;
  if (!App.isApp(root) || !root.hclOutput) {
    resource.lifecycle = { precondition: [{ condition, errorMessage }] };
    return;
  }
  const block = { condition: text(condition), error_message: text(errorMessage) };
  const precondition = { isBlock: true, type: 'list', storageClassType: 'objectList', value: [block] };
  resource.addOverride('lifecycle', {
    isBlock: true,
    type: 'struct',
    storageClassType: 'object',
    value: { precondition },
  });
}

/** A text argument, as the writer of HCL wants it described. */
const text = (value: string) => ({ isBlock: false, type: 'simple', storageClassType: 'string', value });
