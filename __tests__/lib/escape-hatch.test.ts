import { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import {
  Area,
  AttachedVpc,
  BandwidthPlan,
  Cen,
  CrossRegionAlb,
  ProbeClient,
  RuleAction,
  RuleCondition,
  SecurityGroup,
  Server,
  type CrossRegionBackend,
} from '../../lib';
import { synth } from '../support/synth';
import { chengdu, hangzhou } from '../support/topology';

/** One of each construct, as a program that uses the library reaches them. */
function everyConstruct(use: (constructs: Readonly<Record<string, Construct>>) => void): void {
  synth((stack) => {
    const near = chengdu(stack);
    const far = hangzhou(stack);
    const cen = new Cen(stack, 'cen', { region: 'cn-chengdu', name: 'cen' });
    const alb = new CrossRegionAlb(stack, 'alb', { name: 'demo', cen, ...near, backToOriginCidrs: ['100.64.1.0/25'] });
    const serverGroup = alb.addServerGroup('web');
    const listener = alb.addListener('http', { port: 80, serverGroup });
    const acl = alb.addAcl('office', ['10.0.0.0/8']);
    const rule = listener.addRule('a', {
      priority: 1,
      conditions: [RuleCondition.paths(['/a'])],
      action: RuleAction.fixedResponse({ content: 'a' }),
    });
    const areas = { areaA: Area.CHINA, areaB: Area.CHINA };
    const plan = new BandwidthPlan(stack, 'plan', {
      ...areas,
      cen,
      region: 'cn-chengdu',
      name: 'plan',
      bandwidthMbps: 2,
    });
    const securityGroup = new SecurityGroup(stack, 'servers', { vpc: far.vpc, name: 'servers' });
    const common = { vSwitch: far.vSwitches[1]!, securityGroup, instanceType: 'ecs.g7.large' };
    const server = new Server(stack, 'server', { ...common, name: 'server', privateIp: '192.168.7.20' });
    const backend = alb.addBackend('far', { vpc: far.vpc, attachmentVSwitches: far.vSwitches, bandwidthMbps: 1 });
    backend.addServer(server, { serverGroup, port: 80 });
    const probe = new ProbeClient(stack, 'probe', { ...common, vpc: far.vpc, name: 'probe' });
    use({
      cen,
      acl,
      listener,
      rule,
      plan,
      securityGroup,
      server,
      serverGroup,
      'cross-region ALB: load balancer': child(alb, 'load-balancer'),
      'probe: server': probe.server,
      'route entry': child(backend, 'back-to-172-16-0-0-24'),
      'transit-router route entry': child(alb, 'back-to-origin-100-64-1-0-25'),
      'ingress rule': child(securityGroup, 'tcp-80-from-172-16-0-0-24'),
      vpc: near.vpc,
      vSwitch: near.vSwitches[0]!,
      ...partsOf(backend),
    });
  });
}

function partsOf(backend: CrossRegionBackend): Readonly<Record<string, Construct>> {
  const attachedVpc = child(backend, 'attached');
  return {
    'vpc attachment': child(attachedVpc, 'attachment'),
    'transit router': child(attachedVpc, 'transit-router'),
    association: child(attachedVpc, 'association'),
    propagation: child(attachedVpc, 'propagation'),
    'inter-region connection': child(child(backend, 'link'), 'connection'),
  };
}

const child = (parent: Construct, id: string): Construct => parent.node.findChild(id) as Construct;

describe('node.defaultChild', () => {
  it('is the resource of every construct, so that anything can be set on it', () => {
    everyConstruct((constructs) => {
      const without = Object.entries(constructs)
        .filter(([, { node }]) => !(node.defaultChild instanceof TerraformResource))
        .map(([name]) => name);
      expect(without).toEqual([]);
    });
  });

  it('is found below a construct that is made of several, by their ids', () => {
    synth((stack) => {
      const cen = Cen.fromCenId('cen-1');
      const attached = new AttachedVpc(stack, 'attached', { cen, ...chengdu(stack), name: 'vpc1' });
      expect(child(attached, 'attachment').node.defaultChild).toBeInstanceOf(TerraformResource);
    });
  });
});
