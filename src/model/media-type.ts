/** The one table of file types: extensions, media types, what each holds, and how it is used among articles; and what bytes say of themselves. */

/** How an article is read. */
export type ArticleFormat = 'wire' | 'markdown' | 'html' | 'json' | 'word';

export type FileKind =
  | 'picture'
  | 'sound'
  | 'film'
  /** Words to be shown while sound or a film plays. */
  | 'track'
  | 'document'
  /** Text that a reader may be sent to, such as a transcript. */
  | 'text'
  /** Text that only its author works with. */
  | 'manuscript'
  /** What only programs read. */
  | 'data';

export interface FileType {
  /** In lower case and without the dot, the usual one first. */
  readonly extensions: readonly string[];
  readonly mediaType: string;
  readonly kind: FileKind;
  /** Read as an article in this format, published beside the article that names it, or neither. */
  readonly use: ArticleFormat | 'beside' | 'none';
}

type Row = readonly [extensions: string, mediaType: string, kind: FileKind, use: FileType['use']];

const rows: readonly Row[] = [
  ['txt text', 'text/plain', 'text', 'wire'],
  ['md markdown', 'text/markdown', 'manuscript', 'markdown'],
  ['html htm', 'text/html', 'text', 'html'],
  ['json', 'application/json', 'text', 'json'],
  ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'manuscript', 'word'],
  ['mdx', 'text/mdx', 'manuscript', 'none'],
  ['jpg jpeg', 'image/jpeg', 'picture', 'beside'],
  ['png', 'image/png', 'picture', 'beside'],
  ['gif', 'image/gif', 'picture', 'beside'],
  ['webp', 'image/webp', 'picture', 'beside'],
  ['avif', 'image/avif', 'picture', 'beside'],
  // A picture that can hold programs.
  ['svg', 'image/svg+xml', 'picture', 'none'],
  ['bmp', 'image/bmp', 'picture', 'none'],
  ['mp3', 'audio/mpeg', 'sound', 'beside'],
  ['m4a', 'audio/mp4', 'sound', 'beside'],
  ['aac', 'audio/aac', 'sound', 'beside'],
  ['ogg oga opus', 'audio/ogg', 'sound', 'beside'],
  ['wav', 'audio/wav', 'sound', 'beside'],
  ['flac', 'audio/flac', 'sound', 'beside'],
  ['mp4', 'video/mp4', 'film', 'beside'],
  ['m4v', 'video/x-m4v', 'film', 'beside'],
  ['webm', 'video/webm', 'film', 'beside'],
  ['mov', 'video/quicktime', 'film', 'beside'],
  ['ogv', 'video/ogg', 'film', 'beside'],
  ['vtt', 'text/vtt', 'track', 'beside'],
  ['srt', 'application/x-subrip', 'track', 'beside'],
  ['pdf', 'application/pdf', 'document', 'beside'],
  ['xml', 'application/xml', 'data', 'none'],
  ['opml', 'text/x-opml', 'data', 'none'],
  ['css', 'text/css', 'data', 'none'],
];

export const fileTypes: readonly FileType[] = rows.map(([extensions, mediaType, kind, use]) => {
  return { extensions: extensions.split(' '), mediaType, kind, use };
});

const byExtension: ReadonlyMap<string, FileType> = new Map(
  fileTypes.flatMap((row) => row.extensions.map((extension) => [extension, row] as const)),
);

/** The row of a path by its extension; null for an extension that is not known, and for none. */
export function fileTypeOf(path: string): FileType | null {
  return byExtension.get(extensionOf(path)) ?? null;
}

/** `jpg` of `a/quay.JPG`; empty if there is none. */
export function extensionOf(path: string): string {
  return /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
}

/** What an entry may carry: pictures, sound, films, what belongs to those, and documents. */
const mediaKinds: readonly FileKind[] = ['picture', 'sound', 'film', 'track', 'document'];

/** The media type of what a URL that may be relative leads to; null if its extension names no kind of media, or none of `kinds`. */
export function typeOfReference(reference: string, kinds: readonly FileKind[] = mediaKinds): string | null {
  if (!URL.canParse(reference, base)) return null;
  const row = fileTypeOf(new URL(reference, base).pathname);
  return row !== null && kinds.includes(row.kind) ? row.mediaType : null;
}

const base = 'http://localhost/';

/** True for a text that has the form of a media type, without parameters. */
export function isMediaType(text: string): boolean {
  return /^[\w.+-]+\/[\w.+-]+$/.test(text);
}

/** What people see or hear of a media type; null for types of another kind. */
export function mediumOf(mediaType: string): 'image' | 'audio' | 'video' | null {
  const [kind] = mediaType.toLowerCase().split('/');
  return kind === 'image' || kind === 'audio' || kind === 'video' ? kind : null;
}

/** A transcript may be a page or a text too. */
export function typeOfTranscript(reference: string): string | null {
  return typeOfReference(reference, [...mediaKinds, 'text']);
}

/** What a server says of a file, with the encoding of texts; null for an extension that is not known. */
export function contentTypeOf(path: string): string | null {
  const mediaType = fileTypeOf(path)?.mediaType ?? null;
  return mediaType !== null && isText.test(mediaType) ? `${mediaType}; charset=utf-8` : mediaType;
}

const isText = /^text\/|^application\/(?:json|xml)$/;

/** What the first bytes of a file say that it is, whatever its name says. */
interface Signature {
  readonly pattern: RegExp;
  /** As in "the file is …". */
  readonly name: string;
  /** False if no text begins like that. */
  readonly isText: boolean;
}

const signatures = [
  { pattern: /^\x89PNG/, name: 'a PNG picture', isText: false },
  { pattern: /^\xff\xd8\xff/, name: 'a JPEG picture', isText: false },
  { pattern: /^GIF8/, name: 'a GIF picture', isText: false },
  { pattern: /^%PDF-/, name: 'a PDF document', isText: false },
  { pattern: /^PK\x03\x04/, name: 'a zip archive', isText: false },
  { pattern: /^\x1f\x8b/, name: 'a gzip archive', isText: false },
  { pattern: /^\xd0\xcf\x11\xe0/, name: 'an old Office document', isText: false },
  { pattern: /^\{\\rtf/, name: 'a Rich Text document', isText: false },
  { pattern: /^\s*(?:\xef\xbb\xbf)?<(?:!doctype|html|\?xml|script|svg|head|body)/i, name: 'a page', isText: true },
  {
    pattern: /^\s*version https:\/\/git-lfs/i,
    name: 'a pointer of Git LFS, and the file itself is not here',
    isText: true,
  },
] as const satisfies readonly Signature[];

/** The signature that bytes begin with; null if it is none of those that are known. */
export function signatureOf(body: Uint8Array): (typeof signatures)[number] | null {
  const head = String.fromCharCode(...body.subarray(0, 200));
  return signatures.find(({ pattern }) => pattern.test(head)) ?? null;
}
