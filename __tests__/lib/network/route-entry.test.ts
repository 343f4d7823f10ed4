import { RouteEntry } from '../../../lib';
import { only, reference, synth } from '../../support/synth';
import { chengdu } from '../../support/topology';

test('a route entry leads from the system route table to the attachment', () => {
  const json = synth((stack) => {
    const { vpc } = chengdu(stack);
    const attachment = { attachmentId: 'tr-attach-1' };
    new RouteEntry(stack, 'route', { vpc, attachment, name: 'servers', destinationCidr: '192.168.7.0/24' });
  });
  expect(only(json, 'alicloud_route_entry')).toMatchObject({
    provider: 'alicloud.cn-chengdu',
    route_table_id: reference(json, 'alicloud_vpc', 'route_table_id'),
    destination_cidrblock: '192.168.7.0/24',
    nexthop_type: 'Attachment',
    nexthop_id: 'tr-attach-1',
  });
});

test.each([
  ['100.64.0.0/10', '100.64.0.0/10 is a system route of every VPC and cannot be added'],
  ['192.168.7.1/24', 'did you mean 192.168.7.0/24?'],
])('rejects the destination %s', (destinationCidr, message) => {
  const make = () =>
    synth((stack) => {
      const attachment = { attachmentId: 'tr-attach-1' };
      new RouteEntry(stack, 'route', { vpc: chengdu(stack).vpc, attachment, name: 'servers', destinationCidr });
    });
  expect(make).toThrow(message);
});
