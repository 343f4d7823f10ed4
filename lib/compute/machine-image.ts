import { DataAlicloudImages } from '@cdktf/provider-alicloud/lib/data-alicloud-images';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { regionProvider } from '../terraform/region-provider';

/** An image that instances are made from. */
export interface IMachineImage {
  readonly imageId: string;
  /** Whether the id may become another one by itself when Alibaba Cloud publishes a newer image. */
  readonly moves: boolean;
}

/** The plain 64-bit image; others of the system carry `scc`, `qboot`, `container` or `arm64` in their names. */
const ALIBABA_CLOUD_LINUX_3 = '^aliyun_3_x64_20G_alibase_[0-9]+[.]vhd$';

/** Images that instances are made from. */
export class MachineImage {
  /** An image by its id. */
  static fromImageId(imageId: string): IMachineImage {
    return { imageId, moves: false };
  }

  /** The newest public Alibaba Cloud Linux 3 image for x86-64 in a region; asked for once per stack and region. */
  static newestAlibabaCloudLinux3(scope: Construct, region: string): IMachineImage {
    const stack = TerraformStack.of(scope);
    const id = `alibaba-cloud-linux-3-${region}`;
    const images =
      (stack.node.tryFindChild(id) as DataAlicloudImages | undefined) ??
      new DataAlicloudImages(stack, id, {
        provider: regionProvider(scope, region),
        owners: 'system',
        osType: 'linux',
        architecture: 'x86_64',
        nameRegex: ALIBABA_CLOUD_LINUX_3,
        mostRecent: true,
      });
    return { imageId: images.images.get(0).imageId, moves: true };
  }
}
