import { ResourceProgress } from '../../../cli/terraform/resource-progress';

const event = (type: string, address: string, action: string) => ({
  type,
  hook: { resource: { addr: address, resource_type: 'x' }, action },
});

describe('ResourceProgress', () => {
  it('counts what is done, and names the kinds that are being worked on, the oldest first', () => {
    const progress = new ResourceProgress();
    progress.begin(9);
    for (const kind of ['vpc', 'cen_instance', 'alb_listener', 'instance']) {
      progress.take(event('apply_start', `alicloud_${kind}.one`, 'create'));
      progress.take(event('apply_start', `alicloud_${kind}.two`, 'create'));
    }
    progress.take(event('apply_complete', 'alicloud_vpc.one', 'create'));
    progress.take(event('apply_complete', 'alicloud_vpc.two', 'create'));
    expect(progress.text()).toBe('2 of 9, creating cen_instance, alb_listener, instance');
    progress.take(event('apply_start', 'alicloud_route_entry.one', 'create'));
    expect(progress.text()).toBe('2 of 9, creating cen_instance, alb_listener, instance, 1 more kinds');
  });

  it('does not count what failed', () => {
    const progress = new ResourceProgress();
    progress.begin(2);
    progress.take(event('apply_start', 'alicloud_vpc.one', 'create'));
    progress.take(event('apply_errored', 'alicloud_vpc.one', 'create'));
    expect([progress.count, progress.text()]).toEqual([0, '0 of 2']);
  });

  it('learns from the plan of a destroy how much there is', () => {
    const progress = new ResourceProgress();
    progress.begin();
    expect(progress.text()).toBe('');
    progress.take({ type: 'change_summary', changes: { add: 0, change: 0, remove: 49, operation: 'plan' } });
    progress.take(event('apply_start', 'alicloud_vpc.one', 'delete'));
    expect(progress.text()).toBe('0 of 49, deleting vpc');
  });

  it('tells apart creating, changing and deleting', () => {
    const progress = new ResourceProgress();
    progress.begin(2);
    progress.take(event('apply_start', 'alicloud_vpc.one', 'update'));
    progress.take(event('apply_start', 'alicloud_vswitch.one', 'delete'));
    expect(progress.text()).toBe('0 of 2, changing and deleting vpc, vswitch');
  });

  it('takes no notice of data sources and other events', () => {
    const progress = new ResourceProgress();
    expect(progress.take(event('apply_start', 'data.alicloud_images.one', 'read'))).toBe(false);
    expect(progress.take({ type: 'version' })).toBe(false);
    expect(progress.take(event('apply_progress', 'alicloud_vpc.one', 'create'))).toBe(false);
  });
});
