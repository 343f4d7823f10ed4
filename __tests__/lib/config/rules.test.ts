import { validateDeployment, type DeploymentInput } from '../../../lib/config';
import { FILE_RULES } from '../../../lib/config/rules/file-rules';
import { isValidationError, type Issue } from '../../../lib/core';
import { many, made, small, vSwitches, listeners, groups, cidrs, tags, type Change } from './changes';
import { EXISTING_CASES } from './existing-cases';
import { backendIn, seedWith, SIX, type seed } from './fixtures';
import {
  ACL_CASES,
  EDITION_CASES,
  FORWARDING_RULE_CASES,
  LISTENER_CASES,
  LISTENER_QUOTA_CASES,
  SERVER_GROUP_SETTING_CASES,
} from './listener-cases';
import { STATE_CASES } from './state-cases';
import { BANDWIDTH_CASES, REMOTE_IP_CASES } from './region-cases';
import type { Case } from './rule-case';

/** Everything that is said about a deployment, whether it is refused or not. */
function issuesOf(input: DeploymentInput): readonly Issue[] {
  try {
    return validateDeployment(input).notices;
  } catch (error) {
    if (!isValidationError(error)) throw error;
    return error.issues;
  }
}

const hangzhou = (deployment: ReturnType<typeof seed>) => deployment.backends.hangzhou!;
const vsw = (deployment: ReturnType<typeof seed>, key: 'vsw1' | 'vsw2') => deployment.frontend.vpc.vSwitches[key]!;
const ecs1 = (deployment: ReturnType<typeof seed>) => hangzhou(deployment).servers.ecs1!;
const nonUpgraded =
  (cidrs: readonly string[]): Change =>
  (deployment) => {
    deployment.frontend.alb!.backToOriginCidrs = [...cidrs];
  };
const frontendIn =
  (region: string, zones: readonly [string, string], cidrs?: readonly string[]): Change =>
  (deployment) => {
    deployment.frontend.region = region;
    vsw(deployment, 'vsw1').zone = zones[0];
    vsw(deployment, 'vsw2').zone = zones[1];
    deployment.cen.interRegion.billing = 'dataTransfer';
    if (cidrs !== undefined) nonUpgraded(cidrs)(deployment);
  };
const nothing: Change = () => undefined;

const CASES: readonly Case[] = [
  {
    code: 'REGION_UNKNOWN',
    reject: (d) => (hangzhou(d).region = 'cn-hangzou'),
    path: 'backends.hangzhou.region',
    accept: nothing,
  },
  {
    code: 'REGION_CLOSED',
    reject: (d) => (d.frontend.region = 'ap-southeast-2'),
    path: 'frontend.region',
    accept: frontendIn('ap-southeast-1', ['ap-southeast-1a', 'ap-southeast-1b']),
  },
  {
    code: 'REGION_CLOSING',
    reject: frontendIn('cn-nanjing', ['cn-nanjing-a', 'cn-nanjing-a']),
    path: 'frontend.region',
    accept: nothing,
  },
  {
    code: 'BACKEND_IN_FRONTEND_REGION',
    reject: (d) => (d.backends.near = backendIn('cn-chengdu', '10.1.0.0/16', ['cn-chengdu-a', 'cn-chengdu-b'])),
    path: 'backends.near.region',
    accept: (d) => (d.backends.far = backendIn('cn-beijing', '10.1.0.0/16', ['cn-beijing-f', 'cn-beijing-g'])),
  },
  {
    code: 'BACKEND_REGION_DUPLICATE',
    reject: (d) => (d.backends.again = backendIn('cn-hangzhou', '10.1.0.0/16', ['cn-hangzhou-h', 'cn-hangzhou-i'])),
    path: 'backends.again.region',
    accept: (d) => (d.backends.far = backendIn('cn-shanghai', '10.1.0.0/16', ['cn-shanghai-f', 'cn-shanghai-g'])),
  },
  {
    code: 'ZONE_NOT_IN_REGION',
    reject: (d) => (vsw(d, 'vsw1').zone = 'cn-hangzhou-h'),
    path: 'frontend.vpc.vSwitches.vsw1.zone',
    accept: frontendIn('ap-southeast-1', ['ap-southeast-1a', 'ap-southeast-1b']),
  },
  {
    code: 'VPC_CIDR_INVALID',
    reject: (d) => (d.frontend.vpc.cidr = '100.64.0.0/16'),
    path: 'frontend.vpc.cidr',
    accept: (d) => (hangzhou(d).vpc.cidr = '192.168.0.0/20'),
  },
  {
    code: 'VPC_CIDR_LARGE',
    reject: nothing,
    path: 'frontend.vpc.cidr',
    accept: (d) => (d.frontend.vpc.cidr = '172.16.0.0/16'),
  },
  {
    code: 'CIDR_OVERLAP',
    reject: (d) => (hangzhou(d).vpc.cidr = '172.20.0.0/16'),
    path: 'backends.hangzhou.vpc.cidr',
    accept: (d) => (d.frontend.vpc.cidr = '172.16.0.0/16'),
  },
  {
    code: 'VSWITCH_CIDR_INVALID',
    reject: (d) => (hangzhou(d).vpc.vSwitches.vsw3!.cidr = '192.168.8.0/30'),
    path: 'backends.hangzhou.vpc.vSwitches.vsw3.cidr',
    accept: (d) => (hangzhou(d).vpc.vSwitches.vsw3!.cidr = '192.168.8.0/29'),
  },
  {
    code: 'VSWITCH_CIDR_OVERLAP',
    reject: (d) => (vsw(d, 'vsw2').cidr = '172.16.0.128/25'),
    path: 'frontend.vpc.vSwitches.vsw2.cidr',
    accept: (d) => (vsw(d, 'vsw2').cidr = '172.16.1.0/25'),
  },
  { code: 'MAP_EMPTY', reject: (d) => (d.frontend.listeners = {}), path: 'frontend.listeners', accept: nothing },
  {
    code: 'REFERENCE_UNKNOWN',
    reject: (d) => (ecs1(d).vSwitch = 'constructor'),
    path: 'backends.hangzhou.servers.ecs1.vSwitch',
    accept: (d) => (d.probe!.vSwitch = 'vsw2'),
  },
  {
    code: 'ALB_VSWITCH_NOT_IN_VPC',
    reject: (d) => (d.frontend.alb!.vSwitches = ['vsw1', 'vsw2', 'vsw3']),
    path: 'frontend.alb.vSwitches[2]',
    accept: (d) => (d.frontend.alb!.vSwitches = ['vsw1', 'vsw2']),
  },
  {
    code: 'ALB_VSWITCH_DUPLICATE',
    reject: (d) => (d.frontend.alb!.vSwitches = ['vsw1', 'vsw2', 'vsw1']),
    path: 'frontend.alb.vSwitches[2]',
    accept: (d) => (d.frontend.alb!.vSwitches = ['vsw2', 'vsw1']),
  },
  {
    code: 'SERVER_GROUP_UNUSED',
    reject: (d) => (d.serverGroups.spare = {}),
    path: 'serverGroups.spare',
    accept: nothing,
  },
  {
    code: 'ALB_REGION_UNSUPPORTED',
    reject: frontendIn('ap-southeast-6', ['ap-southeast-6a', 'ap-southeast-6b'], SIX),
    path: 'frontend.region',
    accept: frontendIn('ap-southeast-6', ['ap-southeast-6a', 'ap-southeast-6b']),
  },
  {
    code: 'ALB_REGION_NOT_IN_LIST',
    reject: frontendIn('ap-southeast-6', ['ap-southeast-6a', 'ap-southeast-6b']),
    path: 'frontend.region',
    accept: nothing,
  },
  {
    code: 'ALB_ZONE_COUNT',
    reject: (d) => (vsw(d, 'vsw2').zone = 'cn-chengdu-a'),
    path: 'frontend.vpc.vSwitches',
    accept: (d) => {
      d.frontend.vpc.vSwitches.vsw5 = { zone: 'cn-chengdu-a', cidr: '172.16.9.0/24' };
      d.frontend.alb!.vSwitches = ['vsw2', 'vsw5'];
    },
  },
  {
    code: 'ALB_ZONE_UNSUPPORTED',
    reject: (d) => (vsw(d, 'vsw2').zone = 'cn-chengdu-d'),
    path: 'frontend.vpc.vSwitches.vsw2.zone',
    accept: (d) => (vsw(d, 'vsw2').zone = 'cn-chengdu-c'),
  },
  {
    code: 'ALB_ZONE_UPGRADED_ONLY',
    reject: frontendIn('cn-shanghai', ['cn-shanghai-b', 'cn-shanghai-c'], SIX),
    path: 'frontend.vpc.vSwitches.vsw2.zone',
    accept: frontendIn('cn-shanghai', ['cn-shanghai-b', 'cn-shanghai-c']),
  },
  {
    code: 'ALB_VSWITCH_TOO_SMALL',
    reject: (d) => (vsw(d, 'vsw1').cidr = '172.16.0.0/29'),
    path: 'frontend.vpc.vSwitches.vsw1.cidr',
    accept: (d) => (vsw(d, 'vsw2').cidr = '172.16.6.0/29'),
  },
  {
    code: 'ALB_VSWITCH_TIGHT',
    reject: (d) => (vsw(d, 'vsw2').cidr = '172.16.6.0/29'),
    path: 'frontend.vpc.vSwitches.vsw2.cidr',
    accept: (d) => (vsw(d, 'vsw2').cidr = '172.16.6.0/28'),
  },
  {
    code: 'SOURCE_MODE_BACK_TO_ORIGIN_ON_NEW_ALB',
    reject: nonUpgraded(SIX),
    path: 'frontend.alb.backToOriginCidrs',
    accept: nothing,
  },
  {
    code: 'ROUTE_EQUALS_SERVICE_ROUTE',
    reject: nonUpgraded(['100.64.0.0/10']),
    path: 'frontend.alb.backToOriginCidrs[0]',
    accept: nonUpgraded(SIX),
  },
  {
    code: 'BACK_TO_ORIGIN_CIDR_OUTSIDE_RANGE',
    reject: nonUpgraded([...SIX, '100.128.0.0/25']),
    path: 'frontend.alb.backToOriginCidrs[6]',
    accept: nonUpgraded(['100.127.255.128/25']),
  },
  {
    code: 'BACK_TO_ORIGIN_CIDR_TOO_WIDE',
    reject: nonUpgraded(['100.117.128.0/20']),
    path: 'frontend.alb.backToOriginCidrs[0]',
    accept: nonUpgraded(['100.117.128.0/22']),
  },
  {
    code: 'BACK_TO_ORIGIN_CIDR_HIJACKS_SERVICE',
    reject: nonUpgraded(['100.100.2.128/25']),
    path: 'frontend.alb.backToOriginCidrs[0]',
    accept: nonUpgraded(['100.100.3.0/25']),
  },
  {
    code: 'BACK_TO_ORIGIN_CIDR_HIJACKS_OSS',
    reject: nonUpgraded(['100.118.28.0/25']),
    path: 'frontend.alb.backToOriginCidrs[0]',
    accept: nonUpgraded(['100.118.58.0/25']),
  },
  {
    code: 'BACK_TO_ORIGIN_FROM_ANOTHER_REGION',
    reject: nonUpgraded(['100.121.111.192/26']),
    path: 'frontend.alb.backToOriginCidrs[0]',
    accept: nonUpgraded(SIX),
  },
  {
    code: 'BACK_TO_ORIGIN_CIDR_OVERLAP',
    reject: nonUpgraded(['100.117.130.0/24', '100.117.130.128/25']),
    path: 'frontend.alb.backToOriginCidrs[1]',
    accept: nonUpgraded(SIX),
  },
  {
    code: 'TR_ROUTE_DUPLICATE',
    reject: nonUpgraded([...SIX, SIX[0]!]),
    path: 'frontend.alb.backToOriginCidrs[6]',
    accept: nonUpgraded(SIX),
  },
  ...LISTENER_CASES,
  ...FORWARDING_RULE_CASES,
  ...ACL_CASES,
  {
    code: 'SERVER_GROUP_EMPTY',
    reject: (d) => (d.serverGroups.spare = {}),
    path: 'serverGroups.spare',
    accept: nothing,
  },
  {
    code: 'ALL_WEIGHTS_ZERO',
    reject: (d) => (ecs1(d).weight = 0),
    path: 'serverGroups.web',
    accept: (d) => (ecs1(d).weight = 1),
  },
  {
    code: 'HEALTH_CHECK_OFF_ACROSS_REGIONS',
    reject: (d) => (d.serverGroups.web!.healthCheck!.enabled = false),
    path: 'serverGroups.web.healthCheck.enabled',
    accept: nothing,
  },
  {
    code: 'HEALTH_CHECK_TIMEOUT_TOO_SHORT',
    reject: (d) => {
      d.backends.far = backendIn('us-east-1', '10.1.0.0/16', ['us-east-1a', 'us-east-1b']);
      Object.assign(d.serverGroups.web!.healthCheck!, { timeoutSeconds: 1, intervalSeconds: 1 });
    },
    path: 'serverGroups.web.healthCheck.timeoutSeconds',
    accept: (d) => Object.assign(d.serverGroups.web!.healthCheck!, { timeoutSeconds: 1, intervalSeconds: 1 }),
  },
  ...SERVER_GROUP_SETTING_CASES,
  ...EDITION_CASES,
  {
    code: 'SERVER_INSTANCE_OR_IP',
    reject: (d) => (ecs1(d).ip = '192.168.7.21'),
    path: 'backends.hangzhou.servers.ecs1',
    accept: (d) => {
      delete ecs1(d).instance;
      ecs1(d).ip = '192.168.7.21';
    },
  },
  {
    code: 'BACKEND_NOT_IN_ANY_VSWITCH',
    reject: (d) => (ecs1(d).instance!.privateIp = '192.168.9.9'),
    path: 'backends.hangzhou.servers.ecs1.instance.privateIp',
    accept: (d) => delete ecs1(d).instance!.privateIp,
  },
  {
    code: 'BACKEND_IS_PUBLIC',
    reject: (d) => (ecs1(d).instance!.privateIp = '8.8.4.4'),
    path: 'backends.hangzhou.servers.ecs1.instance.privateIp',
    accept: nothing,
  },
  {
    code: 'FORWARDING_LOOP',
    reject: (d) => (ecs1(d).instance!.privateIp = '172.16.6.12'),
    path: 'backends.hangzhou.servers.ecs1.instance.privateIp',
    accept: nothing,
  },
  {
    code: 'BACKEND_NOT_IN_ITS_VSWITCH',
    reject: (d) => (ecs1(d).instance!.privateIp = '192.168.8.9'),
    path: 'backends.hangzhou.servers.ecs1.instance.privateIp',
    accept: (d) => {
      ecs1(d).instance!.privateIp = '192.168.8.9';
      ecs1(d).vSwitch = 'vsw3';
    },
  },
  {
    code: 'BACKEND_ADDRESS_RESERVED',
    reject: (d) => (ecs1(d).instance!.privateIp = '192.168.7.253'),
    path: 'backends.hangzhou.servers.ecs1.instance.privateIp',
    accept: (d) => (ecs1(d).instance!.privateIp = '192.168.7.252'),
  },
  {
    code: 'REMOTE_IP_OUTSIDE_ALLOWED_RANGES',
    reject: (d) => (d.backends.far = backendIn('cn-beijing', '47.1.0.0/16', ['cn-beijing-f', 'cn-beijing-g'])),
    path: 'backends.far.servers.far.vSwitch',
    accept: (d) => (d.backends.far = backendIn('cn-beijing', '10.1.0.0/16', ['cn-beijing-f', 'cn-beijing-g'])),
  },
  ...REMOTE_IP_CASES,
  {
    code: 'PRIVATE_IP_DUPLICATE',
    reject: (d) => (hangzhou(d).servers.twin = { ...ecs1(d), port: 81 }),
    path: 'backends.hangzhou.servers.twin.instance.privateIp',
    accept: (d) => (hangzhou(d).servers.twin = { ...ecs1(d), instance: { type: 'ecs.g7.large' } }),
  },
  {
    code: 'BACKEND_DUPLICATE',
    reject: (d) => (hangzhou(d).servers.twin = { vSwitch: 'vsw4', serverGroup: 'web', ip: '192.168.7.20' }),
    path: 'backends.hangzhou.servers.twin',
    accept: (d) => (hangzhou(d).servers.twin = { vSwitch: 'vsw4', serverGroup: 'web', ip: '192.168.7.20', port: 81 }),
  },
  {
    code: 'VSWITCH_FULL',
    reject: small(5, 'cn-hangzhou-g'),
    path: 'backends.hangzhou.vpc.vSwitches.small.cidr',
    accept: small(4, 'cn-hangzhou-g'),
  },
  {
    code: 'ATTACHMENT_VSWITCH_FULL',
    reject: small(4, 'cn-hangzhou-j'),
    path: 'backends.hangzhou.vpc.vSwitches.small.cidr',
    accept: small(3, 'cn-hangzhou-j'),
  },
  {
    code: 'ATTACHMENT_ZONE_UNSUPPORTED',
    reject: (d) => (hangzhou(d).vpc.vSwitches.vsw5 = { zone: 'cn-hangzhou-g', cidr: '192.168.5.0/24' }),
    path: 'backends.hangzhou.vpc.vSwitches.vsw5.zone',
    accept: (d) => (hangzhou(d).vpc.vSwitches.vsw5 = { zone: 'cn-hangzhou-j', cidr: '192.168.5.0/24' }),
  },
  {
    code: 'ATTACHMENT_ZONE_COUNT',
    reject: (d) => delete hangzhou(d).vpc.vSwitches.vsw3,
    path: 'backends.hangzhou.vpc.vSwitches',
    accept: nothing,
  },
  {
    code: 'CROSS_BORDER_LINK',
    reject: (d) => (d.backends.hk = backendIn('cn-hongkong', '10.1.0.0/16', ['cn-hongkong-b', 'cn-hongkong-c'])),
    path: 'backends.hk.region',
    accept: nothing,
  },
  ...BANDWIDTH_CASES,
  ...EXISTING_CASES,
  { code: 'TAGS_TOO_MANY', reject: (d) => (d.tags = tags(20)), path: 'tags', accept: (d) => (d.tags = tags(19)) },
  {
    code: 'TAG_KEY_INVALID',
    reject: (d) => (d.tags = { 'acs:x': '1' }),
    path: 'tags["acs:x"]',
    accept: (d) => (d.tags = { 'my acs:x': '1' }),
  },
  {
    code: 'TAG_KEY_RESERVED',
    reject: (d) => (d.tags = { 'causeway-deployment': 'shop' }),
    path: 'tags.causeway-deployment',
    accept: (d) => (d.tags = { deployment: 'shop' }),
  },
  {
    code: 'TAG_VALUE_INVALID',
    reject: (d) => (d.tags = { a: 'x'.repeat(129) }),
    path: 'tags.a',
    accept: (d) => (d.tags = { a: 'x'.repeat(128) }),
  },
  ...STATE_CASES,
  {
    code: 'ROUTE_QUOTA',
    reject: nonUpgraded(cidrs(199)),
    path: 'frontend.alb.backToOriginCidrs',
    accept: nonUpgraded(cidrs(198)),
  },
  {
    code: 'ROUTE_QUOTA_OF_VPC',
    reject: nonUpgraded(cidrs(599)),
    path: 'frontend.alb.backToOriginCidrs',
    accept: nonUpgraded(cidrs(598)),
  },
  {
    code: 'VSWITCH_QUOTA',
    reject: (d) => vSwitches(d, 151),
    path: 'backends.hangzhou.vpc.vSwitches',
    accept: (d) => vSwitches(d, 150),
  },
  {
    code: 'LISTENER_QUOTA',
    reject: (d) => listeners(d, 51, 1),
    path: 'frontend.listeners',
    accept: (d) => listeners(d, 50, 1),
  },
  {
    code: 'LISTENER_QUOTA_MOST',
    reject: (d) => {
      listeners(d, 81, 1);
      d.frontend.alb!.edition = 'Basic';
    },
    path: 'frontend.listeners',
    accept: (d) => listeners(d, 100, 1),
  },
  ...LISTENER_QUOTA_CASES,
  {
    code: 'SERVER_GROUP_QUOTA',
    reject: (d) => groups(d, 3001),
    path: 'serverGroups',
    accept: (d) => groups(d, 3000),
  },
  {
    code: 'SERVER_GROUP_USE_QUOTA',
    reject: (d) => listeners(d, 51, 1),
    path: 'serverGroups.web',
    accept: (d) => listeners(d, 100, 2),
  },
  {
    code: 'SERVER_GROUP_USE_QUOTA_MOST',
    reject: (d) => listeners(d, 101, 1),
    path: 'serverGroups.web',
    accept: (d) => listeners(d, 100, 1),
  },
  { code: 'SERVER_GROUP_FULL', reject: (d) => many(d, 1001), path: 'serverGroups.web', accept: (d) => many(d, 1000) },
  {
    code: 'ALB_SERVER_QUOTA',
    reject: (d) => {
      many(d, 201);
      d.frontend.alb!.edition = 'Basic';
    },
    path: 'backends',
    accept: (d) => many(d, 1000),
  },
  {
    code: 'ALB_SERVER_QUOTA_MOST',
    reject: (d) => {
      many(d, 800);
      d.frontend.listeners.second = { port: 81, serverGroup: 'web' };
    },
    path: 'backends',
    accept: (d) => {
      many(d, 750);
      d.frontend.listeners.second = { port: 81, serverGroup: 'web' };
    },
  },
  {
    code: 'SERVER_ADDRESS_QUOTA',
    reject: (d) => many(d, 201, 201),
    path: 'backends.hangzhou.servers.s200.ip',
    accept: (d) => many(d, 200, 200),
  },
  {
    code: 'SERVER_ADDRESS_QUOTA_MOST',
    reject: (d) => many(d, 301, 301),
    path: 'backends.hangzhou.servers.s300.ip',
    accept: (d) => many(d, 300, 300),
  },
  {
    code: 'SECURITY_GROUP_RULES',
    reject: (d) => made(d, 501),
    path: 'backends.hangzhou.servers',
    accept: (d) => made(d, 500),
  },
  {
    code: 'SKIP_INVALID',
    reject: (d) => (d.skip = { CROSS_BORDER_LINC: 'registered' }),
    path: 'skip.CROSS_BORDER_LINC',
    accept: (d) => (d.skip = { CROSS_BORDER_LINK: 'registered', 'SG_OPEN_TO_WORLD@a.b["c@d"]': 'why not' }),
  },
];

describe('rules of a deployment', () => {
  it('are all in the table below', () => {
    expect(CASES.map(({ code }) => code)).toEqual(FILE_RULES.map(({ code }) => code));
  });

  it.each(CASES)('rejects what breaks $code, and says where', ({ code, reject, path }) => {
    // GIVEN / WHEN
    const issues = issuesOf(seedWith(reject)).filter((issue) => issue.code === code);

    // THEN
    expect(issues.map((issue) => issue.path)).toContain(path);
    expect(issues[0]?.severity).toBe(FILE_RULES.find((rule) => rule.code === code)?.severity);
  });

  it.each(CASES)('accepts what only comes near $code', ({ code, accept }) => {
    const issues = issuesOf(seedWith(accept));

    expect(issues.map((issue) => issue.code)).not.toContain(code);
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it.each(CASES)('words $code as the house does: lower case, one line, no full stop', ({ code, reject }) => {
    for (const { message } of issuesOf(seedWith(reject)).filter((issue) => issue.code === code)) {
      expect(message).not.toMatch(/\.$|\n|undefined|\[object/);
      expect(message).not.toMatch(/^(The|A|An|This|It|There|Use|Each|No) /);
    }
  });
});
