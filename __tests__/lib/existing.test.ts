import { TerraformStack } from 'cdktf';
import { evaluate } from '../../cli/rehearse/expressions/evaluate';
import {
  Area,
  Cen,
  ExistingBandwidthPlan,
  ExistingCen,
  ExistingSecurityGroup,
  ExistingServer,
  ExistingTransitRouter,
  ExistingVpc,
  ExistingVSwitch,
  isValidationError,
  Vpc,
  type IVpc,
} from '../../lib';
import { all, synth, type Synthesized } from '../support/synth';
import { hangzhou } from '../support/topology';

interface Condition {
  readonly condition: string;
  readonly error_message: string;
}

/** What the first data source of a type says of something that it might find; undefined when all holds. */
function complaint(json: Synthesized, type: string, self: object): string | undefined {
  const [block] = Object.values(json.data[`alicloud_${type}`] ?? {});
  const { postcondition } = block?.lifecycle as { readonly postcondition: readonly Condition[] };
  const failed = postcondition.find(({ condition }) => evaluate(condition, { self }) !== true);
  return failed && String(evaluate(failed.error_message, { self }));
}

const codeOf = (build: (stack: TerraformStack) => void): string => {
  try {
    synth(build);
    return 'none';
  } catch (error) {
    return isValidationError(error) ? error.code : String(error);
  }
};

const region = 'cn-hangzhou';
const VPC: IVpc = Vpc.fromVpcAttributes({ region, vpcId: 'vpc-1', routeTableId: 'vtb-1' });

describe('an existing VPC', () => {
  const json = synth((stack) => {
    new ExistingVpc(stack, 'vpc', {
      region,
      vpcId: 'vpc-1',
      cidr: '10.0.0.0/16',
      apartFrom: ['172.16.0.0/12', '10.1.0.0/16'],
    });
  });
  const with_ = (...secondary: string[]) => ({
    vpcs: [{ cidr_block: '10.0.0.0/16', secondary_cidr_blocks: secondary }],
  });

  it('is looked up and never a resource', () => {
    expect(json.resource).toEqual({});
    expect(complaint(json, 'vpcs', with_())).toBeUndefined();
  });

  it('is told of when it is not there, or has another block', () => {
    expect(complaint(json, 'vpcs', { vpcs: [] })).toBe('There is no VPC vpc-1 in cn-hangzhou.');
    expect(complaint(json, 'vpcs', { vpcs: [{ cidr_block: '10.2.0.0/16', secondary_cidr_blocks: [] }] })).toContain(
      'has the CIDR block 10.2.0.0/16, not 10.0.0.0/16',
    );
  });

  it.each([
    ['172.16.0.0/16', true],
    ['10.0.0.0/8', true],
    ['10.1.7.0/24', true],
    ['10.2.0.0/16', false],
    ['192.168.0.0/16', false],
    ['172.32.0.0/12', false],
  ])('with the secondary block %s overlaps another VPC: %s', (block, overlaps) => {
    expect(complaint(json, 'vpcs', with_('100.70.0.0/16', block))?.includes(block) ?? false).toBe(overlaps);
  });
});

describe('an existing transit router', () => {
  const json = synth((stack) => {
    const cen = new ExistingCen(stack, 'cen', { region, cenId: 'cen-1' });
    new ExistingTransitRouter(stack, 'router', { cen, region, transitRouterId: 'tr-1' });
  });

  it.each([
    [[{ type: 'Enterprise' }], undefined],
    [[{ type: 'Basic' }], 'Transit router tr-1 is Basic Edition.'],
    [[], 'There is no transit router tr-1 of CEN instance cen-1 in cn-hangzhou.'],
  ])('that is found as %j', (routers, words) => {
    const said = complaint(json, 'cen_transit_routers', { transit_routers: routers });
    expect(said).toEqual(words === undefined ? undefined : expect.stringContaining(words));
  });
});

describe('an existing bandwidth plan', () => {
  const json = synth((stack) => {
    const areas = { areaA: Area.CHINA, areaB: Area.EUROPE };
    const cen = Cen.fromCenId('cen-1');
    new ExistingBandwidthPlan(stack, 'plan', {
      ...areas,
      cen,
      region,
      bandwidthPackageId: 'cenbwp-1',
      bandwidthMbps: 10,
    });
  });
  const plan = (a: string, b: string, bandwidth: number) => ({
    packages: [{ geographic_region_a_id: a, geographic_region_b_id: b, bandwidth }],
  });

  it.each([
    [plan('China', 'Europe', 10), undefined],
    [plan('Europe', 'China', 20), undefined],
    [plan('China', 'China', 10), 'joins China and China, not China and Europe'],
    [plan('China', 'Europe', 9), 'has 9 Mbit/s'],
    [{ packages: [] }, 'associated with CEN instance cen-1'],
  ])('that is found as %j', (self, words) => {
    const said = complaint(json, 'cen_bandwidth_packages', self);
    expect(said).toEqual(words === undefined ? undefined : expect.stringContaining(words));
  });
});

describe('an existing vSwitch', () => {
  const check = (holdsServers: boolean) =>
    synth((stack) => {
      const place = { zone: 'cn-hangzhou-h', cidr: '10.0.0.0/24' };
      new ExistingVSwitch(stack, 'vsw', { vpc: VPC, vSwitchId: 'vsw-1', ...place, holdsServers });
    }).check;

  it('warns of another route table where it holds servers, and only there', () => {
    const [assertion] = (Object.values(check(true) ?? {})[0]?.assert ?? []) as readonly Condition[];
    const looked = (table: string) => ({
      data: { alicloud_vswitches: { vsw_8484DC56: { vswitches: [{ route_table_id: table }] } } },
    });
    expect(['vtb-1', 'vtb-2'].map((table) => evaluate(assertion?.condition, looked(table)))).toEqual([true, false]);
    expect(check(false)).toBeUndefined();
  });
});

describe('an existing security group', () => {
  it('gets rules and keeps its own', () => {
    const json = synth((stack) => {
      const group = new ExistingSecurityGroup(stack, 'group', { vpc: VPC, securityGroupId: 'sg-1' });
      group.addIngressRule({ sourceCidr: '10.0.0.0/24', port: 80 });
      group.addIngressRule({ sourceCidr: '10.0.0.0/24', port: 80 });
    });
    expect(all(json, 'alicloud_security_group')).toEqual([]);
    expect(all(json, 'alicloud_security_group_rule')).toEqual([expect.objectContaining({ security_group_id: 'sg-1' })]);
  });
});

describe('the id of something that exists', () => {
  it('rejects a reference, which would put the look-up off and then replace what comes from it', () => {
    const reference = codeOf((stack) => {
      const { vpc } = hangzhou(stack);
      new ExistingVpc(stack, 'again', { region, vpcId: vpc.vpcId, cidr: '192.168.0.0/16' });
    });
    const parent = codeOf((stack) => {
      const { vSwitches } = hangzhou(stack);
      new ExistingServer(stack, 'server', { vSwitch: vSwitches[0]!, instanceId: 'i-1' });
    });
    expect([reference, parent]).toEqual(['ID_UNKNOWN', 'ID_UNKNOWN']);
  });
});
