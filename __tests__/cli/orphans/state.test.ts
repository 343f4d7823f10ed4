import { readState } from '../../../cli/orphans/state';

const provider = 'provider["registry.terraform.io/aliyun/alicloud"].cn-chengdu';
const stateOf = (resources: readonly object[]): string => JSON.stringify({ version: 4, serial: 1, resources });

describe('readState', () => {
  it('reads addresses, ids and regions, and leaves out what is only looked up', () => {
    const text = stateOf([
      { mode: 'managed', type: 'alicloud_vpc', name: 'a', provider, instances: [{ attributes: { id: 'vpc-1' } }] },
      { mode: 'data', type: 'alicloud_images', name: 'b', provider, instances: [{ attributes: { id: '1' } }] },
    ]);
    expect(readState(text)).toEqual([
      {
        address: 'alicloud_vpc.a',
        type: 'alicloud_vpc',
        id: 'vpc-1',
        region: 'cn-chengdu',
        values: { id: 'vpc-1' },
        isTainted: false,
        isDeposed: false,
      },
    ]);
  });

  it('tells what is tainted, what is deposed, and what is one of many', () => {
    const instances = [
      { index_key: 'x', status: 'tainted', attributes: { id: 'vpc-1' } },
      { index_key: 0, deposed: '00000001', attributes: { id: 'vpc-2' } },
    ];
    const text = stateOf([
      { module: 'module.m', mode: 'managed', type: 'alicloud_vpc', name: 'a', provider, instances },
    ]);
    expect(readState(text)).toMatchObject([
      { address: 'module.m.alicloud_vpc.a["x"]', isTainted: true, isDeposed: false },
      { address: 'module.m.alicloud_vpc.a[0]', isTainted: false, isDeposed: true },
    ]);
  });

  it('takes nothing for a state that is not there yet', () => {
    expect(readState('\n')).toEqual([]);
  });

  it.each([
    ['what is no JSON', 'no'],
    ['another version', JSON.stringify({ version: 3, modules: [] })],
    ['a resource without instances', stateOf([{ mode: 'managed', type: 'a', name: 'b', provider }])],
  ])('rejects %s', (_what, text) => {
    expect(() => readState(text)).toThrow(/^the state is not what Terraform writes in version 4 \(/);
  });
});
