import { asParent, hasTag, onTheWay } from '../../../cli/orphans/thing';

describe('onTheWay', () => {
  it.each([
    [{ Status: 'Pending' }, 'Pending'],
    [{ Status: 'Creating' }, 'Creating'],
    [{ Status: 'Attaching' }, 'Attaching'],
    [{ LoadBalancerStatus: 'Provisioning' }, 'Provisioning'],
    [{ ServerGroupStatus: 'Configuring' }, 'Configuring'],
    [{ Status: 'Deleting' }, 'Deleting'],
    [{ Status: 'Running' }, undefined],
    [{ Status: 'Available', LoadBalancerBussinessStatus: 'Normal' }, undefined],
    [{ VpcId: 'Pending' }, undefined],
  ])('of %j is %j', (found, status) => {
    expect(onTheWay(found)).toBe(status);
  });
});

describe('hasTag', () => {
  const tag = { Key: 'causeway-deployment', Value: 'shop' };

  it.each([
    ['a list', { Tags: [{ Key: 'causeway-deployment', Value: 'shop' }] }],
    ['a list in an object', { Tags: { Tag: [{ Key: 'causeway-deployment', Value: 'shop' }] } }],
    ['the words of ECS', { Tags: { Tag: [{ TagKey: 'causeway-deployment', TagValue: 'shop' }] } }],
  ])('finds it in %s', (_where, found) => {
    expect(hasTag(found, tag)).toBe(true);
  });

  it('takes no other value, and no tags for none', () => {
    expect(hasTag({ Tags: [{ Key: 'causeway-deployment', Value: 'shop-2' }] }, tag)).toBe(false);
    expect(hasTag({}, tag)).toBe(false);
  });
});

describe('asParent', () => {
  it('goes by the last part of the import id, which is what the API knows', () => {
    expect(asParent({ id: 'cen-1:tr-1', values: {} })).toMatchObject({ id: 'tr-1', importId: 'cen-1:tr-1' });
    expect(asParent({ id: 'vpc-1', values: {} })).toMatchObject({ id: 'vpc-1', importId: 'vpc-1' });
  });
});
