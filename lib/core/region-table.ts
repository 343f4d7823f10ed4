/** An area between which bandwidth plans are sold (`GeographicRegionAId` of the CEN API). */
export enum Area {
  /** The Chinese mainland; Hong Kong is in `ASIA_PACIFIC`. */
  CHINA = 'China',
  ASIA_PACIFIC = 'Asia-Pacific',
  EUROPE = 'Europe',
  NORTH_AMERICA = 'North-America',
}

/** What is known of a region. */
export interface Region {
  readonly id: string;
  /** Name as the documentation writes it. */
  readonly name: string;
  /** `closing` takes no new resources; `closed` has none left. */
  readonly status: 'open' | 'closing' | 'closed';
  /** When a closed region ended, ISO 8601. @default - it did not */
  readonly closedOn?: string;
  /** Area for bandwidth plans. @default - not documented */
  readonly area?: Area;
  /** Whether the ALB page of 2024-01-18 lists it for servers in other regions; binds non-upgraded ALBs only. */
  readonly crossRegionAlb: boolean;
  /** Letters of the zones that have ALB; empty where there is none. */
  readonly albZones: string;
  /** Letters of the ALB zones that take upgraded ALBs only. */
  readonly albUpgradedOnlyZones: string;
  /** Letters of the zones that have Enterprise transit routers. @default - not documented */
  readonly transitRouterZones?: string;
}

/** When this table was written, ISO 8601; its sources are pages of late 2025 and 2026 that carry no date themselves. */
export const REGION_TABLE_DATE = '2026-11-22';

type Row = readonly [id: string, name: string, area: Area | undefined, alb: string, upgradedOnly: string, tr?: string];

/**
 * The regions of the ALB page "Specify an ECS instance in a VPC as a backend server of ALB in a different region".
 *
 * Zones: the newest text of "ALB regions and zones" (2026) and of "What is CEN" (late 2025). The pages themselves say that
 * the purchase page decides, so zones are good for warnings only. Zone a of Shenzhen is closed to new transit routers.
 */
const LISTED: readonly Row[] = [
  ['cn-chengdu', 'China (Chengdu)', Area.CHINA, 'abc', '', 'ab'],
  ['cn-qingdao', 'China (Qingdao)', Area.CHINA, 'bc', '', 'bc'],
  ['cn-beijing', 'China (Beijing)', Area.CHINA, 'dfghijkl', '', 'cfghijkl'],
  ['cn-guangzhou', 'China (Guangzhou)', Area.CHINA, 'ab', '', 'ab'],
  ['cn-hangzhou', 'China (Hangzhou)', Area.CHINA, 'bfghijk', '', 'bhijk'],
  ['cn-wulanchabu', 'China (Ulanqab)', Area.CHINA, 'abcd', 'd', 'abc'],
  ['cn-shanghai', 'China (Shanghai)', Area.CHINA, 'bcdefglmn', 'c', 'bcefglmn'],
  ['cn-shenzhen', 'China (Shenzhen)', Area.CHINA, 'bcdef', '', 'cdef'],
  ['cn-zhangjiakou', 'China (Zhangjiakou)', Area.CHINA, 'abc', '', 'abc'],
  ['cn-hongkong', 'China (Hong Kong)', Area.ASIA_PACIFIC, 'bcd', '', 'bcd'],
  ['ap-southeast-5', 'Indonesia (Jakarta)', Area.ASIA_PACIFIC, 'abc', '', 'abc'],
  ['ap-northeast-1', 'Japan (Tokyo)', Area.ASIA_PACIFIC, 'abcde', 'de', 'abce'],
  ['ap-southeast-3', 'Malaysia (Kuala Lumpur)', Area.ASIA_PACIFIC, 'abc', 'c', 'abc'],
  ['ap-southeast-1', 'Singapore', Area.ASIA_PACIFIC, 'abc', '', 'abc'],
  ['eu-central-1', 'Germany (Frankfurt)', Area.EUROPE, 'abc', '', 'abc'],
  ['eu-west-1', 'UK (London)', Area.EUROPE, 'ab', '', 'ab'],
  ['us-east-1', 'US (Virginia)', Area.NORTH_AMERICA, 'ab', '', 'ab'],
  ['us-west-1', 'US (Silicon Valley)', Area.NORTH_AMERICA, 'ab', '', 'ab'],
];

/** Regions that are not on that page: fit for servers, and for upgraded ALBs where they have ALB at all. */
const OTHERS: readonly Row[] = [
  ['cn-heyuan', 'China (Heyuan)', Area.CHINA, 'abc', '', 'ab'],
  ['cn-huhehaote', 'China (Hohhot)', Area.CHINA, '', '', 'ab'],
  ['cn-zhongwei', 'China (Zhongwei)', undefined, 'ab', ''],
  ['ap-northeast-2', 'South Korea (Seoul)', Area.ASIA_PACIFIC, 'ab', 'b', 'ab'],
  ['ap-southeast-6', 'Philippines (Manila)', Area.ASIA_PACIFIC, 'ab', 'b', 'ab'],
  ['ap-southeast-7', 'Thailand (Bangkok)', Area.ASIA_PACIFIC, 'ab', 'b', 'ab'],
  ['ap-southeast-8', 'Malaysia (Johor)', undefined, 'ab', ''],
  ['na-south-1', 'Mexico', undefined, 'ab', 'b', 'a'],
  ['me-east-1', 'UAE (Dubai)', undefined, 'ab', '', 'ab'],
  ['me-central-1', 'SAU (Riyadh)', undefined, 'ab', '', 'ab'],
];

/** Local regions that are being closed down. */
const CLOSING: readonly Row[] = [
  ['cn-nanjing', 'China (Nanjing)', Area.CHINA, 'a', '', 'a'],
  ['cn-fuzhou', 'China (Fuzhou)', Area.CHINA, 'a', '', 'a'],
];

/** Regions that ended. Both are on the ALB page of 2024-01-18. */
const CLOSED: readonly Region[] = [
  closed('ap-southeast-2', 'Australia (Sydney)', '2024-09-30'),
  closed('ap-south-1', 'India (Mumbai)', '2024-07-15'),
];

/** Every region that is known, by id. */
export const REGIONS: ReadonlyMap<string, Region> = new Map(
  [
    ...LISTED.map((row) => region(row, 'open', true)),
    ...OTHERS.map((row) => region(row, 'open', false)),
    ...CLOSING.map((row) => region(row, 'closing', false)),
    ...CLOSED,
  ].map((entry) => [entry.id, entry]),
);

function region(row: Row, status: Region['status'], crossRegionAlb: boolean): Region {
  const [id, name, area, albZones, albUpgradedOnlyZones, transitRouterZones] = row;
  return { id, name, status, area, crossRegionAlb, albZones, albUpgradedOnlyZones, transitRouterZones };
}

function closed(id: string, name: string, closedOn: string): Region {
  return { id, name, status: 'closed', closedOn, crossRegionAlb: true, albZones: '', albUpgradedOnlyZones: '' };
}
