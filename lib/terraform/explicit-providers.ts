import { TerraformDataSource, TerraformResource, type TerraformStack } from 'cdktf';

/**
 * Makes a stack refuse to synthesize while an alicloud resource or data source relies on the default provider.
 *
 * A default provider takes its region from the environment of whoever runs Terraform, so such a resource would be made
 * wherever that person happens to work. Every one that is found is named with its path.
 */
export function requireExplicitProviders(stack: TerraformStack): void {
  stack.node.addValidation({ validate: () => stack.node.findAll().flatMap(complaint) });
}

function complaint(node: unknown): readonly string[] {
  if (!(node instanceof TerraformResource || node instanceof TerraformDataSource)) return [];
  if (!node.terraformResourceType.startsWith('alicloud_') || node.provider?.alias !== undefined) return [];
  return [`${node.node.path} (${node.terraformResourceType}) has no provider; give it the provider of its region`];
}
