import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';

/** Where things stand in a meta page of LMDB (`MDB_page` and `MDB_meta` in its `mdb.c`, 64 bits), in bytes. */
const at = { magic: 24, pageSize: 48, freeRoot: 88, mainRoot: 136, transaction: 152 } as const;
const META_BYTES = 160;
const MAGIC = 0xbeefc0de;
/** The root of a tree that is empty. */
const NO_PAGE = 2n ** 64n - 1n;

/**
 * What is wrong with a file of LMDB, as far as its two meta pages tell; `undefined` where nothing is, or no file yet.
 *
 * LMDB maps the file into memory and trusts it: a damaged one would end the process without a word.
 */
export function damageOf(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    // Made, and killed before anything was in it.
    if (size === 0) return undefined;
    const first = readMeta(descriptor, 0);
    if (!isMeta(first)) return `${file} is no data file of LMDB`;
    const pageSize = first.readUInt32LE(at.pageSize);
    const second = readMeta(descriptor, pageSize);
    if (!isMeta(second)) return `the second page of ${file} is not as LMDB writes it`;
    const newer = transactionOf(second) > transactionOf(first) ? second : first;
    const roots = [at.freeRoot, at.mainRoot].map((offset) => newer.readBigUInt64LE(offset));
    const pages = BigInt(Math.floor(size / pageSize));
    return roots.every((root) => root === NO_PAGE || root < pages) ? undefined : `the end of ${file} is missing`;
  } finally {
    closeSync(descriptor);
  }
}

/** A meta page; zeros where the file has ended before. */
function readMeta(descriptor: number, position: number): Buffer {
  const bytes = Buffer.alloc(META_BYTES);
  readSync(descriptor, bytes, 0, META_BYTES, position);
  return bytes;
}

function isMeta(page: Buffer): boolean {
  return page.readUInt32LE(at.magic) === MAGIC;
}

function transactionOf(page: Buffer): bigint {
  return page.readBigUInt64LE(at.transaction);
}
