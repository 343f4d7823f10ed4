import { albResources } from './alb';
import { albRuleResources } from './alb-rules';
import { cenDataSources, cenResources } from './cen';
import { ecsDataSources, ecsResources } from './ecs';
import { existingDataSources } from './existing';
import type { DataSource, ResourceType } from './resource-type';
import { transitRouterTableResources } from './transit-router-tables';
import { vpcDataSources, vpcResources } from './vpc';

/** Every resource type that a rehearsal knows: to add one is to add a row. */
export const resourceTypes: ReadonlyMap<string, ResourceType> = new Map(
  Object.entries({
    ...vpcResources,
    ...ecsResources,
    ...cenResources,
    ...transitRouterTableResources,
    ...albResources,
    ...albRuleResources,
  }),
);

/** Every data source that a rehearsal knows. */
export const dataSources: ReadonlyMap<string, DataSource> = new Map(
  Object.entries({ ...vpcDataSources, ...ecsDataSources, ...cenDataSources, ...existingDataSources }),
);
