/** Words that a picture carries inside itself: IPTC-IIM Caption, Credit and By-line, or their XMP twins. */
import { isRecord, recordIn } from '../../model/record.ts';
import { cleanPlainText } from '../text/decode.ts';
import { foldSpaces } from '../tree/plain-text.ts';
import { type Beside, isPicturePath, type PictureWords } from './picture.ts';

/** Null where there are none; metadata that cannot be read is as if it were not there. */
export async function readEmbedded(body: Uint8Array): Promise<PictureWords | null> {
  const { default: exifr } = await import('exifr');
  const found: unknown = await exifr.parse(body, blocks).catch(() => null);
  const fields = recordIn(found);
  if (fields === null) return null;
  const caption = textOf(fields['Caption']) ?? textOf(fields['description']);
  const author = textOf(fields['Byline']) ?? textOf(fields['creator']);
  const seller = textOf(fields['Credit']);
  const credit = [author, seller].filter((it) => it !== null).join('/');
  return caption === null && credit === '' ? null : { caption, credit: credit === '' ? null : credit };
}

/** Adds the words of the pictures whose bytes are there. */
export async function withEmbedded(beside: Beside): Promise<Beside> {
  const words = new Map<string, PictureWords>();
  for (const [path, body] of beside.bodies) {
    const found = isPicturePath(path) ? await readEmbedded(body) : null;
    if (found !== null) words.set(path, found);
  }
  return { ...beside, words };
}

const blocks = { tiff: false, exif: false, gps: false, icc: false, jfif: false, ihdr: false, iptc: true, xmp: true };

/** XMP gives a text, a text with its language, or a list of those. */
function textOf(value: unknown): string | null {
  if (Array.isArray(value)) return textOf(value[0]);
  if (isRecord(value)) return textOf(value['value']);
  if (typeof value !== 'string') return null;
  return foldSpaces(cleanPlainText(unmixed(value))) || null;
}

/** The library reads IPTC as Latin-1; where the bytes are UTF-8, they are meant as such. */
function unmixed(text: string): string {
  if (!/^[\u0000-\u00ff]*$/.test(text) || !/[\u0080-\u00ff]/.test(text)) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1'));
  } catch {
    return text;
  }
}
