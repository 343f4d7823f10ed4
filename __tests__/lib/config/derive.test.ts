import {
  albVSwitches,
  attachmentVSwitches,
  bandwidthPackages,
  connectionMbps,
  serverAddress,
  serverVSwitches,
  sourceRanges,
  validateDeployment,
} from '../../../lib/config';
import { backendIn, seedWith, SIX } from './fixtures';

const deploymentOf = (change: Parameters<typeof seedWith>[0]) => validateDeployment(seedWith(change)).deployment;
const asIs = () => undefined;

describe('what a deployment implies', () => {
  it('is one bandwidth plan per pair of areas, as wide as its connections together', () => {
    const deployment = deploymentOf((d) => {
      d.backends.beijing = backendIn('cn-beijing', '10.1.0.0/16', ['cn-beijing-f', 'cn-beijing-g']);
      d.backends.london = backendIn('eu-west-1', '10.2.0.0/16', ['eu-west-1a', 'eu-west-1b']);
    });

    expect(bandwidthPackages(deployment)).toEqual([
      { frontendArea: 'China', backendArea: 'China', bandwidthMbps: 20, backends: ['beijing', 'hangzhou'] },
      { frontendArea: 'China', backendArea: 'Europe', bandwidthMbps: 10, backends: ['london'] },
    ]);
  });

  it('is a plan of 2 Mbit/s at least, and none when paid by data transfer', () => {
    expect(bandwidthPackages(deploymentOf((d) => (d.cen.interRegion.bandwidthMbps = 1)))[0]?.bandwidthMbps).toBe(2);
    expect(bandwidthPackages(deploymentOf((d) => (d.cen.interRegion.billing = 'dataTransfer')))).toEqual([]);
  });

  it('is as wide as each region says for itself', () => {
    const deployment = deploymentOf((d) => {
      d.backends.beijing = backendIn('cn-beijing', '10.1.0.0/16', ['cn-beijing-f', 'cn-beijing-g']);
      d.backends.beijing.bandwidthMbps = 3;
    });

    expect(connectionMbps(deployment, 'hangzhou')).toBe(10);
    expect(bandwidthPackages(deployment)[0]?.bandwidthMbps).toBe(13);
  });

  it('attaches a VPC through one vSwitch of each zone that has transit routers, in whatever order they are written', () => {
    const vSwitches = {
      z: { zone: 'cn-hangzhou-h', cidr: '192.168.1.0/24' },
      a: { zone: 'cn-hangzhou-h', cidr: '192.168.2.0/24' },
      g: { zone: 'cn-hangzhou-g', cidr: '192.168.3.0/24' },
      i: { zone: 'cn-hangzhou-i', cidr: '192.168.4.0/24' },
    };
    const reversed = Object.fromEntries(Object.entries(vSwitches).reverse());

    expect(attachmentVSwitches('cn-hangzhou', { cidr: '192.168.0.0/16', vSwitches })).toEqual(['a', 'i']);
    expect(attachmentVSwitches('cn-hangzhou', { cidr: '192.168.0.0/16', vSwitches: reversed })).toEqual(['a', 'i']);
  });

  it('attaches through every zone where none is known to have transit routers', () => {
    const vpc = { cidr: '10.0.0.0/16', vSwitches: { a: { zone: 'cn-zhongwei-a', cidr: '10.0.1.0/24' } } };
    expect(attachmentVSwitches('cn-zhongwei', vpc)).toEqual(['a']);
  });

  it('sends from the vSwitches of the ALB, and from back-to-origin CIDRs where they are given', () => {
    const { frontend } = deploymentOf((d) => (d.frontend.alb!.backToOriginCidrs = [...SIX]));
    expect(albVSwitches(frontend)).toEqual(['vsw1', 'vsw2']);
    expect(sourceRanges(frontend)).toEqual(['172.16.0.0/24', '172.16.6.0/24', ...SIX]);
    expect(sourceRanges(deploymentOf(asIs).frontend)).toEqual(['172.16.0.0/24', '172.16.6.0/24']);
  });

  it('knows the vSwitches that hold servers, and addresses that are given', () => {
    const { servers } = deploymentOf(asIs).backends.hangzhou!;
    expect(serverVSwitches(servers)).toEqual(['vsw4']);
    expect(serverAddress(servers.ecs1!)).toBe('192.168.7.20');
  });
});
