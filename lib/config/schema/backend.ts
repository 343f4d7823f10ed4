import { z } from 'zod';
import { existingId, securityGroup, transit } from './existing';
import { vpc } from './network';
import { instanceType, ipAddress, key, port, reference, region, wholeNumber } from './scalars';

/** The system disk of an ECS instance. */
export const systemDisk = z
  .strictObject({
    category: z
      .enum(['cloud_essd', 'cloud_essd_entry', 'cloud_auto', 'cloud_ssd', 'cloud_efficiency'])
      .default('cloud_essd')
      .describe('Kind of disk. Not every instance type takes every kind.'),
    sizeGib: wholeNumber(20, 2048).default(40).describe('Size in GiB, 20 to 2048.'),
  })
  .describe('The system disk.');

/** An ECS instance that the deployment creates. */
export const instance = z
  .strictObject({
    type: instanceType,
    privateIp: ipAddress(
      'Fixed private address in the vSwitch. A known address lets the server group be created without waiting for the instance, and lets the way to it be proven before anything is bought. Default: the cloud picks one.',
    ).optional(),
    systemDisk: systemDisk.prefault({}),
    image: z
      .string()
      .min(1)
      .optional()
      .describe('Image id. Default: the newest public Alibaba Cloud Linux 3 image of the region.'),
  })
  .describe('An ECS instance that the deployment creates. It serves a page that names itself and its region.');

const weight = wholeNumber(0, 100)
  .default(100)
  .describe('Share of the requests, 0 to 100. 0: none, and no health checks.');

/** A further server group of a server, or the same one with another port. */
export const membership = z
  .strictObject({
    serverGroup: reference('a server group that the server joins'),
    port: port("Port that the server listens on for that group, 1 to 65535. Default: the server's own.").optional(),
    weight,
  })
  .describe('A further server group that the server joins.');

/** A server behind the ALB: an instance that we create, or an address that is given. */
export const server = z
  .strictObject({
    vSwitch: reference('the vSwitch that holds the server, of the VPC that the server is listed under'),
    serverGroup: reference('the server group that the server joins'),
    port: port('Port that the server listens on, 1 to 65535.').default(80),
    weight,
    also: z
      .array(membership)
      .min(1)
      .optional()
      .describe('Further server groups that the server joins, or further ports of it in the same one.'),
    remoteIp: z
      .boolean()
      .optional()
      .describe(
        'Whether the address may lie outside the VPC of the ALB. Default: true for servers of backends, which have to have it, and false for servers of the frontend.',
      ),
    instance: instance.optional(),
    existing: existingId(
      'instance',
      'Id of an ECS instance that is there already, in an existing vSwitch. In place of instance.',
    ).optional(),
    ip: ipAddress(
      'Address of a server that is not part of this deployment. In place of instance; beside existing, the address that it has (default: looked up).',
    ).optional(),
  })
  .describe('A server: either instance (we create it), or existing or ip or both (it is there already).');

/** A region that holds servers. */
export const backend = z
  .strictObject({
    region: region('Region of the servers. Each region appears once, and not the one of the ALB.'),
    vpc,
    bandwidthMbps: wholeNumber(1, 10000)
      .optional()
      .describe('Bandwidth of the connection to this region, in Mbit/s. Default: cen.interRegion.bandwidthMbps.'),
    ...transit,
    connection: z
      .strictObject({
        existing: existingId(
          'attachment',
          'Id of the inter-region connection between the transit routers of the two regions, which are there already. Association and propagation must be there at both ends.',
        ),
      })
      .optional()
      .describe('The inter-region connection with the region of the ALB. Default: one is made.'),
    securityGroup,
    servers: z.record(key, server).describe('The servers, by your name for them.'),
  })
  .describe('A region that holds servers.');
