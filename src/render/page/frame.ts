/** The frame of every page: the HTML head, content security policy, masthead, navigation and footer. */
import type { Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import { type FormatUrls, feedFormats, formatNames } from '../../model/feed.ts';
import { urlOf } from '../../model/url.ts';
import { cleanText } from '../feed/xml.ts';
import { inEnglish, inLanguage, inOther, linkTo, type PageChannel, type PageContext } from './context.ts';
import { lines, type Part } from './part.ts';

/** `name`: the name of the channel, as a link. `heading`: the name as the heading of the page, with its description. */
export type Masthead = 'name' | 'heading';

export interface Frame {
  /** The title of the window. */
  readonly title: string;
  readonly description: string;
  /** The text of the skip link says "Skip to the" and this, such as `article`. */
  readonly mainIs: string;
  readonly masthead: Masthead;
  readonly feedUrls: FormatUrls;
  /** What this page adds to the HTML head. */
  readonly head: readonly Part[];
  readonly main: readonly Part[];
}

/** Renders the whole HTML document. It has no scripts, and its content security policy forbids them. */
export function renderFrame(frame: Frame, page: PageContext): string {
  const html = h(
    'html',
    inLanguage(page.language),
    '\n',
    h('head', lines([...headOf(frame, page), ...frame.head])),
    '\n',
    h('body', lines(bodyOf(frame, page))),
    '\n',
  );
  const document: Root = { type: 'root', children: [{ type: 'doctype' }, { type: 'text', value: '\n' }, html] };
  return cleanText(`${toHtml(document, { allowDangerousHtml: true })}\n`);
}

function headOf({ title, description, feedUrls }: Frame, page: PageContext): Part[] {
  const { channel } = page;
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
    h('link', { rel: ['stylesheet'], href: linkTo(urlOf('style.css', channel), page) }),
    ...feedLinks(feedUrls, page),
  ];
}

/** No scripts. Pictures and media may come from anywhere, frames only from the hosts that the channel allows. */
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

function feedLinks(feedUrls: FormatUrls, page: PageContext): Part[] {
  return formatNames.map((name) =>
    h('link', {
      rel: ['alternate'],
      type: feedFormats[name].mediaType,
      title: `${page.channel.title} (${feedFormats[name].title})`,
      href: linkTo(feedUrls[name], page),
    }),
  );
}

function bodyOf({ mainIs, masthead: kind, main }: Frame, page: PageContext): Part[] {
  return [
    h('a', { className: ['skip'], href: '#main', ...inEnglish(page) }, `Skip to the ${mainIs}`),
    h('header', { className: ['masthead'] }, lines([...mastheads[kind](page), siteNav(page)])),
    h('main', { id: 'main', tabIndex: -1 }, lines(main)),
    footer(page),
  ];
}

const mastheads: Readonly<Record<Masthead, (page: PageContext) => Part[]>> = {
  name: (page) => {
    const { channel } = page;
    const link = h('a', { href: indexUrl(page), ...inOther(channel.language, page) }, channel.title);
    return [h('p', { className: ['name'] }, link)];
  },
  heading: ({ channel }) => [
    h('h1', channel.title),
    channel.description === '' ? null : h('p', { className: ['about'] }, channel.description),
  ],
};

function indexUrl(page: PageContext): string {
  return linkTo(urlOf('index.html', page.channel), page);
}

function siteNav(page: PageContext) {
  const { homeUrl, feedUrl } = page.channel;
  const subscribe = h('a', { href: `${indexUrl(page)}#subscribe` }, 'Subscribe');
  const website = homeUrl === feedUrl ? [] : [h('a', { href: homeUrl }, 'Website')];
  const items = [subscribe, ...website].map((link) => h('li', link));
  return h('nav', { ariaLabel: 'Site', ...inEnglish(page) }, h('ul', items));
}

function footer(page: PageContext) {
  const { channel } = page;
  const rights = channel.rights === null ? null : h('p', inOther(channel.language, page), channel.rights);
  const feeds = Object.values(feedFormats).map(({ fileName, title }) =>
    h('li', h('a', { href: linkTo(urlOf(fileName, channel), page) }, title)),
  );
  const list = h('nav', { ariaLabel: 'Feeds', ...inEnglish(page) }, h('p', 'Feeds'), h('ul', feeds));
  return h('footer', { className: ['foot'] }, lines([rights, list]));
}
