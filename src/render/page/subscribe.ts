/** How to subscribe, for someone who has never used a feed. */
import { h } from 'hastscript';
import type { Channel } from '../../model/channel.ts';
import { type FormatUrls, feedFormats, formatNames } from '../../model/feed.ts';
import { urlOf } from '../../model/url.ts';
import { inEnglish, linkTo, type PageChannel, type Place } from './context.ts';
import { lines, type Part } from './part.ts';

interface SubscribePlace extends Place {
  readonly channel: PageChannel & Pick<Channel, 'podcast'>;
}

/** The section with the addresses of one set of feeds, each to be copied by hand. */
export function subscribeSection(feedUrls: FormatUrls, place: SubscribePlace) {
  const podcast = place.channel.podcast !== null;
  const reader = podcast ? 'podcast app' : 'feed reader';
  return h(
    'section',
    { className: ['subscribe'], id: 'subscribe', ariaLabelledBy: ['subscribe-heading'], ...inEnglish(place) },
    lines([
      h('h2', { id: 'subscribe-heading' }, 'Subscribe'),
      h('p', explanation(podcast ? 'podcast' : 'news')),
      h('ol', lines(steps(reader, feedUrls))),
      otherAddresses(feedUrls, place),
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

/** The same in the other formats, and the list of all feeds. */
function otherAddresses(feedUrls: FormatUrls, place: Place) {
  const rows = formatNames.flatMap((name) => [
    h('dt', h('a', { href: linkTo(feedUrls[name], place) }, feedFormats[name].title)),
    h('dd', h('code', { className: ['copy'] }, feedUrls[name])),
  ]);
  const opml = urlOf('feeds.opml', place.channel);
  const list = [
    h('dt', h('a', { href: linkTo(opml, place) }, 'All feeds (OPML)')),
    h('dd', h('code', { className: ['copy'] }, opml)),
  ];
  return h(
    'details',
    h('summary', 'Addresses in every format'),
    h('p', 'They all say the same. Readers that know more than one choose by themselves.'),
    h('dl', ...rows, ...list),
  );
}
