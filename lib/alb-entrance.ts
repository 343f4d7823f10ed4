import type { IServer } from './compute';
import { CLOUD_SERVICES_CIDR } from './core';

/** Where the packets of an ALB may come from. */
export interface AlbSources {
  /** Blocks of the vSwitches that the ALB stands in. */
  readonly vSwitchCidrs: readonly string[];
  /** Back-to-origin CIDRs of the ALB; empty for an upgraded one. */
  readonly backToOriginCidrs: readonly string[];
}

/**
 * Makes the security group of a server, where it is known, let an ALB in.
 *
 * From back-to-origin CIDRs: the whole block that all of them lie in, as the ALB documentation asks for in step 7.
 */
export function letAlbIn({ securityGroup }: IServer, ports: readonly number[], sources: AlbSources): void {
  for (const port of ports) {
    for (const sourceCidr of sources.vSwitchCidrs) {
      securityGroup?.addIngressRule({ sourceCidr, port, description: 'vSwitch of the ALB' });
    }
    if (sources.backToOriginCidrs.length === 0) continue;
    const description = 'Back-to-origin CIDRs of the ALB';
    securityGroup?.addIngressRule({ sourceCidr: CLOUD_SERVICES_CIDR, port, description });
  }
}
