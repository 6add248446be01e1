/** `presstime check`: says what is wrong with articles, or with a feed. */

import { type Command, jsonFlag, UsageError } from '../terminal/command.ts';
import { nowFlag } from '../terminal/now.ts';
import { wantedPlace } from '../terminal/open-store.ts';
import { checkArticles } from './check-articles.ts';
import { checkFeed, feedFlag } from './check-feed.ts';
import { checkForProfile, profileFlag, readProfile } from './check-profile.ts';

export const check: Command = {
  name: 'check',
  summary: 'Read every article, or one feed, and say what is wrong; publish nothing.',
  argument: {
    name: 'PLACE',
    meaning: 'where the articles and feed.yaml are (default: articles)',
    required: false,
    variable: 'PRESSTIME_FROM',
    wanted: wantedPlace,
  },
  flags: [profileFlag, feedFlag, nowFlag, jsonFlag],
  run: (given, terminal) => {
    const [feed, profile] = [given.text('feed'), readProfile(given)];
    const isGiven = profile !== null && profile !== terminal.env['PRESSTIME_PROFILE'];
    if (feed !== null && isGiven) throw new UsageError('Give --feed or --profile, not both');
    if (feed !== null) return checkFeed(feed, given, terminal);
    return profile === null ? checkArticles(given, terminal) : checkForProfile(profile, given, terminal);
  },
};
