/** The table of profiles (what each aggregator asks of feeds), and the check of a feed against one of them. */
import { channelFile } from '../channel/channel-file.ts';
import type { ProfileName } from '../model/channel.ts';
import type { Entry } from '../model/entry.ts';
import type { Problem } from '../problem/problem.ts';
import { apple } from './apple.ts';
import { flipboard } from './flipboard.ts';
import { googleNews } from './google-news.ts';
import { msn } from './msn.ts';
import type { Profile, ProfileContext, ProfileRule } from './profile-rule.ts';
import { smartnews } from './smartnews-profile.ts';

/** Every profile, in the order of the documentation. */
export const profiles = {
  msn,
  flipboard,
  smartnews,
  apple,
  'google-news': googleNews,
} satisfies Readonly<Record<ProfileName, Profile>>;

/** An entry, and the article file that it comes from. */
export interface ProfiledEntry {
  readonly path: string;
  readonly entry: Entry;
}

/**
 * Checks the entries of a live feed. An error means that the aggregator would refuse the article, or all articles if its file is
 * `feed.yaml`.
 */
export function checkProfile(
  profile: ProfileName,
  entries: readonly ProfiledEntry[],
  context: ProfileContext,
): readonly Problem[] {
  const { entryRules, feedRules }: Profile = profiles[profile];
  const all = entries.map(({ entry }) => entry);
  const ofFeed = feedRules.flatMap((rule) =>
    problemsOf(rule, { file: channelFile, message: rule.broken(all, context) }),
  );
  const ofEntries = entries.flatMap(({ path, entry }) =>
    entryRules.flatMap((rule) => problemsOf(rule, { file: path, message: rule.broken(entry, context) })),
  );
  return [...ofFeed, ...ofEntries];
}

function problemsOf<Subject>(
  { severity, code }: ProfileRule<Subject>,
  { file, message }: { readonly file: string; readonly message: string | null },
): readonly Problem[] {
  return message === null ? [] : [{ severity, code, file, line: null, column: null, message }];
}
