/** The frame of every page: the HTML head, content security policy, masthead, navigation and footer. */
import { type FormatUrls, feedFormats, formatNames } from '../../model/feed.ts';
import { cleanText } from '../feed/xml.ts';
import {
  inLanguage,
  inOther,
  inTextLanguage,
  linkTo,
  linkToFile,
  type PageChannel,
  type PageContext,
  textOn,
} from './context.ts';
import type { PageText } from './page-text.ts';
import { lines, type Part, tag } from './tag.ts';

/** `name`: the name of the channel, as a link. `heading`: the name as the heading of the page, with its description. */
export type Masthead = 'name' | 'heading';

export interface Frame {
  /** The title of the window. */
  readonly title: string;
  readonly description: string;
  /** What the skip link leads to. */
  readonly mainIs: keyof PageText['skipTo'];
  readonly masthead: Masthead;
  readonly feedUrls: FormatUrls;
  /** What this page adds to the HTML head. */
  readonly head: readonly Part[];
  readonly main: readonly Part[];
}

/** Renders the whole HTML document. It has no scripts, and its content security policy forbids them. */
export function renderFrame(frame: Frame, page: PageContext): string {
  const { html } = tag(
    'html',
    inLanguage(page.language),
    '\n',
    tag('head', {}, lines([...headOf(frame, page), ...frame.head])),
    '\n',
    tag('body', {}, lines(bodyOf(frame, page))),
    '\n',
  );
  return cleanText(`<!doctype html>\n${html}\n`);
}

function headOf({ title, description, feedUrls }: Frame, page: PageContext): Part[] {
  const { channel } = page;
  return [
    tag('meta', { charset: 'utf-8' }),
    tag('meta', { 'http-equiv': 'Content-Security-Policy', content: policyOf(channel) }),
    tag('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    tag('title', {}, title),
    description === '' ? null : tag('meta', { name: 'description', content: description }),
    tag('meta', { name: 'generator', content: 'Presstime' }),
    tag('meta', { name: 'referrer', content: 'strict-origin-when-cross-origin' }),
    tag('meta', { name: 'color-scheme', content: 'light dark' }),
    channel.icon === null ? null : tag('link', { rel: 'icon', href: channel.icon }),
    tag('link', { rel: 'stylesheet', href: linkToFile('style.css', page) }),
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
    tag('link', {
      rel: 'alternate',
      type: feedFormats[name].mediaType,
      title: `${page.channel.title} (${feedFormats[name].title})`,
      href: linkTo(feedUrls[name], page),
    }),
  );
}

function bodyOf({ mainIs, masthead: kind, main }: Frame, page: PageContext): Part[] {
  return [
    tag('a', { class: 'skip', href: '#main', ...inTextLanguage(page) }, textOn(page).skipTo[mainIs]),
    tag('header', { class: 'masthead' }, lines([...mastheads[kind](page), siteNav(page)])),
    tag('main', { id: 'main', tabindex: -1 }, lines(main)),
    footer(page),
  ];
}

const mastheads: Readonly<Record<Masthead, (page: PageContext) => Part[]>> = {
  name: (page) => {
    const { channel } = page;
    const link = tag('a', { href: indexUrl(page), ...inOther(channel.language, page) }, channel.title);
    return [tag('p', { class: 'name' }, link)];
  },
  heading: ({ channel }) => [
    tag('h1', {}, channel.title),
    channel.description === '' ? null : tag('p', { class: 'about' }, channel.description),
  ],
};

function indexUrl(page: PageContext): string {
  return linkToFile('index.html', page);
}

function siteNav(page: PageContext) {
  const { homeUrl, feedUrl } = page.channel;
  const text = textOn(page);
  const subscribe = tag('a', { href: `${indexUrl(page)}#subscribe` }, text.subscribe);
  const website = homeUrl === feedUrl ? [] : [tag('a', { href: homeUrl }, text.website)];
  const items = [subscribe, ...website].map((link) => tag('li', {}, link));
  return tag('nav', { 'aria-label': text.site, ...inTextLanguage(page) }, tag('ul', {}, items));
}

function footer(page: PageContext) {
  const { channel } = page;
  const rights = channel.rights === null ? null : tag('p', inOther(channel.language, page), channel.rights);
  const feeds = formatNames.map((name) =>
    tag('li', {}, tag('a', { href: linkToFile(channel.files[name], page) }, feedFormats[name].title)),
  );
  const name = textOn(page).feeds;
  const list = tag('nav', { 'aria-label': name, ...inTextLanguage(page) }, tag('p', {}, name), tag('ul', {}, feeds));
  return tag('footer', { class: 'foot' }, lines([rights, list]));
}
