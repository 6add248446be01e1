/** Plain texts that leave an embedding, override or isolate open (UAX 9), in articles and the library. */
import { describe, expect, test } from 'vitest';
import { closeBidi, closeTexts } from '../../src/article/text/bidi.ts';
import { createEntry } from '../../src/feed/create-entry.ts';
import { createFeed } from '../../src/feed/create-feed.ts';
import { readArticle } from '../support/channel.ts';

const [lre, rlo, pdf] = ['\u202a', '\u202e', '\u202c'];
const [lri, rli, pdi] = ['\u2066', '\u2067', '\u2069'];

describe('closeBidi', () => {
  test.each([
    ['a text without controls', 'Nets', 'Nets'],
    ['an override', `Nets ${rlo}dry`, `Nets ${rlo}dry${pdf}`],
    ['an isolate', `Nets ${rli}dry`, `Nets ${rli}dry${pdi}`],
    ['both, the last one first', `${lri}a${rlo}b`, `${lri}a${rlo}b${pdf}${pdi}`],
    ['an embedding inside an isolate that is closed', `${lri}a${lre}b${pdi}c`, `${lri}a${lre}b${pdi}c`],
    ['an embedding around an isolate that is closed', `${lre}a${lri}b${pdi}`, `${lre}a${lri}b${pdi}${pdf}`],
    [
      'an end of an embedding inside an isolate, which ends nothing',
      `${lre}a${lri}${pdf}`,
      `${lre}a${lri}${pdf}${pdi}${pdf}`,
    ],
    ['what is closed already', `${rlo}a${pdf} ${rli}b${pdi}`, `${rlo}a${pdf} ${rli}b${pdi}`],
    ['ends without a beginning', `a${pdf}${pdi}`, `a${pdf}${pdi}`],
    ['a mark of direction, which has no end', 'a\u200f', 'a\u200f'],
  ])('%s', (_name, text, closed) => {
    expect(closeBidi(text)).toBe(closed);
    expect(closeBidi(closed)).toBe(closed);
  });
});

test('only plain texts are changed: not identifiers, URLs and HTML', () => {
  const data = { id: rlo, url: rlo, contentHtml: rlo, title: rlo, images: [{ url: rlo, alt: rlo }], categories: [rlo] };
  const closed = `${rlo}${pdf}`;
  expect(closeTexts(data)).toEqual({
    ...data,
    title: closed,
    images: [{ url: rlo, alt: closed }],
    categories: [closed],
  });
});

test('an article closes its title, summary, byline, captions and subjects', () => {
  const lines = `title: "Nets ${rlo}dry"\nauthor: "Ida ${rlo}Moen"\ntags: ["Sea ${rli}"]\nimage: https://x.example/a.jpg`;
  const caption = `caption: "The quay ${rlo}at dawn."\ncredit: "Ola ${lri}Berg"`;
  const article = readArticle('a.md', `---\n${lines}\n${caption}\ndate: 2026-01-05\n---\nNets ${rlo}are dry.\n`);
  expect(article).toMatchObject({
    title: `Nets ${rlo}dry${pdf}`,
    summary: `Nets ${rlo}are dry.${pdf}`,
    byline: [`Ida ${rlo}Moen${pdf}`],
    categories: [`Sea ${rli}${pdi}`],
    images: [{ caption: `The quay ${rlo}at dawn.${pdf}`, credit: `Ola ${lri}Berg${pdi}` }],
  });
  expect(article.contentHtml).toContain(`The quay ${rlo}at dawn.${pdf} <small>(Ola ${lri}Berg${pdi})</small>`);
});

test('a title that is made of the text is closed where it was cut', () => {
  const text = `Nets ${rlo}are dry. Boats go out${pdf} at six.`;
  expect(readArticle('a.md', `---\ndate: 2026-01-05\n---\n${text}\n`).title).toBe(`Nets ${rlo}are dry${pdf}`);
});

test('the library closes its texts too', () => {
  const entry = createEntry({ url: `https://x.example/${rlo}`, title: `Nets ${rlo}`, published: new Date(0) });
  expect([entry.title, entry.url]).toEqual([`Nets ${rlo}${pdf}`, 'https://x.example/%E2%80%AE']);
  expect(createFeed({ title: `Courier ${rlo}`, homeUrl: 'https://x.example/' }).title).toBe(`Courier ${rlo}${pdf}`);
});
