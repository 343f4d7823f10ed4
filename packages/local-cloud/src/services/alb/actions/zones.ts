import { regionOf } from '../../../catalogue/regions';
import { operation } from '../../../protocol/operation';

const describeZones = operation({
  action: 'DescribeZones',
  kind: 'read',
  parameters: {},
  handle: ({ region }) => {
    const { albZones, localName } = regionOf(region);
    return {
      Zones: albZones.map((zoneId) => ({
        ZoneId: zoneId,
        LocalName: `${localName} Zone ${zoneId.slice(-1).toUpperCase()}`,
      })),
    };
  },
});

/** The actions on zones. */
export const zoneOperations = [describeZones];
