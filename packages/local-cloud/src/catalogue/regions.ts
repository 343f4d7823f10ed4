/** What the local cloud knows of one region. */
export interface Region {
  readonly regionId: string;
  readonly localName: string;
  /** The area that a bandwidth plan names; `undefined` where none is documented. */
  readonly area?: 'China' | 'Asia-Pacific' | 'Europe' | 'North-America';
  /** Zones in which vSwitches can be made. */
  readonly zones: readonly string[];
  /** Zones of Application Load Balancer. */
  readonly albZones: readonly string[];
  /** Zones of Enterprise Edition transit routers. */
  readonly transitRouterZones: readonly string[];
}

type Row = readonly [regionId: string, localName: string, area: Region['area'], alb: string, transitRouter: string];

/**
 * Regions and zones as the product pages listed them in 2026: ALB "Supported regions and zones", CEN "Regions and zones
 * that support transit routers". Zones are letters.
 */
const rows: readonly Row[] = [
  ['cn-chengdu', 'China (Chengdu)', 'China', 'abc', 'ab'],
  ['cn-qingdao', 'China (Qingdao)', 'China', 'bc', 'bc'],
  ['cn-beijing', 'China (Beijing)', 'China', 'dfghijkl', 'cfghijkl'],
  ['cn-guangzhou', 'China (Guangzhou)', 'China', 'ab', 'ab'],
  ['cn-hangzhou', 'China (Hangzhou)', 'China', 'bfghijk', 'bhijk'],
  ['cn-wulanchabu', 'China (Ulanqab)', 'China', 'abcd', 'abc'],
  ['cn-shanghai', 'China (Shanghai)', 'China', 'bcdefglmn', 'bcefglmn'],
  ['cn-shenzhen', 'China (Shenzhen)', 'China', 'bcdef', 'cdef'],
  ['cn-zhangjiakou', 'China (Zhangjiakou)', 'China', 'abc', 'abc'],
  ['cn-heyuan', 'China (Heyuan)', 'China', 'abc', 'ab'],
  ['cn-huhehaote', 'China (Hohhot)', 'China', '', 'ab'],
  ['cn-hongkong', 'China (Hong Kong)', 'Asia-Pacific', 'bcd', 'bcd'],
  ['ap-southeast-1', 'Singapore', 'Asia-Pacific', 'abc', 'abc'],
  ['ap-southeast-3', 'Malaysia (Kuala Lumpur)', 'Asia-Pacific', 'abc', 'abc'],
  ['ap-southeast-5', 'Indonesia (Jakarta)', 'Asia-Pacific', 'abc', 'abc'],
  ['ap-southeast-6', 'Philippines (Manila)', 'Asia-Pacific', 'ab', 'ab'],
  ['ap-southeast-7', 'Thailand (Bangkok)', 'Asia-Pacific', 'ab', 'ab'],
  ['ap-northeast-1', 'Japan (Tokyo)', 'Asia-Pacific', 'abcde', 'abce'],
  ['ap-northeast-2', 'South Korea (Seoul)', 'Asia-Pacific', 'ab', 'ab'],
  ['eu-central-1', 'Germany (Frankfurt)', 'Europe', 'abc', 'abc'],
  ['eu-west-1', 'UK (London)', 'Europe', 'ab', 'ab'],
  ['us-east-1', 'US (Virginia)', 'North-America', 'ab', 'ab'],
  ['us-west-1', 'US (Silicon Valley)', 'North-America', 'ab', 'ab'],
];

/** Zone ids carry a dash in `cn-*` regions (`cn-chengdu-a`) and none elsewhere (`eu-central-1b`). */
function zoneId(regionId: string, letter: string): string {
  return regionId.startsWith('cn-') ? `${regionId}-${letter}` : `${regionId}${letter}`;
}

function toRegion([regionId, localName, area, alb, transitRouter]: Row): Region {
  const ids = (letters: string): string[] => [...letters].map((letter) => zoneId(regionId, letter));
  const all = [...new Set([...alb, ...transitRouter])].sort().join('');
  return {
    regionId,
    localName,
    ...(area && { area }),
    zones: ids(all),
    albZones: ids(alb),
    transitRouterZones: ids(transitRouter),
  };
}

/** Every region of the local cloud by its id. */
export const regions: ReadonlyMap<string, Region> = new Map(rows.map((row) => [row[0], toRegion(row)]));

/** The region with this id, which the pipeline has checked already. */
export function regionOf(regionId: string): Region {
  const region = regions.get(regionId);
  if (!region) throw new Error(`there is no region ${regionId}`);
  return region;
}
