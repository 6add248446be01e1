/** What each aggregator would refuse of the live feed, as `check --profile` reports it. Pure. */
import { type Channel, type ProfileName, profileNames } from '../../model/channel.ts';
import type { Instant } from '../../model/instant.ts';
import { hasError, type Problem } from '../../problem/problem.ts';
import { checkProfile, type ProfiledEntry, profiles } from '../../profiles/profiles.ts';

export interface AggregatorView {
  readonly name: ProfileName;
  readonly title: string;
  /** True if `profiles` in feed.yaml names it. */
  readonly isWanted: boolean;
  readonly accepted: number;
  readonly entries: number;
  /** Refusals are errors. The others are shown less, or worse. */
  readonly problems: readonly Problem[];
}

interface AggregatorContext {
  readonly channel: Channel;
  readonly now: Instant;
}

export function viewAggregators(
  entries: readonly ProfiledEntry[],
  context: AggregatorContext,
): readonly AggregatorView[] {
  return profileNames.map((name) => {
    const problems = checkProfile(name, entries, context);
    const paths = new Set(entries.map(({ path }) => path));
    const isFeedRefused = hasError(problems.filter(({ file }) => !paths.has(file)));
    const refused = new Set(problems.filter(({ severity }) => severity === 'error').map(({ file }) => file));
    return {
      name,
      title: profiles[name].title,
      isWanted: context.channel.profiles.includes(name),
      accepted: isFeedRefused ? 0 : entries.filter(({ path }) => !refused.has(path)).length,
      entries: entries.length,
      problems,
    };
  });
}
