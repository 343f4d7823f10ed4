import { AlbListener } from '@cdktf/provider-alicloud/lib/alb-listener';
import { Construct } from 'constructs';
import { assertInRange, assertWorded, PORT } from '../terraform/assert';
import { regionProvider } from '../terraform/region-provider';
import type { IApplicationLoadBalancer } from './application-load-balancer';
import type { IServerGroup } from './server-group';

/** Properties of `Listener`. */
export interface ListenerProps {
  readonly loadBalancer: IApplicationLoadBalancer;
  /** Port that clients connect to, 1 to 65535. */
  readonly port: number;
  /** Who answers what no rule sends elsewhere. */
  readonly defaultServerGroup: IServerGroup;
  /** 2 to 256 letters, digits, `-`, `/`, `.` and `_`. */
  readonly description: string;
}

const DESCRIPTION = {
  what: 'the description of a listener',
  pattern: /^[\p{L}\p{N}\-/._]{2,256}$/u,
  allowed: '2 to 256 letters, digits, - / . _',
};

/**
 * An HTTP listener of an ALB.
 *
 * @see https://registry.terraform.io/providers/aliyun/alicloud/1.289.0/docs/resources/alb_listener
 */
export class Listener extends Construct {
  readonly listenerId: string;

  constructor(scope: Construct, id: string, props: ListenerProps) {
    super(scope, id);
    assertInRange(this, props.port, PORT);
    assertWorded(this, props.description, DESCRIPTION);
    const { serverGroupId } = props.defaultServerGroup;
    const resource = new AlbListener(this, 'Resource', {
      provider: regionProvider(this, props.loadBalancer.region),
      loadBalancerId: props.loadBalancer.loadBalancerId,
      listenerPort: props.port,
      listenerProtocol: 'HTTP',
      listenerDescription: props.description,
      defaultActions: [{ type: 'ForwardGroup', forwardGroupConfig: { serverGroupTuples: [{ serverGroupId }] } }],
    });
    this.listenerId = resource.id;
  }
}
