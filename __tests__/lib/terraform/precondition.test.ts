import { Vpc as VpcResource } from '@cdktf/provider-alicloud/lib/vpc';
import { App, Testing, TerraformStack } from 'cdktf';
import { addRegionProvider, regionProvider } from '../../../lib';
import { addPrecondition } from '../../../lib/terraform/precondition';
import { only, synthStack } from '../../support/synth';

const precondition = { condition: '${length("a") == 1}', errorMessage: 'It is ${"not"} so.' };

const stackWith = (hclOutput: boolean): TerraformStack => {
  const stack = new TerraformStack(Testing.stubVersion(new App({ stackTraces: false, hclOutput })), 'test');
  addRegionProvider(stack, 'cn-chengdu');
  const provider = regionProvider(stack, 'cn-chengdu');
  addPrecondition(new VpcResource(stack, 'vpc', { provider, cidrBlock: '10.0.0.0/8' }), precondition);
  return stack;
};

describe('a precondition', () => {
  it('is the lifecycle of its resource', () => {
    expect(only(synthStack(stackWith(false)), 'alicloud_vpc').lifecycle).toEqual({
      precondition: [{ condition: precondition.condition, error_message: precondition.errorMessage }],
    });
  });

  it('is a block in HCL, where an argument would be refused', () => {
    const { hcl } = stackWith(true).toHclTerraform() as { hcl: string };
    expect(hcl).toMatch(/lifecycle \{\s+precondition \{\s+condition\s+= "\$\{length\("a"\) == 1\}"\s/);
    expect(hcl).not.toMatch(/precondition\s*=/);
  });
});
