/** Decides which files of a message are published: pictures and PDF documents. All others are named in a warning. */
import { imageSize } from 'image-size';
import { digestOf } from '../../model/digest.ts';
import type { Enclosure, Image } from '../../model/image.ts';
import { extensionOf, fileTypeOf, signatureOf } from '../../model/media-type.ts';
import { type Finding, warning } from '../../problem/problem.ts';
import { plural } from '../../problem/wording.ts';
import { buildImage } from '../agency/contents.ts';
import { enclosedPath } from '../story/enclosed-path.ts';
import type { MailFile } from './message.ts';

export interface MailFiles {
  /** The pictures, with their captions, and the ids by which HTML shows them. */
  readonly pictures: readonly MailPicture[];
  readonly enclosures: readonly Enclosure[];
  /** The bytes of all files that can be published, by their path inside the message. */
  readonly bodies: ReadonlyMap<string, Uint8Array>;
  /** The names of the files that are not published. */
  readonly others: readonly string[];
}

export interface MailPicture {
  readonly image: Image;
  readonly name: string;
  readonly contentId: string | null;
}

/** Sorts the files of a message at `path`. */
export function sortFiles(files: readonly MailFile[], path: string): MailFiles {
  const pictures: MailPicture[] = [];
  const enclosures: Enclosure[] = [];
  const others: string[] = [];
  const bodies = new Map<string, Uint8Array>();
  const seen = new Map<string, string>();
  for (const [index, file] of files.entries()) {
    const extension = publishedExtension(file);
    const name = nameOfFile(file);
    if (extension === null) {
      if (!signatures.test(file.type)) others.push(name);
      continue;
    }
    const digest = digestOf(file.body);
    const url = seen.get(digest) ?? enclosedPath(path, { position: index + 1, name, extension });
    const isKnown = seen.has(digest);
    seen.set(digest, url);
    bodies.set(url, file.body);
    if (extension === 'pdf') {
      if (!isKnown) enclosures.push(documentOf(file, { url, name }));
    } else pictures.push({ image: buildImage({ url, caption: captionOf(file) }), name, contentId: file.contentId });
  }
  return { pictures, enclosures, bodies, others };
}

/** Signatures and cards of mail programs, which readers never see. */
const signatures = /^application\/(?:pgp-signature|(?:x-)?pkcs7-signature|ms-tnef|pgp-keys)$|^text\/(?:x-)?vcard$/;

/** The extension under which a file is published, by its bytes. Null if it is not published. */
function publishedExtension({ name, type, body, contentId, description }: MailFile): string | null {
  if (signatureOf(body)?.name === 'a PDF document') return 'pdf';
  try {
    const { type: actual = null, width, height } = imageSize(body);
    const isIcon = contentId !== null && description === null && isBetween(width) && isBetween(height);
    return isIcon ? null : actual;
  } catch {
    // A picture that cannot be read is reported where all such pictures are.
    const written = extensionOf(name ?? '') || type.replace('image/', '');
    const known = fileTypeOf(`picture.${written}`);
    const isShown = known?.kind === 'picture' && known.use === 'beside';
    return type.startsWith('image/') && isShown ? written : null;
  }
}

/** The sides of icons in signatures, in pixels. Smaller pictures count readers, and are reported where pictures are. */
function isBetween(length: number): boolean {
  return length > 2 && length <= 48;
}

/** The last part of the name, without the characters that separate paths. */
function nameOfFile({ name, type }: MailFile): string {
  const last = (name ?? '').replace(/^.*[\\/]/s, '').trim();
  return last === '' ? `a file of the type ${type}` : last.slice(0, 100);
}

/** The description, if it is a sentence and not the name of the file again. */
function captionOf({ name, description }: MailFile): string | null {
  if (description === null || description === name || !description.includes(' ')) return null;
  return /^\S+\.\w{2,5}$/.test(description) ? null : description;
}

function documentOf({ body }: MailFile, { url, name }: { readonly url: string; readonly name: string }): Enclosure {
  return { url, type: 'application/pdf', lengthBytes: body.length, title: name, durationSeconds: null };
}

/** The warning for files that are not published. */
export function warnOfOthers(names: readonly string[]): readonly Finding[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, 5).map((name) => `"${name}"`);
  const list =
    names.length > shown.length ? `${shown.join(', ')} and ${names.length - shown.length} more` : shown.join(', ');
  const message = `${plural(names.length, 'file')} attached to the e-mail ${names.length === 1 ? 'is' : 'are'} not published: ${list}`;
  return [warning('email-attachment', message)];
}
