import { prove, type Gap, type NetworkModel } from '../../../lib/proof';
import { changed, seed, type Mutable } from './seed';

type Change = (model: Mutable<NetworkModel>) => void;

const KINDS = ['expression', 'existing'] as const;

const gapOf = (kind: Gap['kind']): Gap => ({ kind, message: 'something is not known' });

/** Everything on the way that can have gaps. */
const THINGS: readonly (readonly [string, (model: Mutable<NetworkModel>) => { gaps: Mutable<Gap>[] }])[] = [
  ['the model as a whole', (model) => model],
  ['the table of the VPC of the ALB', (model) => model.vpcRouteTables[0]!],
  ['the table of the VPC of the servers', (model) => model.vpcRouteTables[1]!],
  ['the table of the router of the ALB', (model) => model.transitRouterRouteTables[0]!],
  ['the table of the router of the servers', (model) => model.transitRouterRouteTables[1]!],
  ['the security group', (model) => model.securityGroups[0]!],
  ['the instance', (model) => model.instances[0]!],
  ['the ALB', (model) => model.loadBalancers[0]!],
  ['the listener', (model) => model.listeners[0]!],
  ['the server group', (model) => model.serverGroups[0]!],
];

const cases = KINDS.flatMap((kind) => THINGS.map(([name, thing]) => [kind, name, thing] as const));

describe('a gap', () => {
  it.each(cases)('of the kind %s, at %s, leaves no flow proven', (kind, _, thing) => {
    const proof = prove(changed((model) => void thing(model).gaps.push(gapOf(kind))));
    expect(proof.status).toBe('unknown');
    expect(proof.flows.map(({ status }) => status)).toEqual(seedFlows('unknown'));
    for (const { gaps } of proof.flows) expect(gaps).toContainEqual(gapOf(kind));
  });

  it.each(cases)('of the kind %s, at %s, is an assumption only where something exists already', (kind, _, thing) => {
    const model = changed((one) => void thing(one).gaps.push(gapOf(kind)));
    const { status, assumptions } = prove(model, { assumeComplete: true });
    const isTaken = kind === 'existing';
    expect({ status, assumptions }).toEqual({
      status: isTaken ? 'proven' : 'unknown',
      assumptions: isTaken ? [gapOf(kind).message] : [],
    });
  });

  it('does not hide what is broken elsewhere', () => {
    const proof = prove(
      changed((model) => {
        model.vpcRouteTables[0]!.routes = [];
        model.vpcRouteTables[1]!.gaps.push(gapOf('existing'));
      }),
    );
    expect(proof.status).toBe('broken');
  });

  it('that no packet meets is none', () => {
    const proof = prove(
      changed((model) => {
        model.vpcs.push({ ...model.vpcs[1]!, id: 'vpc3', label: 'vpc3' });
        const aside = { ...model.vpcRouteTables[1]!, id: 'system3', label: 'system3', vpcId: 'vpc3' };
        model.vpcRouteTables.push({ ...aside, gaps: [gapOf('existing')] });
      }),
    );
    expect(proof.status).toBe('proven');
  });
});

function seedFlows(status: string): readonly string[] {
  return prove(seed()).flows.map(() => status);
}

describe('what is not in the model', () => {
  it.each<readonly [string, Change]>([
    ['the system table of the VPC of the ALB', (model) => void model.vpcRouteTables.shift()],
    ['the system table of the VPC of the servers', (model) => void model.vpcRouteTables.pop()],
    [
      'the system table, where the vSwitch of the server is bound to another one',
      (model) => {
        model.vSwitches[3]!.customRouteTableId = 'system2';
        model.vpcRouteTables[1]!.isSystem = false;
      },
    ],
    ['the custom table of the vSwitch of the server', (model) => (model.vSwitches[3]!.customRouteTableId = 'nowhere')],
    ['the security group', (model) => (model.securityGroups = [])],
    ['the edition of a router', (model) => (model.transitRouters[1]!.edition = 'unknown')],
    ['the routers', (model) => (model.transitRouters = [])],
    [
      'the blocks of the VPC of a group without remote IP',
      (model) => {
        model.vpcs[0]!.cidrs = [];
        model.serverGroups[0]!.members[0]!.remoteIpEnabled = false;
      },
    ],
    ['the listener', (model) => (model.listeners = [])],
    ['the ALB', (model) => (model.loadBalancers = [])],
    ['the server group', (model) => (model.serverGroups = [])],
  ])('leaves it open: %s', (_, change) => {
    expect(prove(changed(change)).status).toBe('unknown');
  });

  it.each<readonly [string, Change, string]>([
    [
      'the edition of a router',
      (model) => (model.transitRouters[1]!.edition = 'unknown'),
      'router2: it is an Enterprise Edition transit router',
    ],
    ['the blocks of a VPC', (model) => (model.vpcs[0]!.cidrs = []), 'vpc1: its blocks are those of its vSwitches'],
  ])('is taken for granted where the caller says so: %s', (_, change, assumption) => {
    const { status, assumptions } = prove(changed(change), { assumeComplete: true });
    expect({ status, assumptions }).toEqual({ status: 'proven', assumptions: [assumption] });
  });

  it('a server that is no instance is proven on an assumption, by its ports and each range', () => {
    const { status, flows } = prove(
      changed((model) => {
        model.serverGroups[0]!.members[0]!.instanceId = undefined;
        model.serverGroups[0]!.healthCheck.port = 8080;
      }),
    );
    expect(status).toBe('proven');
    expect(flows.map(({ assumptions }) => assumptions)).toEqual(
      flows.map(({ source }) => [
        `192.168.7.20 is no instance of this configuration: what guards it has to admit TCP 80 and 8080 from ${source.cidr.text}`,
      ]),
    );
  });
});
