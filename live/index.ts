export { accessFromEnvironment } from './credentials';
export type { CloudAccess, CloudEnvironment } from './credentials';
export type { LiveNetwork } from './build/model';
export { ramPolicy } from './ram-policy';
export type { RamPolicy } from './ram-policy';
export { readLive } from './read-live';
export type { LiveOptions, LiveParts } from './read-live';
