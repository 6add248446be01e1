/** `presstime check`: says what is wrong with articles, or with a feed. */
import { checkArticles } from './check-articles.ts';
import { checkFeed, feedFlag } from './check-feed.ts';
import { type Command, jsonFlag } from './command.ts';
import { nowFlag } from './now.ts';

export const check: Command = {
  name: 'check',
  summary: 'Read every article, or one feed, and say what is wrong; publish nothing.',
  argument: {
    name: 'PLACE',
    meaning: 'where the articles and feed.yaml are (default: articles)',
    required: false,
    variable: 'PRESSTIME_FROM',
  },
  flags: [feedFlag, nowFlag, jsonFlag],
  run: (given, terminal) => {
    const feed = given.text('feed');
    return feed === null ? checkArticles(given, terminal) : checkFeed(feed, given, terminal);
  },
};
