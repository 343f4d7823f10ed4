import { entries, type CatalogueEntry } from './catalogue-entry';
import { documented, inferred, OF_THE_FILE } from './sources';

const PROOF = 'the proof, on the resources of the plan';
/** Data sources are read at every plan, and ask for what must hold. */
const LOOKED_UP = 'a postcondition of the look-up';
const NOBODY = 'not checked before';

/** What the resources of a plan show, whoever wrote them. */
export const AT_PLAN: readonly CatalogueEntry[] = entries('plan', [
  [
    'ATTACHMENT_ZONE_UNSUPPORTED',
    'error',
    'each vSwitch of an attachment is in a zone that has transit routers today',
    documented('LTAR', 'A24'),
    'a precondition of the attachment, which asks the cloud (TransitRouterZones)',
  ],
  [
    'TR_ASSOCIATION_MISSING',
    'error',
    'attachments and both ends of connections are associated with a table',
    documented('CBN_GO', 'AF'),
    PROOF,
  ],
  [
    'TR_PROPAGATION_MISSING',
    'error',
    'attachments and both ends of connections are propagated',
    documented('CBN_GO', 'RL'),
    PROOF,
  ],
  ['ROUTE_SYNC_OFF', 'error', 'connections exchange routes', documented('CBN_SDK', 'RL'), PROOF],
  [
    'ROUTE_SYNC_TABLE_MISMATCH',
    'error',
    'the static routes are in the table that the connection exports',
    documented('RL'),
    PROOF,
  ],
  ['TR_ROUTE_BLACKHOLE', 'error', 'routes to back-to-origin CIDRs are no black holes', documented('A24'), PROOF],
  [
    'TR_BACK_TO_ORIGIN_MISSING',
    'error',
    "the ALB's transit router has a route to each back-to-origin CIDR",
    documented('A24', 'CSVC'),
    PROOF,
  ],
  [
    'ROUTE_TO_BACKEND_MISSING',
    'error',
    "the system table of the ALB's VPC leads to the servers",
    documented('A24', 'A25'),
    PROOF,
  ],
  ['ROUTE_TABLE_CUSTOM', 'error', 'routes are in system route tables', documented('A24', 'A25'), PROOF],
  [
    'ROUTE_BACK_TO_ORIGIN_MISSING',
    'error',
    "the servers' system table leads back to each back-to-origin CIDR",
    documented('A24'),
    PROOF,
  ],
  [
    'ROUTE_TO_ALB_VSWITCHES_MISSING',
    'error',
    "the servers' system table leads back to each vSwitch of the ALB",
    inferred('UPG', 'XR'),
    PROOF,
  ],
  [
    'SG_DENIES_SOURCE',
    'error',
    'security groups let back-to-origin CIDRs in, at the ports of servers and health checks',
    documented('A24', 'ECS_SDK'),
    PROOF,
  ],
  ['SG_DENIES_SOURCE_UPGRADED', 'error', 'the same from the vSwitches of the ALB', inferred('UPG', 'CODE'), PROOF],
  [
    'TR_BASIC_EDITION',
    'error',
    'transit routers are Enterprise Edition',
    documented('A24', 'A25', 'TRW'),
    `CreateTransitRouter makes no other; of one that is there already ${LOOKED_UP} (ExistingTransitRouter)`,
  ],
  [
    'EXISTING_AS_TOLD',
    'error',
    'what is there already exists, and has the zone, block, address and parents that the file says',
    OF_THE_FILE,
    LOOKED_UP,
  ],
  [
    'ALB_VSWITCH_NOT_IN_VPC',
    'error',
    'an ALB that is there already stands in the VPC and in exactly the vSwitches that the file says',
    inferred('ALB_SDK'),
    `${LOOKED_UP} (ExistingLoadBalancer)`,
  ],
  [
    'CIDR_OVERLAP',
    'error',
    'secondary blocks of a VPC that is there already overlap no other VPC of the file',
    documented('A24', 'XR'),
    `${LOOKED_UP} (ExistingVpc)`,
  ],
  [
    'ROUTE_BACKEND_TABLE_NOT_SYSTEM',
    'warning',
    'a vSwitch with servers that is there already uses the system table',
    inferred('A24'),
    'a Terraform check (ExistingVSwitch)',
  ],
  [
    'BACK_TO_ORIGIN_CIDRS_UNUSED',
    'warning',
    'an ALB that is there already and for which CIDRs are given is non-upgraded',
    documented('UPG', 'HCT'),
    'a Terraform check (CrossRegionAlb)',
  ],
  ['SG_NIC_TYPE', 'error', 'rules are intranet rules', documented('PROV', 'ECS_SDK'), 'every rule is made so'],
]);

/** What only the account, or traffic, can tell. */
export const LIVE: readonly CatalogueEntry[] = entries('live', [
  [
    'ALB_ZONE_UNSUPPORTED',
    'error',
    'each vSwitch of the ALB is in a zone that has ALB today',
    documented('REGA'),
    'CreateLoadBalancer refuses it',
  ],
  [
    'BACKEND_PORT_MISMATCH',
    'warning',
    'something listens on the port of each server',
    documented('CODE'),
    'causeway probe',
  ],
  [
    'BACKEND_IS_LOAD_BALANCER',
    'error',
    'no server is a load balancer of the VPC of the ALB',
    documented('A24', 'A25', 'AZH'),
    `${NOBODY} but by the proof, where the address is a back-to-origin one`,
  ],
  [
    'FORWARDING_LOOP',
    'error',
    'no server sends requests back to the ALB',
    documented('A24', 'CODE'),
    'the ALB answers 463',
  ],
  [
    'SOURCE_MODE_MISMATCH',
    'error',
    'what the ALB sends from is what the routes are for',
    inferred('ALB_SDK'),
    'a Terraform check after apply, where no back-to-origin CIDRs are given',
  ],
  [
    'BACK_TO_ORIGIN_CIDRS_MISSING',
    'error',
    'a non-upgraded ALB has its back-to-origin CIDRs in the file',
    documented('A24'),
    'the same Terraform check',
  ],
  [
    'ALB_DNS_DIRECT_ACCESS',
    'warning',
    'an ALB made since 2024-11-15 is asked by a domain of yours',
    documented('DNS', 'INST'),
    'the documentation of this project; the local cloud answers to both',
  ],
  [
    'BACKEND_SHARED_ACROSS_TRANSIT_ROUTERS',
    'error',
    'ALBs of two VPCs of a region do not share a server through two transit routers',
    documented('A24'),
    NOBODY,
  ],
  [
    'ROUTE_BACKEND_TABLE_NOT_SYSTEM',
    'warning',
    'the vSwitch of a server uses the system table',
    inferred('A24'),
    'vSwitches that are made use it; the proof, where the plan says otherwise',
  ],
  [
    'HOST_FIREWALL',
    'warning',
    'the firewall and routes of a server do not divert the ALB',
    documented('HCT'),
    `${NOBODY}; health checks fail`,
  ],
  [
    'QUOTA_VPC_PER_REGION',
    'warning',
    'a region has at most 10 VPCs by default',
    documented('VPCQ'),
    'CreateVpc refuses it',
  ],
]);
