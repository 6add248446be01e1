/** What can be checked in the text of the style sheets. */
import { expect, test } from 'vitest';
import { renderFeedStyle } from '../../src/render/page/feed-style.ts';
import { pageStyle } from '../../src/render/page/page-style.ts';
import { channel } from '../support/channel.ts';

const feedStyle = renderFeedStyle({ ...channel, pages: true });

test.each([
  ['style.css', pageStyle],
  ['feed.css', feedStyle],
])('%s names Presstime, fetches nothing, and has rules for dark mode and print', (_name, css) => {
  expect(css.startsWith('/* Made by Presstime. */\n')).toBe(true);
  expect(css).not.toMatch(
    /@import|url\((?!"http:\/\/(?:www\.w3\.org\/2005\/Atom|purl\.org\/syndication\/history\/1\.0)"\))/,
  );
  expect(css).toContain('prefers-color-scheme: dark');
  expect(css).toContain('@media print');
});

test.each([pageStyle, feedStyle])('no rule says left or right, so that both writing directions work', (css) => {
  expect(css.replace(/safe-area-inset-left/g, '')).not.toMatch(
    /(?:margin|padding|border|text-align|float)[^;{]*(?:left|right)/,
  );
});

test('the style of feeds names the page to read instead: the index, or the site if there are no pages', () => {
  expect(feedStyle).toContain('\\A Read it as a page at https://feeds.courier.example/index.html"');
  const site = renderFeedStyle({ ...channel, pages: false });
  expect(site).toContain('Read it as a page at https://courier.example/"');
  expect(site).not.toContain('index.html');
});
