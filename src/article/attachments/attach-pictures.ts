/** Puts files that lie among the articles into a story: those it names, and the pictures that are named after it. */
import { type Image, image } from '../../model/image.ts';
import type { Caption } from '../../model/metadata.ts';
import { urlOf } from '../../model/url.ts';
import { type Finding, warning } from '../../problem/problem.ts';
import { plural } from '../../problem/wording.ts';
import { nameOf } from '../story/path.ts';
import type { Story } from '../story/story.ts';
import { elementsOf } from '../tree/walk.ts';
import { placeMedia } from './attach-media.ts';
import { type Asset, findPicture, type PlaceContext, type Search, startSearch } from './find.ts';
import { namedPictures } from './picture.ts';
import { readSideFile, type SideRow } from './sidecar.ts';

export type { Asset } from './find.ts';

export interface Placed {
  readonly story: Story;
  readonly findings: readonly Finding[];
  readonly assets: readonly Asset[];
  /** Every file that was looked for beside the article, there or not: when one comes, goes or changes, it is read again. */
  readonly looked: readonly string[];
  /** Files that are there and whose bytes are needed to go on. */
  readonly wanted: readonly string[];
}

/** Places what has been read; says what else has to be. */
export function placePictures(story: Story, context: Omit<PlaceContext, 'hasSite'>): Placed {
  const search = startSearch({ ...context, hasSite: story.url !== null || !context.channel.pages });
  const side = readSideFile(search);
  const named = namedAfter(story, search);
  const content = placeInContent(story, search);
  const image = story.image === null ? null : localImage(story.image, search);
  const own =
    side.rows.length > 0 ? side.rows.map((row) => rowImage(row, search)) : named.map((it) => ownImage(it, search));
  const pictures = story.pictures.map((picture) => localImage(picture, search));
  const paired = pairCaptions({ ...story, image, pictures, content }, own);
  return {
    story: placeMedia(withOwnWords(paired, search), search),
    findings: [...side.findings, ...search.findings, ...shortOfPictures(story, own)],
    assets: [...search.assets.values()],
    looked: [...search.looked],
    wanted: [...search.wanted],
  };
}

function localImage(image: Image, search: Search): Image {
  return { ...image, ...findPicture(image.url, search) };
}

/** The tree belongs to this reading alone: it is changed in place. */
function placeInContent({ content }: Story, search: Search): Story['content'] {
  for (const { tagName, properties } of elementsOf(content)) {
    if (tagName !== 'img' || typeof properties['src'] !== 'string') continue;
    const picture = findPicture(properties['src'], search);
    if (picture === null) continue;
    delete properties['srcSet'];
    Object.assign(properties, { src: picture.url, width: picture.width, height: picture.height });
  }
  return content;
}

/** Pictures named after the article, where it shows none of its own. */
function namedAfter(story: Story, { path, beside, looked }: Search): readonly string[] {
  const named = namedPictures(nameOf(path), beside);
  for (const picture of named) looked.add(picture);
  const shows = story.image !== null || elementsOf(story.content).some(({ tagName }) => tagName === 'img');
  return shows ? [] : named;
}

/** A picture by its path; null where it is none. */
function ownImage(path: string, search: Search): Image | null {
  const picture = findPicture(`/${path}`, search);
  return picture === null ? null : image(picture);
}

/** Null where the row is wrong, or its picture is missing or none. */
function rowImage(row: SideRow | null, search: Search): Image | null {
  const picture = row === null ? null : findPicture(row.file, search);
  return row === null || picture === null ? null : image({ ...row.words, ...picture });
}

/**
 * The first caption to the first picture, and so on; the caption of a picture that is missing goes to no other. The first
 * picture leads; captions that are left stay without one.
 */
function pairCaptions(story: Story, own: readonly (Image | null)[]): Story {
  const pairs = own.flatMap((image, index) => (image === null ? [] : [{ image, caption: story.captions[index] }]));
  const [lead, ...rest] = pairs.map(({ image, caption }) => withCaption(image, caption));
  const others = story.image === null || lead === undefined ? rest : [lead, ...rest];
  return {
    ...story,
    image: story.image ?? lead ?? null,
    pictures: [...story.pictures, ...others],
    pictured: new Map(pairs.flatMap(({ image, caption }) => (caption === undefined ? [] : [[image.url, caption]]))),
    captions: story.captions.filter((_, index) => (own[index] ?? null) === null),
  };
}

function withCaption(image: Image, caption: Caption | undefined): Image {
  if (caption === undefined) return image;
  return { ...image, caption: image.caption ?? caption.text, credit: image.credit ?? caption.credit };
}

/** The words inside a picture, where nobody else says anything about it. */
function withOwnWords(story: Story, { assets, beside, channel }: Search): Story {
  const words = new Map(
    [...assets.values()].map(({ path, publishedPath }) => [urlOf(publishedPath, channel), beside.words.get(path)]),
  );
  const fill = (image: Image): Image =>
    image.caption === null && image.credit === null ? { ...image, ...words.get(image.url) } : image;
  return {
    ...story,
    image: story.image === null ? null : fill(story.image),
    pictures: story.pictures.map(fill),
  };
}

function shortOfPictures({ captions }: Story, own: readonly (Image | null)[]): Finding[] {
  const { length } = own.filter((image) => image !== null);
  if (length === 0 || captions.length <= length) return [];
  const message = `There are ${captions.length} captions and ${plural(length, 'picture')}: those without a picture stand in the text`;
  return [warning('captions-without-picture', message)];
}
