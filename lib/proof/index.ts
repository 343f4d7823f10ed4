export type * from './model';
export { prove } from './prove';
export type { ProveOptions } from './prove';
export type * from './verdict';
