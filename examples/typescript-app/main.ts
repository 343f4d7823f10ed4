import { App, LocalBackend, TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import {
  Cen,
  CrossRegionAlb,
  greetingPage,
  proveOnSynth,
  requireExplicitProviders,
  SecurityGroup,
  Server,
  Vpc,
} from '../../lib';
import { addProviders } from '../../stacks';

// readme:begin
class Shop extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    // Set when a local cloud is meant: it needs a state of its own, and one provider per region that points at it.
    const local = process.env.CAUSEWAY_LOCAL_ENDPOINT;
    new LocalBackend(this, { path: `../../../terraform.shop${local === undefined ? '' : '.local'}.tfstate` });
    addProviders(this, ['cn-chengdu', 'cn-hangzhou', 'cn-shanghai'], local);
    requireExplicitProviders(this);
    proveOnSynth(this);

    const cen = new Cen(this, 'cen', { region: 'cn-chengdu', name: 'shop' });
    const vpc1 = new Vpc(this, 'chengdu', { region: 'cn-chengdu', name: 'shop-chengdu', cidr: '172.16.0.0/12' });
    const vsw1 = vpc1.addVSwitch('vsw1', { name: 'shop-vsw1', zone: 'cn-chengdu-a', cidr: '172.16.0.0/24' });
    const vsw2 = vpc1.addVSwitch('vsw2', { name: 'shop-vsw2', zone: 'cn-chengdu-b', cidr: '172.16.6.0/24' });
    const alb = new CrossRegionAlb(this, 'alb', { name: 'shop', cen, vpc: vpc1, vSwitches: [vsw1, vsw2] });
    const web = alb.addServerGroup('web');
    alb.addListener('http', { port: 80, serverGroup: web });

    // A region with an instance that we make.
    const vpc2 = new Vpc(this, 'hangzhou', { region: 'cn-hangzhou', name: 'shop-hangzhou', cidr: '192.168.0.0/16' });
    const vsw3 = vpc2.addVSwitch('vsw3', { name: 'shop-vsw3', zone: 'cn-hangzhou-h', cidr: '192.168.8.0/24' });
    const vsw4 = vpc2.addVSwitch('vsw4', { name: 'shop-vsw4', zone: 'cn-hangzhou-i', cidr: '192.168.7.0/24' });
    const hangzhou = alb.addBackend('hangzhou', { vpc: vpc2, attachmentVSwitches: [vsw3, vsw4], bandwidthMbps: 10 });
    const ecs1 = new Server(this, 'ecs1', {
      vSwitch: vsw4,
      securityGroup: new SecurityGroup(this, 'security-group', { vpc: vpc2, name: 'shop-hangzhou' }),
      name: 'shop-ecs1',
      instanceType: 'ecs.g7.large',
      privateIp: '192.168.7.20',
      userData: greetingPage({ name: 'ecs1', region: 'cn-hangzhou', port: 80 }),
    });
    hangzhou.addServer(ecs1, { serverGroup: web, port: 80, weight: 100 });

    // Another region, with a server that somebody else looks after.
    const vpc3 = new Vpc(this, 'shanghai', { region: 'cn-shanghai', name: 'shop-shanghai', cidr: '10.0.0.0/16' });
    const vsw5 = vpc3.addVSwitch('vsw5', { name: 'shop-vsw5', zone: 'cn-shanghai-f', cidr: '10.0.5.0/24' });
    const vsw6 = vpc3.addVSwitch('vsw6', { name: 'shop-vsw6', zone: 'cn-shanghai-g', cidr: '10.0.6.0/24' });
    const shanghai = alb.addBackend('shanghai', { vpc: vpc3, attachmentVSwitches: [vsw5, vsw6], bandwidthMbps: 20 });
    const ecs2 = Server.fromPrivateIp({ privateIp: '10.0.6.20', vSwitch: vsw6 });
    shanghai.addServer(ecs2, { serverGroup: web, port: 8080, weight: 50 });

    new TerraformOutput(this, 'alb_dns_name', { value: alb.loadBalancer.dnsName, staticId: true });
  }
}

const app = new App();
new Shop(app, 'shop');
app.synth();
// readme:end
