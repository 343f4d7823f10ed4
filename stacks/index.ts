export { CrossRegionAlbStack } from './cross-region-alb-stack';
export type { CrossRegionAlbStackProps } from './cross-region-alb-stack';
export type { CrossRegionAlbOutputs } from './outputs';
export { addProviders } from './providers';
