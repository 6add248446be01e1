/** Building an entry from an article: authors, language, and pictures as enclosures. */

import { describe, expect, test } from 'vitest';
import { buildEntry } from '../../src/item/build-entry.ts';
import { bytesOfEntry } from '../../src/item/entry-bytes.ts';
import type { Channel } from '../../src/model/channel.ts';
import type { Entry } from '../../src/model/entry.ts';
import { enclosure } from '../../src/model/image.ts';
import { person } from '../../src/model/metadata.ts';
import { channel, readArticle } from '../support/channel.ts';
import { instant } from '../support/instant.ts';

const newsroom = person({ name: 'The newsroom', url: 'https://courier.example/about' });

function entryOf(frontMatter: string, settings: Partial<Channel> = {}): Entry {
  const article = readArticle('quay.md', `---\ntitle: Quay\ndate: 2026-01-04\n${frontMatter}\n---\nOpen.\n`, settings);
  const id = 'tag:courier.example,2026:quay';
  return buildEntry(article, { channel: { ...channel, ...settings }, id, updated: instant('2026-02-01T00:00:00Z') });
}

test('id and updated are given, and the rest comes from the article', () => {
  expect(entryOf('summary: At last.')).toMatchObject({
    id: 'tag:courier.example,2026:quay',
    url: null,
    title: 'Quay',
    published: '2026-01-04T05:00:00Z',
    updated: instant('2026-02-01T00:00:00Z'),
    summary: 'At last.',
    contentHtml: '<p>Open.</p>',
  });
});

describe('every entry has an author', () => {
  test.each([
    ['the article names one', 'author: Vera Lund', [newsroom], ['Vera Lund']],
    ['the article names none', '', [newsroom], ['The newsroom']],
    ['nobody names one', '', [], ['The Tern Sound Courier']],
  ])('%s', (_name, frontMatter, authors, names) => {
    expect(entryOf(frontMatter, { authors }).authors.map(({ name }) => name)).toEqual(names);
  });
});

describe('the language', () => {
  test.each([
    ['another language than that of the feed', 'lang: nb', 'nb'],
    ['the language of the feed', 'lang: en-US', null],
    ['no language', '', null],
  ])('%s', (_name, frontMatter, language) => {
    expect(entryOf(frontMatter).language).toBe(language);
  });
});

describe('the type of a picture', () => {
  test.each([
    ['as it was given', 'image: {url: https://courier.example/a, type: image/avif}', 'image/avif'],
    ['by the extension of its URL', 'image: https://courier.example/a.webp', 'image/webp'],
    [
      'by its extension if the given type is invalid',
      'image: {url: https://courier.example/a.jpg, type: photo}',
      'image/jpeg',
    ],
    ['is not guessed', 'image: https://courier.example/a', null],
  ])('%s', (_name, frontMatter, type) => {
    expect(entryOf(frontMatter).images.map((image) => image.type)).toEqual([type]);
  });
});

test('a picture is not an enclosure if its length is unknown', () => {
  expect(entryOf('image: https://courier.example/a.jpg').enclosures).toEqual([]);
});

test('a picture with known type and length is an enclosure, after those of the article', () => {
  const article = readArticle('quay.md', '---\ndate: 2026-01-04\nimage: https://courier.example/a.jpg\n---\nOpen.\n');
  const [image] = article.images;
  if (image === undefined) throw new Error('The article must have a picture');
  const sound = enclosure({ url: 'https://courier.example/a.mp3', type: 'audio/mpeg' });
  const known = { ...article, enclosures: [sound], images: [{ ...image, lengthBytes: 10, caption: 'A quay' }] };
  const { enclosures } = buildEntry(known, { channel, id: 'a:b', updated: article.published });
  expect(enclosures).toEqual([
    sound,
    enclosure({ url: image.url, type: 'image/jpeg', lengthBytes: 10, title: 'A quay' }),
  ]);
});

describe('an article without text', () => {
  const bare = (body: string) => {
    const article = readArticle('quay.md', `---\ntitle: Quay & pier\ndate: 2026-01-04\n---\n${body}\n`);
    return buildEntry(article, { channel, id: 'tag:courier.example,2026:quay', updated: article.published });
  };

  test('with only a headline: the headline is the content', () => {
    expect(bare('<script>alert(1)</script>')).toMatchObject({ contentHtml: '<p>Quay &amp; pier</p>', summary: '' });
  });

  test('with a picture: the summary is its caption, or else its alt text', () => {
    const figure = (caption: string) => `<figure><img src="https://a.example/a.jpg" alt="Ropes">${caption}</figure>`;
    expect(bare(figure('<figcaption>Ropes dry.</figcaption>')).summary).toBe('Ropes dry.');
    expect(bare(figure('')).summary).toBe('Ropes');
  });
});

test('rarely used keys of people and media take no bytes if they are null', () => {
  const entry = entryOf('author: Vera Lund\naudio: https://media.example/a.mp3');
  const unsaid = { email: undefined, avatar: undefined, durationSeconds: undefined };
  const without = <T extends object>(items: readonly T[]) => items.map((item): T => ({ ...item, ...unsaid }));
  const short = { ...entry, authors: without(entry.authors), enclosures: without(entry.enclosures) };
  expect(bytesOfEntry(entry)).toBe(bytesOfEntry(short));
  const said = entryOf('author: {name: Vera Lund, email: vera@courier.example}\naudio: https://media.example/a.mp3');
  expect(bytesOfEntry(said)).toBe(bytesOfEntry(entry) + ',"email":"vera@courier.example"'.length);
});
