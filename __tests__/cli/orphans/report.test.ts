import type { Adoption } from '../../../cli/orphans/adopt';
import type { Orphan } from '../../../cli/orphans/find-orphans';
import { adoptionInWords, adoptionJson, notReady } from '../../../cli/orphans/report';

const vpc = (id: string, more: Partial<Orphan> = {}): Orphan => ({
  type: 'alicloud_vpc',
  region: 'cn-chengdu',
  id,
  identity: { VpcId: id },
  name: 'shop-frontend',
  found: {},
  values: {},
  foundBy: 'tag',
  ...more,
});
const adoption = (more: Partial<Adoption>): Adoption => ({
  orphans: [],
  others: [],
  ambiguous: [],
  tainted: [],
  adopted: 0,
  file: 'cdktf.out/stacks/shop/imports.tf.json',
  ...more,
});

const mixed = adoption({
  orphans: [
    vpc('vpc-1', { address: 'alicloud_vpc.a' }),
    vpc('vpc-2', { secondOf: 'alicloud_vpc.a' }),
    vpc('plan-1', {
      type: 'alicloud_cen_bandwidth_package',
      identity: { CenBandwidthPackageId: 'plan-1' },
      found: { BandwidthPackageChargeType: 'PREPAY' },
      foundBy: 'name',
    }),
  ],
  tainted: ['alicloud_instance.b'],
  adopted: 1,
});

describe('what causeway orphans says', () => {
  it('is what is adopted, what is left over with how to delete it, what is tainted, and what to do next', () => {
    expect(adoptionInWords(mixed, 'shop', 80)).toBe(`To be adopted: 1
alicloud_vpc.a
  vpc-1 (shop-frontend), found by its tag

Left over: 2. Nothing adopts them. Delete those that nobody needs, in this order
alicloud_cen_bandwidth_package in cn-chengdu
  plan-1 (shop-frontend), found by its name: the stack has no such thing
  It is PrePaid: it ends when its time is over.
alicloud_vpc in cn-chengdu
  vpc-2 (shop-frontend), found by its tag: a second one beside alicloud_vpc.a
    aliyun vpc DeleteVpc \\
      --region cn-chengdu \\
      --VpcId vpc-2

Tainted: the next apply replaces them, unless terraform untaint tells it that
they are whole: 1
alicloud_instance.b
  its creation was not seen to its end

1 import block is in cdktf.out/stacks/shop/imports.tf.json.
Adopt them: npx cdktf deploy shop
Then run this again: it takes the file away.
`);
  });

  it('keeps to a terminal of 60 columns', () => {
    const lines = adoptionInWords(mixed, 'shop', 60).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
  });

  it('writes nothing before something ambiguous is chosen, and gives no call to delete any of it', () => {
    const candidates = [
      { id: 'vpc-1', name: 'x' },
      { id: 'vpc-2', name: 'x' },
    ];
    const found = adoption({
      orphans: [vpc('vpc-1'), vpc('vpc-2')],
      ambiguous: [{ address: 'alicloud_vpc.a', candidates }],
    });
    expect(adoptionInWords(found, 'shop', 80)).toBe(`Could be several things; choose with --choose <address>=<id>: 1
alicloud_vpc.a
  vpc-1 (x), vpc-2 (x)

Nothing is written before that is chosen.
`);
  });

  it("tells what is somebody else's apart, without a call to delete it", () => {
    const route = { ...vpc('vtb-1:10.9.0.0/16', { type: 'alicloud_route_entry', name: '' }), reason: 'it has no name' };
    expect(adoptionInWords(adoption({ others: [route] }), 'shop', 80)).toBe(
      `Somebody else's, below what is shop's; may be in the way of a destroy: 1
alicloud_route_entry in cn-chengdu
  vtb-1:10.9.0.0/16: it has no name

Nothing of shop stands that its state does not have.
`,
    );
    expect(adoptionJson(adoption({ others: [route] }))).toMatchObject({
      orphans: [],
      others: [
        {
          type: 'alicloud_route_entry',
          id: 'vtb-1:10.9.0.0/16',
          name: '',
          region: 'cn-chengdu',
          reason: 'it has no name',
        },
      ],
    });
  });

  it('is one line when nothing is left', () => {
    const text = 'Nothing of shop stands that its state does not have.\n';
    expect(adoptionInWords(adoption({}), 'shop', 80)).toBe(text);
  });

  it('is a document for programs', () => {
    expect(adoptionJson(mixed)).toEqual({
      file: 'cdktf.out/stacks/shop/imports.tf.json',
      orphans: [
        expect.objectContaining({ id: 'vpc-1', address: 'alicloud_vpc.a', secondOf: null }),
        {
          type: 'alicloud_vpc',
          id: 'vpc-2',
          name: 'shop-frontend',
          region: 'cn-chengdu',
          foundBy: 'tag',
          address: null,
          secondOf: 'alicloud_vpc.a',
          delete: { product: 'vpc', region: 'cn-chengdu', action: 'DeleteVpc', parameters: { VpcId: 'vpc-2' } },
        },
        expect.objectContaining({ id: 'plan-1', delete: null }),
      ],
      others: [],
      ambiguous: [],
      tainted: ['alicloud_instance.b'],
    });
    expect(adoptionJson(adoption({}))).toMatchObject({ file: null, orphans: [] });
  });

  it('says what is waited for', () => {
    const [one, other] = [vpc('vpc-1', { onTheWay: 'Pending' }), vpc('vpc-2', { onTheWay: 'Creating' })];
    expect(notReady([one])).toBe('1 thing is not ready (Pending)');
    expect(notReady([one, other, vpc('vpc-3')])).toBe('2 things are not ready (Creating, Pending)');
  });
});
