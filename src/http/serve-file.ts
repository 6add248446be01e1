/** Serves a file from a folder over HTTP, with conditional requests and ranges, and never hidden files or files outside it. https://www.rfc-editor.org/rfc/rfc9110 */
import { open, stat } from 'node:fs/promises';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { join, normalize, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { unless } from '../store/system-error.ts';

/** What a URL path names: a file, a folder whose URL needs a trailing slash, or nothing. */
export type Found =
  | { readonly kind: 'file'; readonly file: ServedFile }
  | { readonly kind: 'folder'; readonly location: string }
  | { readonly kind: 'nothing'; readonly status: 400 | 403 | 404 };

export interface ServedFile {
  /** The path on this machine. */
  readonly path: string;
  readonly lengthBytes: number;
  readonly modified: Date;
}

/** Finds the file for a URL path. Names that begin with a dot, such as that of the ledger, count as missing. */
export async function findFile(root: string, urlPath: string): Promise<Found> {
  const decoded = decodePath(urlPath);
  if (decoded === null) return { kind: 'nothing', status: 400 };
  const parts = normalize(`.${sep}${decoded}`).split(sep);
  if (parts.includes('..')) return { kind: 'nothing', status: 403 };
  if (parts.some((part) => part.length > 1 && part.startsWith('.'))) return { kind: 'nothing', status: 404 };
  const isFolder = decoded.endsWith('/');
  const path = join(root, ...parts, isFolder ? 'index.html' : '');
  const there = await unless(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'], null, () => stat(path));
  if (there?.isDirectory() === true && !isFolder) {
    return { kind: 'folder', location: `/${parts.map(encodeURIComponent).join('/')}/` };
  }
  if (there?.isFile() !== true) return { kind: 'nothing', status: 404 };
  return { kind: 'file', file: { path, lengthBytes: there.size, modified: there.mtime } };
}

function decodePath(urlPath: string): string | null {
  try {
    const path = decodeURIComponent(urlPath);
    return path.includes('\0') ? null : path;
  } catch {
    return null;
  }
}

/** The part of a file to send; none if a condition is not met, or if the range is outside the file. */
export type Part =
  | { readonly status: 200 | 206; readonly start: number; readonly end: number }
  | { readonly status: 304 | 412 | 416 };

/** Chooses the part for the headers of a request. For an empty file, `end` is -1. */
export function partFor(headers: IncomingHttpHeaders, file: ServedFile): Part {
  if (isForOtherBytes(headers, file)) return { status: 412 };
  if (isUnchanged(headers, file)) return { status: 304 };
  const whole = { status: 200, start: 0, end: file.lengthBytes - 1 } as const;
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? '') ?? [];
  if (first + last === '' || !continues(headers['if-range']?.toString(), file)) return whole;
  const start = first === '' ? Math.max(0, file.lengthBytes - Number(last)) : Number(first);
  const end = first === '' || last === '' ? whole.end : Math.min(Number(last), whole.end);
  if (first !== '' && last !== '' && Number(first) > Number(last)) return whole;
  return start > end ? { status: 416 } : { status: 206, start, end };
}

/** An ETag from length and time. It is weak, because two versions may have the same length and time. */
function tagOf({ lengthBytes, modified }: ServedFile): string {
  return `W/"${lengthBytes.toString(16)}-${modified.getTime().toString(16)}"`;
}

/** If-Match and If-Unmodified-Since (sections 13.1.1 and 13.1.4): the client expects another version. */
function isForOtherBytes(headers: IncomingHttpHeaders, file: ServedFile): boolean {
  const tags = headers['if-match'];
  if (tags !== undefined) return !hasTag(tags, file);
  const since = timeOf(headers['if-unmodified-since']);
  return since !== null && secondOf(file) > since;
}

/** If-None-Match and If-Modified-Since (sections 13.1.2 and 13.1.3): the client already has these bytes. */
function isUnchanged(headers: IncomingHttpHeaders, file: ServedFile): boolean {
  if (/\bno-cache\b/.test(headers['cache-control'] ?? '')) return false;
  const tags = headers['if-none-match'];
  if (tags !== undefined) return hasTag(tags, file);
  const since = timeOf(headers['if-modified-since']);
  return since !== null && secondOf(file) <= since;
}

/** If-Range (section 13.1.5): the client has other parts of the same version. */
function continues(condition: string | undefined, file: ServedFile): boolean {
  if (condition === undefined) return true;
  if (condition.includes('"')) return hasTag(condition, file);
  const since = timeOf(condition);
  return since !== null && secondOf(file) <= since;
}

/** True if a list of tags contains that of the file, by weak comparison (section 8.8.3.2). */
function hasTag(tags: string, file: ServedFile): boolean {
  return tags.trim() === '*' || tags.includes(tagOf(file).slice('W/'.length));
}

function timeOf(header: string | undefined): number | null {
  const time = Date.parse(header ?? '');
  return Number.isNaN(time) ? null : time;
}

/** The time in whole seconds, as in headers. */
function secondOf({ modified }: ServedFile): number {
  return Math.floor(modified.getTime() / 1000) * 1000;
}

/** The first bytes of a file. */
export async function readStart(path: string, lengthBytes: number): Promise<Uint8Array> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(lengthBytes) });
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Sends a part of a file with its status and range headers. The caller sets the Content-Type. */
export async function sendPart(
  { method }: IncomingMessage,
  response: ServerResponse,
  { file, part }: { readonly file: ServedFile; readonly part: Part },
): Promise<void> {
  response.statusCode = part.status;
  response.setHeader('Accept-Ranges', 'bytes');
  response.setHeader('ETag', tagOf(file));
  response.setHeader('Last-Modified', file.modified.toUTCString());
  if (part.status === 206) response.setHeader('Content-Range', `bytes ${part.start}-${part.end}/${file.lengthBytes}`);
  if (part.status === 416) response.setHeader('Content-Range', `bytes */${file.lengthBytes}`);
  if (!('start' in part)) {
    response.removeHeader('Content-Type');
    response.end();
    return;
  }
  const lengthBytes = part.end - part.start + 1;
  response.setHeader('Content-Length', lengthBytes);
  if (method === 'HEAD' || lengthBytes === 0) {
    response.end();
    return;
  }
  const handle = await open(file.path);
  await pipeline(handle.createReadStream({ start: part.start, end: part.end }), response);
}
