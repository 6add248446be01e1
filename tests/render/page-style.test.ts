/** What the stylesheets promise to those who read the text of them. */
import { expect, test } from 'vitest';
import { renderFeedStyle } from '../../src/render/page/feed-style.ts';
import { pageStyle } from '../../src/render/page/page-style.ts';
import { channel } from '../support/channel.ts';

const feedStyle = renderFeedStyle({ ...channel, pages: true });

test.each([
  ['style.css', pageStyle],
  ['feed.css', feedStyle],
])('%s says who made it, asks nobody for anything, and knows the dark and paper', (_name, css) => {
  expect(css.startsWith('/* Made by Presstime. */\n')).toBe(true);
  expect(css).not.toMatch(
    /@import|url\((?!"http:\/\/(?:www\.w3\.org\/2005\/Atom|purl\.org\/syndication\/history\/1\.0)"\))/,
  );
  expect(css).toContain('prefers-color-scheme: dark');
  expect(css).toContain('@media print');
});

test.each([pageStyle, feedStyle])('no rule says left or right, so that both directions read well', (css) => {
  expect(css.replace(/safe-area-inset-left/g, '')).not.toMatch(
    /(?:margin|padding|border|text-align|float)[^;{]*(?:left|right)/,
  );
});

test('feeds lead to the page to read instead: the index, or the site where there are no pages', () => {
  expect(feedStyle).toContain('\\A Read it as a page at https://feeds.courier.example/index.html"');
  const site = renderFeedStyle({ ...channel, pages: false });
  expect(site).toContain('Read it as a page at https://courier.example/"');
  expect(site).not.toContain('index.html');
});
