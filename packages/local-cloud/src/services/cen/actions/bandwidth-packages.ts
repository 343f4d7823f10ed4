import { refuse } from '../../../protocol/api-error';
import { operation } from '../../../protocol/operation';
import { numberedPage, pageParameters } from '../../../protocol/pagination';
import { parameter, tagsParameter } from '../../../protocol/parameters';
import { readTags, tagList } from '../../tags';
import { isoSecond } from '../../times';
import { allottedMbps, spansSameAreas } from '../bandwidth';
import { cenErrors } from '../errors';
import { requireCen, requirePackage } from '../find';
import { type BandwidthPackage, bandwidthPackages } from '../model';
import { cenTagLimits } from '../tag-limits';
import { checkTexts } from '../texts';

const area = parameter.oneOfAnyCase(['China', 'North-America', 'Asia-Pacific', 'Europe', 'Australia', 'Middle-East']);
const bandwidth = parameter.integer({ min: 2, max: 10_000 });

const createCenBandwidthPackage = operation({
  action: 'CreateCenBandwidthPackage',
  kind: 'write',
  parameters: {
    Bandwidth: bandwidth,
    GeographicRegionAId: area,
    GeographicRegionBId: area,
    Name: parameter.optional(parameter.text()),
    Description: parameter.optional(parameter.text()),
    BandwidthPackageChargeType: parameter.optional(parameter.oneOf(['PREPAY', 'POSTPAY'])),
    Period: parameter.optional(parameter.integer({ min: 1, max: 12 })),
    PricingCycle: parameter.optional(parameter.oneOf(['Month', 'Year'])),
    Tag: parameter.optional(tagsParameter()),
  },
  invalid: {
    Bandwidth: cenErrors.packageParameter,
    GeographicRegionAId: cenErrors.packageParameter,
    GeographicRegionBId: cenErrors.packageParameter,
    BandwidthPackageChargeType: cenErrors.packageChargeType,
    Period: cenErrors.packageParameter,
    PricingCycle: cenErrors.packageParameter,
  },
  handle: (call, request) => {
    checkTexts(request.Name, request.Description);
    const chargeType = request.BandwidthPackageChargeType ?? 'PREPAY';
    const months = (request.Period ?? 1) * (request.PricingCycle === 'Year' ? 12 : 1);
    const created: BandwidthPackage = {
      bandwidthPackageId: call.newId('cenbwp'),
      name: request.Name ?? '',
      description: request.Description ?? '',
      bandwidthMbps: request.Bandwidth,
      areaA: request.GeographicRegionAId,
      areaB: request.GeographicRegionBId,
      chargeType,
      createdAt: isoSecond(call.now),
      expiresAt: chargeType === 'PREPAY' ? isoSecond(monthsAfter(call.now, months)) : '',
      tags: readTags(request.Tag, cenTagLimits),
    };
    call.store.put(bandwidthPackages, created);
    return {
      CenBandwidthPackageId: created.bandwidthPackageId,
      CenBandwidthPackageOrderId: created.bandwidthPackageId.replace('cenbwp', 'order'),
    };
  },
});

const describeCenBandwidthPackages = operation({
  action: 'DescribeCenBandwidthPackages',
  kind: 'read',
  parameters: {
    Filter: parameter.optional(
      parameter.list(
        parameter.object({
          Key: parameter.oneOf(['CenId', 'Status', 'CenBandwidthPackageId', 'Name']),
          Value: parameter.list(parameter.text(), { max: 5 }),
        }),
        { max: 5 },
      ),
    ),
    IsOrKey: parameter.optional(parameter.boolean()),
    ...pageParameters(10, 50),
  },
  handle: ({ store }, request) => {
    const filters = request.Filter ?? [];
    const found = store.all(bandwidthPackages).filter((candidate) => {
      const fits = filters.map(({ Key, Value }) => Value.includes(filterable(candidate)[Key]));
      return request.IsOrKey && fits.length > 0 ? fits.includes(true) : !fits.includes(false);
    });
    const { items, fields } = numberedPage(found, request);
    return { ...fields, CenBandwidthPackages: { CenBandwidthPackage: items.map(describe) } };
  },
});

const modifyCenBandwidthPackageSpec = operation({
  action: 'ModifyCenBandwidthPackageSpec',
  kind: 'write',
  parameters: { CenBandwidthPackageId: parameter.text(), Bandwidth: bandwidth },
  invalid: { Bandwidth: cenErrors.packageParameter },
  handle: (call, request) => {
    const { bandwidthPackageId, bandwidthMbps } = requirePackage(call, request.CenBandwidthPackageId);
    if (request.Bandwidth === bandwidthMbps) refuse(cenErrors.packageUnchanged);
    if (request.Bandwidth < allottedMbps(call.store, bandwidthPackageId)) refuse(cenErrors.packageBelowAllotted);
    call.store.update(bandwidthPackages, bandwidthPackageId, { bandwidthMbps: request.Bandwidth });
    return {};
  },
});

const modifyCenBandwidthPackageAttribute = operation({
  action: 'ModifyCenBandwidthPackageAttribute',
  kind: 'write',
  parameters: {
    CenBandwidthPackageId: parameter.text(),
    Name: parameter.changedText(),
    Description: parameter.changedText(),
  },
  handle: (call, request) => {
    checkTexts(request.Name, request.Description);
    const { bandwidthPackageId, name, description } = requirePackage(call, request.CenBandwidthPackageId);
    call.store.update(bandwidthPackages, bandwidthPackageId, {
      name: request.Name ?? name,
      description: request.Description ?? description,
    });
    return {};
  },
});

const deleteCenBandwidthPackage = operation({
  action: 'DeleteCenBandwidthPackage',
  kind: 'write',
  parameters: { CenBandwidthPackageId: parameter.text() },
  handle: (call, request) => {
    const { bandwidthPackageId, cenId, chargeType } = requirePackage(call, request.CenBandwidthPackageId);
    if (cenId !== undefined) refuse(cenErrors.packageStatus);
    if (chargeType === 'PREPAY') refuse(cenErrors.packagePrepaid);
    call.store.remove(bandwidthPackages, bandwidthPackageId);
    return {};
  },
});

/** A package belongs to one CEN, and a CEN takes one package per pair of areas. */
const associateCenBandwidthPackage = operation({
  action: 'AssociateCenBandwidthPackage',
  kind: 'write',
  parameters: { CenId: parameter.text(), CenBandwidthPackageId: parameter.text() },
  handle: (call, request) => {
    const cen = requireCen(call, request.CenId);
    const joining = requirePackage(call, request.CenBandwidthPackageId);
    if (cen.status !== 'Active') refuse(cenErrors.cenStatus);
    if (joining.cenId !== undefined) refuse(cenErrors.packageStatus);
    const others = call.store.where(bandwidthPackages, 'cen', cen.cenId);
    if (others.some((other) => spansSameAreas(other, joining.areaA, joining.areaB))) {
      refuse(cenErrors.packageParameter);
    }
    call.store.update(bandwidthPackages, joining.bandwidthPackageId, { cenId: cen.cenId });
    return {};
  },
});

const unassociateCenBandwidthPackage = operation({
  action: 'UnassociateCenBandwidthPackage',
  kind: 'write',
  parameters: { CenId: parameter.text(), CenBandwidthPackageId: parameter.text() },
  handle: (call, request) => {
    const cen = requireCen(call, request.CenId);
    const { bandwidthPackageId, cenId } = requirePackage(call, request.CenBandwidthPackageId);
    if (cenId !== cen.cenId) refuse(cenErrors.packageStatus);
    if (allottedMbps(call.store, bandwidthPackageId) > 0) refuse(cenErrors.packageAllotted);
    call.store.update(bandwidthPackages, bandwidthPackageId, { cenId: undefined });
    return {};
  },
});

function filterable(of: BandwidthPackage) {
  return {
    CenId: of.cenId ?? '',
    Status: of.cenId === undefined ? 'Idle' : 'InUse',
    CenBandwidthPackageId: of.bandwidthPackageId,
    Name: of.name,
  };
}

function describe(of: BandwidthPackage) {
  const areas = [of.areaA.toLowerCase(), of.areaB.toLowerCase()] as const;
  return {
    CenBandwidthPackageId: of.bandwidthPackageId,
    Name: of.name,
    Description: of.description,
    Bandwidth: of.bandwidthMbps,
    GeographicRegionAId: areas[0],
    GeographicRegionBId: areas[1],
    GeographicSpanId: `${areas[0]}_${areas[1]}`,
    BandwidthPackageChargeType: of.chargeType,
    BusinessStatus: 'Normal',
    Status: of.cenId === undefined ? 'Idle' : 'InUse',
    CenIds: { CenId: of.cenId === undefined ? [] : [of.cenId] },
    CreationTime: of.createdAt,
    ExpiredTime: of.expiresAt,
    Tags: { Tag: tagList(of.tags) },
  };
}

function monthsAfter(now: number, months: number): number {
  const date = new Date(now);
  return date.setUTCMonth(date.getUTCMonth() + months);
}

/** The bandwidth packages' own actions; all of them take effect at once. */
export const bandwidthPackageOperations = [
  createCenBandwidthPackage,
  describeCenBandwidthPackages,
  modifyCenBandwidthPackageSpec,
  modifyCenBandwidthPackageAttribute,
  deleteCenBandwidthPackage,
  associateCenBandwidthPackage,
  unassociateCenBandwidthPackage,
];
