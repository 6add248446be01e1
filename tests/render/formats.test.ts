/** How each published file is served. */
import { expect, test } from 'vitest';
import { cacheRuleOf, formats, mediaTypeOf } from '../../src/render/feed/formats.ts';

test.each([
  ['rss.xml', 'application/rss+xml; charset=utf-8'],
  ['news/atom.xml', 'application/atom+xml; charset=utf-8'],
  ['feed.json', 'application/feed+json; charset=utf-8'],
  ['index.html', 'text/html; charset=utf-8'],
  ['style.css', 'text/css; charset=utf-8'],
  ['robots.txt', 'text/plain; charset=utf-8'],
  ['sitemap.xml', 'application/xml; charset=utf-8'],
  ['news-sitemap.xml', 'application/xml; charset=utf-8'],
  ['feeds.opml', 'text/x-opml; charset=utf-8'],
  ['smartnews.xml', 'application/rss+xml; charset=utf-8'],
  ['archive/3/rss.xml', 'application/rss+xml; charset=utf-8'],
  ['archive/3/feed.json', 'application/feed+json; charset=utf-8'],
  ['sections/harbor/atom.xml', 'application/atom+xml; charset=utf-8'],
  ['sections/rss.xml/index.html', 'text/html; charset=utf-8'],
  ['articles/quay.HTML', 'text/html; charset=utf-8'],
  ['media/3f/quay.mp3', 'audio/mpeg'],
  ['media/quay.mp4', 'video/mp4'],
  ['media/quay.vtt', 'text/vtt; charset=utf-8'],
  ['media/quay.srt', 'application/x-subrip'],
  ['media/tides.pdf', 'application/pdf'],
  ['pictures/a quay?.JPG', 'image/jpeg'],
  ['unknown', 'application/octet-stream'],
])('%s is %s', (path, type) => {
  expect(mediaTypeOf(path)).toBe(type);
});

test('the ledger is never cached, and what readers poll is cached for minutes', () => {
  expect(cacheRuleOf('.presstime/ledger/head.json')).toBe('no-store');
  const polled = [...formats.map(({ path }) => path), 'sections/harbor/rss.xml', 'index.html', 'articles/quay.html'];
  expect([...new Set(polled.map(cacheRuleOf))]).toEqual(['public, max-age=300, s-maxage=60, stale-if-error=86400']);
});

test('media whose names hold their digest never change; a folder of another name is not theirs', () => {
  expect(cacheRuleOf('media/3f/quay.mp3')).toBe('public, max-age=31536000, immutable');
  expect(cacheRuleOf('sections/media/rss.xml')).toContain('max-age=300');
  expect(cacheRuleOf('media')).toContain('max-age=300');
});

test('archive documents take no more entries, so a day may pass until an edit is seen there', () => {
  expect(cacheRuleOf('archive/3/rss.xml')).toBe(
    'public, max-age=86400, stale-while-revalidate=86400, stale-if-error=604800',
  );
});
