/**
 * Constructs for an ALB in one region in front of servers in others, and the deployment file that describes one.
 *
 * @module causeway
 */
export * from './alb';
export * from './cen';
export * from './compute';
export * from './config';
export * from './core';
export { CrossRegionAlb } from './cross-region-alb';
export type {
  AddListenerOptions,
  AddLocalServerOptions,
  AddServerGroupOptions,
  CrossRegionAlbProps,
} from './cross-region-alb';
export type { AlbSources } from './alb-entrance';
export { CrossRegionBackend } from './cross-region-backend';
export type { AddBackendOptions, AddBackendServerOptions, CrossRegionBackendProps } from './cross-region-backend';
export * from './network';
export * from './policy';
export * from './proof';
export { proveOnSynth } from './synth/prove-on-synth';
export type { ProveOnSynthOptions } from './synth/prove-on-synth';
export * from './terraform';
