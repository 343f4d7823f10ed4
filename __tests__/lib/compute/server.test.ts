import { MachineImage, ProbeClient, SecurityGroup, Server, type ServerProps } from '../../../lib';
import { all, only, reference, synth } from '../../support/synth';
import { hangzhou } from '../../support/topology';

const serverOf = (props: Partial<ServerProps> = {}, use: (server: Server) => void = () => undefined) =>
  synth((stack) => {
    const { vpc, vSwitches } = hangzhou(stack);
    const securityGroup = new SecurityGroup(stack, 'group', { vpc, name: 'servers' });
    const common = { vSwitch: vSwitches[1]!, securityGroup, name: 'ecs1', instanceType: 'ecs.g7.large' };
    use(new Server(stack, 'ecs1', { ...common, ...props }));
  });

describe('Server', () => {
  it('is made from the newest Alibaba Cloud Linux 3 of its region, and keeps that image', () => {
    const json = serverOf();
    const [name] = Object.keys(json.data.alicloud_images!);
    expect(json.data.alicloud_images![name!]).toMatchObject({
      provider: 'alicloud.cn-hangzhou',
      owners: 'system',
      architecture: 'x86_64',
      most_recent: true,
    });
    expect(only(json, 'alicloud_instance')).toMatchObject({
      provider: 'alicloud.cn-hangzhou',
      image_id: `\${data.alicloud_images.${name}.images[0].image_id}`,
      lifecycle: { ignore_changes: ['image_id'] },
      instance_charge_type: 'PostPaid',
      security_groups: [reference(json, 'alicloud_security_group', 'id')],
      system_disk_category: 'cloud_essd',
      system_disk_size: 40,
    });
  });

  it('follows an image that is given by its id', () => {
    const instance = only(serverOf({ image: MachineImage.fromImageId('m-1') }), 'alicloud_instance');
    expect(instance).toMatchObject({ image_id: 'm-1' });
    expect(instance).not.toHaveProperty('lifecycle');
  });

  it('tells its fixed address without reference to the instance, else the one that it gets', () => {
    const addresses: string[] = [];
    serverOf({ privateIp: '192.168.7.20' }, ({ privateIp }) => addresses.push(privateIp));
    serverOf({}, ({ privateIp }) => addresses.push(privateIp));
    expect(addresses[0]).toBe('192.168.7.20');
    expect(addresses[1]).toMatch(/^\$\{TfToken/);
  });

  it.each([
    ['an address outside its vSwitch', { privateIp: '192.168.8.20' }, 'lies in 192.168.7.0/24, got 192.168.8.20'],
    ['an address that is none', { privateIp: '192.168.7' }, 'an IPv4 address looks like'],
    ['a disk that is too small', { systemDiskSizeGib: 19 }, 'a whole number from 20 to 2048, got 19'],
    ['an instance type that is none', { instanceType: 'g7.large' }, 'an instance type is written like ecs.g7.large'],
  ])('rejects %s', (_, props, message) => {
    expect(() => serverOf(props)).toThrow(message);
  });

  it('hands its script to cloud-init in base64', () => {
    const { user_data } = only(serverOf({ userData: '#!/bin/bash\necho ü\n' }), 'alicloud_instance');
    expect(Buffer.from(user_data as string, 'base64').toString('utf8')).toBe('#!/bin/bash\necho ü\n');
  });
});

describe('ProbeClient', () => {
  it('is an instance that lets nothing in', () => {
    const json = synth((stack) => {
      const { vpc, vSwitches } = hangzhou(stack);
      new ProbeClient(stack, 'probe', { vpc, vSwitch: vSwitches[0]!, name: 'probe', instanceType: 'ecs.g7.large' });
    });
    expect(only(json, 'alicloud_instance')).toMatchObject({ instance_name: 'probe' });
    expect(all(json, 'alicloud_security_group')).toHaveLength(1);
    expect(all(json, 'alicloud_security_group_rule')).toEqual([]);
  });
});
