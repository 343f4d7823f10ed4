import { add, at } from '../../../support/plain-stack';
import { all, cases, inBlock, provider, secondFrontend, set, standing, without } from './changes';

const LINK = 'alicloud_cen_transit_router_peer_attachment.link';
const PLAN = 'alicloud_cen_bandwidth_package.plan';
const ATTACHMENT = 'alicloud_cen_transit_router_vpc_attachment.far';

/** What is wrong with networks, routes, and what joins them. */
export const NETWORK_CASES = cases([
  [
    'REGION_CLOSED',
    'a provider of Sydney',
    'alicloud_vpc.sydney',
    'on 2024-09-30',
    (json) => {
      provider('sydney', 'ap-southeast-2')(json);
      add(json, 'alicloud_vpc.sydney', { provider: 'alicloud.sydney', cidr_block: '10.0.0.0/16' });
    },
  ],
  [
    'REGION_CLOSING',
    'a provider of Nanjing',
    'alicloud_vpc.nanjing',
    'closing China (Nanjing)',
    (json) => {
      provider('nanjing', 'cn-nanjing')(json);
      add(json, 'alicloud_vpc.nanjing', { provider: 'alicloud.nanjing', cidr_block: '10.0.0.0/16' });
    },
  ],
  [
    'ZONE_NOT_IN_REGION',
    'a zone of another region',
    'alicloud_vswitch.near1',
    'of cn-chengdu, got zone cn-hangzhou-h',
    set('alicloud_vswitch.near1', { zone_id: 'cn-hangzhou-h' }),
  ],
  [
    'VPC_CIDR_INVALID',
    'a VPC among the services of the cloud',
    'alicloud_vpc.near',
    '100.64.0.0/10, got 100.64.0.0/16',
    set('alicloud_vpc.near', { cidr_block: '100.64.0.0/16' }),
  ],
  [
    'VPC_CIDR_INVALID',
    'a VPC that is too small',
    'alicloud_vpc.near',
    'got 172.16.0.0/29',
    set('alicloud_vpc.near', { cidr_block: '172.16.0.0/29' }),
  ],
  [
    'CIDR_OVERLAP',
    'two VPCs on one CEN instance',
    'alicloud_vpc.far',
    'got 172.16.128.0/17, and 172.16.0.0/16 of alicloud_vpc.near',
    set('alicloud_vpc.far', { cidr_block: '172.16.128.0/17' }),
  ],
  [
    'CIDR_OVERLAP',
    'a secondary block',
    'alicloud_vpc.far',
    'got 172.16.128.0/17',
    (json) =>
      add(json, 'alicloud_vpc_ipv4_cidr_block.far', {
        vpc_id: '${alicloud_vpc.far.id}',
        secondary_cidr_block: '172.16.128.0/17',
      }),
  ],
  [
    'VSWITCH_CIDR_INVALID',
    'a vSwitch outside its VPC',
    'alicloud_vswitch.far1',
    'its VPC 192.168.0.0/16, got 10.0.0.0/24',
    set('alicloud_vswitch.far1', { cidr_block: '10.0.0.0/24' }),
  ],
  [
    'VSWITCH_CIDR_INVALID',
    'a vSwitch that is too small',
    'alicloud_vswitch.far1',
    'got 192.168.8.0/30',
    set('alicloud_vswitch.far1', { cidr_block: '192.168.8.0/30' }),
  ],
  [
    'VSWITCH_CIDR_OVERLAP',
    'two vSwitches of a VPC',
    'alicloud_vswitch.far1',
    'and 192.168.7.0/24 of alicloud_vswitch.far2',
    set('alicloud_vswitch.far1', { cidr_block: '192.168.7.128/25' }),
  ],

  [
    'ROUTE_EQUALS_SERVICE_ROUTE',
    'the route to the services themselves',
    'alicloud_route_entry.back3',
    '100.64.0.0/10 is a system route',
    set('alicloud_route_entry.back3', { destination_cidrblock: '100.64.0.0/10' }),
  ],
  [
    'ROUTE_CONFLICTS_WITH_VSWITCH',
    'a route into a vSwitch of its own VPC',
    'alicloud_route_entry.out',
    'got 172.16.6.128/25, and 172.16.6.0/24 of alicloud_vswitch.near2',
    set('alicloud_route_entry.out', { destination_cidrblock: '172.16.6.128/25' }),
  ],
  [
    'ROUTE_DUPLICATE',
    'two routes to one block',
    'alicloud_route_entry.again',
    'here and in alicloud_route_entry.back1',
    (json) => add(json, 'alicloud_route_entry.again', {}, 'alicloud_route_entry.back1'),
  ],
  [
    'TR_ROUTE_DUPLICATE',
    'two static routes to one block',
    'alicloud_cen_transit_router_route_entry.again',
    'here and in alicloud_cen_transit_router_route_entry.back3',
    (json) =>
      add(json, 'alicloud_cen_transit_router_route_entry.again', {}, 'alicloud_cen_transit_router_route_entry.back3'),
  ],
  [
    'ROUTE_AUTO_PUBLISH_CLASH',
    'an attachment that writes routes itself',
    'alicloud_route_entry.back1',
    'auto_publish_route_enabled',
    set(ATTACHMENT, { auto_publish_route_enabled: true }),
  ],
  [
    'BACK_TO_ORIGIN_CIDR_TOO_WIDE',
    'a wide back-to-origin CIDR',
    'alicloud_route_entry.back3',
    'got 100.116.0.0/16',
    set('alicloud_route_entry.back3', { destination_cidrblock: '100.116.0.0/16' }),
  ],
  [
    'BACK_TO_ORIGIN_CIDR_HIJACKS_SERVICE',
    'a route that takes the metadata',
    'alicloud_route_entry.back3',
    'instance metadata (100.100.100.200)',
    set('alicloud_route_entry.back3', { destination_cidrblock: '100.100.100.128/25' }),
  ],
  [
    'BACK_TO_ORIGIN_CIDR_HIJACKS_OSS',
    'a route that takes OSS',
    'alicloud_route_entry.back3',
    'OSS in cn-hangzhou (100.118.28.0/24)',
    set('alicloud_route_entry.back3', { destination_cidrblock: '100.118.28.0/25' }),
  ],
  [
    'ROUTE_QUOTA',
    'more than 200 routes',
    'alicloud_route_entry.out',
    'there are 201 entries',
    (json) => {
      for (let index = 0; index < 200; index += 1)
        add(
          json,
          `alicloud_route_entry.r${index}`,
          { destination_cidrblock: `10.${index}.0.0/24` },
          'alicloud_route_entry.out',
        );
    },
  ],

  [
    'TR_BASIC_EDITION',
    'a transit router of Basic Edition',
    'alicloud_cen_transit_router.near',
    'got type Basic',
    set('alicloud_cen_transit_router.near', { type: 'Basic' }),
  ],
  [
    'TR_DUPLICATE_IN_REGION',
    'two transit routers in a region',
    'alicloud_cen_transit_router.again',
    'in cn-chengdu',
    (json) => add(json, 'alicloud_cen_transit_router.again', {}, 'alicloud_cen_transit_router.near'),
  ],
  [
    'NOT_SAME_CEN',
    'an attachment of another CEN instance',
    ATTACHMENT,
    'got cen_id alicloud_cen_instance.other',
    (json) => {
      add(json, 'alicloud_cen_instance.other', {});
      at(json, ATTACHMENT).cen_id = '${alicloud_cen_instance.other.id}';
    },
  ],
  [
    'NOT_SAME_CEN',
    'a connection of two CEN instances',
    LINK,
    'got alicloud_cen_instance.cen and alicloud_cen_instance.other',
    (json) => {
      add(json, 'alicloud_cen_instance.other', {});
      at(json, 'alicloud_cen_transit_router.far').cen_id = '${alicloud_cen_instance.other.id}';
      at(json, ATTACHMENT).cen_id = '${alicloud_cen_instance.other.id}';
    },
  ],
  [
    'ATTACHMENT_DUPLICATE',
    'a VPC that is attached twice',
    'alicloud_cen_transit_router_vpc_attachment.again',
    `here and in ${ATTACHMENT}`,
    (json) => add(json, 'alicloud_cen_transit_router_vpc_attachment.again', {}, ATTACHMENT),
  ],
  [
    'ATTACHMENT_ZONE_COUNT',
    'an attachment in one zone',
    ATTACHMENT,
    'got cn-hangzhou-h',
    (json) => void (at(json, ATTACHMENT).zone_mappings as unknown[]).pop(),
  ],
  [
    'ATTACHMENT_ZONE_UNSUPPORTED',
    'a zone without transit routers',
    ATTACHMENT,
    'not listed in cn-hangzhou-g',
    inBlock(ATTACHMENT, 'zone_mappings', { zone_id: 'cn-hangzhou-g' }),
  ],
  [
    'CROSS_BORDER_LINK',
    'a connection across the border',
    LINK,
    'between cn-chengdu and cn-hongkong',
    set(LINK, { peer_transit_router_region_id: 'cn-hongkong' }),
  ],
  [
    'FRONTEND_VPC_NOT_UNIQUE',
    'non-upgraded ALBs in two VPCs',
    'alicloud_alb_load_balancer.other',
    'put the ALBs into one VPC',
    all(secondFrontend, standing('172.16.0.9')),
  ],
  [
    'FRONTEND_VPC_NOT_UNIQUE_UPGRADED',
    'upgraded ALBs in two VPCs',
    'alicloud_alb_load_balancer.other',
    'it is not documented',
    secondFrontend,
  ],

  ['BANDWIDTH_UNSET', 'a connection without bandwidth', LINK, '1 kbit/s', without(LINK, 'bandwidth')],
  ['BANDWIDTH_RANGE', 'a connection of no bandwidth', LINK, 'got 0', set(LINK, { bandwidth: 0 })],
  ['BANDWIDTH_RANGE', 'a plan that is too small', PLAN, '2 to 10000 Mbit/s, got 1', set(PLAN, { bandwidth: 1 })],
  [
    'BANDWIDTH_LINK_TYPE',
    'Platinum from a plan',
    LINK,
    'got BandwidthPackage',
    set(LINK, { default_link_type: 'Platinum' }),
  ],
  [
    'BANDWIDTH_PLAN_MISSING',
    'a plan that is not named',
    LINK,
    'set cen_bandwidth_package_id',
    without(LINK, 'cen_bandwidth_package_id'),
  ],
  [
    'BANDWIDTH_PLAN_AREAS',
    'a plan of other areas',
    LINK,
    'joins China and China, got a bandwidth plan for China and Asia-Pacific',
    set(PLAN, { geographic_region_b_id: 'asia-pacific' }),
  ],
  [
    'BANDWIDTH_PLAN_DUPLICATE_AREAS',
    'two plans for a pair of areas',
    'alicloud_cen_bandwidth_package.again',
    'China and China on alicloud_cen_instance.cen',
    (json) => {
      add(json, 'alicloud_cen_bandwidth_package.again', {}, PLAN);
      add(
        json,
        'alicloud_cen_bandwidth_package_attachment.again',
        { bandwidth_package_id: '${alicloud_cen_bandwidth_package.again.id}' },
        'alicloud_cen_bandwidth_package_attachment.plan',
      );
    },
  ],
  [
    'BANDWIDTH_EXCEEDS_PLAN',
    'a connection wider than its plan',
    PLAN,
    'got 20 Mbit/s in 10; raise its bandwidth to 20',
    set(LINK, { bandwidth: 20 }),
  ],
  [
    'BANDWIDTH_PREPAID_STAYS',
    'a PrePaid plan',
    PLAN,
    'destroy does not return',
    set(PLAN, { payment_type: 'PrePaid', period: 1 }),
  ],
]);
