/** The section of a page that explains how to subscribe, for someone who has never used a feed. */
import type { Channel } from '../../model/channel.ts';
import { type FormatUrls, feedFormats, formatNames } from '../../model/feed.ts';
import { urlOf } from '../../model/url.ts';
import { inEnglish, linkTo, type PageChannel, type PageContext } from './context.ts';
import { lines, type Part, tag } from './tag.ts';

interface SubscribeContext extends PageContext {
  readonly channel: PageChannel & Pick<Channel, 'podcast'>;
}

/** Explains how to subscribe to one set of feeds, with the URL of each to copy. */
export function subscribeSection(feedUrls: FormatUrls, page: SubscribeContext) {
  const podcast = page.channel.podcast !== null;
  const reader = podcast ? 'podcast app' : 'feed reader';
  return tag(
    'section',
    { class: 'subscribe', id: 'subscribe', 'aria-labelledby': 'subscribe-heading', ...inEnglish(page) },
    lines([
      tag('h2', { id: 'subscribe-heading' }, 'Subscribe'),
      tag('p', {}, explanation(podcast ? 'podcast' : 'news')),
      tag('ol', {}, lines(steps(reader, feedUrls))),
      allUrls(feedUrls, page),
    ]),
  );
}

function explanation(what: 'podcast' | 'news'): string {
  const app = what === 'podcast' ? 'A podcast app' : 'A feed reader';
  return (
    'This page has a feed: a list of the newest articles, made for programs. ' +
    `${app} looks at the feeds that you choose and shows you what is new, all in one place. ` +
    'There is nothing to sign up for, and nobody here learns who you are.'
  );
}

function steps(reader: string, { rss }: FormatUrls): Part[] {
  return [
    tag(
      'li',
      {},
      tag('strong', {}, `Get a ${reader}.`),
      ` Search for “${reader}” in the app store of your device. Many are free.`,
    ),
    tag('li', {}, tag('strong', {}, 'Copy this address.'), ' ', tag('code', { class: 'copy' }, rss)),
    tag(
      'li',
      {},
      tag('strong', {}, 'Paste it there.'),
      ` In the ${reader}, choose “Add” or “Follow”. New articles then come to you.`,
    ),
  ];
}

/** The URLs of the feed in every format, and of the list of all feeds. */
function allUrls(feedUrls: FormatUrls, page: PageContext) {
  const rows = formatNames.flatMap((name) => [
    tag('dt', {}, tag('a', { href: linkTo(feedUrls[name], page) }, feedFormats[name].title)),
    tag('dd', {}, tag('code', { class: 'copy' }, feedUrls[name])),
  ]);
  const opml = urlOf('feeds.opml', page.channel);
  const list = [
    tag('dt', {}, tag('a', { href: linkTo(opml, page) }, 'All feeds (OPML)')),
    tag('dd', {}, tag('code', { class: 'copy' }, opml)),
  ];
  return tag(
    'details',
    {},
    tag('summary', {}, 'Addresses in every format'),
    tag('p', {}, 'All formats have the same content. If your reader supports several, it chooses one.'),
    tag('dl', {}, ...rows, ...list),
  );
}
