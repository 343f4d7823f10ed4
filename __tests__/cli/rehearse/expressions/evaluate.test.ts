import { evaluate } from '../../../../cli/rehearse/expressions/evaluate';
import { referencesIn } from '../../../../cli/rehearse/expressions/references';

const scope = {
  alicloud_vpc: { 'a-b_1': { id: 'vpc-1', cidrs: ['10.0.0.0/8', '172.16.0.0/12'] } },
  data: { alicloud_images: { linux: { images: [{ image_id: 'linux.vhd' }] } } },
  alicloud_alb: { web: { zones: [{ addresses: [{ local: ['10.0.0.1'] }, { local: [] }] }, { addresses: [] }] } },
};

describe('evaluating an expression', () => {
  it.each([
    ['plain', 'plain'],
    ['', ''],
    ['$${not} %%{one}', '${not} %{one}'],
    ['${alicloud_vpc.a-b_1.id}', 'vpc-1'],
    ['the ${alicloud_vpc.a-b_1.id} of ${"all"}', 'the vpc-1 of all'],
    ['${alicloud_vpc.a-b_1.cidrs[1]}', '172.16.0.0/12'],
    ['${data.alicloud_images.linux.images[0].image_id}', 'linux.vhd'],
    ['${data.alicloud_images.linux.images[*].image_id}', ['linux.vhd']],
    ['${length(alicloud_vpc.a-b_1.cidrs)}', 2],
    ['${length("abc") == 3}', true],
    ['${[for zone in alicloud_alb.web.zones : zone.addresses[*].local]}', [[['10.0.0.1'], []], []]],
    ['${length(compact(flatten([for zone in alicloud_alb.web.zones : zone.addresses[*].local]))) > 0}', true],
    ['${compact(["", "a", null])}', ['a']],
    ['${concat(["b"], [], ["a"])}', ['b', 'a']],
    ['${toset(["b", "a", "b"])}', ['a', 'b']],
    ['${setsubtract(toset(["c", "b", "a"]), toset(["b"]))}', ['a', 'c']],
    ['${length(setsubtract(toset(["a"]), toset(["a", "b"]))) == 0}', true],
    ['none in ${join(", ", toset(["b", "a"]))}.', 'none in a, b.'],
    ['${false || 1 == 1}', true],
    ['${1 == 2 || 1 == 1 || false}', true],
    ['${1 == 2 || false}', false],
    ['${1 <= 2}', true],
    ['${1 != 1}', false],
    ['${(1 == 1)}', true],
    ['${alltrue([for zone in alicloud_alb.web.zones : length(zone.addresses) > 0])}', false],
    ['${alltrue([])}', true],
    ['${contains(alicloud_vpc.a-b_1.cidrs, "10.0.0.0/8")}', true],
    [
      '${setproduct(["a", "b"], ["c"])}',
      [
        ['a', 'c'],
        ['b', 'c'],
      ],
    ],
    ['${cidrhost("172.16.9.0/12", 0)}', '172.16.0.0'],
    ['${min(tonumber(split("/", "10.0.0.0/8")[1]), 12)}', 8],
    ['${join("/", ["10.0.0.0", tostring(8)])}', '10.0.0.0/8'],
  ])('%s', (text, value) => {
    expect(evaluate(text, scope)).toEqual(value);
  });

  it('goes into lists and objects, and leaves other values alone', () => {
    const value = { id: '${alicloud_vpc.a-b_1.id}', list: ['${1}', 2, true, null] };
    expect(evaluate(value, scope)).toEqual({ id: 'vpc-1', list: [1, 2, true, null] });
  });

  it('rejects an attribute that is not there, by its name', () => {
    expect(() => evaluate('${alicloud_vpc.a-b_1.name}', scope)).toThrow('there is no name in');
  });
});

describe('what expressions refer to', () => {
  it('finds resources and data sources with the attribute, and no variable of a for', () => {
    const text = 'a ${data.alicloud_images.linux.images[0].id} ${[for z in alicloud_alb.web.zones : z.id]} ${self.id}';
    expect(referencesIn({ deep: [text] })).toEqual([
      { address: 'data.alicloud_images.linux', attribute: 'images' },
      { address: 'alicloud_alb.web', attribute: 'zones' },
    ]);
  });

  it.each([
    ['${cidrnetmask("10.0.0.0/8", 1)}', 'the function cidrnetmask'],
    ['${true && false}', '&'],
    ['${true ? 1 : 2}', '?'],
    ['${1 + 2}', '+'],
    ['${[for k, v in {} : v]}', ','],
    ['${"a ${1}"}', 'a template inside'],
    ['%{ if true }x%{ endif }', 'a directive'],
    ['${alicloud_vpc.a.*.id}', '.*'],
    ['${alicloud_vpc.a', 'its end'],
  ])('rejects %s by what it does not know', (text, what) => {
    expect(() => referencesIn(text)).toThrow(what);
  });
});
