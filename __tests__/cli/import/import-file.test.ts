import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readImports, writeAdoptions, writeImports } from '../../../cli/import/import-file';

describe('the file with import blocks', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'causeway-imports-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const blocks = (): unknown => {
    const file = join(folder, 'imports.tf.json');
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { import: unknown }).import : undefined;
  };
  const [a, b] = [
    { address: 'alicloud_vpc.a', id: 'vpc-1' },
    { address: 'alicloud_vpc.b', id: 'vpc-2' },
  ];
  const [imported, adopted] = [
    { to: 'alicloud_vpc.a', id: 'vpc-1' },
    { '//': 'causeway orphans', to: 'alicloud_vpc.b', id: 'vpc-2' },
  ];

  it('holds what is adopted beside what is still to be imported, and knows them apart', () => {
    writeImports(folder, [a]);
    writeAdoptions(folder, [b], readImports(folder));
    expect(blocks()).toEqual([imported, adopted]);
    expect(readImports(folder)).toEqual([a]);
  });

  it('loses what was adopted before and is not any more, and what need not be imported any more', () => {
    writeAdoptions(folder, [b], [a]);
    writeAdoptions(folder, [], [a]);
    expect(blocks()).toEqual([imported]);
    writeAdoptions(folder, [], []);
    expect(blocks()).toBeUndefined();
  });

  it('has one block for an address, that of the orphan', () => {
    writeAdoptions(folder, [b], [{ ...b, id: 'vpc-9' }]);
    expect(blocks()).toEqual([adopted]);
  });
});
