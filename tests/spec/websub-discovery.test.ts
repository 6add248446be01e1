/** WebSub, 4 Discovery: the links of a feed to its hubs and to itself. https://www.w3.org/TR/websub/ */
import { describe } from 'vitest';
import { feed } from '../render/sample.ts';
import { testClauses } from './clause.ts';

const two = { ...feed, hubs: ['https://hub.example/', 'https://second.example/push?a=1&b=2'] };
const alone = { ...feed, hubs: [] };

describe.each([
  ['rss', '/rss/channel'],
  ['atom', '/a:feed'],
] as const)('%s', (format, head) =>
  testClauses(format, [
    {
      title: '4: links with rel=hub announce at least one hub; each hub has its own link',
      path: `${head}/a:link[@rel='hub']/@href`,
      found: two.hubs,
      feed: two,
    },
    {
      title: '4: one link with rel=self is the URL of the topic',
      path: `${head}/a:link[@rel='self']/@href`,
      found: [feed.selfUrls[format]],
      feed: two,
    },
    { title: '4: a feed without hubs announces none', path: "//a:link[@rel='hub']", found: [], feed: alone },
  ]),
);

describe('json', () =>
  testClauses('json', [
    { title: 'JSON Feed, hubs: each with its URL', path: 'hubs/url', found: two.hubs, feed: two },
    { title: 'JSON Feed, hubs: the type is WebSub', path: 'hubs/type', found: ['WebSub', 'WebSub'], feed: two },
    {
      title: 'JSON Feed, feed_url is the URL of the topic',
      path: 'feed_url',
      found: [feed.selfUrls.json],
      feed: two,
    },
    { title: 'JSON Feed, hubs: a feed without any has no such key', path: 'hubs', found: [], feed: alone },
  ]));
