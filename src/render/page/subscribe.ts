/** The section of a page that explains how to subscribe, for someone who has never used a feed. */
import type { Channel } from '../../model/channel.ts';
import { type FormatUrls, feedFormats, formatNames } from '../../model/feed.ts';
import { urlOf } from '../../model/url.ts';
import { inTextLanguage, linkTo, type PageChannel, type PageContext, textOn } from './context.ts';
import type { PageText } from './page-text.ts';
import { lines, type Part, tag } from './tag.ts';

interface SubscribeContext extends PageContext {
  readonly channel: PageChannel & Pick<Channel, 'podcast'>;
}

/** Explains how to subscribe to one set of feeds, with the URL of each to copy. */
export function subscribeSection(feedUrls: FormatUrls, page: SubscribeContext) {
  const { subscribe, subscription } = textOn(page);
  const kind = page.channel.podcast === null ? 'news' : 'podcast';
  return tag(
    'section',
    { class: 'subscribe', id: 'subscribe', 'aria-labelledby': 'subscribe-heading', ...inTextLanguage(page) },
    lines([
      tag('h2', { id: 'subscribe-heading' }, subscribe),
      tag('p', {}, `${subscription.feed} ${subscription[kind].what} ${subscription.privacy}`),
      tag('ol', {}, lines(steps(subscription, { kind, feedUrls }))),
      allUrls(feedUrls, page),
    ]),
  );
}

interface StepsOptions {
  readonly kind: 'news' | 'podcast';
  readonly feedUrls: FormatUrls;
}

function steps(text: PageText['subscription'], { kind, feedUrls }: StepsOptions): Part[] {
  const { get, search, add } = text[kind];
  const url = tag('code', { class: 'copy' }, feedUrls.rss);
  return [
    tag('li', {}, tag('strong', {}, get), ` ${search}`),
    tag('li', {}, tag('strong', {}, text.copy), ' ', url),
    tag('li', {}, tag('strong', {}, text.paste), ` ${add}`),
  ];
}

/** The URLs of the feed in every format, and of the list of all feeds. */
function allUrls(feedUrls: FormatUrls, page: PageContext) {
  const { allFeeds, formats, sameContent } = textOn(page).subscription;
  const rows = formatNames.flatMap((name) => [
    tag('dt', {}, tag('a', { href: linkTo(feedUrls[name], page) }, feedFormats[name].title)),
    tag('dd', {}, tag('code', { class: 'copy' }, feedUrls[name])),
  ]);
  const opml = urlOf('feeds.opml', page.channel);
  const list = [
    tag('dt', {}, tag('a', { href: linkTo(opml, page) }, allFeeds)),
    tag('dd', {}, tag('code', { class: 'copy' }, opml)),
  ];
  return tag('details', {}, tag('summary', {}, formats), tag('p', {}, sameContent), tag('dl', {}, ...rows, ...list));
}
