/** Puts files that lie among the articles into a story: those it names, and the pictures that are named after it. */

import { LineCounter, parseDocument } from 'yaml';
import type { Caption, Image } from '../model.ts';
import { plural } from '../plural.ts';
import { type Finding, messageOf, warning } from '../problem.ts';
import { urlOf } from './page.ts';
import { nameOf } from './path.ts';
import { candidatesFor, isPicturePath, namedPictures, sideEnding } from './picture.ts';
import { placeMedia } from './place-media.ts';
import { type Asset, bytesOf, findPicture, type PlaceContext, type Search, startSearch } from './place-search.ts';
import type { Story } from './story.ts';
import { elementsOf } from './tree.ts';

export type { Asset } from './place-search.ts';

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
export function placePictures(story: Story, context: PlaceContext): Placed {
  const search = startSearch(context);
  const side = readSideFile(search, context);
  const named = namedAfter(story, search);
  const own = side.rows.length > 0 ? side.rows.map(({ file }) => file) : named;
  const content = placeInContent(story, search);
  const image = story.image === null ? null : localImage(story.image, search);
  const images = own.flatMap((file, index) => ownImage(file, { row: side.rows[index], search }));
  const pictures = (story.pictures ?? []).map((picture) => localImage(picture, search));
  const paired = pairCaptions({ ...story, image, pictures, content }, images);
  return {
    story: placeMedia(withOwnWords(paired, search), search),
    findings: [...side.findings, ...search.findings, ...shortOfPictures(story, images)],
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

const noWords = { alt: '', caption: null, credit: null };
const noFacts = { type: null, width: null, height: null, lengthBytes: null };

function ownImage(file: string, { row, search }: { row: SideRow | undefined; search: Search }): Image[] {
  const picture = findPicture(file.startsWith('/') ? file : `/${file}`, search);
  if (picture === null) return [];
  const { alt = '', caption = null, credit = null } = row ?? noWords;
  return [{ ...noFacts, ...picture, alt, caption, credit }];
}

/** The first caption to the first picture, and so on. The first picture leads; captions that are left stay without one. */
function pairCaptions(story: Story, images: readonly Image[]): Story {
  const captioned = images.map((image, index) => withCaption(image, story.captions[index]));
  const [lead, ...rest] = captioned;
  const pairs = images.flatMap(({ url }, index) => {
    const caption = story.captions[index];
    return caption === undefined ? [] : [[url, caption] as const];
  });
  return {
    ...story,
    image: story.image ?? lead ?? null,
    pictures: [...(story.pictures ?? []), ...(story.image === null ? rest : captioned)],
    pictured: new Map(pairs),
    captions: story.captions.slice(images.length),
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
    pictures: (story.pictures ?? []).map(fill),
  };
}

function shortOfPictures({ captions }: Story, images: readonly Image[]): Finding[] {
  if (images.length === 0 || captions.length <= images.length) return [];
  const message = `There are ${captions.length} captions and ${plural(images.length, 'picture')}: those without a picture stand in the text`;
  return [warning('captions-without-picture', message)];
}

interface SideRow {
  /** From the root of the folder. */
  readonly file: string;
  readonly alt?: string;
  readonly caption?: string | null;
  readonly credit?: string | null;
}

interface SideFile {
  readonly rows: readonly SideRow[];
  readonly findings: readonly Finding[];
}

/** `story.images.yaml`: a list in the order of the captions, of names or of {file, alt, caption, credit}. */
function readSideFile(search: Search, { path }: PlaceContext): SideFile {
  const side = `${nameOf(path)}${sideEnding}`;
  const body = bytesOf(side, search);
  if (body === null) return { rows: [], findings: [] };
  const document = parseDocument(new TextDecoder().decode(body), {
    lineCounter: new LineCounter(),
    prettyErrors: false,
    logLevel: 'error',
  });
  const list = document.errors.length === 0 ? toList(document) : null;
  const rows = list?.map((item) => sideRow(item, path)) ?? [];
  const whole = list !== null && rows.every((row) => row !== null);
  const reason = document.errors[0]?.message ?? 'it must be a list of pictures, or of {file, alt, caption, credit}';
  const findings = whole ? [] : [warning('invalid-side-file', `Cannot use "${side}": ${reason}`)];
  return { rows: rows.filter((row) => row !== null), findings };
}

function toList(document: ReturnType<typeof parseDocument>): readonly unknown[] | null {
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return Array.isArray(value) ? value.slice(0, 200) : null;
  } catch (thrown) {
    return messageOf(thrown) === '' ? [] : null;
  }
}

function sideRow(item: unknown, articlePath: string): SideRow | null {
  const given = typeof item === 'object' && item !== null ? (item as Record<string, unknown>) : { file: item };
  const written = [given['file'], given['image'], given['src'], given['url']].find((it) => typeof it === 'string');
  const [file] = typeof written === 'string' && isPicturePath(written) ? candidatesFor(written, articlePath) : [];
  if (file === undefined) return null;
  const text = (key: string) => (typeof given[key] === 'string' ? { [key]: String(given[key]).trim() } : {});
  return { file, ...text('alt'), ...text('caption'), ...text('credit') };
}
