import { RULES } from '../../../lib/config/rules';
import { checkPolicies, withPolicies } from '../../../lib/policy';
import { POLICIES } from '../../../lib/policy/rules';
import { prove, readTerraformJson } from '../../../lib/proof';
import { mutated, randomNumbers } from '../../support/mutations';
import { fixture, modulesConfiguration } from '../proof/terraform/support/fixtures';
import { BALANCER_CASES } from './cases/load-balancers';
import { NETWORK_CASES } from './cases/networks';
import { add, at, forwardTo, stack, type Arguments, type Stack } from '../../support/plain-stack';

const CASES = [...NETWORK_CASES, ...BALANCER_CASES];

const changed = (change: (json: Stack) => void): Stack => {
  const json = stack();
  change(json);
  return json;
};
const codesOf = (json: unknown): readonly string[] => checkPolicies(json).problems.map(({ code }) => code);

describe('the rules of resources', () => {
  it('accept a stack that is complete and right', () => {
    expect(checkPolicies(stack())).toEqual({ problems: [], skipped: [], undecided: [] });
  });

  it('have a code each, and a case each that they object to', () => {
    const codes = POLICIES.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(new Set(CASES.map(({ code }) => code))).toEqual(new Set(codes));
  });

  it('refuse nothing that is only inferred, unless the file is refused for it, too', () => {
    const inFile = new Set(RULES.filter(({ severity }) => severity === 'error').map(({ code }) => code));
    const guesses = POLICIES.filter(({ severity, source }) => severity === 'error' && source.mark !== 'D');
    expect(guesses.map(({ code }) => code).filter((code) => !inFile.has(code))).toEqual([]);
  });

  it.each(CASES)('$code rejects $name', ({ code, change, address, says }) => {
    const { problems } = checkPolicies(changed(change));
    const found = problems.filter((problem) => problem.code === code && problem.place.id === address);
    expect({ problems, messages: found.map(({ message }) => message) }).toEqual({
      problems,
      messages: expect.arrayContaining([expect.stringContaining(says)]),
    });
    expect(found[0]?.severity).toBe(POLICIES.find((policy) => policy.code === code)?.severity);
  });

  it.each(['chengdu-hangzhou.plan', 'chengdu-hangzhou.state', 'modules.plan', 'modules.change-plan', 'modules.state'])(
    'accept %s, which real Terraform made',
    (name) => {
      expect(checkPolicies(fixture(name)).problems).toEqual([]);
    },
  );
});

describe('a plan of modules', () => {
  it('leaves nothing undecided with its configuration', async () => {
    const plan = fixture('modules.plan');
    expect(checkPolicies(plan).undecided).not.toEqual([]);
    expect(checkPolicies(plan, { configuration: await modulesConfiguration() }).undecided).toEqual([]);
  });
});

describe('what is there already', () => {
  const listed = (type: string) => ({
    ...stack(),
    data: {
      alicloud_cen_transit_routers: {
        all: {
          cen_id: 'cen-1',
          transit_routers: [{ transit_router_id: 'tr-1', cen_id: 'cen-1', region_id: 'cn-beijing', type }],
        },
      },
    },
  });

  it('and only listed is nobody to object to', () => {
    expect(checkPolicies(listed('Basic')).problems).toEqual([]);
  });

  it('and attached to is', () => {
    const json = listed('Basic');
    const to = { transit_router_id: 'tr-1', cen_id: 'cen-1' };
    add(json, 'alicloud_cen_transit_router_vpc_attachment.more', to, 'alicloud_cen_transit_router_vpc_attachment.far');
    expect(codesOf(json)).toEqual(['TR_BASIC_EDITION']);
  });
});

describe('what is not known', () => {
  /** Every argument of the stack, blocks in blocks too. */
  function* places(json: Stack): Iterable<readonly [address: string, container: Arguments, key: string]> {
    for (const [type, byName] of Object.entries(json.resource)) {
      for (const name of Object.keys(byName)) yield* within(`${type}.${name}`, at(json, `${type}.${name}`));
    }
  }
  function* within(address: string, container: Arguments): Iterable<readonly [string, Arguments, string]> {
    for (const [key, value] of Object.entries(container)) {
      yield [address, container, key];
      if (typeof value === 'object' && value !== null) yield* within(address, value as Arguments);
    }
  }

  /** A stack that is right, with much that most have not. */
  function rich(): Stack {
    const listener_id = '${alicloud_alb_listener.https.id}';
    const certificates = [{ certificate_id: 'c' }];
    return changed((json) => {
      at(json, 'alicloud_vpc.far').secondary_cidr_blocks = ['10.1.0.0/16'];
      add(json, 'alicloud_vpc_ipv4_cidr_block.far', {
        vpc_id: '${alicloud_vpc.far.id}',
        secondary_cidr_block: '10.2.0.0/16',
      });
      add(json, 'alicloud_vswitch.far3', { cidr_block: '10.1.1.0/24' }, 'alicloud_vswitch.far1');
      add(json, 'alicloud_vswitch.far4', { cidr_block: '10.2.1.0/24' }, 'alicloud_vswitch.far2');
      Object.assign(at(json, 'alicloud_cen_bandwidth_package.plan'), {
        geographic_region_a_id: null,
        geographic_region_b_id: null,
        geographic_region_ids: ['China', 'China'],
      });
      add(
        json,
        'alicloud_alb_listener.https',
        { listener_port: 443, listener_protocol: 'HTTPS', certificates },
        'alicloud_alb_listener.http',
      );
      for (const priority of [10, 20]) {
        const rule = { rule_name: 'rule', listener_id, priority, rule_actions: [forwardTo('web', 'second')] };
        add(json, `alicloud_alb_rule.r${priority}`, rule);
      }
      const second = {
        scheduler: 'Wlc',
        protocol: 'HTTPS',
        sticky_session_config: [{ sticky_session_enabled: true, sticky_session_type: 'Server', cookie: 'c' }],
        slow_start_config: [{ slow_start_enabled: false }],
        connection_drain_config: [{ connection_drain_enabled: true, connection_drain_timeout: 10 }],
        uch_config: [],
        cross_zone_enabled: true,
        ipv6_enabled: false,
      };
      add(json, 'alicloud_alb_server_group.second', second, 'alicloud_alb_server_group.web');
      const [local] = at(json, 'alicloud_alb_server_group.second').servers as Arguments[];
      Object.assign(local!, { server_id: '172.16.0.20', server_ip: '172.16.0.20', remote_ip_enabled: false });
      add(
        json,
        'alicloud_security_group_rule.admin',
        { port_range: '22/22', cidr_ip: '0.0.0.0/0' },
        'alicloud_security_group_rule.web',
      );
    });
  }

  it.each([
    ['a plain stack', stack],
    ['one that has much', rich],
  ])('is no reason to object, whichever argument of %s it is', (_, make) => {
    expect(checkPolicies(make()).problems).toEqual([]);
    const count = [...places(make())].length;
    expect(count).toBeGreaterThan(150);
    for (let index = 0; index < count; index += 1) {
      const json = make();
      const [address, container, key] = [...places(json)][index]!;
      container[key] = '${var.later}';
      expect({ address, key, problems: checkPolicies(json).problems }).toEqual({ address, key, problems: [] });
    }
  });

  it('is told, once each, where a rule asks for it', () => {
    const json = changed((each) => void (at(each, 'alicloud_vswitch.far2').cidr_block = '${var.block}'));
    expect(checkPolicies(json).undecided).toEqual([
      { address: 'alicloud_vswitch.far2', attribute: 'cidr_block', expression: '${var.block}' },
    ]);
  });

  it('is told, and not refused, where it decides about what is wrong', () => {
    const json = changed((each) => {
      const link = at(each, 'alicloud_cen_transit_router_peer_attachment.link');
      Object.assign(link, { bandwidth: null, bandwidth_type: '${var.type}' });
    });
    expect(checkPolicies(json)).toMatchObject({ problems: [], undecided: [{ attribute: 'bandwidth_type' }] });
  });

  it('of an address is made up for by the block that the cloud takes it from', () => {
    const json = changed((each) => {
      at(each, 'alicloud_instance.web1').private_ip = null;
      const [server] = at(each, 'alicloud_alb_server_group.web').servers as Arguments[];
      Object.assign(server!, { server_ip: '${alicloud_instance.web1.primary_ip_address}', remote_ip_enabled: false });
    });
    expect(codesOf(json)).toEqual(['REMOTE_IP_OFF']);
  });
});

/** As text; undefined for what no file can hold, such as a loop. */
function asJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

describe('stacks with anything in the place of anything', () => {
  it('are judged in words, and never end in a bug', () => {
    const random = randomNumbers(20_261_125);
    let judged = 0;
    for (let round = 0; round < 300; round += 1) {
      const json = stack();
      const text = asJson({ ...json, resource: mutated(json.resource, random) });
      if (text === undefined) continue;
      judged += 1;
      const { problems } = checkPolicies(JSON.parse(text));
      for (const { message } of problems) expect(message).not.toMatch(/undefined|NaN|\[object|\n/);
    }
    expect(judged).toBeGreaterThan(200);
  });
});

describe('a proof with what the rules say', () => {
  const proofOf = (json: Stack) => withPolicies(prove(readTerraformJson(json)), checkPolicies(json));

  it('is broken by an error', () => {
    const json = changed((each) => void (at(each, 'alicloud_vpc.near').tags = { 'acs:x': 'x' }));
    expect(prove(readTerraformJson(json)).status).toBe('proven');
    expect(proofOf(json)).toMatchObject({ status: 'broken', problems: [{ code: 'TAG_KEY_INVALID' }] });
  });

  it('is what it was with a warning', () => {
    const json = changed((each) => void (at(each, 'alicloud_security_group_rule.web').cidr_ip = '0.0.0.0/0'));
    expect(proofOf(json)).toMatchObject({
      status: 'proven',
      problems: [{ code: 'SG_OPEN_TO_WORLD', severity: 'warning' }],
    });
  });
});
