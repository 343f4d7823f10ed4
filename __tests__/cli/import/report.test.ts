import { findingsInWords } from '../../../cli/import/report';

const findings = {
  matches: [{ address: 'alicloud_vpc.a', id: 'vpc-1', name: 'by hand' }],
  missing: [
    { address: 'alicloud_instance.a', reason: 'nothing in the account fits it; it will be created' },
    { address: 'alicloud_cen_transit_router_route_table.a', reason: 'the router has its system route table only' },
    { address: 'alicloud_vswitch.b', reason: 'it belongs to alicloud_vpc.b', belongsTo: 'alicloud_vpc.b' },
  ],
  misnamed: [{ address: 'alicloud_cen_transit_router.c', id: 'cen-1:tr-1', name: 'by hand', wanted: 'shop-hangzhou' }],
  ambiguous: [
    {
      address: 'alicloud_vpc.b',
      candidates: [
        { id: 'vpc-2', name: '' },
        { id: 'vpc-3', name: 'three' },
      ],
    },
  ],
};

describe('what causeway import found', () => {
  it('is told with ids and names, what is to be chosen, what is to be made, and last what there is to decide', () => {
    expect(findingsInWords(findings, 80)).toBe(`Found: 1
alicloud_vpc.a
  vpc-1 (by hand)

Could be several things; choose with --choose <address>=<id>: 1
alicloud_vpc.b
  vpc-2, vpc-3 (three)

Nothing fits these; they will be created: 1
alicloud_instance.a

1 more belongs to what was not found, and was not looked for.

Not found: 1
alicloud_cen_transit_router_route_table.a
  the router has its system route table only

Refused by the plan under the name that they have: 1
alicloud_cen_transit_router.c
  call tr-1 "shop-hangzhou" first (it is "by hand"), or leave it where it is:
  transitRouter: { existing: tr-1 } beside its region in the deployment file

`);
  });

  it('keeps to a narrow terminal', () => {
    const lines = findingsInWords(findings, 40).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(40);
  });
});
