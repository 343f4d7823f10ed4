/**
 * A deployment file as a stack of a CDKTF app.
 *
 * @module causeway/stacks
 */
export { CrossRegionAlbStack } from './cross-region-alb-stack';
export type { CrossRegionAlbStackProps } from './cross-region-alb-stack';
export type { CrossRegionAlbOutputs } from './outputs';
export { addProviders } from './providers';
