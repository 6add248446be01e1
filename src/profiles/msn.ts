/** What MSN asks of feeds: the pages "MSN feed item metadata requirements", "Feed content specifications" and "HTML guidelines". */
import type { Entry } from '../model/entry.ts';
import { daysSince } from '../model/instant.ts';
import { plural } from '../problem/wording.ts';
import { factsOfHtml } from './entry-html.ts';
import {
  countCharacters,
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

export const msn: Profile = {
  title: 'MSN',
  entryRules: [
    {
      code: 'msn-title-length',
      severity: 'error',
      asks: 'The title has 21 to 150 characters.',
      source: metadata,
      broken: titleLength,
    },
    {
      code: 'msn-title-cut',
      severity: 'warning',
      asks: 'The title has at most 75 characters, or cards cut it.',
      source: contents,
      broken: titleCut,
    },
    {
      code: 'msn-published',
      severity: 'error',
      asks: 'It was published in the past, and less than 365 days ago.',
      source: metadata,
      broken: published,
    },
    { code: 'msn-link', severity: 'error', asks: 'The article has a page.', source: metadata, broken: withoutPage },
    { code: 'msn-body', severity: 'error', asks: 'The article has a text.', source: metadata, broken: withoutText },
    {
      code: 'msn-image',
      severity: 'error',
      asks: 'There is a picture: without one, nothing is published by itself.',
      source: contents,
      broken: withoutPicture,
    },
    {
      code: 'msn-image-size',
      severity: 'error',
      asks: 'A picture is at least 720 pixels wide or high.',
      source: contents,
      broken: ({ images }) => tooSmall(images, { measure: largerSide, least: 720, words: 'one side must have 720' }),
    },
    {
      code: 'msn-image-unknown',
      severity: 'warning',
      asks: 'The size of a picture is known.',
      source: contents,
      broken: ({ images }) => unknownSize(images, { measure: largerSide, least: 720 }),
    },
    {
      code: 'msn-image-format',
      severity: 'warning',
      asks: 'Pictures are PNG, JPEG, GIF or WebP.',
      source: contents,
      broken: imageFormat,
    },
    {
      code: 'msn-image-bytes',
      severity: 'warning',
      asks: 'No picture has more than 15 MB.',
      source: contents,
      broken: imageBytes,
    },
    {
      code: 'msn-tags',
      severity: 'warning',
      asks: 'The text has only tags that are kept.',
      source: markup,
      broken: droppedTags,
    },
    {
      code: 'msn-depth',
      severity: 'warning',
      asks: 'Tags are nested at most 10 deep.',
      source: markup,
      broken: tooDeep,
    },
    {
      code: 'msn-frames',
      severity: 'warning',
      asks: 'Frames are of services that are shown.',
      source: markup,
      broken: droppedFrames,
    },
  ],
  feedRules: [
    {
      code: 'msn-https',
      severity: 'error',
      asks: 'The feed is served over HTTPS.',
      source: contents,
      broken: (_entries, { channel: { feedUrl } }) =>
        feedUrl.startsWith('https:') ? null : `"feedUrl" must begin with https: got "${feedUrl}"`,
    },
  ],
};

function titleLength({ title }: Entry): string | null {
  const count = countCharacters(title);
  return count > 20 && count <= 150 ? null : `The title has ${plural(count, 'character')}: it must have 21 to 150`;
}

function titleCut({ title }: Entry): string | null {
  const count = countCharacters(title);
  return count <= 75 || count > 150 ? null : `The title has ${plural(count, 'character')}: cards show 75`;
}

function published({ published: instant }: Entry, { now }: ProfileContext): string | null {
  const days = daysSince(instant, now);
  if (days >= 0 && days < 365) return null;
  return days < 0
    ? `It is published at ${instant}, which is not past`
    : `It was published at ${instant}, ${Math.floor(days)} days ago: it must be less than 365`;
}

function largerSide({ width, height }: Size): number {
  return Math.max(width, height);
}

const pictureTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

function imageFormat({ images }: Entry): string | null {
  const other = images.find(({ type }) => type !== null && !pictureTypes.includes(type));
  return other === undefined ? null : `${other.url} is ${other.type}: it should be PNG, JPEG, GIF or WebP`;
}

const mostImageBytes = 15 * 1024 * 1024;

function imageBytes({ images }: Entry): string | null {
  const large = images.find(({ lengthBytes }) => (lengthBytes ?? 0) > mostImageBytes);
  return large === undefined ? null : `${large.url} has ${large.lengthBytes} bytes: it should have at most 15 MB`;
}

/** `figure` and `figcaption` are dropped too, and what is in them stays: a caption stands in a paragraph of its own. */
const keptTags = new Set(
  (
    'b i em strong sub sup small h1 h2 h3 h4 h5 a img table thead tbody tfoot tr td th col caption colgroup ' +
    'ul ol li p div span br blockquote iframe figure figcaption'
  ).split(' '),
);

function droppedTags({ contentHtml }: Entry): string | null {
  const dropped = factsOfHtml(contentHtml).tags.filter((name) => !keptTags.has(name));
  return dropped.length === 0 ? null : `MSN takes these tags out: ${dropped.join(', ')}`;
}

function tooDeep({ contentHtml }: Entry): string | null {
  const { depth } = factsOfHtml(contentHtml);
  return depth <= 10 ? null : `Tags are nested ${depth} deep: it should be at most 10`;
}

const frameServices =
  /(?:^|\.)(?:youtube|youtube-nocookie|twitter|x|facebook|instagram|pinterest|spotify|infogram|google|giphy|flourish|reddit|tiktok)\.(?:com|studio)$/;

function droppedFrames({ contentHtml }: Entry): string | null {
  const other = factsOfHtml(contentHtml).frameHosts.filter((host) => !frameServices.test(host));
  return other.length === 0 ? null : `MSN takes out frames of these hosts: ${[...new Set(other)].join(', ')}`;
}
