import { AttachedVpc, Cen, TransitRouterRouteEntry, VpcAttachment } from '../../../lib';
import { only, reference, synth } from '../../support/synth';
import { chengdu, routers } from '../../support/topology';

describe('AttachedVpc', () => {
  const json = synth((stack) => {
    const { vpc, vSwitches } = chengdu(stack);
    const cen = new Cen(stack, 'cen', { region: 'cn-chengdu', name: 'cen' });
    const { transitRouter, attachment } = new AttachedVpc(stack, 'attached', { cen, vpc, vSwitches, name: 'vpc1' });
    const destinationCidr = '100.117.130.0/25';
    new TransitRouterRouteEntry(stack, 'route', { transitRouter, attachment, name: 'back', destinationCidr });
  });

  const tableId = reference(json, 'alicloud_cen_transit_router_route_table', 'transit_router_route_table_id');

  it('uses the ids that the API takes, not the ones that the provider makes up', () => {
    const attachment = only(json, 'alicloud_cen_transit_router_vpc_attachment');
    expect(attachment.transit_router_id).toBe(reference(json, 'alicloud_cen_transit_router', 'transit_router_id'));
    expect(only(json, 'alicloud_cen_transit_router_route_table_association').transit_router_attachment_id).toBe(
      reference(json, 'alicloud_cen_transit_router_vpc_attachment', 'transit_router_attachment_id'),
    );
  });

  it('maps one vSwitch in each zone and publishes no routes by itself', () => {
    expect(only(json, 'alicloud_cen_transit_router_vpc_attachment')).toMatchObject({
      zone_mappings: [{ zone_id: 'cn-chengdu-a' }, { zone_id: 'cn-chengdu-b' }],
      auto_publish_route_enabled: false,
      payment_type: 'PayAsYouGo',
    });
  });

  it('associates and propagates the attachment at the table of its router', () => {
    const attachmentId = reference(json, 'alicloud_cen_transit_router_vpc_attachment', 'transit_router_attachment_id');
    for (const kind of ['association', 'propagation']) {
      expect(only(json, `alicloud_cen_transit_router_route_table_${kind}`)).toMatchObject({
        transit_router_attachment_id: attachmentId,
        transit_router_route_table_id: tableId,
      });
    }
  });

  it('reads nothing that Terraform would put off while the router changes', () => {
    const { alicloud_cen_transit_router_available_resources: zones, ...others } = json.data;
    expect(others).toEqual({});
    expect(Object.values(zones ?? {})).toEqual([{ provider: 'alicloud.cn-chengdu' }]);
  });

  it('lets static routes of the router lead to it', () => {
    expect(only(json, 'alicloud_cen_transit_router_route_entry')).toMatchObject({
      transit_router_route_table_id: tableId,
      transit_router_route_entry_destination_cidr_block: '100.117.130.0/25',
      transit_router_route_entry_next_hop_type: 'Attachment',
      transit_router_route_entry_next_hop_id: reference(
        json,
        'alicloud_cen_transit_router_vpc_attachment',
        'transit_router_attachment_id',
      ),
    });
  });
});

describe('VpcAttachment', () => {
  it.each([
    ['no vSwitch', 0],
    ['two vSwitches in one zone', 2],
  ])('rejects %s', (_, count) => {
    const make = () =>
      synth((stack) => {
        const { vpc, vSwitches } = chengdu(stack);
        const same = Array.from({ length: count }, () => vSwitches[0]!);
        new VpcAttachment(stack, 'a', { transitRouter: routers(stack).near, vpc, vSwitches: same, name: 'vpc1' });
      });
    expect(make).toThrow('a VPC is attached through one vSwitch in each of 1 to 10 zones');
  });
});
