/** Rules on the text of a feed before anything is parsed: how long it is, and which characters are in it. */
import { feedRules } from './feed-rules.ts';
import type { PlacedFlaw } from './flaw.ts';

/** What is wrong with the text of any format. */
export function lintText(text: string): readonly PlacedFlaw[] {
  return [...tooHeavy(text), ...oddCharacters(text)];
}

/** Readers stop reading at 512 KB or 1 MB. */
function tooHeavy(text: string): readonly PlacedFlaw[] {
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

/** C1 controls and U+FFFD, as they stand or as references: they come from an encoding that was read wrong. */
const odd = /[\x80-\x9f\ufffd]|&#(?:x0*(?:[89][0-9a-f]|fffd)|0*(?:12[89]|1[345]\d|65533));|\\u(?:00[89][0-9a-f]|fffd)/i;

function oddCharacters(text: string): readonly PlacedFlaw[] {
  const found = odd.exec(text);
  if (found === null) return [];
  const [sign] = found;
  const shown = sign.length === 1 ? `U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}` : sign;
  const message = `The feed should have no control characters and no signs for what could not be read: got ${shown}`;
  return [{ rule: feedRules.characters, message, offset: found.index }];
}
