/** The pages that list articles. */
import { describe, expect, test } from 'vitest';
import type { Channel } from '../../src/model/channel.ts';
import type { Entry } from '../../src/model/entry.ts';
import { type ListPage, renderListPage } from '../../src/render/page/list-page.ts';
import { contextWith, readPage } from './page-reader.ts';
import { entry as sample } from './sample.ts';

const folder = 'https://feeds.courier.example/';
const feedUrls = { rss: `${folder}rss.xml`, atom: `${folder}atom.xml`, json: `${folder}feed.json` };
const entry: Entry = { ...sample, url: `${folder}articles/quay.html` };
const index: ListPage = {
  kind: 'index',
  title: 'The Tern Sound Courier',
  url: `${folder}index.html`,
  feedUrls,
  entries: [entry],
  newer: null,
  older: null,
  groups: [],
};

const list = (changes: Partial<ListPage> = {}, settings: Partial<Channel> = {}) =>
  readPage(renderListPage({ ...index, ...changes }, contextWith(settings)));
const hrefs = (read: ReturnType<typeof list>) => read.all('a').map(({ properties }) => String(properties['href']));

describe('an entry in a list', () => {
  test('has its headline with a link, its summary, its date and its picture', () => {
    const read = list();
    expect(read.textOf('h2')).toBe('Quay opens');
    expect(hrefs(read)).toContain('articles/quay.html');
    expect(read.textOf('summary')).toBe('The quay is open again.');
    expect(read.all('time')[0]?.properties['dateTime']).toBe('2026-01-04T16:15:00-08:00');
    expect(read.all('img')[0]?.properties).toMatchObject({ alt: 'A quay at dawn', loading: 'lazy', width: 1200 });
  });

  test('without a page has a headline without a link, and without a picture none', () => {
    const read = list({ entries: [{ ...entry, url: null, images: [] }] });
    expect(read.textOf('h2')).toBe('Quay opens');
    expect(hrefs(read).filter((it) => it.includes('articles'))).toEqual([]);
    expect(read.all('img')).toEqual([]);
  });

  test('in another language has its language marked, and its date in that language', () => {
    const [story] = list().all('article');
    expect(story?.properties).toMatchObject({ lang: 'nb', dir: 'ltr' });
    expect(list().textOf('time')).toBe('4. januar 2026');
    expect(list({ entries: [{ ...entry, language: null }] }).all('article')[0]?.properties['lang']).toBeUndefined();
  });

  test('hostile: markup in its texts is text', () => {
    const text = '</h2><script>ran()</script>"';
    const read = list({ entries: [{ ...entry, title: text, summary: text, url: 'javascript:ran()' }] });
    expect([read.textOf('h2'), read.textOf('summary')]).toEqual([text, text]);
    expect(read.all('script')).toEqual([]);
    expect(hrefs(read).filter((it) => it.startsWith('javascript:'))).toEqual([]);
  });
});

describe('the index', () => {
  test('has the name of the channel as its heading, with the description', () => {
    const read = list();
    expect(read.textOf('h1')).toBe('The Tern Sound Courier');
    expect(read.textOf('about')).toBe('News from the islands');
    expect(read.textOf('title')).toBe('The Tern Sound Courier');
  });

  test('lists sections, topics and authors, and has no such list if there are none', () => {
    const groups = [
      { grouping: 'authors', name: 'Vera Lund', url: `${folder}authors/vera-lund/index.html` },
      { grouping: 'sections', name: 'Harbor', url: `${folder}sections/harbor/index.html` },
    ] as const;
    expect(list({ groups }).textOf('groups')).toBe('Sections Harbor Authors Vera Lund');
    expect(hrefs(list({ groups }))).toContain('sections/harbor/index.html');
    expect(list().textOf('groups')).toBeNull();
  });

  test('without articles says that the first will come', () => {
    expect(list({ entries: [] }).textOf('empty')).toContain('the first article will come to you');
    expect(list().textOf('empty')).toBeNull();
  });
});

describe('other lists', () => {
  test('the heading of a group is its name alone', () => {
    const read = list({
      kind: 'group',
      title: 'Harbor — The Tern Sound Courier',
      url: `${folder}sections/harbor/index.html`,
    });
    expect(read.textOf('h1')).toBe('Harbor');
    expect(read.textOf('title')).toBe('Harbor — The Tern Sound Courier');
    expect(hrefs(read)).toContain('../../articles/quay.html');
  });

  test('an archive links to newer and older articles, and says which it is', () => {
    const read = list({
      kind: 'archive',
      title: 'Older articles 3',
      url: `${folder}archive/3/index.html`,
      newer: `${folder}archive/4/index.html`,
      older: `${folder}archive/2/index.html`,
    });
    expect(read.textOf('title')).toBe('Older articles 3 — The Tern Sound Courier');
    expect(read.textOf('pager')).toBe('Newer articlesOlder articles');
    expect(hrefs(read)).toEqual(expect.arrayContaining(['../4/index.html', '../2/index.html']));
    expect(list().textOf('pager')).toBeNull();
  });

  test('the feeds of a group are those that its page names', () => {
    const own = {
      rss: `${folder}sections/harbor/rss.xml`,
      atom: `${folder}sections/harbor/atom.xml`,
      json: `${folder}sections/harbor/feed.json`,
    };
    const read = list({ kind: 'group', url: `${folder}sections/harbor/index.html`, feedUrls: own });
    const links = read.all('link').filter(({ properties }) => String(properties['rel']) === 'alternate');
    expect(links.map(({ properties }) => properties['href'])).toEqual(['rss.xml', 'atom.xml', 'feed.json']);
    expect(read.textOf('subscribe')).toContain(own.rss);
  });
});

describe('how to subscribe', () => {
  test('has three steps, and every URL to copy', () => {
    const read = list();
    expect(read.all('ol')[0]?.children.filter(({ type }) => type === 'element').length).toBe(3);
    for (const url of [...Object.values(feedUrls), `${folder}feeds.opml`]) {
      expect(read.textOf('subscribe')).toContain(url);
    }
  });

  test('names podcast apps if the channel is a podcast', () => {
    const podcast = {
      author: null,
      category: 'News',
      subcategory: null,
      explicit: false,
      image: null,
      type: null,
      owner: null,
      guid: null,
    };
    expect(list({}, { podcast }).textOf('subscribe')).toContain('podcast app');
    expect(list().textOf('subscribe')).not.toContain('podcast');
  });

  test('is marked as English if the page is not English', () => {
    const section = (read: ReturnType<typeof list>) =>
      read.all('section').find(({ properties }) => properties['id'] === 'subscribe')?.properties['lang'];
    expect([section(list({}, { language: 'fa' })), section(list())]).toEqual(['en', undefined]);
  });
});
