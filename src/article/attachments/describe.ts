/** What is known of a file that lies among the articles, from its bytes: a picture, sound, a film or another document. */
import { imageSize } from 'image-size';
import { extensionOf, fileTypeOf, signatureOf } from '../../model/media-type.ts';
import { mediaName } from '../text/slug.ts';
import { isPicturePath } from './beside.ts';

/** What a picture file says of itself. */
export interface PictureFacts {
  /** Where it is published: a name with its digest, so that its URL can be kept for ever. */
  readonly publishedPath: string;
  readonly type: string;
  readonly width: number;
  readonly height: number;
  readonly lengthBytes: number;
}

/** Reads size and type from the bytes; a message where they are no picture. */
export function describePicture(path: string, body: Uint8Array): PictureFacts | { readonly wrong: string } {
  try {
    const { width, height, type = extensionOf(path), orientation = 1 } = imageSize(body);
    const really = `.${type}`;
    const mediaType = isPicturePath(really) ? fileTypeOf(really)?.mediaType : undefined;
    if (mediaType === undefined) return { wrong: `it is of the kind "${type}"` };
    // Orientations from 5 on are turned on their side.
    const [shownWidth, shownHeight] = orientation >= 5 ? [height, width] : [width, height];
    const publishedPath = publishedPathOf(path, body);
    return { publishedPath, type: mediaType, width: shownWidth, height: shownHeight, lengthBytes: body.length };
  } catch {
    // The library's words are about its own code.
    return { wrong: 'it is damaged, or none of JPEG, PNG, GIF, WebP and AVIF' };
  }
}

/** `media/<name>-<digest>.<extension>`; a name in another script is left to the digest. */
export function publishedPathOf(path: string, body: Uint8Array): string {
  const [, name = '', extension = ''] = /([^/]*)\.(\w+)$/.exec(path) ?? [];
  return `media/${mediaName(name, body)}.${extension.toLowerCase()}`;
}

export interface MediaFacts {
  readonly publishedPath: string;
  readonly type: string;
  readonly lengthBytes: number;
}

/** Type and length; a message where the file is not what its name says. */
export function describeMedia(path: string, body: Uint8Array): MediaFacts | { readonly wrong: string } {
  const type = fileTypeOf(path)?.mediaType ?? null;
  const wrong = type === null ? 'its extension names no media type' : strangerIn(body);
  return type === null || wrong !== null
    ? { wrong: wrong ?? '' }
    : { publishedPath: publishedPathOf(path, body), type, lengthBytes: body.length };
}

/** What is there instead of the file if a download or a checkout went wrong. Players know the rest better. */
export function strangerIn(body: Uint8Array): string | null {
  if (body.length === 0) return 'it is empty';
  const signature = signatureOf(body);
  return signature?.isText === true ? `it is ${signature.name}` : null;
}
