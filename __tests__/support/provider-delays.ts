import type { Delays } from './graph';

/** What provider 1.289.0 sleeps before it first asks whether something is there (`BuildStateConf`, `Delay`). */
export const CREATE_DELAYS: Delays = {
  alicloud_vpc: 5,
  alicloud_instance: 10,
  alicloud_cen_instance: 5,
  alicloud_cen_bandwidth_package: 10,
  alicloud_cen_transit_router: 5,
  alicloud_cen_transit_router_route_table: 5,
  alicloud_cen_transit_router_vpc_attachment: 5,
  alicloud_cen_transit_router_peer_attachment: 5,
  alicloud_cen_transit_router_route_table_association: 5,
  alicloud_cen_transit_router_route_table_propagation: 5,
  alicloud_cen_transit_router_route_entry: 1,
  alicloud_alb_load_balancer: 5,
  alicloud_alb_server_group: 5,
  alicloud_alb_listener: 5,
};

/** What provider 1.289.0 sleeps before it first asks whether something is gone. */
export const DELETE_DELAYS: Delays = {
  alicloud_vpc: 5,
  alicloud_instance: 10,
  alicloud_cen_instance: 5,
  alicloud_cen_transit_router: 10,
  alicloud_cen_transit_router_route_table: 1,
  alicloud_cen_transit_router_vpc_attachment: 5,
  alicloud_cen_transit_router_peer_attachment: 5,
  alicloud_cen_transit_router_route_table_association: 5,
  alicloud_cen_transit_router_route_table_propagation: 5,
  alicloud_cen_transit_router_route_entry: 1,
  alicloud_alb_load_balancer: 5,
  alicloud_alb_server_group: 5,
  alicloud_alb_listener: 5,
};
