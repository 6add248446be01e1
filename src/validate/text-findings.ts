/** Checks the text of a feed before it is parsed: its size and its characters. */
import { feedRules } from './rule/feed-rules.ts';
import type { PlacedFinding } from './rule/finding.ts';

/** Returns what is wrong with the text, whatever its format. */
export function textFindings(text: string): readonly PlacedFinding[] {
  return [...tooLarge(text), ...oddCharacters(text)];
}

/** Some readers stop reading at 512 KB, others at 1 MB. */
function tooLarge(text: string): readonly PlacedFinding[] {
  const bytes = new TextEncoder().encode(text).length;
  const kilobytes = Math.ceil(bytes / 1024);
  const advice = 'move older entries to archives';
  if (bytes > 1024 * 1024) {
    return [
      {
        rule: feedRules.veryLarge,
        message: `The feed should be smaller than 1 MB, ${advice}: got ${kilobytes} KB`,
        offset: null,
      },
    ];
  }
  if (bytes <= 512 * 1024) return [];
  return [
    {
      rule: feedRules.large,
      message: `The feed should be smaller than 512 KB, ${advice}: got ${kilobytes} KB`,
      offset: null,
    },
  ];
}

/** DEL, C1 controls, U+FFFD and Unicode noncharacters. They come from text that was decoded with the wrong encoding. */
const odd = /[\x7f-\x9f\ufffd\p{Noncharacter_Code_Point}]/u;
const reference = /&#(?:x[0-9a-f]{2,6}|\d{3,7});|\\u[0-9a-f]{4}/gi;

function oddCharacters(text: string): readonly PlacedFinding[] {
  const found = odd.exec(text) ?? oddReference(text);
  if (found === null) return [];
  const [written] = found;
  const shown = /^[&\\]/.test(written) ? written : `U+${hexOf(written)}`;
  const message = `The feed should have no control characters, replacement characters or noncharacters: got ${shown}`;
  return [{ rule: feedRules.characters, message, offset: found.index }];
}

function oddReference(text: string): RegExpExecArray | null {
  for (const found of text.matchAll(reference)) {
    const digits = found[0].replace(/^(?:&#x|\\u)|^&#|;$/gi, '');
    const code = Number.parseInt(digits, /^&#\d/.test(found[0]) ? 10 : 16);
    if (code <= 0x10ffff && odd.test(String.fromCodePoint(code))) return found;
  }
  return null;
}

function hexOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}
