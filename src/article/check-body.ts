/** Whether there is anything to read, see or hear below the title of an article that is no wire text. */
import { type Finding, warning } from '../problem/problem.ts';
import type { Story } from './story/story.ts';
import { paragraphsOf } from './tree/plain-text.ts';
import { elementsOf } from './tree/walk.ts';

const media = new Set(['img', 'video', 'audio', 'iframe']);

/** A link post may be nothing but its link, and an episode nothing but its sound. */
export function checkBody({ content, externalUrl, enclosures, draft, withdrawal }: Story): Finding[] {
  const isHeld = draft || withdrawal !== null;
  const isShort = externalUrl !== null || enclosures.length > 0;
  const isShown = elementsOf(content).some(({ tagName }) => media.has(tagName));
  if (isHeld || isShort || isShown || paragraphsOf(content).length > 0) return [];
  return [warning('no-body', 'The file has no body: write the text below the front matter or the title')];
}
