/** The section of a page that explains how to subscribe, for someone who has never used a feed. */
import { h } from 'hastscript';
import type { Channel } from '../../model/channel.ts';
import { type FormatUrls, feedFormats, formatNames } from '../../model/feed.ts';
import { urlOf } from '../../model/url.ts';
import { inEnglish, linkTo, type PageChannel, type PageContext } from './context.ts';
import { lines, type Part } from './part.ts';

interface SubscribeContext extends PageContext {
  readonly channel: PageChannel & Pick<Channel, 'podcast'>;
}

/** Explains how to subscribe to one set of feeds, with the URL of each to copy. */
export function subscribeSection(feedUrls: FormatUrls, page: SubscribeContext) {
  const podcast = page.channel.podcast !== null;
  const reader = podcast ? 'podcast app' : 'feed reader';
  return h(
    'section',
    { className: ['subscribe'], id: 'subscribe', ariaLabelledBy: ['subscribe-heading'], ...inEnglish(page) },
    lines([
      h('h2', { id: 'subscribe-heading' }, 'Subscribe'),
      h('p', explanation(podcast ? 'podcast' : 'news')),
      h('ol', lines(steps(reader, feedUrls))),
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
    h('li', h('strong', `Get a ${reader}.`), ` Search for “${reader}” in the app store of your device. Many are free.`),
    h('li', h('strong', 'Copy this address.'), ' ', h('code', { className: ['copy'] }, rss)),
    h(
      'li',
      h('strong', 'Paste it there.'),
      ` In the ${reader}, choose “Add” or “Follow”. New articles then come to you.`,
    ),
  ];
}

/** The URLs of the feed in every format, and of the list of all feeds. */
function allUrls(feedUrls: FormatUrls, page: PageContext) {
  const rows = formatNames.flatMap((name) => [
    h('dt', h('a', { href: linkTo(feedUrls[name], page) }, feedFormats[name].title)),
    h('dd', h('code', { className: ['copy'] }, feedUrls[name])),
  ]);
  const opml = urlOf('feeds.opml', page.channel);
  const list = [
    h('dt', h('a', { href: linkTo(opml, page) }, 'All feeds (OPML)')),
    h('dd', h('code', { className: ['copy'] }, opml)),
  ];
  return h(
    'details',
    h('summary', 'Addresses in every format'),
    h('p', 'All formats have the same content. If your reader supports several, it chooses one.'),
    h('dl', ...rows, ...list),
  );
}
