import { Cen, AttachedVpc } from '../../../lib';
import { only, synth, type Block, type Synthesized } from '../../support/synth';
import { chengdu } from '../../support/topology';

const ATTACHMENT = 'alicloud_cen_transit_router_vpc_attachment';

describe('TransitRouterZones', () => {
  const json = synth((stack) => {
    const { vpc, vSwitches } = chengdu(stack);
    const cen = new Cen(stack, 'cen', { region: 'cn-chengdu', name: 'cen' });
    new AttachedVpc(stack, 'attached', { cen, vpc, vSwitches, name: 'vpc1' });
  });

  const precondition = (of: Synthesized): Block => {
    const { lifecycle } = only(of, ATTACHMENT) as { lifecycle: { precondition: Block[] } };
    return lifecycle.precondition[0]!;
  };

  it('holds the zones of an attachment against what the cloud names', () => {
    const { condition, error_message: message } = precondition(json);
    expect(condition).toContain('setsubtract(toset(["cn-chengdu-a", "cn-chengdu-b"])');
    expect(condition).toMatch(/available_zones.*master_zones.*slave_zones/);
    expect(message).toMatch(/^There are no .*\.$/);
  });

  it('gives no argument of the attachment, so that nothing is replaced when the answer changes', () => {
    const { lifecycle, ...argumentsOf } = only(json, ATTACHMENT);
    expect(lifecycle).toBeDefined();
    expect(JSON.stringify(argumentsOf)).not.toContain('available_resources');
  });
});
