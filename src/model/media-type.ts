/** The only table of file types: their extensions, media types and kinds, and how articles use them. Also detects types from bytes. */

/** The formats of articles. */
export type ArticleFormat =
  | 'wire'
  | 'markdown'
  | 'html'
  | 'json'
  | 'word'
  /** Recognised by its content: an e-mail. */
  | 'mail'
  /** Recognised by its content: what agencies send. */
  | 'agency';

export type FileKind =
  | 'picture'
  | 'audio'
  | 'video'
  /** Text that is shown while audio or video plays. */
  | 'track'
  | 'document'
  /** Text that readers can open in a browser, such as a transcript. */
  | 'text'
  /** Text that only its author edits. */
  | 'manuscript'
  /** Read by programs only. */
  | 'data';

export interface FileType {
  /** In lower case, without the dot, the usual one first. */
  readonly extensions: readonly string[];
  readonly mediaType: string;
  readonly kind: FileKind;
  /** The format in which it is read as an article; `beside` if it is published with the article that names it; else `none`. */
  readonly use: ArticleFormat | 'beside' | 'none';
}

type Row = readonly [extensions: string, mediaType: string, kind: FileKind, use: FileType['use']];

const rows: readonly Row[] = [
  ['txt text', 'text/plain', 'text', 'wire'],
  ['md markdown mkdn mkdown mkd mdx', 'text/markdown', 'manuscript', 'markdown'],
  ['html htm', 'text/html', 'text', 'html'],
  ['json ninjs', 'application/json', 'text', 'json'],
  ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'manuscript', 'word'],
  ['jpg jpeg', 'image/jpeg', 'picture', 'beside'],
  ['png', 'image/png', 'picture', 'beside'],
  ['gif', 'image/gif', 'picture', 'beside'],
  ['webp', 'image/webp', 'picture', 'beside'],
  ['avif', 'image/avif', 'picture', 'beside'],
  // An SVG picture can contain scripts.
  ['svg', 'image/svg+xml', 'picture', 'none'],
  // Not all browsers show these pictures, or none does.
  ['bmp', 'image/bmp', 'picture', 'none'],
  ['heic heif hif', 'image/heic', 'picture', 'none'],
  ['tif tiff', 'image/tiff', 'picture', 'none'],
  ['jxl', 'image/jxl', 'picture', 'none'],
  ['jp2 j2k jpx', 'image/jp2', 'picture', 'none'],
  ['ico', 'image/vnd.microsoft.icon', 'picture', 'none'],
  ['psd psb', 'image/vnd.adobe.photoshop', 'picture', 'none'],
  ['ai eps', 'application/postscript', 'picture', 'none'],
  ['raw dng cr2 cr3 nef arw orf rw2 raf', 'image/x-raw', 'picture', 'none'],
  ['xcf', 'image/x-xcf', 'picture', 'none'],
  ['mp3', 'audio/mpeg', 'audio', 'beside'],
  ['m4a', 'audio/mp4', 'audio', 'beside'],
  ['aac', 'audio/aac', 'audio', 'beside'],
  ['ogg oga opus', 'audio/ogg', 'audio', 'beside'],
  ['wav', 'audio/wav', 'audio', 'beside'],
  ['flac', 'audio/flac', 'audio', 'beside'],
  ['mp4', 'video/mp4', 'video', 'beside'],
  ['m4v', 'video/x-m4v', 'video', 'beside'],
  ['webm', 'video/webm', 'video', 'beside'],
  ['mov', 'video/quicktime', 'video', 'beside'],
  ['ogv', 'video/ogg', 'video', 'beside'],
  ['vtt', 'text/vtt', 'track', 'beside'],
  ['srt', 'application/x-subrip', 'track', 'beside'],
  ['pdf', 'application/pdf', 'document', 'beside'],
  ['xml nitf newsml', 'application/xml', 'data', 'agency'],
  ['eml', 'message/rfc822', 'manuscript', 'agency'],
  ['iptc anpa', 'text/x-wire', 'manuscript', 'agency'],
  ['opml', 'text/x-opml', 'data', 'none'],
  ['css', 'text/css', 'data', 'none'],
];

export const fileTypes: readonly FileType[] = rows.map(([extensions, mediaType, kind, use]) => {
  return { extensions: extensions.split(' '), mediaType, kind, use };
});

const byExtension: ReadonlyMap<string, FileType> = new Map(
  fileTypes.flatMap((row) => row.extensions.map((extension) => [extension, row] as const)),
);

/** The file type of a path. Null if it has no extension, or an unknown one. */
export function fileTypeOf(path: string): FileType | null {
  return byExtension.get(extensionOf(path)) ?? null;
}

/** The extension of a path, in lower case and without the dot: `jpg` for `a/quay.JPG`. Empty if there is none. */
export function extensionOf(path: string): string {
  return /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
}

/** The kinds of files that can be attached to an entry. */
const mediaKinds: readonly FileKind[] = ['picture', 'audio', 'video', 'track', 'document'];

/** The media type of the file at a URL, absolute or relative, by its extension. Null if it is not one of `kinds`. */
export function typeOfReference(reference: string, kinds: readonly FileKind[] = mediaKinds): string | null {
  if (!URL.canParse(reference, base)) return null;
  const row = fileTypeOf(new URL(reference, base).pathname);
  return row !== null && kinds.includes(row.kind) ? row.mediaType : null;
}

const base = 'http://localhost/';

/** True if a string has the form of a media type without parameters. */
export function isMediaType(text: string): boolean {
  return /^[\w.+-]+\/[\w.+-]+$/.test(text);
}

/** Whether a media type is an image, audio or video. Null for any other type. */
export function mediumOf(mediaType: string): 'image' | 'audio' | 'video' | null {
  const [kind] = mediaType.toLowerCase().split('/');
  return kind === 'image' || kind === 'audio' || kind === 'video' ? kind : null;
}

/** The media type of a transcript, which may also be a page or a text file. */
export function typeOfTranscript(reference: string): string | null {
  return typeOfReference(reference, [...mediaKinds, 'text']);
}

/** The Content-Type header of a file, with the encoding if it is text. Null for an unknown extension. */
export function contentTypeOf(path: string): string | null {
  const mediaType = fileTypeOf(path)?.mediaType ?? null;
  return mediaType !== null && isText.test(mediaType) ? `${mediaType}; charset=utf-8` : mediaType;
}

const isText = /^text\/|^application\/(?:json|xml)$/;

/** A kind of file that its first bytes reveal, whatever its name is. */
interface Signature {
  readonly pattern: RegExp;
  /** Completes the sentence "the file is …". */
  readonly name: string;
  /** False if no text file begins like that. */
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
    name: 'a Git LFS pointer, and the file itself is not here',
    isText: true,
  },
] as const satisfies readonly Signature[];

/** The signature at the start of a file. Null if it is not a known one. */
export function signatureOf(body: Uint8Array): (typeof signatures)[number] | null {
  const head = String.fromCharCode(...body.subarray(0, 200));
  return signatures.find(({ pattern }) => pattern.test(head)) ?? null;
}
