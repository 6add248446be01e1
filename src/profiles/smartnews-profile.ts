/** The rules of SmartNews for feeds: the SmartFormat Specification, version 2.1, for `smartnews.xml`. */
import type { Entry } from '../model/entry.ts';
import { plural } from '../problem/wording.ts';
import {
  countCharacters,
  entryRulesOf,
  feedRulesOf,
  type Profile,
  type ProfileContext,
  withoutAuthor,
  withoutPage,
  withoutPicture,
  withoutText,
} from './profile-rule.ts';

const specification = 'SmartNews, SmartFormat Specification 2.1';
const checker = 'SmartNews, messages of the SmartFormat checker';

export const smartnews = {
  title: 'SmartNews',
  entryRules: entryRulesOf([
    ['smartnews-link', 'error', specification, 'The article has a page.', withoutPage],
    ['smartnews-body', 'error', specification, 'The feed has the whole text.', withoutText],
    ['smartnews-thumbnail', 'warning', specification, 'There is a picture for the thumbnail.', withoutPicture],
    ['smartnews-author', 'warning', specification, 'The article names an author.', withoutAuthor],
  ]),
  feedRules: feedRulesOf([
    ['smartnews-profile', 'warning', specification, 'The feed is in SmartFormat.', withoutProfile],
    [
      'smartnews-logo',
      'warning',
      specification,
      'The channel has a logo, which is shown above every article.',
      withoutLogo,
    ],
    [
      'smartnews-description',
      'warning',
      specification,
      'The description of the channel has at most 30 characters.',
      descriptionLength,
    ],
    ['smartnews-size', 'error', checker, 'The feed has at most 1 MB.', tooLarge],
  ]),
} satisfies Profile;

function withoutProfile(_entries: readonly Entry[], { channel: { profiles } }: ProfileContext): string | null {
  const message = '"profiles" should contain "smartnews", so that smartnews.xml is published';
  return profiles.includes('smartnews') ? null : message;
}

function withoutLogo(_entries: readonly Entry[], { channel: { logo } }: ProfileContext): string | null {
  return logo === null ? '"logo" should be the URL of a wide PNG' : null;
}

function descriptionLength(_entries: readonly Entry[], { channel }: ProfileContext): string | null {
  const count = countCharacters(channel.description);
  return count <= 30 ? null : `"description" has ${plural(count, 'character')} and should have at most 30`;
}

const mostBytes = 1024 * 1024;

/** Counts only the content of the entries, which is nearly all of the feed. */
function tooLarge(entries: readonly Entry[]): string | null {
  const encoder = new TextEncoder();
  const bytes = entries.reduce((sum, { contentHtml }) => sum + encoder.encode(contentHtml).length, 0);
  return bytes <= mostBytes
    ? null
    : `The texts have ${plural(bytes, 'byte')} and must have at most ${mostBytes}: lower "limit"`;
}
