import { DataAlicloudCenInstances } from '@cdktf/provider-alicloud/lib/data-alicloud-cen-instances';
import { Construct } from 'constructs';
import { assertWrittenOut, foundOne } from '../terraform/lookup';
import { addPostconditions } from '../terraform/precondition';
import { regionProvider } from '../terraform/region-provider';
import type { ICen } from './cen';

/** Properties of `ExistingCen`. */
export interface ExistingCenProps {
  /** Region whose provider speaks for it; the instance itself belongs to no region. */
  readonly region: string;
  /** Such as `cen-7qthudw0ll6jmc****`, written out. */
  readonly cenId: string;
}

/**
 * A CEN instance that is there already, looked up at every plan.
 *
 * @see https://registry.terraform.io/providers/aliyun/alicloud/1.289.0/docs/data-sources/cen_instances
 */
export class ExistingCen extends Construct implements ICen {
  readonly cenId: string;

  constructor(scope: Construct, id: string, { region, cenId }: ExistingCenProps) {
    super(scope, id);
    assertWrittenOut(this, cenId, 'a CEN instance');
    const found = new DataAlicloudCenInstances(this, 'Resource', {
      provider: regionProvider(this, region),
      ids: [cenId],
    });
    addPostconditions(found, [foundOne('instances', `There is no CEN instance ${cenId} in this account.`)]);
    this.cenId = cenId;
  }
}
