/** What the local cloud knows of one instance type. */
export interface InstanceType {
  readonly instanceTypeId: string;
  readonly instanceTypeFamily: string;
  readonly level: 'EntryLevel' | 'EnterpriseLevel';
  readonly category: 'Burstable' | 'Shared' | 'General-purpose' | 'Compute-optimized' | 'Memory-optimized';
  readonly architecture: 'X86' | 'ARM';
  readonly cpuCoreCount: number;
  /** GiB. */
  readonly memorySize: number;
  /** How many network interfaces an instance can have. */
  readonly eniQuantity: number;
  /** How many IPv4 addresses one network interface can have. */
  readonly eniPrivateIpAddressQuantity: number;
  /** Categories of system disks, the default first. */
  readonly systemDiskCategories: readonly string[];
}

type Family = Pick<InstanceType, 'instanceTypeFamily' | 'level' | 'category' | 'architecture' | 'systemDiskCategories'>;
type Size = readonly [suffix: string, cores: number, memory: number, interfaces: number, addresses: number];

const essd = ['cloud_essd', 'cloud_auto'];
const ssd = ['cloud_efficiency', 'cloud_ssd', 'cloud_essd'];
const entry = ['cloud_essd_entry', 'cloud_essd', 'cloud_auto'];

const enterprise = (family: string, category: InstanceType['category'], disks: readonly string[] = essd): Family => ({
  instanceTypeFamily: family,
  level: 'EnterpriseLevel',
  category,
  architecture: family.endsWith('y') ? 'ARM' : 'X86',
  systemDiskCategories: disks,
});

const burstable = (family: string): Family => ({
  instanceTypeFamily: family,
  level: 'EntryLevel',
  category: 'Burstable',
  architecture: 'X86',
  systemDiskCategories: ssd,
});

/** Sizes of a family with `ratio` GiB per core. */
const sizes = (ratio: number): readonly Size[] => [
  ['large', 2, 2 * ratio, 3, 6],
  ['xlarge', 4, 4 * ratio, 4, 15],
  ['2xlarge', 8, 8 * ratio, 4, 15],
  ['4xlarge', 16, 16 * ratio, 8, 30],
];

/**
 * A selection: general-purpose, compute-optimised and memory-optimised families of three generations, one on ARM, and
 * the entry-level families that small tests use. Cores, memory and disk categories as the page "Instance families" lists
 * them; interfaces and addresses are those of the 7th generation throughout.
 *
 * @see https://www.alibabacloud.com/help/en/ecs/user-guide/overview-of-instance-families
 */
const families: readonly (readonly [Family, readonly Size[]])[] = [
  [enterprise('ecs.g6', 'General-purpose', ssd), sizes(4)],
  [enterprise('ecs.c6', 'Compute-optimized', ssd), sizes(2)],
  [enterprise('ecs.r6', 'Memory-optimized', ssd), sizes(8)],
  [enterprise('ecs.g7', 'General-purpose'), sizes(4)],
  [enterprise('ecs.c7', 'Compute-optimized'), sizes(2)],
  [enterprise('ecs.r7', 'Memory-optimized'), sizes(8)],
  [enterprise('ecs.g8i', 'General-purpose'), sizes(4)],
  [enterprise('ecs.c8i', 'Compute-optimized'), sizes(2)],
  [enterprise('ecs.r8i', 'Memory-optimized'), sizes(8)],
  [enterprise('ecs.g8y', 'General-purpose'), sizes(4)],
  [
    burstable('ecs.t6'),
    [
      ['c4m1.large', 2, 0.5, 2, 2],
      ['c2m1.large', 2, 1, 2, 2],
      ['c1m1.large', 2, 2, 2, 2],
      ['c1m2.large', 2, 4, 2, 2],
      ['c1m4.large', 2, 8, 2, 2],
      ['c1m4.xlarge', 4, 16, 2, 6],
    ],
  ],
  [
    burstable('ecs.t5'),
    [
      ['lc1m1.small', 1, 1, 2, 2],
      ['lc1m2.small', 1, 2, 2, 2],
      ['lc1m2.large', 2, 4, 2, 2],
    ],
  ],
  [
    { ...burstable('ecs.e'), category: 'Shared', systemDiskCategories: entry },
    [
      ['c1m1.large', 2, 2, 2, 2],
      ['c1m2.large', 2, 4, 2, 2],
      ['c1m4.large', 2, 8, 2, 2],
      ['c1m2.xlarge', 4, 8, 2, 6],
    ],
  ],
  [
    enterprise('ecs.u1', 'General-purpose', entry),
    [
      ['c1m1.large', 2, 2, 2, 6],
      ['c1m2.large', 2, 4, 2, 6],
      ['c1m4.large', 2, 8, 2, 6],
      ['c1m2.xlarge', 4, 8, 3, 10],
    ],
  ],
];

/** Only the sizes of entry-level families are joined with a hyphen: `ecs.g7.large`, `ecs.t6-c1m1.large`. */
function toTypes([family, list]: readonly [Family, readonly Size[]]): InstanceType[] {
  return list.map(([suffix, cpuCoreCount, memorySize, eniQuantity, eniPrivateIpAddressQuantity]) => ({
    ...family,
    instanceTypeId: `${family.instanceTypeFamily}${suffix.includes('.') ? '-' : '.'}${suffix}`,
    cpuCoreCount,
    memorySize,
    eniQuantity,
    eniPrivateIpAddressQuantity,
  }));
}

/** Every instance type of the local cloud by its id. Stock is not emulated: all are on sale in all zones. */
export const instanceTypes: ReadonlyMap<string, InstanceType> = new Map(
  families.flatMap(toTypes).map((type) => [type.instanceTypeId, type]),
);

/** The type with this id, of which an instance was made. */
export function instanceTypeOf(instanceTypeId: string): InstanceType {
  const type = instanceTypes.get(instanceTypeId);
  if (!type) throw new Error(`there is no instance type ${instanceTypeId}`);
  return type;
}
