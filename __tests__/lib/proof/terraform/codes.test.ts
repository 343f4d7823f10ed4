import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AT_PLAN, BY_PROOF } from '../../../../lib/config/rules/beyond-the-file';
import { prove, readSynthesized } from '../../../../lib/proof';
import { add, at, block, stack, type Arguments, type Stack } from '../../../support/plain-stack';
import { root } from '../../../e2e/support/requirements';

type Change = (json: Stack) => void;

const GROUP = 'alicloud_alb_server_group.web';
const JOIN = 'alicloud_cen_transit_router_route_table';
const ATTACHMENT = 'alicloud_cen_transit_router_vpc_attachment';
const ROUTER_ROUTE = 'alicloud_cen_transit_router_route_entry.back3';

const take =
  (...addresses: readonly string[]): Change =>
  (json) => {
    for (const address of addresses) {
      at(json, address);
      const [type = '', name = ''] = address.split('.');
      Reflect.deleteProperty(json.resource[type]!, name);
    }
  };
const set =
  (address: string, change: Arguments): Change =>
  (json) =>
    void Object.assign(at(json, address), change);
const server =
  (change: Arguments): Change =>
  (json) =>
    void Object.assign(block(json, GROUP, 'servers'), change);
const all =
  (...changes: readonly Change[]): Change =>
  (json) =>
    changes.forEach((change) => change(json));

const hop = (attachment: string): string => `\${${attachment}.transit_router_attachment_id}`;
/** A static route of the router of the ALB. */
const routerRoute = (destination: string, next: string): Change => {
  return (json) => {
    const change = {
      transit_router_route_entry_destination_cidr_block: destination,
      transit_router_route_entry_next_hop_id: hop(next),
    };
    add(json, `alicloud_cen_transit_router_route_entry.more`, change, ROUTER_ROUTE);
  };
};

/** What breaks each rule that only packets tell of, in a stack that is otherwise right. */
const BREAKS: Readonly<Record<string, Change>> = {
  TR_ASSOCIATION_MISSING: take(`${JOIN}_association.far_vpc_attachment_far`),
  TR_PROPAGATION_MISSING: take(`${JOIN}_propagation.near_vpc_attachment_near`),
  ROUTE_SYNC_OFF: set('alicloud_cen_transit_router_peer_attachment.link', { auto_publish_route_enabled: false }),
  ROUTE_SYNC_TABLE_MISMATCH: (json) => {
    add(json, `${JOIN}.other`, {}, `${JOIN}.near`);
    at(json, ROUTER_ROUTE).transit_router_route_table_id = `\${${JOIN}.other.transit_router_route_table_id}`;
  },
  TR_ROUTE_BLACKHOLE: (json) => {
    const change = {
      transit_router_route_entry_destination_cidr_block: '192.168.7.0/24',
      transit_router_route_entry_next_hop_type: 'BlackHole',
      transit_router_route_entry_next_hop_id: null,
    };
    add(json, 'alicloud_cen_transit_router_route_entry.hole', change, ROUTER_ROUTE);
  },
  TR_BACK_TO_ORIGIN_MISSING: take(ROUTER_ROUTE),
  ROUTE_TO_BACKEND_MISSING: take('alicloud_route_entry.out'),
  ROUTE_TABLE_CUSTOM: (json) => {
    add(json, 'alicloud_route_table.custom', { vpc_id: '${alicloud_vpc.near.id}' });
    at(json, 'alicloud_route_entry.out').route_table_id = '${alicloud_route_table.custom.id}';
  },
  ROUTE_BACK_TO_ORIGIN_MISSING: take('alicloud_route_entry.back3'),
  ROUTE_TO_ALB_VSWITCHES_MISSING: take('alicloud_route_entry.back1'),
  SG_DENIES_SOURCE: take('alicloud_security_group_rule.old'),
  SG_DENIES_SOURCE_UPGRADED: take('alicloud_security_group_rule.web'),
  ATTACHMENT_MISSING: take(
    `${ATTACHMENT}.far`,
    `${JOIN}_association.far_vpc_attachment_far`,
    `${JOIN}_propagation.far_vpc_attachment_far`,
    ...['back1', 'back2', 'back3'].map((name) => `alicloud_route_entry.${name}`),
  ),
  CONNECTION_MISSING: take(
    'alicloud_cen_transit_router_peer_attachment.link',
    ...['association', 'propagation'].flatMap((kind) =>
      ['near', 'far'].map((side) => `${JOIN}_${kind}.${side}_peer_attachment_link`),
    ),
  ),
  TR_ROUTE_MISSING: all(server({ server_id: '10.9.9.9', server_ip: '10.9.9.9' }), (json) =>
    add(json, 'alicloud_route_entry.more', { destination_cidrblock: '10.9.9.0/24' }, 'alicloud_route_entry.out'),
  ),
  ROUTE_NEXT_HOP_WRONG: set('alicloud_route_entry.out', { nexthop_id: hop(`${ATTACHMENT}.far`) }),
  ROUTING_LOOP: routerRoute('192.168.7.0/25', 'alicloud_cen_transit_router_peer_attachment.link'),
  DELIVERED_NOWHERE: routerRoute('192.168.7.0/25', `${ATTACHMENT}.near`),
  TR_BASIC_EDITION: set('alicloud_cen_transit_router.near', { type: 'Basic' }),
  CIDR_OVERLAP: (json) => {
    // A second network in Chengdu with the block of the servers, nearer than theirs.
    add(json, 'alicloud_vpc.twin', { cidr_block: '192.168.0.0/16' });
    const vSwitch = { vpc_id: '${alicloud_vpc.twin.id}', cidr_block: '192.168.7.0/25' };
    add(json, 'alicloud_vswitch.twin', vSwitch, 'alicloud_vswitch.near1');
    add(json, `${ATTACHMENT}.twin`, { vpc_id: '${alicloud_vpc.twin.id}' }, `${ATTACHMENT}.near`);
    const join = { transit_router_attachment_id: hop(`${ATTACHMENT}.twin`) };
    add(json, `${JOIN}_propagation.twin`, join, `${JOIN}_propagation.near_vpc_attachment_near`);
  },
  SERVER_GROUP_NOT_IP_TYPE: set(GROUP, { server_group_type: 'Instance' }),
  REMOTE_IP_OFF: server({ remote_ip_enabled: false }),
  REMOTE_IP_OUTSIDE_ALLOWED_RANGES: server({ server_id: '47.1.2.3', server_ip: '47.1.2.3' }),
  BACKEND_IS_LOAD_BALANCER: all(server({ server_id: '100.117.130.9', server_ip: '100.117.130.9' }), (json) =>
    add(json, 'alicloud_route_entry.more', { destination_cidrblock: '100.117.130.0/25' }, 'alicloud_route_entry.out'),
  ),
  SERVER_GROUP_EMPTY: set(GROUP, { servers: [] }),
  ALL_WEIGHTS_ZERO: server({ weight: 0 }),
};

const codesOf = (json: Stack): readonly string[] => {
  const { flows, problems } = prove(readSynthesized(json));
  return [...flows.flatMap(({ losses }) => losses), ...problems].map(({ code }) => code);
};

describe('what the reference says that the proof tells', () => {
  it('is not broken by a stack that is right', () => {
    expect(prove(readSynthesized(stack())).status).toBe('proven');
  });

  it('is tried here, all of it', () => {
    const claimed = AT_PLAN.filter(({ by }) => by === BY_PROOF).map(({ code }) => code);
    expect(Object.keys(BREAKS).sort()).toEqual([...claimed].sort());
  });

  it.each(Object.entries(BREAKS))('%s', (code, change) => {
    const json = stack();
    change(json);
    expect(codesOf(json)).toContain(code);
  });

  it('is every code that stands in the sources of the proof', () => {
    const folder = join(root, 'lib', 'proof');
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    const text = sources.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
    const codes = new Set(text.match(/(?<=')[A-Z]+(_[A-Z]+)+(?=')/g));
    // What is wrong with the question, not with the network.
    for (const other of ['FLOW_UNKNOWN', 'TERRAFORM_JSON_UNKNOWN']) codes.delete(other);
    expect([...codes].sort()).toEqual(Object.keys(BREAKS).sort());
  });
});
