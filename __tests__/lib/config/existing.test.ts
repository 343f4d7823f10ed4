import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bandwidthPackages, loadDeployment, validateDeployment, type DeploymentInput } from '../../../lib/config';
import { isValidationError } from '../../../lib/core';
import { seedWith } from './fixtures';

const yaml = readFileSync(join(__dirname, '../../..', 'examples', 'existing', 'shop.yaml'), 'utf8');

/** Codes and paths of what is refused. */
function refused(act: () => unknown): readonly (readonly [string, string])[] {
  try {
    act();
    return [];
  } catch (error) {
    if (!isValidationError(error)) throw error;
    return error.issues.filter(({ severity }) => severity === 'error').map(({ code, path }) => [code, path] as const);
  }
}

const refusedOf = (input: DeploymentInput) => refused(() => validateDeployment(input));

describe('what is there already, in a deployment file', () => {
  it.each([
    ['a vSwitch without its VPC', '    existing: vpc-prerequisite1\n', 'frontend.vpc.vSwitches.vsw1.existing'],
    ['a transit router without its CEN instance', '  existing: cen-prerequisite\n', 'frontend.transitRouter.existing'],
    ['an ALB without its vSwitches', 'existing: vsw-prerequisite1, ', 'frontend.alb.existing'],
    ['a server without its vSwitch', 'existing: vsw-prerequisite4, ', 'backends.hangzhou.servers.ecs1.existing'],
    [
      'a security group without its VPC',
      '      existing: vpc-prerequisite2\n',
      'backends.hangzhou.securityGroup.existing',
    ],
    ['a client without its vSwitch', 'existing: vsw-prerequisite1, ', 'probe.existing'],
  ])('rejects %s, and says what to name', (_, removed, path) => {
    const found = refused(() => loadDeployment(yaml.replace(removed, '')));
    expect(found).toContainEqual(['EXISTING_NEEDS_EXISTING', path]);
    expect(() => loadDeployment(yaml.replace(removed, ''))).toThrow(/; name it in [\w.]+ \(EXISTING_NEEDS_EXISTING\)/);
  });

  it.each([
    ['vpc-prerequisite1', 'vsw-1', 'frontend.vpc.existing'],
    ['tr-prerequisite1', 'tr-attach-1', 'frontend.transitRouter.existing'],
    ['cen-prerequisite', 'my-cen', 'cen.existing'],
  ])('rejects an id of another kind: %s -> %s', (from, to, path) => {
    const text = yaml.replace(`existing: ${from}`, `existing: ${to}`);
    expect(refused(() => loadDeployment(text))).toContainEqual(['FORMAT_INVALID', path]);
  });

  it('rejects a listener and a server group that are there already, and not also what they lack', () => {
    const text = yaml.replace('http: { port: 80, serverGroup: web }', 'http: { existing: lsn-1 }');
    expect(refused(() => loadDeployment(text))).toEqual([['EXISTING_UNSUPPORTED', 'frontend.listeners.http.existing']]);
  });

  it('rejects a server that is both made and there', () => {
    const input = seedWith((d) => (d.backends.hangzhou!.servers.ecs1!.existing = 'i-1'));
    expect(refusedOf(input)).toContainEqual(['SERVER_INSTANCE_OR_IP', 'backends.hangzhou.servers.ecs1']);
  });

  it('needs no plan for a connection that is there already', () => {
    const { deployment } = loadDeployment(yaml);
    expect(bandwidthPackages(deployment)).toEqual([
      expect.objectContaining({ existing: 'cenbwp-prerequisite', bandwidthMbps: 10, backends: ['hangzhou'] }),
    ]);
    const hangzhou = { ...deployment.backends.hangzhou!, connection: { existing: 'tr-attach-1' } };
    expect(bandwidthPackages({ ...deployment, backends: { hangzhou } })).toEqual([]);
  });
});
