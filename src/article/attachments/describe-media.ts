/** Sound, films, transcripts and PDF beside an article: what is known of the file, and files that are something else. */
import { fileTypeOf, signatureOf } from '../../model/media-type.ts';
import { publishedPathOf } from './picture.ts';

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
