/** What stands around every page: the head that all share, the masthead and the foot. */
import type { Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import { type FormatUrls, feedFormats, formatNames } from '../../model/feed.ts';
import { urlOf } from '../../model/url.ts';
import { cleanText } from '../feed/xml.ts';
import { inEnglish, inLanguage, inOther, linkTo, type PageChannel, type Place } from './context.ts';
import { lines, type Part } from './part.ts';

/** The name of the channel is a link, and on its own page the heading, with what it is about. */
export type Masthead = 'name' | 'heading';

export interface Frame {
  /** Of the window. */
  readonly title: string;
  readonly description: string;
  /** What the skip link leads to, such as `article`. */
  readonly mainIs: string;
  readonly masthead: Masthead;
  readonly feedUrls: FormatUrls;
  /** The rest of the head. */
  readonly head: readonly Part[];
  readonly main: readonly Part[];
}

/** Renders the whole document. Scripts are forbidden by the page itself, and it has none. */
export function renderFrame(frame: Frame, place: Place): string {
  const html = h(
    'html',
    inLanguage(place.language),
    '\n',
    h('head', lines([...headOf(frame, place), ...frame.head])),
    '\n',
    h('body', lines(bodyOf(frame, place))),
    '\n',
  );
  const document: Root = { type: 'root', children: [{ type: 'doctype' }, { type: 'text', value: '\n' }, html] };
  return cleanText(`${toHtml(document, { allowDangerousHtml: true })}\n`);
}

function headOf({ title, description, feedUrls }: Frame, place: Place): Part[] {
  const { channel } = place;
  return [
    h('meta', { charSet: 'utf-8' }),
    h('meta', { httpEquiv: 'Content-Security-Policy', content: policyOf(channel) }),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('title', title),
    description === '' ? null : h('meta', { name: 'description', content: description }),
    h('meta', { name: 'generator', content: 'Presstime' }),
    h('meta', { name: 'referrer', content: 'strict-origin-when-cross-origin' }),
    h('meta', { name: 'color-scheme', content: 'light dark' }),
    channel.icon === null ? null : h('link', { rel: ['icon'], href: channel.icon }),
    h('link', { rel: ['stylesheet'], href: linkTo(urlOf('style.css', channel), place) }),
    ...feedLinks(feedUrls, place),
  ];
}

/** Nothing runs; pictures and media may come from anywhere, frames from the hosts that the channel allows. */
function policyOf({ embedHosts }: PageChannel): string {
  const frames = embedHosts.length === 0 ? "'none'" : embedHosts.map((host) => `https://${host}`).join(' ');
  return [
    "default-src 'none'",
    "style-src 'self'",
    'img-src https: http:',
    'media-src https: http:',
    `frame-src ${frames}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function feedLinks(feedUrls: FormatUrls, place: Place): Part[] {
  return formatNames.map((name) =>
    h('link', {
      rel: ['alternate'],
      type: feedFormats[name].mediaType,
      title: `${place.channel.title} (${feedFormats[name].title})`,
      href: linkTo(feedUrls[name], place),
    }),
  );
}

function bodyOf({ mainIs, masthead: kind, main }: Frame, place: Place): Part[] {
  return [
    h('a', { className: ['skip'], href: '#main', ...inEnglish(place) }, `Skip to the ${mainIs}`),
    h('header', { className: ['masthead'] }, lines([...mastheads[kind](place), siteNav(place)])),
    h('main', { id: 'main', tabIndex: -1 }, lines(main)),
    footer(place),
  ];
}

const mastheads: Readonly<Record<Masthead, (place: Place) => Part[]>> = {
  name: (place) => {
    const { channel } = place;
    const link = h('a', { href: indexUrl(place), ...inOther(channel.language, place) }, channel.title);
    return [h('p', { className: ['name'] }, link)];
  },
  heading: ({ channel }) => [
    h('h1', channel.title),
    channel.description === '' ? null : h('p', { className: ['about'] }, channel.description),
  ],
};

function indexUrl(place: Place): string {
  return linkTo(urlOf('index.html', place.channel), place);
}

function siteNav(place: Place) {
  const { homeUrl, feedUrl } = place.channel;
  const subscribe = h('a', { href: `${indexUrl(place)}#subscribe` }, 'Subscribe');
  const website = homeUrl === feedUrl ? [] : [h('a', { href: homeUrl }, 'Website')];
  const items = [subscribe, ...website].map((link) => h('li', link));
  return h('nav', { ariaLabel: 'Site', ...inEnglish(place) }, h('ul', items));
}

function footer(place: Place) {
  const { channel } = place;
  const rights = channel.rights === null ? null : h('p', inOther(channel.language, place), channel.rights);
  const feeds = Object.values(feedFormats).map(({ fileName, title }) =>
    h('li', h('a', { href: linkTo(urlOf(fileName, channel), place) }, title)),
  );
  const list = h('nav', { ariaLabel: 'Feeds', ...inEnglish(place) }, h('p', 'Feeds'), h('ul', feeds));
  return h('footer', { className: ['foot'] }, lines([rights, list]));
}
