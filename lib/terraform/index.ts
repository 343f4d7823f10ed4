export { Check } from './check';
export type { CheckProps } from './check';
export { CommonTags } from './common-tags';
export { requireExplicitProviders } from './explicit-providers';
export type { Precondition } from './precondition';
export { addRegionProvider, regionProvider } from './region-provider';
export type { RegionProviderOptions } from './region-provider';
