import { refuse } from '../../protocol/api-error';
import { parameter } from '../../protocol/parameters';
import type { Image } from '../../catalogue/images';
import type { InstanceType } from '../../catalogue/instance-types';
import { ecsErrors } from './errors';
import type { Disk } from './model';

/** `SystemDisk.*` of `RunInstances`. */
export const diskParameters = {
  Category: parameter.optional(parameter.text()),
  Size: parameter.optional(parameter.text()),
  PerformanceLevel: parameter.optional(parameter.text()),
  DiskName: parameter.optional(parameter.text()),
  Description: parameter.optional(parameter.text()),
  Encrypted: parameter.optional(parameter.boolean()),
};

/** What a request decides of a system disk. */
export type SystemDisk = Pick<Disk, 'category' | 'size' | 'performanceLevel' | 'name' | 'description' | 'encrypted'>;

/** Smallest size of an enhanced SSD in GiB by its performance level (ECS user guide, "ESSDs"). */
const smallestByLevel: Readonly<Record<string, number>> = { PL0: 1, PL1: 20, PL2: 461, PL3: 1261 };
const LARGEST_SYSTEM_DISK = 2048;
const DEFAULT_SIZE = 40;

/** Reads a system disk, with the category that comes first for the type and at least 40 GiB as defaults. */
export function readSystemDisk(
  request: {
    readonly Category?: string | undefined;
    readonly Size?: string | undefined;
    readonly PerformanceLevel?: string | undefined;
    readonly DiskName?: string | undefined;
    readonly Description?: string | undefined;
    readonly Encrypted?: boolean | undefined;
  },
  type: InstanceType,
  image: Image,
): SystemDisk {
  const category = request.Category ?? type.systemDiskCategories[0] ?? 'cloud_essd';
  if (!type.systemDiskCategories.includes(category)) refuse(ecsErrors.diskCategory);
  const performanceLevel = readPerformanceLevel(category, request.PerformanceLevel);
  return {
    category,
    performanceLevel,
    size: readSize(request.Size, Math.max(smallest(category, performanceLevel), image.size)),
    name: request.DiskName ?? '',
    description: request.Description ?? '',
    encrypted: request.Encrypted ?? false,
  };
}

function readPerformanceLevel(category: string, given: string | undefined): string {
  if (category !== 'cloud_essd') return given === undefined ? '' : refuse(ecsErrors.diskPerformanceLevel);
  const level = given ?? 'PL1';
  return Object.hasOwn(smallestByLevel, level) ? level : refuse(ecsErrors.diskPerformanceLevel);
}

function smallest(category: string, performanceLevel: string): number {
  if (category === 'cloud_auto') return 1;
  return smallestByLevel[performanceLevel] ?? 20;
}

function readSize(given: string | undefined, least: number): number {
  if (given === undefined) return Math.max(DEFAULT_SIZE, least);
  const size = /^\d{1,5}$/.test(given) ? Number(given) : 0;
  return size >= least && size <= LARGEST_SYSTEM_DISK ? size : refuse(ecsErrors.diskSize);
}
