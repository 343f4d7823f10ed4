import type { Service } from '../protocol/operation';
import { alb } from './alb';
import { vpc } from './vpc';

/** Every product of the local cloud. */
export const services: readonly Service[] = [alb, vpc];
