import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalCloud } from '../../src';
import { openDisk } from '../../src/store/disk';
import { damageOf } from '../../src/store/state-file';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'state-file-test-'));
  file = join(folder, 'state', 'data.mdb');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A state folder with records in it, some of them gone again. */
async function fill(records: number): Promise<void> {
  const disk = openDisk(join(folder, 'state'));
  const change = (at: number, value: object | undefined) => ({ collection: 'c', id: String(at), order: at, value });
  for (let at = 0; at < records; at++) disk.commit([change(at, { text: 'x'.repeat(500) })]);
  disk.commit(Array.from({ length: Math.floor(records / 2) }, (_, at) => change(at, undefined)));
  await disk.close();
}

describe('a state file', () => {
  test.each([0, 1, 200])('of %i records is sound, as is one that has nothing in it yet', async (records) => {
    await fill(records);
    expect(damageOf(file)).toBeUndefined();
    writeFileSync(file, '');
    expect(damageOf(file)).toBeUndefined();
    expect(damageOf(join(folder, 'none'))).toBeUndefined();
  });

  test.each<[string, () => void, RegExp]>([
    [
      'of something else',
      () => {
        writeFileSync(file, randomBytes(statSync(file).size));
      },
      /is no data file of LMDB/,
    ],
    [
      'of a few bytes',
      () => {
        truncateSync(file, 10);
      },
      /is no data file of LMDB/,
    ],
    [
      'of less than two pages',
      () => {
        truncateSync(file, 4096);
      },
      /the second page of .* is not as LMDB writes it/,
    ],
    [
      'that was cut off',
      () => {
        truncateSync(file, 8192);
      },
      /the end of .* is missing/,
    ],
  ])('%s is refused with what to do, and left as it is', async (_, damage, reason) => {
    await fill(200);
    damage();
    const { size } = statSync(file);

    const start = startLocalCloud({ stateFolder: folder });

    await expect(start).rejects.toThrow(reason);
    await expect(start).rejects.toThrow(
      `put a copy of ${join(folder, 'state')} back, or remove it to begin with nothing`,
    );
    expect(statSync(file).size).toBe(size);
  });

  test('cannot be where something else is', async () => {
    writeFileSync(join(folder, 'state'), '');
    await expect(startLocalCloud({ stateFolder: folder })).rejects.toThrow(`cannot keep state in ${folder}/state: `);
  });
});
