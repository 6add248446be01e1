/** `feed.css`, the style sheet of feeds: makes their XML readable for someone who opens one in a browser. */
import type { Channel } from '../../model/channel.ts';
import { urlOf } from '../../model/url.ts';
import { textFor } from './page-text.ts';

/** Renders the style sheet of all feeds of a channel. Its notice names the page to read instead. */
export function renderFeedStyle(channel: Pick<Channel, 'feedUrl' | 'homeUrl' | 'language' | 'pages'>): string {
  const page = channel.pages ? urlOf('index.html', channel) : channel.homeUrl;
  const { feed, readAt, archive } = textFor(channel.language).feedStyle;
  return `${feedStyle}${notice(':root', `${feed}\\A ${readAt} ${page}`)}${notice(
    ':root:has(fh|archive)',
    `${archive} ${page}`,
  )}`;
}

/** A URL in the text is percent-encoded, so it cannot end the string. */
function notice(root: string, text: string): string {
  return `${root}::before { content: "${text}"; }\n`;
}

/** Hides every element, then shows those that people read. `|name` is an element of RSS, which has no namespace. */
const feedStyle = `/* Made by Presstime. */
@namespace atom url("http://www.w3.org/2005/Atom");
@namespace fh url("http://purl.org/syndication/history/1.0");
* { display: none; }
:root {
  color-scheme: light dark;
  display: block;
  box-sizing: border-box;
  max-width: 44rem;
  margin: 0 auto;
  padding: 1.5rem 1.125rem 4rem;
  background: #fdfcf9;
  color: #1b1f23;
  font: 1.0625rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  overflow-wrap: anywhere;
}
:root::before {
  display: block;
  margin-block-end: 2rem;
  padding: 1rem 1.2rem;
  border-inline-start: 0.3rem solid #0a5f73;
  border-radius: 0.3rem;
  background: #f0ede5;
  white-space: pre-line;
}
|channel, |item, atom|entry, |channel > |title, |channel > |description, |channel > |link,
|item > |title, |item > |description, |item > |pubDate, |item > |link,
atom|feed > atom|title, atom|feed > atom|subtitle, atom|feed > atom|link[rel=alternate],
atom|entry > atom|title, atom|entry > atom|summary, atom|entry > atom|published, atom|entry > atom|link[rel=alternate] {
  display: block;
}
|channel > |title, atom|feed > atom|title { font: 700 1.9rem/1.2 Georgia, "Noto Serif", serif; }
|channel > |description, atom|feed > atom|subtitle { margin-block: 0.3rem; color: #565e66; font-size: 1.1rem; }
|channel > |link, atom|feed > atom|link[rel=alternate] { margin-block: 0.6rem 1.5rem; }
atom|link[rel=alternate]::after { content: attr(href); }
|channel { display: flex; flex-direction: column; }
|channel > |title { order: -3; }
|channel > |description { order: -2; }
|channel > |link { order: -1; }
|title, |description, atom|title, atom|subtitle, atom|summary { unicode-bidi: plaintext; text-align: start; }
|link, atom|link { user-select: all; -webkit-user-select: all; }
|item, atom|entry { margin-block-start: 1.5rem; padding-block-start: 1.2rem; border-block-start: 1px solid #ddd7cb; }
|item { display: flex; flex-direction: column; }
|item > |title { order: 0; }
|item > |description { order: 1; }
|item > |pubDate { order: 2; }
|item > |link { order: 3; }
atom|entry { display: flex; flex-direction: column; }
atom|entry > atom|title { order: 0; }
atom|entry > atom|summary { order: 1; }
atom|entry > atom|published { order: 2; }
atom|entry > atom|link[rel=alternate] { order: 3; }
|item > |title, atom|entry > atom|title { font: 700 1.25rem/1.3 Georgia, "Noto Serif", serif; }
|item > |description, atom|entry > atom|summary { margin-block: 0.3rem; }
|item > |pubDate, |item > |link, atom|entry > atom|published, atom|entry > atom|link { color: #565e66; font-size: 0.875rem; }
@media (prefers-color-scheme: dark) {
  :root { background: #14181b; color: #e8e5de; }
  :root::before { background: #1e2428; border-color: #7fc9dc; }
  |channel > |description, atom|feed > atom|subtitle, |item > |pubDate, |item > |link,
  atom|entry > atom|published, atom|entry > atom|link { color: #a8afb5; }
  |item, atom|entry { border-color: #343b41; }
}
/* A phone takes XML for a page of 980 pixels. */
@media (hover: none) and (pointer: coarse) { :root { max-width: none; font-size: 2.5rem; } }
@media print { :root::before { display: none; } }
`;
