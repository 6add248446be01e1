/** What SmartNews asks of feeds: the SmartFormat Specification, version 2.1, for `smartnews.xml`. */
import type { Entry } from '../model/entry.ts';
import { plural } from '../problem/wording.ts';
import {
  countCharacters,
  type Profile,
  type ProfileContext,
  unsigned,
  withoutPage,
  withoutPicture,
  withoutText,
} from './profile-rule.ts';

const specification = 'SmartNews, SmartFormat Specification 2.1';
const checker = 'SmartNews, messages of the SmartFormat checker';

export const smartnews: Profile = {
  title: 'SmartNews',
  entryRules: [
    {
      code: 'smartnews-link',
      severity: 'error',
      asks: 'The article has a page.',
      source: specification,
      broken: withoutPage,
    },
    {
      code: 'smartnews-body',
      severity: 'error',
      asks: 'The feed has the whole text.',
      source: specification,
      broken: withoutText,
    },
    {
      code: 'smartnews-thumbnail',
      severity: 'warning',
      asks: 'There is a picture for the thumbnail.',
      source: specification,
      broken: withoutPicture,
    },
    { code: 'smartnews-author', severity: 'warning', asks: 'Somebody signs.', source: specification, broken: unsigned },
  ],
  feedRules: [
    {
      code: 'smartnews-profile',
      severity: 'warning',
      asks: 'The feed is in SmartFormat.',
      source: specification,
      broken: (_entries, { channel }) =>
        channel.profiles.includes('smartnews') ? null : '"profiles" should name smartnews, which makes smartnews.xml',
    },
    {
      code: 'smartnews-logo',
      severity: 'warning',
      asks: 'The channel has a logo, which stands above every article.',
      source: specification,
      broken: (_entries, { channel }) => (channel.logo === null ? '"logo" should be the address of a wide PNG' : null),
    },
    {
      code: 'smartnews-description',
      severity: 'warning',
      asks: 'The description of the channel has at most 30 characters.',
      source: specification,
      broken: descriptionLength,
    },
    {
      code: 'smartnews-size',
      severity: 'error',
      asks: 'The feed has at most 1 MB.',
      source: checker,
      broken: tooLarge,
    },
  ],
};

function descriptionLength(_entries: readonly Entry[], { channel }: ProfileContext): string | null {
  const count = countCharacters(channel.description);
  return count <= 30 ? null : `"description" has ${plural(count, 'character')} and should have at most 30`;
}

const mostBytes = 1024 * 1024;

/** Of the texts alone, which are nearly all of it. */
function tooLarge(entries: readonly Entry[]): string | null {
  const encoder = new TextEncoder();
  const bytes = entries.reduce((sum, { contentHtml }) => sum + encoder.encode(contentHtml).length, 0);
  return bytes <= mostBytes
    ? null
    : `The texts have ${plural(bytes, 'byte')} and must have at most ${mostBytes}: lower "limit"`;
}
