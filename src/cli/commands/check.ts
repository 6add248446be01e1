/** `presstime check`: the flags of the command, and the choice between articles, a profile and a feed. */
import { type Command, jsonFlag, UsageError } from '../terminal/command.ts';
import { nowFlag } from '../terminal/now.ts';
import { wantedLocation } from '../terminal/open-store.ts';
import { checkArticles } from './check-articles.ts';
import { checkFeed, feedFlag } from './check-feed.ts';
import { checkForProfile, profileFlag, readProfile } from './check-profile.ts';

export const check: Command = {
  name: 'check',
  summary: 'Check all articles, or one feed, and report problems without publishing anything.',
  argument: {
    name: 'LOCATION',
    meaning: 'the folder or s3://bucket/prefix with the articles and feed.yaml (default: articles)',
    required: false,
    variable: 'PRESSTIME_FROM',
    wanted: wantedLocation,
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
