import { refuse } from '../../../protocol/api-error';
import type { Call } from '../../../protocol/call';
import { effect } from '../../../protocol/effect';
import { operation } from '../../../protocol/operation';
import { numberedPage, pageParameters } from '../../../protocol/pagination';
import { parameter, tagFilterParameter, tagsParameter } from '../../../protocol/parameters';
import { DEFAULT_RESOURCE_GROUP, resourceGroupId } from '../../resource-groups';
import { hasTags, readTags, tagList } from '../../tags';
import { isoSecond } from '../../times';
import { attachmentCount } from '../attachments';
import { cenErrors } from '../errors';
import { requireCen } from '../find';
import {
  bandwidthPackages,
  type Cen,
  cens,
  staticRouteEntries,
  transitRouterRouteTables,
  transitRouters,
} from '../model';
import { cenTagLimits } from '../tag-limits';
import { checkTexts } from '../texts';
import { removeRouter } from './transit-routers';

const cenActive = effect('cen/cenActive', ({ store }, cenId) => {
  if (store.get(cens, cenId)) store.update(cens, cenId, { status: 'Active' });
});

const cenGone = effect('cen/cenGone', ({ store }, cenId) => {
  for (const router of store.where(transitRouters, 'cen', cenId)) removeRouter(store, router.transitRouterId);
  store.remove(cens, cenId);
});

const protectionLevel = parameter.optional(parameter.oneOf(['REDUCED']));

const createCen = operation({
  action: 'CreateCen',
  kind: 'write',
  parameters: {
    Name: parameter.optional(parameter.text()),
    Description: parameter.optional(parameter.text()),
    ProtectionLevel: protectionLevel,
    ResourceGroupId: parameter.withDefault(resourceGroupId(), DEFAULT_RESOURCE_GROUP),
    Tag: parameter.optional(tagsParameter()),
  },
  invalid: { ResourceGroupId: cenErrors.resourceGroup, ProtectionLevel: cenErrors.invalidParameter },
  handle: (call, request) => {
    checkTexts(request.Name, request.Description);
    const cen: Cen = {
      cenId: call.newId('cen'),
      name: request.Name ?? '',
      description: request.Description ?? '',
      protectionLevel: 'REDUCED',
      resourceGroupId: request.ResourceGroupId,
      status: 'Creating',
      createdAt: isoSecond(call.now),
      tags: readTags(request.Tag, cenTagLimits),
    };
    call.store.put(cens, cen);
    call.settle(cenActive, cen.cenId);
    return { CenId: cen.cenId };
  },
});

const describeCens = operation({
  action: 'DescribeCens',
  kind: 'read',
  parameters: {
    Filter: parameter.optional(
      parameter.list(
        parameter.object({
          Key: parameter.oneOf(['CenId', 'Name']),
          Value: parameter.list(parameter.text(), { max: 5 }),
        }),
        { max: 5 },
      ),
    ),
    Tag: parameter.optional(tagFilterParameter()),
    ...pageParameters(10, 50),
  },
  handle: ({ store }, request) => {
    const found = store
      .all(cens)
      .filter((cen) =>
        (request.Filter ?? []).every(({ Key, Value }) => Value.includes(Key === 'CenId' ? cen.cenId : cen.name)),
      )
      .filter((cen) => hasTags(cen.tags, request.Tag));
    const { items, fields } = numberedPage(found, request);
    return { ...fields, Cens: { Cen: items.map((cen) => describe(store, cen)) } };
  },
});

const modifyCenAttribute = operation({
  action: 'ModifyCenAttribute',
  kind: 'write',
  parameters: {
    CenId: parameter.text(),
    Name: parameter.changedText(),
    Description: parameter.changedText(),
    ProtectionLevel: protectionLevel,
  },
  invalid: { ProtectionLevel: cenErrors.protectionLevel },
  handle: (call, request) => {
    checkTexts(request.Name, request.Description);
    const cen = requireCen(call, request.CenId);
    if (cen.status !== 'Active') refuse(cenErrors.blocking);
    call.store.update(cens, cen.cenId, {
      name: request.Name ?? cen.name,
      description: request.Description ?? cen.description,
    });
    return {};
  },
});

const moveResourceGroup = operation({
  action: 'MoveResourceGroup',
  kind: 'write',
  parameters: {
    ResourceId: parameter.text(),
    ResourceType: parameter.oneOfAnyCase(['cen']),
    NewResourceGroupId: resourceGroupId(),
  },
  invalid: { NewResourceGroupId: cenErrors.resourceGroup, ResourceType: cenErrors.invalidParameter },
  handle: (call, request) => {
    const cen = requireCen(call, request.ResourceId);
    call.store.update(cens, cen.cenId, { resourceGroupId: request.NewResourceGroupId });
    return {};
  },
});

const deleteCen = operation({
  action: 'DeleteCen',
  kind: 'write',
  parameters: { CenId: parameter.text() },
  handle: (call, request) => {
    const cen = requireCen(call, request.CenId);
    if (cen.status !== 'Active') refuse(cenErrors.blocking);
    checkEmpty(call, cen.cenId);
    for (const { transitRouterId } of call.store.where(transitRouters, 'cen', cen.cenId)) {
      call.store.update(transitRouters, transitRouterId, { status: 'Deleting' });
    }
    call.store.update(cens, cen.cenId, { status: 'Deleting' });
    call.settle(cenGone, cen.cenId);
    return {};
  },
});

/** Idle transit routers do not block: they go with the CEN (the documentation names only what they hold). */
function checkEmpty({ store }: Call, cenId: string): void {
  if (store.count(bandwidthPackages, 'cen', cenId) > 0) refuse(cenErrors.cenStatus);
  for (const { transitRouterId, status } of store.where(transitRouters, 'cen', cenId)) {
    if (status !== 'Active') refuse(cenErrors.blocking);
    if (attachmentCount(store, transitRouterId) > 0) refuse(cenErrors.cenStatus);
    for (const table of store.where(transitRouterRouteTables, 'transitRouter', transitRouterId)) {
      if (table.type === 'Custom') refuse(cenErrors.cenHasCustomTable);
      if (store.count(staticRouteEntries, 'table', table.routeTableId) > 0) refuse(cenErrors.cenHasRouteEntry);
    }
  }
}

function describe(store: Call['store'], cen: Cen) {
  return {
    CenId: cen.cenId,
    Name: cen.name,
    Description: cen.description,
    ProtectionLevel: cen.protectionLevel,
    ResourceGroupId: cen.resourceGroupId,
    Status: cen.status,
    Ipv6Level: 'DISABLED',
    CreationTime: cen.createdAt,
    CenBandwidthPackageIds: {
      CenBandwidthPackageId: store
        .where(bandwidthPackages, 'cen', cen.cenId)
        .map(({ bandwidthPackageId }) => bandwidthPackageId),
    },
    Tags: { Tag: tagList(cen.tags) },
  };
}

/** The CEN instance's own actions. */
export const cenOperations = [createCen, describeCens, modifyCenAttribute, moveResourceGroup, deleteCen];
/** What happens to CEN instances later. */
export const cenEffects = [cenActive, cenGone];
