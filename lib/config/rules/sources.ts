/** Where a fact can be looked up. */
export interface Page {
  readonly title: string;
  /** Address of the page; the text behind it may have changed since. @default - it has moved more than once: search for the title */
  readonly address?: string;
  /** Date of the text that was read, where it has one. @default - undated */
  readonly date?: string;
}

const HELP = 'https://www.alibabacloud.com/help/en';
const HELP_CN = 'https://help.aliyun.com';
const ALB_GUIDE = `${HELP}/slb/application-load-balancer`;
const CROSS_REGION =
  'use-cases/specify-an-ecs-instance-in-a-vpc-as-a-backend-server-of-alb-in-a-different-region' as const;
const CEN_API = `${HELP}/cen/developer-reference/api-cbn-2017-09-12`;
const GITHUB = 'https://github.com';

/** Everything that a rule refers to, by the short key that the reference uses. */
export const PAGES = {
  A24: {
    title: 'Specify an ECS instance in a VPC as a backend server of ALB in a different region',
    address: `${ALB_GUIDE}/${CROSS_REGION}`,
    date: '2024-01-18',
  },
  A25: { title: 'The same page, a year later', address: `${ALB_GUIDE}/${CROSS_REGION}`, date: '2025-03-20' },
  AZH: {
    title: 'The same page in Chinese',
    address: `${HELP_CN}/zh/slb/application-load-balancer/${CROSS_REGION}`,
  },
  UPG: { title: 'ALB instance upgrade announcement', address: `${HELP}/slb/product-overview/alb`, date: '2025' },
  LBIP: {
    title: 'Specify a private IP address when creating an ALB instance',
    address: `${ALB_GUIDE}/specify-the-private-ip-address-when-creating-an-alb-instance-through-the-openapi-explorer`,
    date: '2026-07-08',
  },
  SG: {
    title: 'Create and manage server groups',
    address: `${HELP_CN}/en/slb/application-load-balancer/create-and-manage-a-server-group`,
    date: '2026-10',
  },
  HC: { title: 'ALB health checks', address: `${ALB_GUIDE}/user-guide/alb-health-check`, date: '2026-03-23' },
  HCT: {
    title: 'Troubleshoot ALB health checks',
    date: '2025',
  },
  CODE: {
    title: 'ALB error status codes',
    address: `${HELP_CN}/en/slb/application-load-balancer/support/alb-exception-status-code-description`,
    date: '2026',
  },
  QUO: { title: 'ALB quotas and limits', address: `${ALB_GUIDE}/quotas-and-limits`, date: '2026-02-10' },
  XZONE: { title: 'Disable cross-zone load balancing', date: '2026-03-31' },
  ED: {
    title: 'ALB editions',
    address: `${HELP_CN}/zh/slb/application-load-balancer/functional-characteristics`,
    date: '2026-07-07',
  },
  INST: { title: 'ALB instances', date: '2026' },
  DNS: { title: 'ALB and NLB domain name upgrade', address: `${HELP}/doc-detail/2856595.html`, date: '2024-11-13' },
  REGA: {
    title: 'ALB regions and zones',
    address: `${HELP_CN}/zh/slb/application-load-balancer/supported-regions-and-zones`,
    date: '2026',
  },
  REGT: {
    title: 'Regions and zones that support Enterprise Edition transit routers',
    address: `${HELP_CN}/en/cen/product-overview/regions-and-zones-that-support-transit-router`,
    date: '2025-10-24',
  },
  WCEN: { title: 'What is CEN?', date: '2026' },
  TRW: {
    title: 'How transit routers work',
    address: `${HELP}/cen/product-overview/how-transit-routers-work`,
    date: '2025-07-10',
  },
  AF: { title: 'Associated forwarding', date: '2026' },
  RL: { title: 'Route learning', date: '2026' },
  XR: {
    title: 'CEN: connect VPCs in different regions',
    address: `${HELP}/cen/getting-started/inter-region-vpc-interworking`,
    date: '2026',
  },
  XCONN: { title: 'Manage inter-region connections' },
  BWP: { title: 'Work with a bandwidth plan', address: `${HELP_CN}/en/cen/user-guide/work-with-a-bandwidth-plan` },
  CSVC: {
    title: 'Access cloud services through a transit router',
  },
  CTR: { title: 'CreateTransitRouter', address: `${CEN_API}-createtransitrouter`, date: '2025-08-07' },
  CTVA: { title: 'CreateTransitRouterVpcAttachment', address: `${CEN_API}-createtransitroutervpcattachment` },
  CTPA: { title: 'CreateTransitRouterPeerAttachment', address: `${CEN_API}-createtransitrouterpeerattachment` },
  CCBP: { title: 'CreateCenBandwidthPackage', address: `${CEN_API}-createcenbandwidthpackage` },
  LTAR: {
    title: 'ListTransitRouterAvailableResource',
    address: `${CEN_API}-listtransitrouteravailableresource`,
    date: '2025-08-07',
  },
  SETBW: { title: 'SetCenInterRegionBandwidthLimit', address: `${CEN_API}-setceninterregionbandwidthlimit` },
  RE: { title: 'CreateRouteEntry', address: `${HELP}/vpc/api-createrouteentry`, date: '2026-01-07' },
  VPCQ: {
    title: 'VPC limits and quotas',
    address: `${HELP_CN}/zh/vpc/understanding-vpc-quotas-in-alibaba-cloud`,
    date: '2026',
  },
  OSSV: {
    title: 'OSS endpoints in VPCs',
    date: '2021',
  },
  PVTZ: {
    title: 'Request models of private DNS (reserved addresses)',
    date: '2026',
  },
  CLOSE: {
    title: 'Alibaba Cloud closes Mumbai and Sydney',
    date: '2024-07-01',
  },
  ALB_SDK: {
    title: 'Request models of the ALB API, @alicloud/alb20200616 1.3.2',
    address: 'https://www.npmjs.com/package/@alicloud/alb20200616',
    date: '2026',
  },
  VPC_SDK: {
    title: 'Request models of the VPC API, @alicloud/vpc20160428 7.3.2',
    address: 'https://www.npmjs.com/package/@alicloud/vpc20160428',
    date: '2026',
  },
  ECS_SDK: {
    title: 'Request models of the ECS API, @alicloud/ecs20140526 7.11.6',
    address: 'https://www.npmjs.com/package/@alicloud/ecs20140526',
    date: '2026',
  },
  CBN_SDK: {
    title: 'Request models of the CEN API, alibabacloud-cbn20170912 1.4.0',
    address: 'https://pypi.org/project/alibabacloud-cbn20170912/',
    date: '2026',
  },
  CBN_GO: {
    title: 'Operation notes of the CEN API, alibabacloud-go/cbn-20170912',
    address: `${GITHUB}/alibabacloud-go/cbn-20170912`,
    date: '2026-04-20',
  },
  PROV: {
    title: 'The Terraform provider aliyun/alicloud 1.289.0',
    address: `${GITHUB}/aliyun/terraform-provider-alicloud/tree/v1.289.0`,
    date: '2026',
  },
  MOD1: {
    title: 'Module terraform-alicloud-alb-cross-region-load-balancing',
    address: `${GITHUB}/alibabacloud-automation/terraform-alicloud-alb-cross-region-load-balancing`,
    date: '2026-04-26',
  },
  MOD2: {
    title: 'landing-with-terraform, alb-acrlb',
    address: `${GITHUB}/alibabacloud-automation/landing-with-terraform/tree/master/solution/tech-solution/alb-acrlb`,
    date: '2026-08-08',
  },
  ROS: {
    title: 'ros-templates, alb-cross-region-load-balance',
    address: `${GITHUB}/aliyun/ros-templates/blob/master/documents/solution/high-availability-architecture/alb-cross-region-load-balance.yml`,
    date: '2026-04-08',
  },
  TF_OSS: {
    title: 'Terraform: the backend oss',
    address: 'https://developer.hashicorp.com/terraform/language/backend/oss',
  },
  TF_CLOUD: {
    title: 'Terraform: the cloud block',
    address: 'https://developer.hashicorp.com/terraform/language/terraform#terraform-cloud',
  },
  LZ: { title: 'alibabacloud-landing-zone', address: `${GITHUB}/aliyun/alibabacloud-landing-zone`, date: '2025-08-07' },
} as const satisfies Readonly<Record<string, Page>>;

/** The short key of a page. */
export type PageKey = keyof typeof PAGES;

/** D: documented, or enforced by the provider. O: observed and promised by nobody. I: inferred from what is documented. U: unknown. */
export type Mark = 'D' | 'O' | 'I' | 'U';

/** What a rule rests on. */
export interface Source {
  /** How sure it is; none for what only follows from the shape of the file. */
  readonly mark?: Mark;
  readonly pages: readonly PageKey[];
}

/** The documentation, or the provider's own checks, say so. */
export const documented = (...pages: readonly PageKey[]): Source => ({ mark: 'D', pages });

/** It follows from what is documented. */
export const inferred = (...pages: readonly PageKey[]): Source => ({ mark: 'I', pages });

/** It was seen in public, and nobody promises it. */
export const observed = (...pages: readonly PageKey[]): Source => ({ mark: 'O', pages });

/** Nobody says. */
export const unknown = (...pages: readonly PageKey[]): Source => ({ mark: 'U', pages });

/** It follows from the file alone: a name that leads nowhere, a thing that is there twice. */
export const OF_THE_FILE: Source = { pages: [] };
