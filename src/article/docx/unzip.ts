/** The files in a Word document, which is a zip: sizes are checked before anything is unpacked. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
import { crc32, inflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  /** 0: stored, 8: deflated. */
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly packedLength: number;
  readonly length: number;
  /** Where the local header begins. */
  readonly offset: number;
}

/** The most files of a document. */
const maximumEntries = 5000;
const endLength = 22;
const entryLength = 46;
const localLength = 30;

/** The entries of the central directory, 4.3.12; null where the zip is broken, or larger than zip without its 64-bit extension. */
export function readZipEntries(body: Uint8Array): readonly ZipEntry[] | null {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const end = findEnd(view);
  if (end === null) return null;
  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true);
  const start = view.getUint32(end + 16, true);
  if (count > maximumEntries || start + size !== end) return null;
  return readEach({ body, view, start, end, count });
}

/** The end of central directory record, 4.3.16; it and its comment end the file. */
function findEnd(view: DataView): number | null {
  const first = Math.max(0, view.byteLength - endLength - 0xffff);
  for (let offset = view.byteLength - endLength; offset >= first; offset -= 1) {
    if (view.getUint32(offset, true) !== 0x06054b50) continue;
    if (offset + endLength + view.getUint16(offset + 20, true) === view.byteLength) return offset;
  }
  return null;
}

interface Directory {
  readonly body: Uint8Array;
  readonly view: DataView;
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

function readEach({ body, view, start, end, count }: Directory): readonly ZipEntry[] | null {
  const entries: ZipEntry[] = [];
  let offset = start;
  for (let index = 0; index < count; index += 1) {
    if (offset + entryLength > end || view.getUint32(offset, true) !== 0x02014b50) return null;
    const nameLength = view.getUint16(offset + 28, true);
    const name = new TextDecoder().decode(body.subarray(offset + entryLength, offset + entryLength + nameLength));
    entries.push({ name, ...readEntry(view, offset) });
    offset += entryLength + nameLength + view.getUint16(offset + 30, true) + view.getUint16(offset + 32, true);
  }
  return offset === end ? entries : null;
}

function readEntry(view: DataView, offset: number): Omit<ZipEntry, 'name'> {
  return {
    isEncrypted: (view.getUint16(offset + 8, true) & 1) === 1,
    method: view.getUint16(offset + 10, true),
    packedLength: view.getUint32(offset + 20, true),
    length: view.getUint32(offset + 24, true),
    offset: view.getUint32(offset + 42, true),
  };
}

/** The bytes of one entry; null where they are not as the directory says. No more than its length is ever unpacked. */
export function unpack(body: Uint8Array, entry: ZipEntry): Uint8Array | null {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const { offset, packedLength, length } = entry;
  if (offset + localLength > body.length || view.getUint32(offset, true) !== 0x04034b50) return null;
  const start = offset + localLength + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const packed = body.subarray(start, start + packedLength);
  if (packed.length !== packedLength) return null;
  if (entry.method === 0) return packedLength === length ? packed : null;
  return entry.method === 8 ? inflate(packed, length) : null;
}

function inflate(packed: Uint8Array, length: number): Uint8Array | null {
  try {
    const unpacked = inflateRawSync(packed, { maxOutputLength: Math.max(1, length) });
    return unpacked.length === length ? unpacked : null;
  } catch {
    // The library throws for damage and for what is longer than the directory says; both are reported as a broken file.
    return null;
  }
}

export interface ZipPart {
  readonly name: string;
  readonly body: Uint8Array;
}

/** A zip of parts as they are, not deflated. */
export function writeZip(parts: readonly ZipPart[]): Buffer {
  const files: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const { name, body } of parts) {
    const path = Buffer.from(name);
    const file = Buffer.concat([headerOf({ path, body }), path, body]);
    files.push(file);
    entries.push(Buffer.concat([directoryEntryOf({ path, body, offset }), path]));
    offset += file.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(endLength);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, directory, end]);
}

interface Written {
  readonly path: Buffer;
  readonly body: Uint8Array;
}

/** 4.3.7: version 2.0, method 0, and names in UTF-8. */
function headerOf({ path, body }: Written): Buffer {
  const header = Buffer.alloc(localLength);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(0x0800, 6);
  header.writeUInt32LE(crc32(body), 14);
  header.writeUInt32LE(body.length, 18);
  header.writeUInt32LE(body.length, 22);
  header.writeUInt16LE(path.length, 26);
  return header;
}

/** 4.3.12: the same fields two bytes further on, and where the file begins. */
function directoryEntryOf({ path, body, offset }: Written & { readonly offset: number }): Buffer {
  const entry = Buffer.alloc(entryLength);
  entry.writeUInt32LE(0x02014b50, 0);
  headerOf({ path, body }).copy(entry, 6, 4, localLength - 2);
  entry.writeUInt32LE(offset, 42);
  return entry;
}
