import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';

/** What begins a file in a ZIP archive, which is what Terraform's plan files are. */
const ZIP_ENTRY = Buffer.from('PK\x03\x04', 'latin1');
const DEFLATED = 8;

/** The marks that are in some bytes, or in what is packed in them, as they are or in base64. */
export function marksIn(bytes: Buffer, marks: Readonly<Record<string, string>>): string[] {
  const texts = [bytes, ...unpacked(bytes)];
  const isIn = (mark: string): boolean => {
    // Of base64 the ends depend on what is around it.
    const packed = Buffer.from(mark).toString('base64').slice(0, -4);
    return texts.some((text) => text.includes(mark) || text.includes(packed));
  };
  return Object.entries(marks).flatMap(([name, mark]) => (isIn(mark) ? [name] : []));
}

/** The marks that are in the files below a folder, as `file: mark`. Links are not followed: they lead to the provider. */
export function marksBelow(folder: string, marks: Readonly<Record<string, string>>): string[] {
  return filesBelow(folder).flatMap((file) => marksIn(readFileSync(file), marks).map((mark) => `${file}: ${mark}`));
}

/** Every file below a folder. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const stat = lstatSync(path);
    if (stat.isDirectory()) return filesBelow(path);
    return stat.isFile() ? [path] : [];
  });
}

function unpacked(bytes: Buffer): Buffer[] {
  if (!bytes.subarray(0, ZIP_ENTRY.length).equals(ZIP_ENTRY)) return [];
  const found: Buffer[] = [];
  for (let at = 0; at >= 0; at = bytes.indexOf(ZIP_ENTRY, at + 1)) {
    const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    if (bytes.readUInt16LE(at + 8) === DEFLATED) found.push(inflateRawSync(bytes.subarray(start)));
  }
  return found;
}
