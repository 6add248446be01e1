/** How each published file is served. */
import { expect, test } from 'vitest';
import { cacheRuleOf, formats, mediaTypeOf } from '../../src/render/formats.ts';

test.each([
  ['rss.xml', 'application/rss+xml; charset=utf-8'],
  ['news/atom.xml', 'application/atom+xml; charset=utf-8'],
  ['feed.json', 'application/feed+json; charset=utf-8'],
  ['index.html', 'text/html; charset=utf-8'],
  ['sitemap.xml', 'application/xml; charset=utf-8'],
  ['pictures/a quay?.JPG', 'image/jpeg'],
  ['unknown', 'application/octet-stream'],
])('%s is %s', (path, type) => {
  expect(mediaTypeOf(path)).toBe(type);
});

test('the ledger is never cached, and what readers poll is cached for minutes', () => {
  expect(cacheRuleOf('.presstime/ledger/head.json')).toBe('no-store');
  expect(formats.map(({ path }) => cacheRuleOf(path))).toEqual(
    formats.map(() => 'public, max-age=300, stale-while-revalidate=60, stale-if-error=86400'),
  );
});
