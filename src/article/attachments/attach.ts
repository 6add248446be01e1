/** Attaches files to a story: those that it names, those in its sidecar, and the pictures that are named after it. */
import type { Element, Root } from 'hast';
import type { Channel } from '../../model/channel.ts';
import type { Episode } from '../../model/episode.ts';
import { type Image, image } from '../../model/image.ts';
import type { Caption } from '../../model/metadata.ts';
import { urlOf } from '../../model/url.ts';
import { type Finding, warning } from '../../problem/problem.ts';
import { plural } from '../../problem/wording.ts';
import { nameOf } from '../story/path.ts';
import type { Story } from '../story/story.ts';
import { elementsOf, removeElements } from '../tree/walk.ts';
import { linkedArticles } from './article-links.ts';
import { type Beside, isOtherPicturePath, isSidecar, namedPictures } from './beside.ts';
import { type FoundFiles, findFiles } from './find.ts';
import { candidatesOf, mediaAttributes, referencesOf } from './references.ts';
import { type Sidecar, sidecarPathOf } from './sidecar.ts';

export interface AttachContext {
  readonly path: string;
  /** The text of the file. */
  readonly text: string;
  readonly channel: Channel;
  readonly beside: Beside;
  readonly sidecar: Sidecar;
}

export interface Attached extends Pick<FoundFiles, 'findings' | 'assets' | 'looked'> {
  readonly story: AttachedStory;
}

export interface AttachedStory extends Story {
  /** The captions that were assigned to a picture, by the URL of the picture. */
  readonly pictured: ReadonlyMap<string, Caption>;
}

interface WantedContext extends Pick<AttachContext, 'path' | 'beside'> {
  readonly channel: Pick<Channel, 'static'>;
  readonly sidecar: Sidecar | null;
}

/** The files beside an article that must be read first. `sidecar` is null until it has been read. It can name more files. */
export function wantedFiles(story: Story, { path, beside, channel, sidecar }: WantedContext): readonly string[] {
  const sidecarPath = sidecarPathOf(path);
  const hasSidecar = beside.paths.has(sidecarPath);
  const isKnown = sidecar !== null || !hasSidecar;
  const own = isKnown ? ownPictures(story, { path, beside, sidecar: sidecar ?? { rows: [], findings: [] } }) : [];
  const references = referencesOf(story, own.flatMap(writtenOf));
  const named = references.flatMap(
    (reference) =>
      candidatesOf(reference, { path, static: channel.static }).find((candidate) => beside.paths.has(candidate)) ?? [],
  );
  const published = named.filter((file) => !isOtherPicturePath(file));
  const linked = linkedArticles(story, { path, beside });
  return [...new Set([...(hasSidecar ? [sidecarPath] : []), ...published, ...linked])];
}

/** Attaches the files of a story. Changes the tree of its content in place. */
export function attachFiles(story: Story, { path, text, channel, beside, sidecar }: AttachContext): Attached {
  const own = ownPictures(story, { path, beside, sidecar });
  const hasPage = story.url !== null;
  const context = { path, text, channel, beside, hasPage, hasSite: hasPage || !channel.pages };
  const found = findFiles(referencesOf(story, own.flatMap(writtenOf)), context);
  if (!hasPage) removeDeadSources(story, found);
  attachToContent(story, found);
  const images = own.map((picture) => ownImage(picture, found));
  const namedAfter = (beside.byStem.get(nameOf(path)) ?? []).filter((it) => !isSidecar(it));
  const paired = withLostCaptions(pairCaptions(attachToFields(story, found), images), { story, found });
  return {
    story: withEmbeddedCaptions(paired, { found, beside, channel }),
    findings: [...sidecar.findings, ...found.findings, ...shortOfPictures(story, images)],
    assets: found.assets,
    looked: [...new Set([sidecarPathOf(path), ...namedAfter, ...found.looked])],
  };
}

/** A picture that belongs to an article but is not named in it, with its texts from the sidecar. */
type OwnPicture = Sidecar['rows'][number];

function writtenOf(picture: OwnPicture): string[] {
  return picture === null ? [] : [picture.file];
}

/** The pictures in the sidecar. Without a sidecar, the pictures named after the article, unless the article shows pictures. */
function ownPictures(
  story: Story,
  { path, beside, sidecar }: Pick<AttachContext, 'path' | 'beside' | 'sidecar'>,
): readonly OwnPicture[] {
  if (sidecar.rows.length > 0) return sidecar.rows;
  const shows = story.image !== null || elementsOf(story.content).some(({ tagName }) => tagName === 'img');
  return shows ? [] : namedPictures(nameOf(path), beside).map((picture) => ({ file: `/${picture}`, texts: {} }));
}

/** Null if the row is invalid, or its file is missing or not a picture. */
function ownImage(picture: OwnPicture, { pictures }: FoundFiles): Image | null {
  const known = picture === null ? undefined : pictures.get(picture.file);
  return picture === null || known === undefined ? null : image({ ...picture.texts, ...known });
}

/** Removes the sources beside a picture that is published here: the files in their `srcset` are not. */
function removeDeadSources({ content }: Story, { pictures }: FoundFiles): void {
  for (const element of elementsOf(content)) {
    if (element.tagName !== 'picture') continue;
    const isPublished = elementsOf(element).some(({ properties: { src } }) => pictures.has(String(src)));
    const isLocal = ({ tagName, properties: { srcSet } }: Element) =>
      tagName === 'source' && !/^(?:https?:)?\/\//i.test(String(srcSet).trim());
    if (isPublished) removeElements(element, isLocal);
  }
}

function attachToContent({ content }: Story, { pictures, media, unusable }: FoundFiles): void {
  removeUnusable(content, unusable);
  for (const { tagName, properties } of elementsOf(content)) {
    const picture = tagName === 'img' ? pictures.get(String(properties['src'] ?? '')) : undefined;
    if (picture !== undefined) {
      delete properties['srcSet'];
      Object.assign(properties, { src: picture.url, width: picture.width, height: picture.height });
    }
    // A tag of Jekyll or Eleventy means a path from the root of the site.
    const { src, dataFromRoot } = properties;
    if (picture === undefined && dataFromRoot !== undefined && !/^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(String(src))) {
      properties['src'] = `/${src}`;
    }
    const name = mediaAttributes[tagName];
    const file = name === undefined ? undefined : media.get(String(properties[name] ?? ''));
    if (name !== undefined && file !== undefined) properties[name] = file.url;
    const poster = tagName === 'video' ? pictures.get(String(properties['poster'] ?? '')) : undefined;
    if (poster !== undefined) properties['poster'] = poster.url;
  }
}

/** Replaces pictures that cannot be shown by their alt text, so that nothing that the author wrote is lost. */
function removeUnusable(content: Root, unusable: ReadonlySet<string>): void {
  if (unusable.size === 0) return;
  const empty = new Set<Element>();
  for (const element of elementsOf(content)) {
    if (element.tagName === 'video' && unusable.has(String(element.properties['poster']))) {
      delete element.properties['poster'];
    }
    if (element.tagName !== 'img' || !unusable.has(String(element.properties['src']))) continue;
    const { alt } = element.properties;
    element.tagName = 'span';
    element.properties = {};
    if (typeof alt === 'string' && alt.trim() !== '') element.children = [{ type: 'text', value: alt }];
    else empty.add(element);
  }
  removeElements(content, (element) => empty.has(element));
}

/** Replaces references in metadata with published files, with their actual lengths and types. */
function attachToFields(story: Story, found: FoundFiles): Story {
  const { pictures, media, unusable } = found;
  const local = (it: Image): Image => ({ ...it, ...pictures.get(it.url) });
  const isUsable = ({ url }: Image) => !unusable.has(url);
  return {
    ...story,
    image: story.image === null || !isUsable(story.image) ? null : local(story.image),
    pictures: story.pictures.filter(isUsable).map(local),
    enclosures: story.enclosures.map((enclosure) => ({ ...enclosure, ...media.get(enclosure.url) })),
    episode: story.episode === null ? null : attachToEpisode(story.episode, found),
  };
}

/** The text of a picture that cannot be shown becomes a caption without a picture. It is never given to another picture. */
function withLostCaptions(
  attached: AttachedStory,
  { story: { image, pictures }, found: { unusable } }: { readonly story: Story; readonly found: FoundFiles },
): AttachedStory {
  const lost = [...(image === null ? [] : [image]), ...pictures].filter(({ url }) => unusable.has(url));
  return { ...attached, captions: [...attached.captions, ...lost.flatMap(captionOf)] };
}

function captionOf({ alt, caption, credit }: Image): Caption[] {
  const text = caption ?? alt;
  return text === '' && credit === null ? [] : [{ text, credit, position: null }];
}

function attachToEpisode(episode: Episode, { pictures, media, unusable }: FoundFiles): Episode {
  const local = (url: string | null) => (url === null || unusable.has(url) ? null : (pictures.get(url)?.url ?? url));
  return {
    ...episode,
    image: local(episode.image),
    transcripts: episode.transcripts.map((it) => ({ ...it, url: media.get(it.url)?.url ?? it.url })),
    persons: episode.persons.map((person) => ({ ...person, image: local(person.image) })),
  };
}

/**
 * Assigns the first caption to the first picture, and so on. If a picture is missing, its caption is not assigned to another
 * one. The first picture becomes the lead picture, if there is none yet. The remaining captions stay without a picture.
 */
function pairCaptions(story: Story, own: readonly (Image | null)[]): AttachedStory {
  const pairs = own.flatMap((it, index) => (it === null ? [] : [{ image: it, caption: story.captions[index] }]));
  const [lead, ...rest] = pairs.map(({ image: it, caption }) => withCaption(it, caption));
  const others = story.image === null || lead === undefined ? rest : [lead, ...rest];
  return {
    ...story,
    image: story.image ?? lead ?? null,
    pictures: [...story.pictures, ...others],
    pictured: new Map(pairs.flatMap(({ image: { url }, caption }) => (caption === undefined ? [] : [[url, caption]]))),
    captions: story.captions.filter((_, index) => (own[index] ?? null) === null),
  };
}

function withCaption(picture: Image, caption: Caption | undefined): Image {
  if (caption === undefined) return picture;
  return { ...picture, caption: picture.caption ?? caption.text, credit: picture.credit ?? caption.credit };
}

interface Embedded extends Pick<AttachContext, 'beside' | 'channel'> {
  readonly found: FoundFiles;
}

/** Adds the caption and credit embedded in a picture file, if the picture has neither. */
function withEmbeddedCaptions(story: AttachedStory, { found, beside, channel }: Embedded): AttachedStory {
  const embedded = new Map(
    found.assets.map(({ path, publishedPath }) => [urlOf(publishedPath, channel), beside.embedded.get(path)]),
  );
  const fill = (it: Image): Image =>
    it.caption === null && it.credit === null ? { ...it, ...embedded.get(it.url) } : it;
  return {
    ...story,
    image: story.image === null ? null : fill(story.image),
    pictures: story.pictures.map(fill),
  };
}

function shortOfPictures({ captions }: Story, own: readonly (Image | null)[]): Finding[] {
  const { length } = own.filter((it) => it !== null);
  if (length === 0 || captions.length <= length) return [];
  const message = `There are ${captions.length} captions but ${plural(length, 'picture')}: add a picture for each, or remove the others, which are shown in the text`;
  return [warning('captions-without-picture', message)];
}
