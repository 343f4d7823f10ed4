import { parseCidr } from '../../../lib/core';
import { prove, type NetworkModel } from '../../../lib/proof';
import { accept, blackHole, changed, via, type Mutable } from './seed';

type Change = (model: Mutable<NetworkModel>) => void;

const both =
  (...changes: readonly Change[]): Change =>
  (model) =>
    changes.forEach((change) => change(model));
const member = (change: object): Change => {
  return (model) => void Object.assign(model.serverGroups[0]!.members[0]!, change);
};
const codesOf = (model: NetworkModel): readonly string[] => [
  ...new Set(prove(model).flows.flatMap(({ losses }) => losses.map(({ code }) => code))),
];

/** The server in a vSwitch of the ALB's VPC, with rules that let the ALB in. */
const atHome: Change = both(member({ address: '172.16.0.77' }), (model) => {
  Object.assign(model.instances[0]!, { vSwitchId: 'vsw1', privateIp: '172.16.0.77' });
  model.securityGroups[0]!.vpcId = 'vpc1';
});

describe('a server whose address the cloud will choose', () => {
  const chosen: Change = both(member({ address: undefined }), (model) => (model.instances[0]!.privateIp = undefined));

  it('is proven when every address of its vSwitch that can be given is', () => {
    const { status, flows } = prove(changed(chosen));
    expect(status).toBe('proven');
    expect(flows.map(({ server }) => server.address)).toEqual(flows.map(() => undefined));
    expect(flows[0]!.server.region).toBe('cn-hangzhou');
  });

  it('is broken when none is', () => {
    expect(codesOf(changed(both(chosen, (model) => (model.vpcRouteTables[0]!.routes = []))))).toEqual([
      'ROUTE_TO_BACKEND_MISSING',
    ]);
  });

  it('is unknown when some are, and a fixed address is advised', () => {
    const half: Change = (model) =>
      void model.transitRouterRouteTables[0]!.routes.push(blackHole('192.168.7.0/25') as never);
    const { status, flows } = prove(changed(both(chosen, half)));
    expect(status).toBe('unknown');
    expect(flows[0]!.gaps[0]!.message).toContain('give it a fixed private address');
  });

  it('is proven when only addresses are lost that the cloud gives to nobody', () => {
    for (const reserved of ['192.168.7.0/32', '192.168.7.253/32', '192.168.7.254/31']) {
      const lost: Change = (model) => void model.transitRouterRouteTables[0]!.routes.push(blackHole(reserved) as never);
      expect(prove(changed(both(chosen, lost))).status).toBe('proven');
    }
  });

  it('is unknown when nothing is known of its vSwitch either', () => {
    for (const change of [member({ instanceId: undefined }), ((model) => (model.instances = [])) as Change]) {
      expect(prove(changed(both(chosen, change))).status).toBe('unknown');
    }
  });
});

describe("a server in the ALB's own VPC", () => {
  it('is proven without a transit router, with remote IP and without, whatever type the group has', () => {
    const alone: Change = (model) => {
      model.transitRouters = [];
      model.transitRouterRouteTables = [];
      model.vpcAttachments = [];
      model.connections = [];
      model.vpcRouteTables[0]!.routes = [];
    };
    for (const change of [{ remoteIpEnabled: true }, { remoteIpEnabled: false }]) {
      for (const type of ['Ip', 'Instance']) {
        const model = changed(both(atHome, alone, member(change), (one) => (one.serverGroups[0]!.type = type)));
        expect(prove(model).status).toBe('proven');
      }
    }
  });

  it('answers back-to-origin CIDRs as cloud services, unless a route leads them away', () => {
    const away: Change = (model) => {
      model.vpcRouteTables[0]!.routes.push(via('attachment1', '100.122.176.0/26') as never);
      model.transitRouterRouteTables[0]!.routes.push(blackHole('100.122.176.0/27') as never);
    };
    const broken = prove(changed(both(atHome, away))).flows.filter(({ status }) => status === 'broken');
    expect(broken.map(({ source }) => source.cidr.text)).toEqual(['100.122.176.0/26']);
    expect(broken[0]!.losses).toMatchObject([{ code: 'TR_ROUTE_BLACKHOLE', sources: [{ text: '100.122.176.0/27' }] }]);
  });

  it('is let in by its security group or not at all', () => {
    const closed: Change = (model) => (model.securityGroups[0]!.rules = []);
    expect([...codesOf(changed(both(atHome, closed)))].sort()).toEqual([
      'SG_DENIES_SOURCE',
      'SG_DENIES_SOURCE_UPGRADED',
    ]);
  });
});

describe('weights and health checks', () => {
  const second: Change = (model) =>
    void model.serverGroups[0]!.members.push({
      ...model.serverGroups[0]!.members[0]!,
      label: 'second',
      address: '10.9.9.9',
    });
  const unused: Change = (model) => (model.serverGroups[0]!.members[1]!.weight = 0);

  it('a server of weight 0 is unused, broken or not, and the rest is judged alone', () => {
    expect(prove(changed(second)).status).toBe('broken');
    const { status, flows, problems } = prove(changed(both(second, unused)));
    expect({ status, problems }).toEqual({ status: 'proven', problems: [] });
    const idle = flows.filter(({ server }) => server.label === 'second');
    expect(new Set(idle.map((flow) => `${flow.status} ${flow.checked.length} ${flow.losses.length}`))).toEqual(
      new Set(['unused 0 0']),
    );
  });

  it('all of weight 0 is a problem, and so is an empty group', () => {
    const idle = prove(changed(member({ weight: 0 })));
    expect({ status: idle.status, codes: idle.problems.map(({ code }) => code) }).toEqual({
      status: 'broken',
      codes: ['ALL_WEIGHTS_ZERO'],
    });
    const empty = prove(changed((model) => (model.serverGroups[0]!.members = [])));
    expect({ status: empty.status, codes: empty.problems.map(({ code }) => code) }).toEqual({
      status: 'broken',
      codes: ['SERVER_GROUP_EMPTY'],
    });
  });

  it('a health check at a port of its own has to be let in, too', () => {
    const own: Change = (model) => (model.serverGroups[0]!.healthCheck.port = 8080);
    const { status, flows } = prove(changed(own));
    expect(status).toBe('broken');
    expect(flows[0]!.checked).toEqual([
      { purpose: 'request', port: 80 },
      { purpose: 'healthCheck', port: 8080 },
    ]);
    expect(flows[0]!.losses.map(({ remedy }) => remedy)).toEqual(['let group2 accept TCP 8080 from 172.16.0.0/24']);
    const open: Change = (model) => {
      const rule = { ...accept('0.0.0.0/0'), ports: { first: 8080, last: 8080 } };
      model.securityGroups[0]!.rules.push(rule as never);
    };
    expect(prove(changed(both(own, open))).status).toBe('proven');
  });

  it('a health check that is off is not sent', () => {
    const off: Change = (model) => (model.serverGroups[0]!.healthCheck = { enabled: false, port: 8080 });
    const { status, flows } = prove(changed(off));
    expect(status).toBe('proven');
    expect(flows[0]!.checked).toEqual([{ purpose: 'request', port: 80 }]);
  });

  it('a health check at the port of the server needs one rule', () => {
    const same: Change = both(member({ port: 8080 }), (model) => {
      model.serverGroups[0]!.healthCheck.port = 8080;
      model.securityGroups[0]!.rules = [{ ...accept('0.0.0.0/0'), ports: { first: 8080, last: 8080 } }] as never;
    });
    expect(prove(changed(same)).status).toBe('proven');
  });
});

describe('remote servers', () => {
  it.each([
    ['10.0.0.1', 'proven'],
    ['100.64.0.1', 'proven'],
    ['192.168.255.254', 'proven'],
    ['8.8.8.8', 'broken'],
    ['172.32.0.1', 'broken'],
    ['11.0.0.1', 'broken'],
  ])('the ALB takes %s or not: %s', (address, status) => {
    const moved: Change = (model) => {
      model.vSwitches[3]!.cidr = parseCidr(`${address.split('.').slice(0, 3).join('.')}.0/24`);
      model.instances[0]!.privateIp = address;
      model.vpcRouteTables[0]!.routes = [via('attachment1', model.vSwitches[3]!.cidr.text)] as never;
    };
    expect(prove(changed(both(moved, member({ address })))).status).toBe(status);
  });
});
