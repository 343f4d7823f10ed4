export type * from './model';
export { prove } from './prove';
export type { ProveOptions } from './prove';
export { readPlan, readState, readSynthesized, readTerraformJson } from './terraform';
export type { ReadTerraformOptions, TerraformConfiguration } from './terraform';
export type * from './verdict';
