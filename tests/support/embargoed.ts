/** Articles that are not out, each for another reason, and the words in them that nobody may read before. */
import type { Store } from '../../src/store/store.ts';
import { textOf } from './store.ts';

const article = (matter: string) => `---\n${matter}---\nThe boards have agreed on the price of plumage.\n`;

export const embargoed: Readonly<Record<string, string>> = {
  'osprey-deal.md': article('title: Merger with Osprey\nid: osprey-id\ndate: 2026-12-24T12:00:00Z\n'),
  'drafts/falcon-affair.md': article(
    'title: Falcon affair\nslug: falcon-slug\ndate: 2026-11-01T08:00:00Z\ndraft: true\n',
  ),
  'heron-obituary.md': article('title: Heron has died\ndraft: true\n'),
  'kestrel-broken.md': article('title: Kestrel resigns\nid: kestrel-id\ndate: 2026-02-30\n'),
  'merlin-old.md': article('title: Merlin tickets\ndate: 2026-11-01T08:00:00Z\nexpires: 2026-11-02T08:00:00Z\n'),
};

export const hiddenWords: readonly string[] = ['osprey', 'falcon', 'heron', 'kestrel', 'merlin', 'merger', 'plumage'];

/** The words that any file of a store contains, in its bytes or in its path, in any case. */
export async function wordsFoundIn(to: Store, words: readonly string[]): Promise<readonly string[]> {
  const files = await to.list(() => true);
  const texts = await Promise.all(files.map(async ({ path }) => `${path}\n${textOf(await to.read(path)) ?? ''}`));
  const whole = texts.join('\n').toLowerCase();
  return words.filter((word) => whole.includes(word.toLowerCase()));
}
