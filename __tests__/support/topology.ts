import { Cen, TransitRouter, Vpc, type ITransitRouter, type VSwitch } from '../../lib';
import type { TerraformStack } from 'cdktf';

/** A VPC in Chengdu with a vSwitch in each of two zones. */
export function chengdu(stack: TerraformStack): { vpc: Vpc; vSwitches: readonly VSwitch[] } {
  const vpc = new Vpc(stack, 'vpc1', { region: 'cn-chengdu', name: 'vpc1', cidr: '172.16.0.0/12' });
  const vsw1 = vpc.addVSwitch('vsw1', { name: 'vsw1', zone: 'cn-chengdu-a', cidr: '172.16.0.0/24' });
  const vsw2 = vpc.addVSwitch('vsw2', { name: 'vsw2', zone: 'cn-chengdu-b', cidr: '172.16.6.0/24' });
  return { vpc, vSwitches: [vsw1, vsw2] };
}

/** A VPC in Hangzhou with a vSwitch in each of two zones. */
export function hangzhou(stack: TerraformStack): { vpc: Vpc; vSwitches: readonly VSwitch[] } {
  const vpc = new Vpc(stack, 'vpc2', { region: 'cn-hangzhou', name: 'vpc2', cidr: '192.168.0.0/16' });
  const vsw3 = vpc.addVSwitch('vsw3', { name: 'vsw3', zone: 'cn-hangzhou-h', cidr: '192.168.8.0/24' });
  const vsw4 = vpc.addVSwitch('vsw4', { name: 'vsw4', zone: 'cn-hangzhou-i', cidr: '192.168.7.0/24' });
  return { vpc, vSwitches: [vsw3, vsw4] };
}

/** A CEN instance with a transit router in Chengdu and one in Hangzhou. */
export function routers(stack: TerraformStack): { cen: Cen; near: ITransitRouter; far: ITransitRouter } {
  const cen = new Cen(stack, 'cen', { region: 'cn-chengdu', name: 'cen' });
  const near = new TransitRouter(stack, 'near', { region: 'cn-chengdu', cen, name: 'near' });
  const far = new TransitRouter(stack, 'far', { region: 'cn-hangzhou', cen, name: 'far' });
  return { cen, near, far };
}
