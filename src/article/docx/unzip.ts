/** The files in a Word document, which is a ZIP: they are listed with their sizes before any of them is unpacked. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
import { buffer } from 'node:stream/consumers';
import type { Entry } from 'yauzl';
import { messageOf } from '../../problem/publish-error.ts';

export interface ZipEntry {
  readonly name: string;
  readonly isEncrypted: boolean;
  /** What the directory claims; reading fails if it is not true. */
  readonly lengthBytes: number;
  /** The bytes; null if they are damaged, or not as many as the directory claims. No more than those are unpacked. */
  readonly read: () => Promise<Uint8Array | null>;
}

/** The most files of a document. */
const maximumEntries = 5000;

/** The files that the directory lists; a word for what is wrong if it cannot be trusted. */
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

/** The records that end a file, 4.3.15 and 4.3.16. */
const longDirectory = { signature: 'PK\u0006\u0007', lengthBytes: 20 };
const endLengthBytes = 22;

/** True for ZIP64, 4.3.14: no document is that large. */
function hasLongDirectory(body: Uint8Array, comment: string): boolean {
  const start = body.length - comment.length - endLengthBytes - longDirectory.lengthBytes;
  return start >= 0 && Buffer.from(body.subarray(start, start + 4)).toString('latin1') === longDirectory.signature;
}

/** True if the sizes are in the 64-bit field, 4.5.3. */
function isLong({ extraFields }: Entry): boolean {
  return extraFields.some(({ id, data }) => id === 1 && data.length > 0);
}

const localHeaderLengthBytes = 30;

/** True if some bytes would be unpacked for several files, as no program writes them. */
function overlaps(entries: readonly Entry[]): boolean {
  const inOrder = entries.toSorted((one, other) => one.relativeOffsetOfLocalHeader - other.relativeOffsetOfLocalHeader);
  return inOrder.some((entry, index) => {
    const next = inOrder[index + 1]?.relativeOffsetOfLocalHeader ?? Number.POSITIVE_INFINITY;
    return entry.relativeOffsetOfLocalHeader + localHeaderLengthBytes + entry.compressedSize > next;
  });
}
