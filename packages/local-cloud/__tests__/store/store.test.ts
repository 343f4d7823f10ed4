import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collection } from '../../src/store/collection';
import { memoryDisk, openDisk } from '../../src/store/disk';
import { Store } from '../../src/store/store';

interface Thing {
  readonly id: string;
  readonly group: string;
}

const things = collection<Thing, 'group'>('test/things', (thing) => thing.id, { group: (thing) => thing.group });

function filled(): Store {
  const store = new Store();
  store.transaction(() => {
    for (const id of ['c', 'a', 'b']) store.put(things, { id, group: id === 'a' ? 'x' : 'y' });
  });
  return store;
}

describe('Store', () => {
  test('keeps records in the order in which they came', () => {
    expect(
      filled()
        .all(things)
        .map(({ id }) => id),
    ).toEqual(['c', 'a', 'b']);
  });

  test('finds by index, and follows a record that changes its key', () => {
    const store = filled();
    store.transaction(() => store.update(things, 'c', { group: 'x' }));
    expect(store.where(things, 'group', 'x').map(({ id }) => id)).toEqual(['c', 'a']);
    expect(store.where(things, 'group', 'y').map(({ id }) => id)).toEqual(['b']);
    expect(store.count(things, 'group', 'z')).toBe(0);
  });

  test('takes every write of a failed transaction back, indexes included', () => {
    const store = filled();
    const work = (): void => {
      store.remove(things, 'a');
      store.put(things, { id: 'd', group: 'x' });
      store.update(things, 'c', { group: 'z' });
      throw new Error('refused');
    };
    expect(() => {
      store.transaction(work);
    }).toThrow('refused');
    expect(store.all(things).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
    expect(store.where(things, 'group', 'x').map(({ id }) => id)).toEqual(['a']);
    expect(store.where(things, 'group', 'y').map(({ id }) => id)).toEqual(['c', 'b']);
    expect(store.where(things, 'group', 'z')).toEqual([]);
  });

  test('writes nothing to disk, and takes memory back, when the disk fails', () => {
    const disk = {
      ...memoryDisk,
      commit: () => {
        throw new Error('disk full');
      },
    };
    const store = new Store(disk);
    expect(() => store.transaction(() => store.put(things, { id: 'a', group: 'x' }))).toThrow('disk full');
    expect(store.all(things)).toEqual([]);
    expect(store.count(things, 'group', 'x')).toBe(0);
  });

  test('rejects a write outside a transaction', () => {
    expect(() => new Store().put(things, { id: 'a', group: 'x' })).toThrow('outside a transaction');
  });

  test('rejects a transaction inside another', () => {
    const store = new Store();
    expect(() => store.transaction(() => store.transaction(() => 0))).toThrow('do not nest');
    expect(store.transaction(() => 1)).toBe(1);
  });
});

describe('a store on disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'store-test-'));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test('comes back with records, order and indexes, and without what was removed', async () => {
    const first = new Store(openDisk(folder));
    first.transaction(() => {
      for (const id of ['c', 'a', 'b', 'gone']) first.put(things, { id, group: 'x' });
    });
    first.transaction(() => {
      first.remove(things, 'gone');
      first.update(things, 'a', { group: 'y' });
    });
    await first.close();

    const second = new Store(openDisk(folder));
    expect(second.all(things).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
    expect(second.where(things, 'group', 'y')).toEqual([{ id: 'a', group: 'y' }]);
    second.transaction(() => second.put(things, { id: 'new', group: 'x' }));
    expect(second.all(things).map(({ id }) => id)).toEqual(['c', 'a', 'b', 'new']);
    await second.close();
  });

  test('lists in the same order before and after a restart, whatever was changed and taken back', async () => {
    const orders = (store: Store): unknown => [
      store.all(things).map(({ id }) => id),
      store.where(things, 'group', 'x').map(({ id }) => id),
      store.where(things, 'group', 'y').map(({ id }) => id),
    ];
    const first = new Store(openDisk(join(folder, 'order')));
    first.transaction(() => {
      for (const id of ['c', 'a', 'b', 'd']) first.put(things, { id, group: id === 'b' ? 'y' : 'x' });
    });
    expect(() =>
      first.transaction(() => {
        first.remove(things, 'c');
        first.remove(things, 'd');
        throw new Error('refused');
      }),
    ).toThrow('refused');
    first.transaction(() => first.update(things, 'c', { group: 'y' }));
    first.transaction(() => first.update(things, 'c', { group: 'x' }));
    first.transaction(() => {
      first.remove(things, 'a');
      first.put(things, { id: 'a', group: 'y' });
    });
    const before = orders(first);
    expect(before).toEqual([
      ['c', 'b', 'd', 'a'],
      ['c', 'd'],
      ['b', 'a'],
    ]);
    await first.close();

    const second = new Store(openDisk(join(folder, 'order')));
    expect(orders(second)).toEqual(before);
    await second.close();
  });
});
