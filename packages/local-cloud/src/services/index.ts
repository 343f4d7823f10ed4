import type { Service } from '../protocol/operation';
import { vpc } from './vpc';

/** Every product of the local cloud. */
export const services: readonly Service[] = [vpc];
