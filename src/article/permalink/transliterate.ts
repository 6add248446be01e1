/** Writes any script in ASCII, as Zola, Pelican, Hexo and Ghost do in URLs. */

import type { Channel, ToolName } from '../../model/channel.ts';
import type { File } from '../../model/file.ts';

type Transliterate = (text: string) => string;

let ofLibrary: Transliterate | null = null;

/** Letters that do not consist of a Latin letter and an accent. */
const latin: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  ø: 'o',
  Ø: 'O',
  œ: 'oe',
  Œ: 'OE',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ı: 'i',
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '--',
  '…': '...',
};

/** The tools whose URLs contain only ASCII. */
const inAscii: ReadonlySet<ToolName | null> = new Set(['zola', 'pelican', 'ghost']);

/** How much of a file is looked at: the title is at its beginning. */
const lookedAtBytes = 10_000;

/**
 * Loads the table of other scripts if the URL of an article needs it. Call it before the article is parsed, which is
 * synchronous.
 */
export async function loadTransliteration(
  { path, body }: File,
  { permalink }: Pick<Channel, 'permalink'>,
): Promise<void> {
  if (ofLibrary !== null || !inAscii.has(permalink?.tool ?? null)) return;
  if (isLatin(path + new TextDecoder().decode(body.subarray(0, lookedAtBytes)))) return;
  const library = await import('transliteration');
  ofLibrary = (it) => library.transliterate(it);
}

/** Writes a text in ASCII. Letters of scripts that are not loaded are left out. */
export function transliterate(text: string): string {
  if (!isLatin(text) && ofLibrary !== null) return ofLibrary(text);
  return withoutAccents(text).replace(/[^\0-\x7f]/g, (letter) => latin[letter] ?? '');
}

/** A text whose accents are removed from their letters. Other letters stay. */
export function withoutAccents(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .normalize('NFC');
}

function isLatin(text: string): boolean {
  return !/[^\0-\u024f\u0300-\u036f\u1e00-\u1eff\u2000-\u206f\ufe0f\p{Extended_Pictographic}]/u.test(text);
}
