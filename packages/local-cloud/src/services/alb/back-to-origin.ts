import { backToOriginCidrs } from '../../catalogue/back-to-origin';
import { regions } from '../../catalogue/regions';
import type { BackToOriginCidrs, CloudSettings } from '../../settings';
import { contains, parsePrefix, prefixOf } from '../ipv4';
import { SERVICE_CIDR } from '../vpc/routes';

/** What a non-upgraded ALB of a region sends from: as the cloud was told, else as the catalogue has it. */
export function backToOriginCidrsOf(settings: CloudSettings, regionId: string): readonly string[] {
  return settings.backToOriginCidrs[regionId] ?? backToOriginCidrs(regionId);
}

/** @throws When CIDRs are given for a region that does not exist, or lie outside 100.64.0.0/10; the message says which. */
export function checkBackToOriginCidrs(given: BackToOriginCidrs): void {
  const services = prefixOf(SERVICE_CIDR);
  for (const [regionId, cidrs] of Object.entries(given)) {
    if (!regions.has(regionId)) throw new Error(`backToOriginCidrs names the region ${regionId}, which does not exist`);
    const wrong = cidrs.find((cidr) => {
      const prefix = parsePrefix(cidr);
      return !prefix || !contains(services, prefix);
    });
    if (wrong !== undefined) {
      throw new Error(`backToOriginCidrs must be CIDRs inside ${SERVICE_CIDR}, got ${wrong} for ${regionId}`);
    }
  }
}
