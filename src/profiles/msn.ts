/** The rules of MSN for feeds: the pages "MSN feed item metadata requirements", "Feed content specifications" and "HTML guidelines". */
import type { Entry } from '../model/entry.ts';
import { daysSince } from '../model/instant.ts';
import { plural } from '../problem/wording.ts';
import { factsOfHtml } from './entry-html.ts';
import {
  countCharacters,
  entryRulesOf,
  feedRulesOf,
  type Profile,
  type ProfileContext,
  type Size,
  tooSmall,
  unknownSize,
  withoutPage,
  withoutPicture,
  withoutText,
} from './profile-rule.ts';

const metadata = 'MSN Partner Hub, MSN feed item metadata requirements';
const contents = 'MSN Partner Hub, Feed content specifications';
const markup = 'MSN Partner Hub, MSN HTML guidelines and tag restrictions';

export const msn = {
  title: 'MSN',
  entryRules: entryRulesOf([
    ['msn-title-length', 'error', metadata, 'The title has 21 to 150 characters.', titleLength],
    ['msn-title-cut', 'warning', contents, 'The title has at most 75 characters, or cards cut it.', titleCut],
    ['msn-published', 'error', metadata, 'The article was published in the past, less than 365 days ago.', published],
    ['msn-link', 'error', metadata, 'The article has a page.', withoutPage],
    ['msn-body', 'error', metadata, 'The article has text.', withoutText],
    [
      'msn-image',
      'error',
      contents,
      'There is a picture: MSN does not publish articles without a picture automatically.',
      withoutPicture,
    ],
    [
      'msn-image-size',
      'error',
      contents,
      'A picture is at least 720 pixels wide or high.',
      tooSmall({ measure: largerSide, least: 720, wanted: 'one side must have 720' }),
    ],
    [
      'msn-image-unknown',
      'warning',
      contents,
      'The size of a picture is known.',
      unknownSize({ measure: largerSide, least: 720 }),
    ],
    ['msn-image-format', 'warning', contents, 'Pictures are PNG, JPEG, GIF or WebP.', imageFormat],
    ['msn-image-bytes', 'warning', contents, 'No picture has more than 15 MB.', imageBytes],
    ['msn-tags', 'warning', markup, 'The text has only tags that MSN keeps.', droppedTags],
    ['msn-depth', 'warning', markup, 'Tags are nested at most 10 deep.', tooDeep],
    ['msn-frames', 'warning', markup, 'Frames are of services that MSN shows.', droppedFrames],
  ]),
  feedRules: feedRulesOf([['msn-https', 'error', contents, 'The feed is served over HTTPS.', insecureFeed]]),
} satisfies Profile;

function titleLength({ title }: Entry): string | null {
  const count = countCharacters(title);
  return count > 20 && count <= 150 ? null : `The title has ${plural(count, 'character')}: it must have 21 to 150`;
}

function titleCut({ title }: Entry): string | null {
  const count = countCharacters(title);
  return count <= 75 || count > 150 ? null : `The title has ${plural(count, 'character')}: cards show at most 75`;
}

function published({ published: instant }: Entry, { now }: ProfileContext): string | null {
  const days = daysSince(instant, now);
  if (days >= 0 && days < 365) return null;
  return days < 0
    ? `The date of publication must be in the past: got "${instant}"`
    : `The article was published at ${instant}, ${Math.floor(days)} days ago: it must be less than 365 days old`;
}

function largerSide({ width, height }: Size): number {
  return Math.max(width, height);
}

const pictureTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

function imageFormat({ images }: Entry): string | null {
  const other = images.find(({ type }) => type !== null && !pictureTypes.includes(type));
  return other === undefined
    ? null
    : `The picture "${other.url}" is ${other.type}: it should be PNG, JPEG, GIF or WebP`;
}

const mostImageBytes = 15 * 1024 * 1024;

function imageBytes({ images }: Entry): string | null {
  const large = images.find(({ lengthBytes }) => (lengthBytes ?? 0) > mostImageBytes);
  return large === undefined
    ? null
    : `The picture "${large.url}" has ${large.lengthBytes} bytes: it should have at most 15 MB`;
}

/** The tags that MSN keeps, and `figure` and `figcaption`: MSN removes these, but keeps their content; a caption becomes a paragraph. */
const keptTags = new Set(
  (
    'b i em strong sub sup small h1 h2 h3 h4 h5 a img table thead tbody tfoot tr td th col caption colgroup ' +
    'ul ol li p div span br blockquote iframe figure figcaption'
  ).split(' '),
);

function droppedTags({ contentHtml }: Entry): string | null {
  const dropped = factsOfHtml(contentHtml).tags.filter((name) => !keptTags.has(name));
  return dropped.length === 0 ? null : `MSN removes these tags: ${dropped.join(', ')}`;
}

function tooDeep({ contentHtml }: Entry): string | null {
  const { depth } = factsOfHtml(contentHtml);
  return depth <= 10 ? null : `Tags are nested ${depth} deep: they should be nested at most 10 deep`;
}

const frameServices =
  /(?:^|\.)(?:youtube|youtube-nocookie|twitter|x|facebook|instagram|pinterest|spotify|infogram|google|giphy|flourish|reddit|tiktok)\.(?:com|studio)$/;

function droppedFrames({ contentHtml }: Entry): string | null {
  const other = factsOfHtml(contentHtml).frameHosts.filter((host) => !frameServices.test(host));
  return other.length === 0 ? null : `MSN removes frames of these hosts: ${[...new Set(other)].join(', ')}`;
}

function insecureFeed(_entries: readonly Entry[], { channel: { feedUrl } }: ProfileContext): string | null {
  return feedUrl.startsWith('https:') ? null : `"feedUrl" must begin with https: got "${feedUrl}"`;
}
