/** Describes a file beside an article from its bytes: its type, size and published path. */
import { imageSize } from 'image-size';
import { extensionOf, fileTypeOf, signatureOf } from '../../model/media-type.ts';
import { mediaName } from '../text/slug.ts';
import { isPicturePath } from './beside.ts';

/** What the bytes of a picture reveal. */
export interface PictureFacts {
  /** The path under which it is published. It contains a digest, so that the URL can be cached for ever. */
  readonly publishedPath: string;
  readonly type: string;
  readonly width: number;
  readonly height: number;
  readonly lengthBytes: number;
}

/** Reads size and type from the bytes. Returns a message if they are not a picture. */
export function describePicture(path: string, body: Uint8Array): PictureFacts | { readonly wrong: string } {
  try {
    const { width, height, type = extensionOf(path), orientation = 1 } = imageSize(body);
    const actual = `.${type}`;
    const mediaType = isPicturePath(actual) ? fileTypeOf(actual)?.mediaType : undefined;
    if (mediaType === undefined) return { wrong: `it has the type "${type}": ${saveAs}` };
    // Orientations from 5 to 8 are rotated by 90 degrees.
    const [shownWidth, shownHeight] = orientation >= 5 ? [height, width] : [width, height];
    const publishedPath = publishedPathOf(path, body);
    return { publishedPath, type: mediaType, width: shownWidth, height: shownHeight, lengthBytes: body.length };
  } catch {
    // The messages of the library are about its own code.
    return { wrong: 'it is damaged, or is not JPEG, PNG, GIF, WebP or AVIF' };
  }
}

/** What to do with a picture of another type. */
export const saveAs = 'save it as JPEG, PNG, GIF, WebP or AVIF';

/** `media/<name>-<digest>.<extension>`. A name without Latin letters or digits is left out. */
export function publishedPathOf(path: string, body: Uint8Array): string {
  const [, name = '', extension = ''] = /([^/]*)\.(\w+)$/.exec(path) ?? [];
  return `media/${mediaName(name, body)}.${extension.toLowerCase()}`;
}

export interface MediaFacts {
  readonly publishedPath: string;
  readonly type: string;
  readonly lengthBytes: number;
}

/** The type and length. Returns a message if the file is not what its name says. */
export function describeMedia(path: string, body: Uint8Array): MediaFacts | { readonly wrong: string } {
  const type = fileTypeOf(path)?.mediaType ?? null;
  const wrong = type === null ? 'its extension names no media type' : wrongContent(body);
  return type === null || wrong !== null
    ? { wrong: wrong ?? '' }
    : { publishedPath: publishedPathOf(path, body), type, lengthBytes: body.length };
}

/** Detects what a failed download or checkout leaves instead of the file. Other faults are left to media players. */
export function wrongContent(body: Uint8Array): string | null {
  if (body.length === 0) return 'it is empty';
  const signature = signatureOf(body);
  return signature?.isText === true ? `it is ${signature.name}` : null;
}
