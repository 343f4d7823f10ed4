import { CenInstance } from '@cdktf/provider-alicloud/lib/cen-instance';
import { Construct } from 'constructs';
import { assertNamed } from '../terraform/assert';
import { regionProvider } from '../terraform/region-provider';

/** A CEN instance, ours or one that is there already. */
export interface ICen {
  readonly cenId: string;
}

/** Properties of `Cen`. */
export interface CenProps {
  /** Region whose provider speaks for it; the instance itself belongs to no region. */
  readonly region: string;
  /** 1 to 128 characters. */
  readonly name: string;
}

/**
 * A CEN instance: what joins transit routers, and so networks, of several regions.
 *
 * @see https://registry.terraform.io/providers/aliyun/alicloud/1.289.0/docs/resources/cen_instance
 */
export class Cen extends Construct implements ICen {
  readonly cenId: string;

  /** A CEN instance that is there already. */
  static fromCenId(cenId: string): ICen {
    return { cenId };
  }

  constructor(scope: Construct, id: string, props: CenProps) {
    super(scope, id);
    assertNamed(this, 'cenInstance', props.name);
    const resource = new CenInstance(this, 'Resource', {
      provider: regionProvider(this, props.region),
      cenInstanceName: props.name,
      // The default of the API, written out: blocks of attached networks may overlap, but not be equal.
      protectionLevel: 'REDUCED',
    });
    this.cenId = resource.id;
  }
}
