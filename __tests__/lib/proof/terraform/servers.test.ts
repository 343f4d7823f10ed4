import { prove, type Proof } from '../../../../lib/proof';
import { selectFlows } from '../../../../lib/proof/render';
import { readSynthesized } from '../../../../lib/proof/terraform';
import { add, at, block, forwardTo, stack, type Arguments, type Stack } from '../../../support/plain-stack';

const proofOf = (change: (json: Stack) => void): Proof => {
  const json = stack();
  change(json);
  return prove(readSynthesized(json));
};
const setServer = (json: Stack, over: Arguments): void => {
  Object.assign(block(json, 'alicloud_alb_server_group.web', 'servers'), over);
};
const messagesOf = (proof: Proof): string => JSON.stringify([proof.gaps, proof.flows.map(({ gaps }) => gaps)]);
/** A security group that lets in nobody. */
const shut = (json: Stack): void => {
  add(json, 'alicloud_security_group.shut', {}, 'alicloud_security_group.far');
};

describe('a server that a group names by an address', () => {
  it('is the instance where packets arrive, when one elsewhere has the address too', () => {
    const proof = proofOf((json) => {
      shut(json);
      add(json, 'alicloud_vpc.other', { cidr_block: '192.168.0.0/16' });
      add(json, 'alicloud_vswitch.other', { vpc_id: '${alicloud_vpc.other.id}' }, 'alicloud_vswitch.far2');
      const elsewhere = {
        vswitch_id: '${alicloud_vswitch.other.id}',
        security_groups: ['${alicloud_security_group.shut.id}'],
      };
      add(json, 'alicloud_instance.twin', elsewhere, 'alicloud_instance.web1');
    });
    expect(proof.status).toBe('proven');
    expect(proof.flows[0]?.assumptions).toEqual([]);
  });

  it('is guarded by its security group, when the other one comes first', () => {
    const proof = proofOf((json) => {
      shut(json);
      add(json, 'alicloud_vpc.other', { cidr_block: '192.168.0.0/16' });
      add(json, 'alicloud_vswitch.other', { vpc_id: '${alicloud_vpc.other.id}' }, 'alicloud_vswitch.far2');
      const elsewhere = { vswitch_id: '${alicloud_vswitch.other.id}' };
      add(json, 'alicloud_instance.twin', elsewhere, 'alicloud_instance.web1');
      at(json, 'alicloud_instance.web1').security_groups = ['${alicloud_security_group.shut.id}'];
    });
    expect(proof.flows[0]?.losses).toMatchObject([{ code: expect.stringMatching(/^SG_DENIES/) }]);
  });

  it.each<[string, Arguments]>([
    ['an instance', { secondary_private_ips: ['192.168.7.99'] }],
    ['an interface', { private_ip_addresses: ['192.168.7.99'] }],
  ])('is not known, when it is a secondary one of %s', (what, secondary) => {
    const proof = proofOf((json) => {
      setServer(json, { server_id: '192.168.7.99', server_ip: '192.168.7.99' });
      if (what === 'an instance') Object.assign(at(json, 'alicloud_instance.web1'), secondary);
      else {
        const group_ids = { security_group_ids: ['${alicloud_security_group.far.id}'] };
        add(json, 'alicloud_ecs_network_interface.second', {
          ...group_ids,
          ...secondary,
          vswitch_id: '${alicloud_vswitch.far2.id}',
        });
      }
    });
    expect(proof.status).toBe('unknown');
    expect(messagesOf(proof)).toMatch(/whether it answers at 192\.168\.7\.99 is decided inside it/);
  });
});

describe('a server that a group names by its instance', () => {
  const named = { server_type: 'Ecs', server_id: '${alicloud_instance.web1.id}' };

  it('is guarded by the security group of that instance', () => {
    const proof = proofOf((json) => {
      shut(json);
      setServer(json, { ...named, server_ip: '192.168.7.20' });
      at(json, 'alicloud_instance.web1').security_groups = ['${alicloud_security_group.shut.id}'];
    });
    expect(proof.flows[0]?.losses).toMatchObject([{ code: expect.stringMatching(/^SG_DENIES/) }]);
  });

  it('is not known, when its address is another than that of the instance', () => {
    const proof = proofOf((json) => setServer(json, { ...named, server_ip: '192.168.7.99' }));
    expect(proof.status).toBe('unknown');
    expect(messagesOf(proof)).toMatch(/alicloud_instance\.web1: whether it answers at 192\.168\.7\.99/);
  });
});

describe('an instance whose vSwitch is not known', () => {
  it('is not told to be in another VPC than where packets arrive', () => {
    const proof = proofOf((json) => {
      at(json, 'alicloud_instance.web1').vswitch_id = '${var.vswitch}';
    });
    expect([...new Set(proof.flows.map(({ status }) => status))]).toEqual(['unknown']);
  });
});

describe('what hides all servers of a listener, beside one that is proven,', () => {
  const second = (json: Stack, over: Arguments, servers?: unknown): void => {
    add(
      json,
      'alicloud_alb_server_group.api',
      servers === undefined ? {} : { servers },
      'alicloud_alb_server_group.web',
    );
    add(
      json,
      'alicloud_alb_listener.api',
      { listener_port: 81, default_actions: [forwardTo('api')], ...over },
      'alicloud_alb_listener.http',
    );
  };

  it('is nothing where the second one is known as well', () => {
    expect(proofOf((json) => second(json, {})).status).toBe('proven');
  });

  it('keeps the verdict of a listener unknown whose other group it hides', () => {
    const proof = proofOf((json) => {
      second(json, {});
      add(json, 'alicloud_alb_server_group.hidden', { servers: '${var.servers}' }, 'alicloud_alb_server_group.web');
      at(json, 'alicloud_alb_listener.http').default_actions = [forwardTo('web', 'hidden')];
    });
    expect(selectFlows(proof, { listener: '80' }).status).toBe('unknown');
    expect(selectFlows(proof, { listener: '80', server: 'web/web1' }).status).toBe('proven');
  });

  it.each<[string, (json: Stack) => void, RegExp]>([
    ['servers that are not known', (json) => second(json, {}, '${var.servers}'), /servers: \$\{var\.servers\}/],
    [
      'a server group that is not known',
      (json) => second(json, { default_actions: [{ type: 'ForwardGroup', forward_group_config: '${var.group}' }] }),
      /default_actions: \$\{var\.group\}/,
    ],
    [
      'an ALB whose vSwitches are not known',
      (json) => {
        add(
          json,
          'alicloud_alb_load_balancer.second',
          { zone_mappings: '${var.zones}' },
          'alicloud_alb_load_balancer.alb',
        );
        second(json, { load_balancer_id: '${alicloud_alb_load_balancer.second.id}' });
        // The back-to-origin CIDRs would be sources of it.
        for (const type of ['alicloud_route_entry', 'alicloud_cen_transit_router_route_entry'])
          delete json.resource[type]?.back3;
      },
      /zone_mappings/,
    ],
  ])('makes the verdict unknown: %s', (_, change, message) => {
    const proof = proofOf(change);
    expect(proof.status).toBe('unknown');
    expect(proof.gaps.map((gap) => gap.message)).toContainEqual(expect.stringMatching(message));
  });
});
