import { collection } from '../../store/collection';
import type { Tags } from '../tags';
import type { HealthCheckConfig } from './model';

/** A named set of health check settings, to be copied into server groups. */
export interface HealthCheckTemplate {
  readonly healthCheckTemplateId: string;
  readonly regionId: string;
  readonly name: string;
  readonly settings: Omit<HealthCheckConfig, 'HealthCheckEnabled'>;
  readonly resourceGroupId: string;
  readonly tags: Tags;
}

/** Health check templates. */
export const healthCheckTemplates = collection<HealthCheckTemplate, 'region'>(
  'alb/healthCheckTemplates',
  (template) => template.healthCheckTemplateId,
  { region: (template) => template.regionId },
);
