/** Sound, films, transcripts and PDF beside an article: what is known of the file, and files that are something else. */
import { typeOfReference } from '../../model/media-type.ts';
import { publishedPathOf } from './picture.ts';

export interface MediaFacts {
  readonly publishedPath: string;
  readonly type: string;
  readonly lengthBytes: number;
}

/** Type and length; a message where the file is not what its name says. */
export function describeMedia(path: string, body: Uint8Array): MediaFacts | { readonly wrong: string } {
  const type = typeOfReference(encodeURIComponent(path));
  const wrong = type === null ? 'its ending names no media type' : strangerIn(body);
  return type === null || wrong !== null
    ? { wrong: wrong ?? '' }
    : { publishedPath: publishedPathOf(path, body), type, lengthBytes: body.length };
}

/** What stands in the place of a file where a download or a checkout went wrong. Players know the rest better. */
export function strangerIn(body: Uint8Array): string | null {
  if (body.length === 0) return 'it is empty';
  const start = Buffer.from(body.subarray(0, 200)).toString('latin1').trimStart().toLowerCase();
  if (/^(?:\u00ef\u00bb\u00bf)?<(?:!doctype|html|\?xml|script|svg|head|body)/.test(start)) return 'it is a page';
  if (start.startsWith('version https://git-lfs')) return 'it is a pointer of Git LFS, and the file itself is not here';
  return null;
}
