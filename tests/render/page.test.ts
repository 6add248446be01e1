/** The page of an article, read again as a browser would read it. */

import { toString as textOf } from 'hast-util-to-string';
import { describe, expect, test } from 'vitest';
import type { Channel } from '../../src/model/channel.ts';
import type { Entry } from '../../src/model/entry.ts';
import { person } from '../../src/model/metadata.ts';
import { renderEntryPage, renderMissingPage, renderWithdrawnPage } from '../../src/render/page/article-page.ts';
import { instant } from '../support/instant.ts';
import { contextWith, readPage } from './page-reader.ts';
import { enclosure, image, entry as sample } from './sample.ts';

const url = 'https://feeds.courier.example/articles/quay.html';
const entry: Entry = { ...sample, url, language: null };

function page(changes: Partial<Entry> = {}, settings: Partial<Channel> = {}, groups: readonly string[] = []) {
  return readPage(renderEntryPage({ ...entry, ...changes }, contextWith(settings, groups)));
}

const hrefs = (read: ReturnType<typeof page>) => read.all('a').map(({ properties }) => String(properties['href']));

describe('the document', () => {
  test('has one of each landmark, one h1, and names Presstime', () => {
    const read = page();
    expect(['main', 'h1', 'article'].map((name) => read.all(name).length)).toEqual([1, 1, 1]);
    expect(read.textOf('h1')).toBe('Quay opens');
    expect(read.textOf('title')).toBe('Quay opens — The Tern Sound Courier');
    expect(read.meta('generator')).toBe('Presstime');
    expect(read.html.startsWith('<!doctype html>\n<html lang="en-US" dir="ltr">')).toBe(true);
  });

  test('forbids scripts, and frames except of the hosts that the channel allows', () => {
    const policy = (read: ReturnType<typeof page>) =>
      String(read.all('meta').find(({ properties }) => 'httpEquiv' in properties)?.properties['content']);
    expect(policy(page({}, { embedHosts: ['player.example'] }))).toBe(
      "default-src 'none'; style-src 'self'; img-src https: http:; media-src https: http:; " +
        "frame-src https://player.example; base-uri 'none'; form-action 'none'",
    );
    expect(policy(page({}, { embedHosts: [] }))).toContain("frame-src 'none'");
  });

  test('names its own URL, its style sheet and the three feeds, with relative links within the publication', () => {
    const links = page()
      .all('link')
      .map(({ properties: { rel, href, type } }) => [String(rel), href, type]);
    expect(links).toEqual([
      ['stylesheet', '../style.css', undefined],
      ['alternate', '../rss.xml', 'application/rss+xml'],
      ['alternate', '../atom.xml', 'application/atom+xml'],
      ['alternate', '../feed.json', 'application/feed+json'],
      ['canonical', url, undefined],
    ]);
  });

  test('a page in Hebrew runs from right to left, and the texts of Presstime are marked as English', () => {
    const read = page({ language: 'he', title: 'המעבורת' });
    expect(read.html).toContain('<html lang="he" dir="rtl">');
    const skip = read.all('a')[0]?.properties;
    expect(skip).toMatchObject({ lang: 'en', dir: 'ltr' });
  });

  test('a page in English marks no text as English', () => {
    expect(page({}, { language: 'en-GB' }).html).not.toContain('lang="en"');
  });
});

describe('the head of an article', () => {
  test('names its authors, each linked to the page of their articles, or else to their own page', () => {
    const read = page({}, {}, ['Nils Aho']);
    expect(read.textOf('byline')).toBe('By Vera Lund and Nils Aho');
    expect(hrefs(read)).toContain('https://courier.example/people/vera');
    expect(hrefs(read)).toContain('../authors/Nils%20Aho/index.html');
  });

  test('names nobody if the only author is the channel', () => {
    expect(page({ authors: [person({ name: 'The Tern Sound Courier' })] }).textOf('byline')).toBeNull();
  });

  test('links the section if it has a page, and only names it if not', () => {
    expect(hrefs(page({}, {}, ['Harbor']))).toContain('../sections/Harbor/index.html');
    expect(page().textOf('kicker')).toBe('Harbor');
    expect(hrefs(page()).filter((it) => it.includes('sections'))).toEqual([]);
    expect(page({ section: null }).textOf('kicker')).toBeNull();
  });

  test('shows when it was published in its own time zone, with the offset', () => {
    const time = page().all('time')[0];
    expect(time?.properties['dateTime']).toBe('2026-01-04T16:15:00-08:00');
    expect(page().textOf('time')?.replace(/\s/g, ' ')).toBe('January 4, 2026, 4:15 PM (UTC−8)');
  });

  test.each([
    ['UTC', '2026-01-05T00:15:00+00:00', '(UTC)'],
    ['+05:30', '2026-01-05T05:45:00+05:30', '(UTC+5:30)'],
    ['-03:00', '2026-01-04T21:15:00-03:00', '(UTC−3)'],
  ])('in the zone %s that is %s', (timeZone, dateTime, shown) => {
    const read = page({ timeZone });
    expect(read.all('time')[0]?.properties['dateTime']).toBe(dateTime);
    expect(read.textOf('time')).toContain(shown);
  });

  test('a date without a time shows none', () => {
    expect(page({ published: instant('2026-01-04T08:00:00Z') }).textOf('time')).toBe('January 4, 2026');
  });

  test('dates are in the language of the article', () => {
    expect(page({ language: 'nb' }).textOf('time')).toContain('januar');
  });

  test('shows the date of an update, but not within a minute of publication', () => {
    expect(page().textOf('updated')).toContain('Updated January 6, 2026');
    expect(page({ updated: instant('2026-01-05T00:16:00Z') }).textOf('updated')).toBeNull();
    expect(page({ updated: instant('2026-01-05T00:16:01Z') }).textOf('updated')).toContain('Updated');
  });

  test('does not show a summary that differs from the text only in bidi controls', () => {
    const contentHtml = '<p>The \u202equay is open.</p>';
    expect(page({ summary: 'The \u202equay is open.\u202c', contentHtml }).textOf('standfirst')).toBeNull();
  });

  test('shows a summary unless it is part of the text', () => {
    expect(page({ summary: 'Boats are back.' }).textOf('standfirst')).toBe('Boats are back.');
    expect(page({ summary: 'The quay is open…' }).textOf('standfirst')).toBeNull();
    const contentHtml = '<p>The quay is open.</p>\n<p><small>Ropes dry.</small></p>\n<p>Boats are back.</p>';
    expect(page({ summary: 'The quay is open. Boats are back.', contentHtml }).textOf('standfirst')).toBeNull();
    expect(page({ summary: 'The quay is open. Ferries sail.', contentHtml }).textOf('standfirst')).not.toBeNull();
  });
});

describe('a story without a headline', () => {
  const story = { titleFrom: 'text', title: 'The quay is open', summary: '' } as const;

  test('has a heading for screen readers only, because the text shows it', () => {
    const [heading] = page(story).all('h1');
    expect(heading?.properties['className']).toEqual(['unseen']);
    expect(page().all('h1')[0]?.properties['className']).toBeUndefined();
    expect(page(story).textOf('title')).toBe('The quay is open — The Tern Sound Courier');
  });

  test('does not show a summary that continues the title as a standfirst', () => {
    const contentHtml = '<p>The quay is open again. Boats are back.</p>';
    expect(page({ ...story, summary: '…again. Boats are back.', contentHtml }).textOf('standfirst')).toBeNull();
  });
});

describe('the content', () => {
  test('files of the publication are relative, so that a preview on another host shows them; all else is absolute', () => {
    const own = 'https://feeds.courier.example/media/quay.png';
    const contentHtml = `<p><img src="${own}"><img src="${image.url}"><a href="${url}">a</a></p>`;
    const read = page({ contentHtml, enclosures: [{ ...enclosure, url: own.replace('png', 'mp3') }] });
    expect(read.all('img').map(({ properties }) => properties['src'])).toEqual(['../media/quay.png', image.url]);
    expect(read.all('audio').map(({ properties }) => properties['src'])).toEqual(['../media/quay.mp3']);
    expect(hrefs(read)).toEqual(expect.arrayContaining(['quay.html', '../media/quay.mp3']));
  });

  test('is not changed otherwise', () => {
    expect(page().html).toContain('<p>The quay is <b>open</b> again.</p>');
  });

  test('has headings below the headline, none skipped', () => {
    const contentHtml = '<h1>a</h1><h4>b</h4><h4>c</h4><h2></h2><h2>d</h2>';
    const read = page({ contentHtml, enclosures: [] });
    expect(['h2', 'h3', 'h4'].map((name) => read.all(name).map(textOf).join(' '))).toEqual(['a', 'b c d', '']);
  });

  test('loads all pictures but the first lazily, and gives each at least an empty alt text', () => {
    const read = page({
      contentHtml: '<img src="https://a.example/1.jpg"><img src="https://a.example/2.jpg" alt="Two">',
    });
    expect(read.all('img').map(({ properties: { alt, loading } }) => [alt, loading])).toEqual([
      ['', undefined],
      ['Two', 'lazy'],
    ]);
  });

  test('has tables that scroll within the page, and titles for frames', () => {
    const contentHtml = '<table><tr><td>x</td></tr></table><iframe src="https://player.example/1"></iframe>';
    expect(page({ contentHtml }).html).toContain(
      '<div class="scroller" tabindex="0" role="group" aria-label="Table"><table>',
    );
    expect(page({ contentHtml }).all('iframe')[0]?.properties['title']).toBe('player.example');
  });

  test('hostile: content that is nested very deeply is still shown', () => {
    const contentHtml = `${'<blockquote>'.repeat(20_000)}deep${'</blockquote>'.repeat(20_000)}`;
    expect(renderEntryPage({ ...entry, contentHtml }, contextWith())).toContain('deep');
  });
});

describe('what belongs to an article', () => {
  test('audio gets a player that loads nothing by itself, its length, its size and a link', () => {
    const read = page({ enclosures: [{ ...enclosure, durationSeconds: 3661 }] });
    expect(read.all('audio')[0]?.properties).toMatchObject({ src: enclosure.url, preload: 'none', controls: true });
    expect(read.textOf('media')).toContain('The sound of the quay MP3, 1:01:01, 654 kB Download');
  });

  test('video gets a player, another file a link, and a picture is in the content', () => {
    const film = {
      url: 'https://a.example/a.mp4',
      type: 'video/mp4',
      lengthBytes: 12_340_000,
      title: null,
      durationSeconds: null,
    };
    const paper = {
      url: 'https://a.example/b%20c.pdf',
      type: 'application/pdf',
      lengthBytes: null,
      title: null,
      durationSeconds: null,
    };
    const picture = {
      url: 'https://a.example/d.jpg',
      type: 'image/jpeg',
      lengthBytes: 1,
      title: null,
      durationSeconds: null,
    };
    const read = page({ enclosures: [film, paper, picture] });
    expect(read.all('video').length).toBe(1);
    expect(read.textOf('media')).toBe('Listen, watch, download a.mp4 MP4, 12.3 MB Download b c.pdf PDF Download');
    expect(page({ enclosures: [picture] }).textOf('media')).toBeNull();
  });

  test('a link post links to its page, a source to its origin, comments to their page', () => {
    const read = page({
      externalUrl: 'https://www.terns.example/count',
      source: { title: 'Harbor Bulletin', url: 'https://harbor.example/', feedUrl: null },
      commentsUrl: 'https://courier.example/talk',
    });
    expect(read.textOf('linked')).toBe('Read the page that this is about: terns.example');
    expect(read.textOf('source')).toBe('First published by Harbor Bulletin');
    expect(hrefs(read)).toEqual(
      expect.arrayContaining([
        'https://www.terns.example/count',
        'https://harbor.example/',
        'https://courier.example/talk',
      ]),
    );
    expect([page().textOf('linked'), page().textOf('source'), page().textOf('comments')]).toEqual([null, null, null]);
  });

  test('transcripts are linked', () => {
    const transcripts = [{ url: 'https://a.example/t.vtt', type: 'text/vtt', language: 'nb' }];
    const episode = {
      season: 1,
      episode: 2,
      episodeType: null,
      explicit: null,
      image: null,
      chapters: null,
      persons: [],
    };
    expect(page({ episode: { ...episode, transcripts } }).textOf('media')).toContain('Transcript (nb)');
  });
});

describe('what machines read', () => {
  test('Open Graph', () => {
    const read = page();
    const names = ['type', 'title', 'description', 'url', 'site_name', 'locale', 'image', 'image:alt', 'image:width'];
    expect(names.map((name) => read.meta(`og:${name}`))).toEqual([
      'article',
      'Quay opens',
      'The quay is open again.',
      url,
      'The Tern Sound Courier',
      'en_US',
      image.url,
      'A quay at dawn',
      '1200',
    ]);
    expect(read.meta('article:published_time')).toBe('2026-01-04T16:15:00-08:00');
    expect(read.meta('article:section')).toBe('Harbor');
    expect(read.meta('twitter:card')).toBe('summary_large_image');
  });

  test('without a picture the card is small, and no picture is named', () => {
    const read = page({ images: [] });
    expect([read.meta('twitter:card'), read.meta('og:image')]).toEqual(['summary', null]);
  });

  test('a NewsArticle with local times, people, pictures and corrections', () => {
    const corrections = [{ text: 'It opened on Monday.', corrected: instant('2026-01-06T08:00:00Z') }];
    expect(page({ corrections }, { logo: 'https://courier.example/logo.png', rights: '© 2026' }).data()).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'NewsArticle',
      mainEntityOfPage: { '@id': url },
      headline: 'Quay opens',
      datePublished: '2026-01-04T16:15:00-08:00',
      dateModified: '2026-01-06T00:00:00-08:00',
      author: [
        { '@type': 'Person', name: 'Vera Lund', url: 'https://courier.example/people/vera' },
        { name: 'Nils Aho' },
      ],
      publisher: { name: 'The Tern Sound Courier', logo: { url: 'https://courier.example/logo.png' } },
      image: [{ '@type': 'ImageObject', caption: 'Ropes dry on the quay.', creditText: 'Ola Berg/Quay Images' }],
      articleSection: 'Harbor',
      keywords: ['Harbor', 'Travel'],
      inLanguage: 'en-US',
      isAccessibleForFree: true,
      correction: [
        { '@type': 'CorrectionComment', text: 'It opened on Monday.', datePublished: '2026-01-06T00:00:00-08:00' },
      ],
      copyrightNotice: '© 2026',
    });
  });

  test('leaves out empty properties, and the channel is not a person', () => {
    const plain = { images: [], enclosures: [], categories: [], section: null, summary: '' };
    const data = page({ ...plain, authors: [person({ name: 'The Tern Sound Courier' })] }).data();
    expect(Object.keys(data).filter((key) => /image|keywords|section|correction|description|media/i.test(key))).toEqual(
      [],
    );
    expect(data['author']).toEqual([{ '@type': 'Organization', name: 'The Tern Sound Courier' }]);
  });
});

describe('hostile texts', () => {
  const texts = [
    '</script><script>ran()</script>',
    '"><img src=x onerror=ran()>',
    "' onclick='ran()",
    '<!--<script>',
    '&lt;b&gt; &amp;',
  ];

  test.each(texts)('%s stays text in every position', (text) => {
    const writer = person({ name: text, url: 'javascript:ran()' });
    const source = { title: text, url: 'javascript:ran()', feedUrl: null };
    const read = page({
      title: text,
      summary: text,
      section: text,
      categories: [text],
      authors: [writer],
      source,
      rights: text,
      externalUrl: 'javascript:ran()',
      commentsUrl: 'data:text/html,x',
      images: [{ ...image, alt: text, caption: text, url: 'javascript:ran()' }],
      enclosures: [{ ...enclosure, url: 'javascript:ran()', title: text }],
    });
    expect([read.textOf('h1'), read.textOf('kicker'), read.textOf('rights')]).toEqual([text, text, text]);
    expect(read.data()['headline']).toBe(text);
    expect(read.all('script').length).toBe(1);
    expect(read.all('img')).toEqual([]);
    expect(read.html).not.toMatch(/(?:href|src)="(?:javascript|data):/);
    expect(JSON.stringify(read.data())).not.toContain('javascript:');
  });

  test('characters that no page can contain are dropped', () => {
    const read = page({ title: 'Qu\u0000ay\u0008 \ud800opens' });
    expect(read.textOf('h1')).toBe('Quay opens');
    expect(read.data()['headline']).toBe('Quay opens');
  });
});

describe('the page of a withdrawn article', () => {
  const withdrawn = { url, withdrawn: instant('2026-01-06T08:00:00Z'), notice: 'It was not true.' };
  const gone = (changes: Partial<typeof withdrawn> | { notice: null } = {}) =>
    readPage(renderWithdrawnPage({ ...withdrawn, ...changes }, contextWith()));

  test('says so, when, and what its author says about it', () => {
    const read = gone();
    expect(read.textOf('h1')).toBe('This article was withdrawn');
    expect(read.all('time')[0]?.properties['dateTime']).toBe('2026-01-06T03:00:00-05:00');
    expect(read.textOf('notice')).toBe('It was not true.');
    expect(gone({ notice: null }).textOf('notice')).toBeNull();
  });

  test('is kept out of searches and previews', () => {
    const read = gone();
    expect(read.meta('robots')).toBe('noindex');
    expect([read.meta('og:title'), read.all('script').length]).toEqual([null, 0]);
  });
});

describe('the page for URLs that do not exist', () => {
  const read = readPage(renderMissingPage(contextWith({})));

  test('says so, and links to the newest articles', () => {
    expect(read.textOf('h1')).toBe('There is nothing here');
    expect(read.textOf('title')).toBe('Not found — The Tern Sound Courier');
    expect(read.meta('robots')).toBe('noindex');
    expect(hrefs(read)).toContain('https://feeds.courier.example/index.html');
  });

  test('may be shown at any depth: every URL in it is absolute', () => {
    const urls = [...hrefs(read), ...read.all('link').map(({ properties }) => String(properties['href']))];
    expect(urls.length).toBeGreaterThan(7);
    for (const url of urls) expect(url).toMatch(/^(?:https:\/\/|#main$)/);
  });
});
