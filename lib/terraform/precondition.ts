import { App, type TerraformDataSource, type TerraformResource } from 'cdktf';

/** Something that must hold before Terraform plans a resource, or of what a data source has found. */
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
export function addPrecondition(resource: TerraformResource, precondition: Precondition): void {
  addConditions(resource, 'precondition', [precondition]);
}

/** Says what must hold of what a data source has found, in the same way; in the conditions it is `self`. */
export function addPostconditions(dataSource: TerraformDataSource, postconditions: readonly Precondition[]): void {
  addConditions(dataSource, 'postcondition', postconditions);
}

function addConditions(
  element: TerraformResource | TerraformDataSource,
  kind: 'precondition' | 'postcondition',
  conditions: readonly Precondition[],
): void {
  const { root } = element.node;
  if (!App.isApp(root) || !root.hclOutput) {
    element.lifecycle = { [kind]: [...conditions] };
    return;
  }
  const blocks = conditions.map(({ condition, errorMessage }) => ({
    condition: text(condition),
    error_message: text(errorMessage),
  }));
  element.addOverride('lifecycle', {
    isBlock: true,
    type: 'struct',
    storageClassType: 'object',
    value: { [kind]: { isBlock: true, type: 'list', storageClassType: 'objectList', value: blocks } },
  });
}

/** A text argument, as the writer of HCL wants it described. */
const text = (value: string) => ({ isBlock: false, type: 'simple', storageClassType: 'string', value });
