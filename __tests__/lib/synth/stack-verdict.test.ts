import { AlbServerGroup } from '@cdktf/provider-alicloud/lib/alb-server-group';
import { RouteEntry } from '@cdktf/provider-alicloud/lib/route-entry';
import { SecurityGroupRule } from '@cdktf/provider-alicloud/lib/security-group-rule';
import { Vpc as VpcResource } from '@cdktf/provider-alicloud/lib/vpc';
import { App, Testing, TerraformResource, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import {
  Cen,
  CrossRegionAlb,
  proveOnSynth,
  requireExplicitProviders,
  SecurityGroup,
  Server,
  type Issue,
  type ProveOnSynthOptions,
  type ValidationError,
  Vpc,
} from '../../../lib';
import { refusalOf } from '../../support/refusal';
import { chengdu, hangzhou } from '../../support/topology';

const BACK_TO_ORIGIN = ['100.117.130.0/25', '100.122.176.0/26'];

/** A program with an ALB in Chengdu and a server in Hangzhou, which `change` does something to. */
function program(change: (stack: TerraformStack, alb: CrossRegionAlb) => void, options?: ProveOnSynthOptions) {
  const stack = new TerraformStack(Testing.stubVersion(new App({ stackTraces: false })), 'shop');
  proveOnSynth(stack, options);
  const cen = new Cen(stack, 'cen', { region: 'cn-chengdu', name: 'shop' });
  const far = hangzhou(stack);
  const alb = new CrossRegionAlb(stack, 'alb', { name: 'shop', cen, ...chengdu(stack) });
  const securityGroup = new SecurityGroup(stack, 'servers', { vpc: far.vpc, name: 'servers' });
  const [, vSwitch] = far.vSwitches;
  const ecs1 = {
    name: 'ecs1',
    privateIp: '192.168.7.20',
    instanceType: 'ecs.g7.large',
    vSwitch: vSwitch!,
    securityGroup,
  };
  serve(alb, far, new Server(stack, 'ecs1', ecs1));
  change(stack, alb);
  return stack;
}

/** Lets an ALB answer from one server in another region. */
function serve(
  alb: CrossRegionAlb,
  far: ReturnType<typeof hangzhou>,
  server: ReturnType<typeof Server.fromPrivateIp>,
): void {
  const serverGroup = alb.addServerGroup('web');
  alb.addListener('http', { port: 80, serverGroup });
  const options = { vpc: far.vpc, attachmentVSwitches: far.vSwitches, bandwidthMbps: 10 };
  alb.addBackend('far', options).addServer(server, { serverGroup, port: 80 });
}

/** Overrides an argument of every resource of a class. */
function override(
  scope: Construct,
  kind: new (...args: never[]) => TerraformResource,
  path: string,
  value: unknown,
): void {
  const found = scope.node.findAll().filter((node) => node instanceof kind);
  expect(found).not.toEqual([]);
  found.forEach((resource) => resource.addOverride(path, value));
}

const synth = (stack: TerraformStack) => Testing.synth(stack, true);

/** What synthesis is refused with. */
const refusal = (stack: TerraformStack): ValidationError => refusalOf(() => synth(stack));

const codesOf = (issues: readonly Issue[]) => issues.map(({ code }) => code).sort();
const annotations = ({ node }: TerraformStack) => node.metadata.map(({ type, data }) => `${type} ${String(data)}`);
const open = (stack: TerraformStack) => override(stack, SecurityGroupRule, 'cidr_ip', '0.0.0.0/0');

describe('a stack that is proven at synth', () => {
  it('is written where no rule objects', () => {
    const stack = program(() => undefined);
    expect(synth(stack)).toContain('alicloud_alb_load_balancer');
    expect(annotations(stack)).toEqual([]);
  });

  it.each([
    ['a weight of 101', AlbServerGroup, 'servers.0.weight', 101, 'BACKEND_WEIGHT_RANGE', 'got 101 for 192.168.7.20'],
    [
      'an interval of 51 s',
      AlbServerGroup,
      'health_check_config.health_check_interval',
      51,
      'HEALTH_CHECK_RANGE',
      '51',
    ],
    ['a name of 129 characters', AlbServerGroup, 'server_group_name', 'a'.repeat(129), 'NAME_TOO_LONG', 'got 129'],
    [
      '21 tags',
      VpcResource,
      'tags',
      Object.fromEntries([...Array(21).keys()].map((n) => [`t${n}`, ''])),
      'TAGS_TOO_MANY',
      '21',
    ],
  ])('rejects %s from an escape hatch', (_, kind, path, value, code, says) => {
    const { code: whole, issues, message } = refusal(program((stack) => override(stack, kind, path, value)));
    expect([whole, ...new Set(codesOf(issues))]).toEqual(['STACK_REFUSED', code]);
    expect(message).toContain(says);
  });

  it('rejects a resource by the path of its construct, with the address for a skip', () => {
    const { message, issues } = refusal(program((stack) => override(stack, AlbServerGroup, 'servers.0.weight', 101)));
    expect(message).toMatch(
      /^stack shop cannot work, so it is not written:\n {2}alb\/server-groups\/web \(alicloud_alb_server_group\.[\w-]+\): the weight /,
    );
    expect(issues).toMatchObject([{ path: 'shop', severity: 'error' }]);
  });

  it('rejects a second VPC of a region with a non-upgraded ALB on one CEN instance', () => {
    const stack = program((scope, { attachedVpc: { transitRouter } }) => {
      const vpc = new Vpc(scope, 'vpc3', { region: 'cn-chengdu', name: 'vpc3', cidr: '10.9.0.0/16' });
      const vSwitches = ['a', 'b'].map((zone, index) =>
        vpc.addVSwitch(zone, { name: zone, zone: `cn-chengdu-${zone}`, cidr: `10.9.${index}.0/24` }),
      );
      const second = new CrossRegionAlb(scope, 'second', {
        ...{ name: 'second', cen: transitRouter.cen!, vpc, vSwitches, transitRouter },
        backToOriginCidrs: BACK_TO_ORIGIN,
      });
      const beijing = new Vpc(scope, 'vpc4', { region: 'cn-beijing', name: 'vpc4', cidr: '10.8.0.0/16' });
      const far = ['h', 'i'].map((zone, index) =>
        beijing.addVSwitch(zone, { name: zone, zone: `cn-beijing-${zone}`, cidr: `10.8.${index}.0/24` }),
      );
      serve(
        second,
        { vpc: beijing, vSwitches: far },
        Server.fromPrivateIp({ privateIp: '10.8.0.20', vSwitch: far[0]! }),
      );
    });
    const { message, issues } = refusal(stack);
    expect(codesOf(issues)).toEqual(['FRONTEND_VPC_NOT_UNIQUE']);
    expect(message).toContain('got vpc3, and vpc1 of alb/load-balancer (cen in cn-chengdu); put the ALBs into one VPC');
  });

  it('rejects with lost packets, rules and what other validations say, all at once, and again when it is asked again', () => {
    const stack = program((scope) => {
      requireExplicitProviders(scope);
      new VpcResource(scope, 'bare', { vpcName: 'bare', cidrBlock: '10.0.0.0/16' });
      override(scope, AlbServerGroup, 'servers.0.weight', 101);
      const [route] = scope.node.findAll().filter((node) => node instanceof RouteEntry);
      route!.node.scope!.node.tryRemoveChild(route!.node.id);
    });
    const expected = ['BACKEND_WEIGHT_RANGE', 'ROUTE_TO_ALB_VSWITCHES_MISSING', 'STACK_INVALID'];
    expect(codesOf(refusal(stack).issues)).toEqual(expected);
    expect(codesOf(refusal(stack).issues)).toEqual(expected);
  });

  it('warns, once for a resource, of what is only unwise', () => {
    const stack = program(open);
    synth(stack);
    const warnings = annotations(stack);
    expect(warnings).toHaveLength(2);
    expect(warnings[0]).toMatch(
      /^@cdktf\/warn servers\/tcp-80-from-172-16-0-0-24 \(alicloud_security_group_rule\.[\w-]+\): only the ALB .*\[SG_OPEN_TO_WORLD\]$/,
    );
  });

  it('does not warn again of what has been told already', () => {
    const stack = program(open, { alreadyTold: ['SG_OPEN_TO_WORLD'] });
    synth(stack);
    expect(annotations(stack)).toEqual([]);
  });

  it('says nothing of a value that is not known yet', () => {
    const stack = program((scope) =>
      override(scope, AlbServerGroup, 'health_check_config.health_check_interval', '${var.later}'),
    );
    synth(stack);
    expect(annotations(stack)).toEqual([]);
  });
});

describe('a rule that is skipped at synth', () => {
  const reason = 'a test of the cloud';
  const heavy = (stack: TerraformStack) => override(stack, AlbServerGroup, 'servers.0.weight', 101);

  it('refuses nothing', () => {
    const stack = program(heavy, { skip: [{ code: 'BACKEND_WEIGHT_RANGE', reason }] });
    expect(synth(stack)).toContain('"weight": 101');
    expect(annotations(stack)).toEqual([]);
  });

  it('refuses nothing of the resource that is named, by its address', () => {
    const [, address = ''] = /\((\S+)\)/.exec(refusal(program(heavy)).message) ?? [];
    expect(synth(program(heavy, { skip: [{ code: 'BACKEND_WEIGHT_RANGE', address, reason }] }))).toContain('101');
  });

  it('rejects other resources', () => {
    const skip = [{ code: 'BACKEND_WEIGHT_RANGE', address: 'alicloud_alb_server_group.other', reason }];
    expect(codesOf(refusal(program(heavy, { skip })).issues)).toEqual(['BACKEND_WEIGHT_RANGE']);
  });

  it('is told of when it has nothing to skip any more', () => {
    const stack = program(() => undefined, { skip: [{ code: 'BACKEND_WEIGHT_RANGE', reason }] });
    synth(stack);
    expect(annotations(stack)).toEqual([
      `@cdktf/info BACKEND_WEIGHT_RANGE is skipped (${reason}), and objects to nothing; remove the skip`,
    ]);
  });

  it('rejects a rule that there is not, where it is said', () => {
    expect(() => program(heavy, { skip: [{ code: 'BACKEND_WAIT_RANGE', reason }] })).toThrow(
      expect.objectContaining({ code: 'POLICY_UNKNOWN' }),
    );
  });
});
