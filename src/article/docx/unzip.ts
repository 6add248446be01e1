/** Lists the files in a Word document, which is a ZIP, with their sizes before any of them is unpacked. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
import { buffer } from 'node:stream/consumers';
import type { Entry } from 'yauzl';
import { messageOf } from '../../problem/publish-error.ts';

export interface ZipEntry {
  readonly name: string;
  readonly isEncrypted: boolean;
  /** The length in the directory. Reading fails if it is wrong. */
  readonly lengthBytes: number;
  /** Returns the bytes, or null if they are damaged or their length differs. Never unpacks more than `lengthBytes`. */
  readonly read: () => Promise<Uint8Array | null>;
}

/** The maximum number of files in a document. */
const maximumEntries = 5000;

/** The files in the directory. Returns `damaged` or `encrypted` if it cannot be used. */
export async function listZip(body: Uint8Array): Promise<readonly ZipEntry[] | 'damaged' | 'encrypted'> {
  try {
    const { fromBufferPromise } = await import('yauzl');
    const zip = await fromBufferPromise(Buffer.from(body.buffer, body.byteOffset, body.byteLength));
    if (zip.entryCount > maximumEntries || hasLongDirectory(body, zip.comment)) return 'damaged';
    const entries: Entry[] = [];
    for await (const entry of zip.eachEntry()) entries.push(entry);
    if (overlaps(entries)) return 'damaged';
    return entries.map((entry) => ({
      name: entry.fileName,
      isEncrypted: entry.isEncrypted(),
      lengthBytes: isLong(entry) ? Number.POSITIVE_INFINITY : entry.uncompressedSize,
      read: () =>
        zip
          .openReadStreamPromise(entry)
          .then(buffer)
          .catch(() => null),
    }));
  } catch (thrown) {
    return messageOf(thrown).includes('encryption') ? 'encrypted' : 'damaged';
  }
}

/** The records at the end of a ZIP, 4.3.15 and 4.3.16. */
const longDirectory = { signature: 'PK\u0006\u0007', lengthBytes: 20 };
const endLengthBytes = 22;

/** True for ZIP64, 4.3.14. No document is that large. */
function hasLongDirectory(body: Uint8Array, comment: string): boolean {
  const start = body.length - comment.length - endLengthBytes - longDirectory.lengthBytes;
  return start >= 0 && Buffer.from(body.subarray(start, start + 4)).toString('latin1') === longDirectory.signature;
}

/** True if the sizes are in the 64-bit field, 4.5.3. */
function isLong({ extraFields }: Entry): boolean {
  return extraFields.some(({ id, data }) => id === 1 && data.length > 0);
}

const localHeaderLengthBytes = 30;

/** True if files share bytes, which only ZIP bombs do. */
function overlaps(entries: readonly Entry[]): boolean {
  const inOrder = entries.toSorted((one, other) => one.relativeOffsetOfLocalHeader - other.relativeOffsetOfLocalHeader);
  return inOrder.some((entry, index) => {
    const next = inOrder[index + 1]?.relativeOffsetOfLocalHeader ?? Number.POSITIVE_INFINITY;
    return entry.relativeOffsetOfLocalHeader + localHeaderLengthBytes + entry.compressedSize > next;
  });
}
