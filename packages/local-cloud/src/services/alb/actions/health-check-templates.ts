import { refuse } from '../../../protocol/api-error';
import type { Call } from '../../../protocol/call';
import { operation } from '../../../protocol/operation';
import { tokenPage, tokenParameters } from '../../../protocol/pagination';
import { parameter, tagFilterParameter, tagsParameter } from '../../../protocol/parameters';
import { DEFAULT_RESOURCE_GROUP, resourceGroupId } from '../../resource-groups';
import { hasTags, readTags, tagList } from '../../tags';
import { albErrors } from '../errors';
import { requireServerGroup } from '../find';
import { healthCheckSettings, readHealthCheck } from '../health-check';
import { type HealthCheckTemplate, healthCheckTemplates } from '../health-check-template-model';
import { serverGroups } from '../model';
import { albTagLimits } from '../tag-limits';
import { checkName } from '../texts';
import { groupJob, requireAvailable, serverGroupAvailable } from './server-groups';

const TEMPLATES_PER_REGION = 50;

const createHealthCheckTemplate = operation({
  action: 'CreateHealthCheckTemplate',
  kind: 'write',
  parameters: {
    HealthCheckTemplateName: parameter.text(),
    ...healthCheckSettings,
    ResourceGroupId: parameter.withDefault(resourceGroupId(), DEFAULT_RESOURCE_GROUP),
    // The provider says `Tags`, the SDK `Tag`.
    Tag: parameter.optional(tagsParameter()),
    Tags: parameter.optional(tagsParameter()),
  },
  handle: (call, request) => {
    checkName('HealthCheckTemplateName', request.HealthCheckTemplateName);
    const { HealthCheckEnabled: _enabled, ...settings } = readHealthCheck(request);
    const tags = readTags(request.Tag ?? request.Tags, albTagLimits);
    checkQuota(call);
    const healthCheckTemplateId = call.newId('hct');
    call.store.put<HealthCheckTemplate, string>(healthCheckTemplates, {
      healthCheckTemplateId,
      regionId: call.region,
      name: request.HealthCheckTemplateName,
      settings,
      resourceGroupId: request.ResourceGroupId,
      tags,
    });
    return { HealthCheckTemplateId: healthCheckTemplateId };
  },
});

const getHealthCheckTemplateAttribute = operation({
  action: 'GetHealthCheckTemplateAttribute',
  kind: 'read',
  parameters: { HealthCheckTemplateId: parameter.text() },
  handle: (call, request) => templateView(requireTemplate(call, request.HealthCheckTemplateId)),
});

const listHealthCheckTemplates = operation({
  action: 'ListHealthCheckTemplates',
  kind: 'read',
  parameters: {
    ...tokenParameters(20, 100),
    HealthCheckTemplateIds: parameter.optional(parameter.list(parameter.text(), { max: 20 })),
    HealthCheckTemplateNames: parameter.optional(parameter.list(parameter.text(), { max: 10 })),
    ResourceGroupId: parameter.optional(parameter.text()),
    Tag: parameter.optional(tagFilterParameter()),
  },
  handle: ({ store, region }, request) => {
    const matching = store
      .where(healthCheckTemplates, 'region', region)
      .filter((template) => request.HealthCheckTemplateIds?.includes(template.healthCheckTemplateId) ?? true)
      .filter((template) => request.HealthCheckTemplateNames?.includes(template.name) ?? true)
      .filter((template) => template.resourceGroupId === (request.ResourceGroupId ?? template.resourceGroupId))
      .filter((template) => hasTags(template.tags, request.Tag));
    const { items, fields } = tokenPage(matching, request, (item) => item.healthCheckTemplateId, albErrors.nextToken);
    return { ...fields, HealthCheckTemplates: items.map(templateView) };
  },
});

const updateHealthCheckTemplateAttribute = operation({
  action: 'UpdateHealthCheckTemplateAttribute',
  kind: 'write',
  parameters: {
    HealthCheckTemplateId: parameter.text(),
    HealthCheckTemplateName: parameter.optional(parameter.text()),
    ...healthCheckSettings,
  },
  handle: (call, request) => {
    checkName('HealthCheckTemplateName', request.HealthCheckTemplateName);
    const template = requireTemplate(call, request.HealthCheckTemplateId);
    const before = { HealthCheckEnabled: true, ...template.settings };
    const { HealthCheckEnabled: _enabled, ...settings } = readHealthCheck(request, before);
    call.store.update(healthCheckTemplates, template.healthCheckTemplateId, {
      name: request.HealthCheckTemplateName ?? template.name,
      settings,
    });
    return {};
  },
});

const deleteHealthCheckTemplates = operation({
  action: 'DeleteHealthCheckTemplates',
  kind: 'write',
  parameters: { HealthCheckTemplateIds: parameter.list(parameter.text(), { max: 10 }) },
  handle: (call, request) => {
    for (const id of request.HealthCheckTemplateIds) {
      call.store.remove(healthCheckTemplates, requireTemplate(call, id).healthCheckTemplateId);
    }
    return {};
  },
});

/** Copies the settings: a later change of the template does not reach the group. */
const applyHealthCheckTemplateToServerGroup = operation({
  action: 'ApplyHealthCheckTemplateToServerGroup',
  kind: 'write',
  parameters: { ServerGroupId: parameter.text(), HealthCheckTemplateId: parameter.text() },
  handle: (call, request) => {
    const group = requireServerGroup(call, request.ServerGroupId);
    const { settings } = requireTemplate(call, request.HealthCheckTemplateId);
    requireAvailable(group);
    const healthCheck = { HealthCheckEnabled: group.healthCheck.HealthCheckEnabled, ...settings };
    call.store.update(serverGroups, group.serverGroupId, { healthCheck, status: 'Configuring' });
    call.settle(serverGroupAvailable, group.serverGroupId);
    return groupJob(call, 'ApplyHealthCheckTemplateToServerGroup', 'Update', group.serverGroupId);
  },
});

function requireTemplate({ store, region }: Call, id: string): HealthCheckTemplate {
  const template = store.get(healthCheckTemplates, id);
  return template?.regionId === region ? template : refuse(albErrors.healthCheckTemplateNotFound, id);
}

function checkQuota({ store, region }: Call): void {
  const usage = store.count(healthCheckTemplates, 'region', region);
  if (usage < TEMPLATES_PER_REGION) return;
  refuse(albErrors.healthCheckTemplateQuota, 'HealthCheckTemplatesNum', String(usage), String(TEMPLATES_PER_REGION));
}

function templateView({ healthCheckTemplateId, name, settings, ...template }: HealthCheckTemplate) {
  return {
    HealthCheckTemplateId: healthCheckTemplateId,
    HealthCheckTemplateName: name,
    ...settings,
    HealthCheckCodes: settings.HealthCheckCodes ?? [],
    ResourceGroupId: template.resourceGroupId,
    Tags: tagList(template.tags),
  };
}

/** The actions on health check templates. */
export const healthCheckTemplateOperations = [
  createHealthCheckTemplate,
  getHealthCheckTemplateAttribute,
  listHealthCheckTemplates,
  updateHealthCheckTemplateAttribute,
  deleteHealthCheckTemplates,
  applyHealthCheckTemplateToServerGroup,
];
