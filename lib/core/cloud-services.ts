/**
 * Where Alibaba Cloud's own services live, back-to-origin CIDRs among them: a system route of every VPC.
 *
 * Custom routes may lie inside it and win over it, but may not equal it.
 */
export const CLOUD_SERVICES_CIDR = '100.64.0.0/10';

/** What an ALB takes for the address of a server outside its own VPC (remote IP, ALB "Create and manage server groups"). */
export const REMOTE_SERVER_CIDRS: readonly string[] = [
  '10.0.0.0/8',
  CLOUD_SERVICES_CIDR,
  '172.16.0.0/12',
  '192.168.0.0/16',
];

/**
 * Addresses inside 100.64.0.0/10 that servers need for themselves: a route that captures one cuts the server off from it.
 *
 * Sources: ECS quick start (metadata), reserved addresses of private DNS.
 */
export const SYSTEM_SERVICES: readonly { readonly name: string; readonly cidr: string }[] = [
  { name: 'instance metadata', cidr: '100.100.100.200/32' },
  ...['100.100.2.116', '100.100.2.117', '100.100.2.118', '100.100.2.136', '100.100.2.137', '100.100.2.138'].map(
    (address) => ({ name: 'the DNS servers of every ECS instance', cidr: `${address}/32` }),
  ),
];

/**
 * Internal endpoints of OSS by region, which servers read images, packages and data from.
 *
 * Source: the public table of OSS endpoints in VPCs, about 2021; ranges may have grown since.
 */
export const OSS_RANGES: Readonly<Record<string, readonly string[]>> = {
  'cn-hangzhou': ['100.118.28.0/24', '100.114.102.0/24', '100.98.170.0/24', '100.118.31.0/24'],
  'cn-shanghai': ['100.98.35.0/24', '100.98.110.0/24', '100.98.169.0/24', '100.118.102.0/24'],
  'cn-qingdao': ['100.115.173.0/24', '100.99.113.0/24', '100.99.114.0/24', '100.99.115.0/24'],
  'cn-beijing': [
    '100.118.58.0/24',
    '100.118.167.0/24',
    '100.118.170.0/24',
    '100.118.171.0/24',
    '100.118.172.0/24',
    '100.118.173.0/24',
  ],
  'cn-zhangjiakou': ['100.118.90.0/24', '100.98.159.0/24', '100.114.0.0/24', '100.114.1.0/24'],
  'cn-shenzhen': ['100.118.78.0/24', '100.118.203.0/24', '100.118.204.0/24', '100.118.217.0/24'],
  'cn-chengdu': ['100.115.155.0/24', '100.99.107.0/24', '100.99.108.0/24', '100.99.109.0/24'],
  'cn-hongkong': ['100.115.61.0/24', '100.99.103.0/24', '100.99.104.0/24', '100.99.106.0/24'],
  'us-east-1': ['100.115.60.0/24', '100.99.100.0/24', '100.99.101.0/24', '100.99.102.0/24'],
  'ap-southeast-1': ['100.118.219.0/24', '100.99.213.0/24', '100.99.116.0/24', '100.99.117.0/24'],
  'ap-southeast-3': ['100.118.165.0/24', '100.99.125.0/24', '100.99.130.0/24', '100.99.131.0/24'],
};

/**
 * Back-to-origin CIDRs that were seen on ALBs of a region, in public repositories of Alibaba Cloud (2022 to 2026).
 *
 * Examples, not a list to deploy: every ALB has its own.
 */
export const OBSERVED_BACK_TO_ORIGIN_CIDRS: Readonly<Record<string, readonly string[]>> = {
  'cn-chengdu': [
    '100.117.130.0/25',
    '100.117.130.128/25',
    '100.117.131.0/25',
    '100.117.131.128/25',
    '100.122.175.64/26',
    '100.122.175.128/26',
    '100.122.175.192/26',
    '100.122.176.0/26',
  ],
  'cn-shanghai': [
    '100.117.147.64/26',
    '100.117.147.128/26',
    '100.117.147.192/26',
    '100.121.111.128/26',
    '100.121.111.192/26',
    '100.121.112.0/26',
    '100.121.112.64/26',
    '100.121.113.128/26',
  ],
};
