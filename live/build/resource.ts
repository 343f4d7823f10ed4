import type { Instance } from '../../lib/proof/terraform/source/instance';
import type { ValueMap } from '../../lib/proof/terraform/value';

/** Something that stands, as the resource of Terraform that would manage it; its address is its id in the cloud. */
export function resource(type: string, id: string, label: string, region: string, values: ValueMap): Instance {
  return { address: id, type: `alicloud_${type}`, mode: 'managed', label, region, values: { id, ...values } };
}
