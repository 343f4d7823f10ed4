import { memberships, validateDeployment, type DeploymentInput } from '../../../lib/config';
import { isValidationError } from '../../../lib/core';
import type { Change } from './changes';
import { seedWith } from './fixtures';
import { local } from './region-cases';

/** Codes and paths of everything that is said about a deployment. */
function saidOf(input: DeploymentInput): readonly string[] {
  try {
    return validateDeployment(input).notices.map(({ code, path }) => `${code} ${path}`);
  } catch (error) {
    if (!isValidationError(error)) throw error;
    return error.issues.map(({ code, path }) => `${code} ${path}`);
  }
}

const saidWith = (change: Change) => saidOf(seedWith(change));

/** The seed with a further membership of ecs1. */
const also =
  (...memberships: readonly object[]): Change =>
  (d) => {
    d.serverGroups.admin = {};
    d.frontend.listeners.admin = { port: 8080, serverGroup: 'admin' };
    Object.assign(d.backends.hangzhou!.servers.ecs1!, { also: memberships });
  };

describe('a server that joins several groups', () => {
  it('has its own port and the whole weight where it is not told otherwise', () => {
    const { deployment } = validateDeployment(
      seedWith(also({ serverGroup: 'admin' }, { serverGroup: 'web', port: 81, weight: 5 })),
    );

    expect(memberships(deployment.backends.hangzhou!.servers.ecs1!)).toEqual([
      { serverGroup: 'web', port: 80, weight: 100 },
      { serverGroup: 'admin', port: 80, weight: 100 },
      { serverGroup: 'web', port: 81, weight: 5 },
    ]);
  });

  it('fills the further group, too', () => {
    expect(saidWith(also({ serverGroup: 'admin' })).join()).not.toContain('SERVER_GROUP_EMPTY');
    expect(saidWith(also({ serverGroup: 'web', port: 81 }))).toContain('SERVER_GROUP_EMPTY serverGroups.admin');
  });

  it.each([
    ['a group that is not there', { serverGroup: 'admn' }, 'REFERENCE_UNKNOWN', '[0].serverGroup'],
    ['the same group with the same port', { serverGroup: 'web' }, 'BACKEND_DUPLICATE', '[0]'],
    ['a port that there is none of', { serverGroup: 'admin', port: 0 }, 'BACKEND_PORT_MISMATCH', '[0].port'],
    ['a weight that there is none of', { serverGroup: 'admin', weight: 101 }, 'BACKEND_WEIGHT_RANGE', '[0].weight'],
  ])('rejects %s', (_, membership, code, at) => {
    expect(saidWith(also(membership))).toContain(`${code} backends.hangzhou.servers.ecs1.also${at}`);
  });

  it('rejects the same group and port twice without a fixed address, too', () => {
    const said = saidWith((d) => {
      also({ serverGroup: 'web' })(d);
      d.backends.hangzhou!.servers.ecs1!.instance = { type: 'ecs.g7.large' };
    });

    expect(said).toContain('BACKEND_DUPLICATE backends.hangzhou.servers.ecs1.also[0]');
  });
});

describe('a server in the VPC of the ALB', () => {
  it('is accepted in a vSwitch of the ALB', () => {
    expect(saidWith(local)).toEqual(saidWith(() => undefined));
  });

  it.each([
    ['a vSwitch of another VPC', { vSwitch: 'vsw4' }, 'REFERENCE_UNKNOWN', '.vSwitch'],
    ['a group that is not there', { serverGroup: 'wb' }, 'REFERENCE_UNKNOWN', '.serverGroup'],
    ['an address of another vSwitch', { ip: '172.16.6.20' }, 'BACKEND_NOT_IN_ITS_VSWITCH', '.ip'],
    ['an address in no vSwitch', { ip: '172.16.9.20' }, 'BACKEND_NOT_IN_ANY_VSWITCH', '.ip'],
    ['an address that the vSwitch keeps', { ip: '172.16.0.254' }, 'BACKEND_ADDRESS_RESERVED', '.ip'],
    ['neither instance nor ip', { ip: undefined }, 'SERVER_INSTANCE_OR_IP', ''],
  ])('rejects %s', (_, more, code, at) => {
    expect(
      saidWith((d) => {
        local(d, more);
      }),
    ).toContain(`${code} frontend.servers.near${at}`);
  });

  it('says once that an address is outside the VPC', () => {
    const said = saidWith((d) => {
      local(d, { ip: '47.1.2.3' });
    });

    expect(said.filter((line) => line.includes('near'))).toEqual(['LOCAL_IP_OUTSIDE_VPC frontend.servers.near.ip']);
  });

  it('takes an address from those that are left to the ALB', () => {
    const tight: Change = (d) => {
      Object.assign(d.frontend.vpc.vSwitches.vsw1!, { cidr: '172.16.0.0/28' });
    };

    expect(saidWith(tight)).toEqual(saidWith(() => undefined));
    const full = saidWith((d) => {
      tight(d);
      d.frontend.servers = Object.fromEntries(
        Array.from({ length: 8 }, (_, at) => [
          `s${at}`,
          { vSwitch: 'vsw1', serverGroup: 'web', ip: `172.16.0.${at + 2}` },
        ]),
      );
    });
    expect(full).toContain('ALB_VSWITCH_TOO_SMALL frontend.vpc.vSwitches.vsw1.cidr');
  });

  it('needs room in another vSwitch of the frontend', () => {
    const said = saidWith((d) => {
      d.frontend.vpc.vSwitches.apps = { zone: 'cn-chengdu-a', cidr: '172.16.20.0/29' };
      d.frontend.alb!.vSwitches = ['vsw1', 'vsw2'];
      d.frontend.servers = Object.fromEntries(
        Array.from({ length: 5 }, (_, at) => [
          `s${at}`,
          { vSwitch: 'apps', serverGroup: 'web', instance: { type: 'ecs.g7.large' } },
        ]),
      );
    });

    expect(said).toContain('VSWITCH_FULL frontend.vpc.vSwitches.apps.cidr');
  });

  it('needs no health check across regions, when it is alone in its group', () => {
    const said = saidWith((d) => {
      local(d, { serverGroup: 'near' });
      d.serverGroups.near = { healthCheck: { enabled: false } };
      d.frontend.listeners.near = { port: 8080, serverGroup: 'near' };
    });

    expect(said.join()).not.toContain('HEALTH_CHECK_OFF_ACROSS_REGIONS');
  });
});
