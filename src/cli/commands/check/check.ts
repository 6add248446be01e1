/** `presstime check`: the choice between articles, a profile and a feed. */
import type { ProfileName } from '../../../model/channel.ts';
import { type ExitCode, type Given, type Terminal, UsageError } from '../../terminal/command.ts';

/** Runs the check that the flags ask for. Returns 1 if it finds an error. */
export async function check(given: Given, terminal: Terminal): Promise<ExitCode> {
  const [feed, profile] = [given.text('feed'), given.text('profile')];
  const isGiven = profile !== null && profile !== terminal.env['PRESSTIME_PROFILE'];
  if (feed !== null && isGiven) throw new UsageError('Give --feed or --profile, not both');
  if (feed !== null) return (await import('./check-feed.ts')).checkFeed(feed, given, terminal);
  if (profile === null) return (await import('./check-articles.ts')).checkArticles(given, terminal);
  return (await import('./check-profile.ts')).checkForProfile(profile as ProfileName, given, terminal);
}
