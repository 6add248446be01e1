/** Parses the messages about uploads that the queue delivers. They say only where to look: a run reads the files as they are now. */

import { fieldsOf } from '../src/model/record.ts';
import { isPath, parseS3Url } from '../src/store/store.ts';

/** A run that lists everything needs one request for each thousand files, so it costs less than one that looks at more files. */
const maximumPaths = 1_000;
/** A run that looks at named files reads them whole, even pictures and films that no article uses. */
const maximumBytes = 100_000_000;
/** The longest key that S3 accepts, in UTF-8: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const maximumKeyBytes = 1_024;

/**
 * The paths of the files that all messages together name, relative to the store `from`, such as `s3://bucket/articles`. Null if
 * the run must look at everything: a message is not understood or is about another store, no file is named, or too many are.
 */
export function uploadedPaths(messages: readonly unknown[], from: string): readonly string[] | null {
  const store = parseS3Url(from);
  const uploads = whole(messages.map((message) => uploadsIn(fieldsOf(message)['body'])))?.flat() ?? [];
  const named = store === null ? null : whole(uploads.map((upload) => pathIn(store, upload)));
  const paths = [...new Set(named ?? [])];
  const bytes = uploads.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0);
  return paths.length === 0 || paths.length > maximumPaths || bytes > maximumBytes ? null : paths;
}

/** The list, or null if an element is null. */
function whole<T>(list: readonly (T | null)[]): readonly T[] | null {
  return list.every((it) => it !== null) ? list : null;
}

interface Upload {
  readonly bucket: string;
  readonly key: string;
  /** 0 if the file was removed. */
  readonly lengthBytes: number;
}

/** The uploads and removals in one message. Null if it is not understood. */
function uploadsIn(body: unknown): readonly Upload[] | null {
  const { source, detail, Event: event, Records: records } = fieldsOf(parseJson(body));
  // Of EventBridge. https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
  if (source === 'aws.s3') return whole([parseUpload(detail, asWritten)]);
  // S3 sends a test when its notifications are turned on.
  if (event === 's3:TestEvent') return [];
  // Of S3 itself. https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
  return Array.isArray(records) ? whole(records.map((record) => parseUpload(fieldsOf(record)['s3'], decodeKey))) : null;
}

/** The value, or undefined if the text is not JSON. */
function parseJson(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

function parseUpload(fields: unknown, decode: (key: string) => string | null): Upload | null {
  const { bucket, object } = fieldsOf(fields);
  const { name } = fieldsOf(bucket);
  const { key: written, size } = fieldsOf(object);
  const key = typeof written === 'string' ? decode(written) : null;
  if (typeof name !== 'string' || key === null) return null;
  return { bucket: name, key, lengthBytes: typeof size === 'number' ? Math.max(0, size) : 0 };
}

/** EventBridge does not encode keys. */
const asWritten = (key: string) => key;

/** S3 encodes keys as forms do: `red+kite.md` is `red kite.md`. */
function decodeKey(key: string): string | null {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    return null;
  }
}

/** The path of a file in a store. Null if it is elsewhere, or no key of S3. */
function pathIn(store: { readonly bucket: string; readonly prefix: string }, { bucket, key }: Upload): string | null {
  const prefix = store.prefix === '' ? '' : `${store.prefix}/`;
  if (bucket !== store.bucket || !key.startsWith(prefix)) return null;
  const path = key.slice(prefix.length);
  const isKey = key.isWellFormed() && Buffer.byteLength(key) <= maximumKeyBytes;
  return isKey && isPath(path) ? path : null;
}
