/** What readers show of an entry besides its content: titles, bylines, dates, excerpts, pictures and attachments. */
import { describe, expect, test } from 'vitest';
import { createEntry } from '../../../src/feed/create-entry.ts';
import type { Entry } from '../../../src/model/entry.ts';
import { enclosure, image } from '../../../src/model/image.ts';
import type { Reader, Shown } from '../../../src/preview/readers/reader.ts';
import { readers } from '../../../src/preview/readers/readers.ts';
import { showAs } from '../../../src/preview/readers/show-as.ts';

const channel = { title: 'The Tern Sound Courier', homeUrl: 'https://courier.example/' };

const terns: Entry = {
  ...createEntry({ url: 'https://courier.example/terns', title: 'Terns & gulls return', published: new Date(0) }),
  authors: [
    { name: 'Mae Orland', url: null, email: null, avatar: null },
    { name: 'Joss Whitlow', url: null, email: null, avatar: null },
  ],
  summary: 'The first of them came on Monday.',
  contentHtml:
    '<figure><img src="https://courier.example/terns.jpg" alt="Terns" width="1200" height="800">' +
    '<figcaption><p>Terns at noon. <small>(Joss Whitlow)</small></p></figcaption></figure>\n<p>They came <b>early</b>.</p>',
  images: [image({ url: 'https://courier.example/terns.jpg', caption: 'Terns at noon.', credit: 'Joss Whitlow' })],
};

function readerOf(id: string): Reader {
  const found = readers.find((reader) => reader.id === id);
  if (found === undefined) throw new Error(`No reader is called ${id}`);
  return found;
}

const show = (id: string, changes: Partial<Entry> = {}): Shown =>
  showAs(readerOf(id), { ...terns, ...changes }, channel);

describe.each(readers.map(({ id }) => id))('%s', (id) => {
  test('shows the title and the date of publication', () => {
    expect(show(id)).toMatchObject({ title: 'Terns & gulls return', date: '1970-01-01T00:00:00Z' });
  });

  test('shows the text, the caption and the credit of an article', () => {
    const { contentHtml } = show(id);
    for (const text of ['Terns at noon.', '(Joss Whitlow)', 'early']) expect(contentHtml).toContain(text);
  });

  test('shows an excerpt if feeds contain only that', () => {
    const { contentHtml } = show(id, { excerptHtml: '<p>Read on at the Courier, which has the rest.</p>' });
    expect(contentHtml).toContain('Read on at the Courier');
    expect(contentHtml).not.toContain('early');
  });

  test('shows the summary of an entry without content, escaped once', () => {
    const { contentHtml } = show(id, { contentHtml: '', summary: 'Boats & <b>nets</b>', images: [] });
    expect(contentHtml).toContain('Boats &amp; &lt;b>nets&lt;/b>');
  });

  test('shows no script of an article that has one', () => {
    expect(show(id, { contentHtml: '<p>One.</p><script>alert(1)</script>' }).contentHtml).not.toContain('alert');
  });
});

describe('bylines', () => {
  test.each([
    ['miniflux', 'Mae Orland, Joss Whitlow'],
    ['simplepie', 'Mae Orland'],
  ])('%s: %s', (id, byline) => {
    expect(show(id).byline).toBe(byline);
  });

  test('are empty without an author', () => {
    expect(show('miniflux', { authors: [] }).byline).toBe('');
  });
});

describe('excerpts in the list', () => {
  test('there are none in lists of titles', () => {
    expect(show('miniflux').listText).toBe('');
    expect(show('newsboat').listText).toBe('');
  });

  test('are the summary in readers that show the description', () => {
    expect(show('simplepie').listText).toBe('The first of them came on Monday.');
  });

  test('begin with the caption of the first picture in readers that remove the tags of the content', () => {
    expect(show('tt-rss').listText).toBe('Terns at noon. (Joss Whitlow) They came early .');
    expect(show('netnewswire').listText).toMatch(/^Terns at noon\./);
  });

  test('are cut at the length of the reader', () => {
    const { listText } = show('tt-rss', { contentHtml: `<p>${'sail '.repeat(100)}</p>` });
    expect(listText).toMatch(/ sail…$/);
    expect([...listText].length).toBeLessThanOrEqual(251);
  });

  test('are not cut inside a character', () => {
    expect(show('tt-rss', { contentHtml: `<p>${'🐦'.repeat(300)}</p>` }).listText).toBe(`${'🐦'.repeat(250)}…`);
  });
});

describe('the picture in the list', () => {
  test('is the picture of the feed', () => {
    expect(show('fluent-reader').listImage).toBe('https://courier.example/terns.jpg');
  });

  test('is the first one of the content if the feed has none', () => {
    const contentHtml = '<p>Text <img src="https://courier.example/in.jpg" alt=""></p>';
    expect(show('fluent-reader', { images: [], contentHtml }).listImage).toBe('https://courier.example/in.jpg');
    expect(show('fluent-reader', { images: [], contentHtml: '<p>Text</p>' }).listImage).toBeNull();
  });

  test('is missing in lists of titles', () => {
    expect(show('freshrss').listImage).toBeNull();
  });
});

describe('attachments', () => {
  const sound = enclosure({ url: 'https://courier.example/terns.mp3', type: 'audio/mpeg', title: 'Calls' });
  const paper = enclosure({ url: 'https://courier.example/terns.pdf', type: 'application/pdf', title: 'The report' });
  const elsewhere = [image({ url: 'https://courier.example/other.jpg', caption: 'A gull.', credit: 'Lee Marsh' })];

  test('Miniflux repeats pictures of the content, folded', () => {
    const { contentHtml } = show('miniflux');
    expect(contentHtml).toContain('<details><summary>Attachments (1)</summary>');
    expect(contentHtml.split('https://courier.example/terns.jpg').length).toBeGreaterThan(2);
  });

  test('FreshRSS shows only pictures that the content does not show, with caption and credit', () => {
    expect(show('freshrss').contentHtml).not.toContain('© Joss Whitlow');
    const { contentHtml } = show('freshrss', { images: elsewhere });
    expect(contentHtml).toContain('<p>© Lee Marsh</p><figcaption>A gull.</figcaption>');
  });

  test('Tiny Tiny RSS shows them if the content has no picture', () => {
    expect(show('tt-rss', { images: elsewhere }).contentHtml).not.toContain('other.jpg');
    expect(
      show('tt-rss', { images: elsewhere, contentHtml: '<p>Text, long enough to be shown.</p>' }).contentHtml,
    ).toContain('other.jpg');
  });

  test('players are for audio, and links for documents', () => {
    const { contentHtml } = show('freshrss', { enclosures: [sound, paper] });
    expect(contentHtml).toContain('<audio src="https://courier.example/terns.mp3" controls preload="none"></audio>');
    expect(contentHtml).toContain('<a href="https://courier.example/terns.pdf">The report</a>');
  });

  test('CommaFeed shows only the enclosure of the item', () => {
    const { contentHtml } = show('commafeed', { enclosures: [sound, paper] });
    expect(contentHtml).toContain('terns.mp3');
    expect(contentHtml).not.toContain('terns.pdf');
  });

  test('newsboat names the recording above the text', () => {
    expect(show('newsboat', { enclosures: [sound] }).contentHtml).toContain(
      'Podcast Download URL: https://courier.example/terns.mp3 (type: audio/mpeg)\n\n[image 1]',
    );
  });
});

test('Tiny Tiny RSS shows the description if it is longer than the content', () => {
  expect(show('tt-rss', { contentHtml: '<p>Short.</p>', images: [] }).contentHtml).toBe(terns.summary);
  expect(show('freshrss', { contentHtml: '<p>Short.</p>', images: [] }).contentHtml).toBe('<p>Short.</p>');
});

test('CommaFeed removes figures, and keeps captions and credits', () => {
  expect(show('commafeed').contentHtml).not.toMatch(/<fig/);
  expect(show('commafeed').contentHtml).toContain('<p>Terns at noon. <small>(Joss Whitlow)</small></p>');
});

test('newsboat shows text, escaped', () => {
  const { contentHtml } = show('newsboat');
  expect(contentHtml).toBe(
    '<pre>Feed: The Tern Sound Courier\nTitle: Terns &amp; gulls return\nAuthor: Mae Orland\n' +
      'Date: Thu, 01 Jan 1970 00:00:00 +0000\nLink: https://courier.example/terns\n\n[image 1]\n\n' +
      'Terns at noon. (Joss Whitlow)\n\nThey came early.\n\nLinks:\n[1]: https://courier.example/terns.jpg (image)</pre>',
  );
});

describe('the table', () => {
  test('has eight readers with different ids', () => {
    expect(new Set(readers.map(({ id }) => id)).size).toBe(8);
    for (const { id, url } of readers)
      expect({ id, url }).toEqual({ id: expect.stringMatching(/^[a-z-]+$/), url: new URL(url).href });
  });

  test.each(readers)('$id: colours are readable in light and in dark', ({ look }) => {
    for (const { background, surface, text, muted, link } of [look.light, look.dark]) {
      for (const colour of [text, link, muted]) expect(contrast(colour, background)).toBeGreaterThanOrEqual(4.5);
      expect(surface).toMatch(/^#[0-9a-f]{6}$/);
    }
  });

  test.each(readers)('$id: what it looks like agrees with its rules', ({ look, list }) => {
    expect(look.showsExcerpt).toBe(list.text.from !== 'none');
    expect(look.showsPicture).toBe(list.picture.length > 0);
  });
});

/** The contrast of two colours (WCAG 2.2, contrast ratio). */
function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
