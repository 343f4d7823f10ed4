import { type Configuration, toConfiguration } from '../../../cli/rehearse/configuration';

type Json = Readonly<Record<string, unknown>>;

/** Synthesized Terraform of these resources, by address, and of what else it has; one provider, in Chengdu. */
export function configurationOf(resources: Readonly<Record<string, Json>>, more: Json = {}): Configuration {
  const resource: Record<string, Record<string, Json>> = {};
  for (const [address, body] of Object.entries(resources)) {
    const [type = '', name = ''] = address.split('.');
    (resource[type] ??= {})[name] = { provider: 'alicloud.cn-chengdu', ...body };
  }
  return toConfiguration({
    provider: { alicloud: [{ alias: 'cn-chengdu', region: 'cn-chengdu' }] },
    resource,
    ...more,
  });
}

/** A VPC with nothing special. */
export const vpc = { cidr_block: '10.0.0.0/8', vpc_name: 'one' } as const;

/** A vSwitch in it. */
export const vSwitch = {
  vpc_id: '${alicloud_vpc.one.id}',
  zone_id: 'cn-chengdu-a',
  cidr_block: '10.0.0.0/24',
  vswitch_name: 'one-a',
} as const;
