/** What the local cloud knows of one system image. */
export interface Image {
  readonly imageId: string;
  readonly imageFamily: string;
  readonly architecture: 'x86_64' | 'arm64';
  readonly osName: string;
  readonly platform: string;
  /** GiB, the smallest system disk that it fits on. */
  readonly size: number;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

interface ImageLine {
  /** The id without the date of the build. */
  readonly stem: string;
  readonly imageFamily: string;
  readonly osName: string;
  readonly platform: string;
  /** Dates of the builds that `DescribeImages` lists, oldest first. */
  readonly builds: readonly string[];
}

/** Builds that were on offer at some time from 2024 to 2026. */
const lines: readonly ImageLine[] = [
  {
    stem: 'aliyun_3_x64_20G_alibase_',
    imageFamily: 'acs:alibaba_cloud_linux_3_2104_lts_x64',
    osName: 'Alibaba Cloud Linux  3.2104 LTS 64 bit',
    platform: 'Aliyun',
    builds: ['20240819', '20250629', '20260122'],
  },
  {
    stem: 'aliyun_3_arm64_20G_alibase_',
    imageFamily: 'acs:alibaba_cloud_linux_3_2104_lts_arm64',
    osName: 'Alibaba Cloud Linux  3.2104 LTS 64 bit ARM Edition',
    platform: 'Aliyun',
    builds: ['20240528'],
  },
  {
    stem: 'ubuntu_22_04_x64_20G_alibase_',
    imageFamily: 'acs:ubuntu_22_04_x64',
    osName: 'Ubuntu  22.04 64 bit',
    platform: 'Ubuntu',
    builds: ['20240926', '20260119'],
  },
  {
    stem: 'ubuntu_22_04_arm64_20G_alibase_',
    imageFamily: 'acs:ubuntu_22_04_arm64',
    osName: 'Ubuntu  22.04 64 bit ARM Edition',
    platform: 'Ubuntu',
    builds: ['20251226'],
  },
  {
    stem: 'ubuntu_24_04_x64_20G_alibase_',
    imageFamily: 'acs:ubuntu_24_04_x64',
    osName: 'Ubuntu  24.04 64 bit',
    platform: 'Ubuntu',
    builds: ['20240812', '20250527'],
  },
];

function toImage(line: ImageLine, build: string): Image {
  const [year, month, day] = [build.slice(0, 4), build.slice(4, 6), build.slice(6)];
  return {
    imageId: `${line.stem}${build}.vhd`,
    imageFamily: line.imageFamily,
    architecture: line.stem.includes('_arm64_') ? 'arm64' : 'x86_64',
    osName: line.osName,
    platform: line.platform,
    size: 20,
    createdAt: `${year}-${month}-${day}T00:00:00Z`,
  };
}

/** The system images that are listed, newest first, as the cloud lists them. */
export const images: readonly Image[] = lines
  .flatMap((line) => line.builds.map((build) => toImage(line, build)))
  .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));

/**
 * The image with this id: a listed one, or any other build of a listed system.
 *
 * New builds replace old ones every few weeks, so a table of exact ids would refuse most of those in use.
 */
export function findImage(imageId: string): Image | undefined {
  const match = /^(.+_alibase_)(20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))\.vhd$/.exec(imageId);
  const line = lines.find((candidate) => candidate.stem === match?.[1]);
  return line && match?.[2] !== undefined ? toImage(line, match[2]) : undefined;
}
