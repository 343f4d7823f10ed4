import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeAdoptions, writeImports } from '../../../cli/import/import-file';

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

  it('holds what is adopted beside what is still to be imported', () => {
    writeImports(folder, [{ ...a, name: '' }]);
    writeAdoptions(folder, [b], []);
    expect(blocks()).toEqual([imported, adopted]);
  });

  it('loses what was adopted before and is not any more, and what the state has by now', () => {
    writeImports(folder, [{ ...a, name: '' }]);
    writeAdoptions(folder, [b], []);
    writeAdoptions(folder, [], []);
    expect(blocks()).toEqual([imported]);
    writeAdoptions(folder, [], ['alicloud_vpc.a']);
    expect(blocks()).toBeUndefined();
  });

  it('has one block for an address, that of what was found last', () => {
    writeImports(folder, [{ ...b, id: 'vpc-9', name: '' }]);
    writeAdoptions(folder, [b], []);
    expect(blocks()).toEqual([adopted]);
  });
});
