import type { Service } from '../protocol/operation';
import { alb } from './alb';
import { cen } from './cen';
import { ecs } from './ecs';
import { sts } from './sts';
import { vpc } from './vpc';

/** Every product of the local cloud. */
export const services: readonly Service[] = [alb, cen, ecs, sts, vpc];
