/** Sorts the nested components of a NewsML 1 item: the text, the pictures with captions, and what else there is. */
import type { ElementContent } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { h } from 'hastscript';
import type { Image } from '../../../model/image.ts';
import { typeOfReference } from '../../../model/media-type.ts';
import type { SkippedKind } from '../../story/no-story.ts';
import { foldSpaces } from '../../text/spaces.ts';
import { sizeOf } from '../contents.ts';
import {
  attributeOf,
  elementAt,
  elementLine,
  elementLines,
  elementsAt,
  elementsBelow,
  innerElements,
} from './elements.ts';
import { imageTypeOf, type NewsRendition, pictureOfRenditions } from './news-media.ts';
import { readAnyText } from './news-text.ts';
import type { NewsElement } from './news-xml.ts';
import type { NitfText } from './nitf.ts';

export interface Components {
  /** Null if the item has no text. */
  readonly text: NitfText | null;
  /** The text of a component with the role of a title. */
  readonly title: string | null;
  readonly pictures: readonly Image[];
  /** What the item contains apart from text. */
  readonly kinds: readonly SkippedKind[];
  /** The lines of the text with a name, such as `HeadLine`. Those nearest to the text count. */
  readonly lines: (name: string) => readonly string[];
  /** The descriptions of the text, the nearest first. */
  readonly metadata: readonly NewsElement[];
}

/** A component with those around it. */
interface Component {
  readonly element: NewsElement;
  /** The components around it, the innermost first. */
  readonly around: readonly NewsElement[];
}

/** Reads the components of an item. */
export function readComponents(item: NewsElement): Components {
  const tops = elementsAt(item, 'NewsComponent');
  const all = tops.flatMap((element) => withInner({ element, around: [] }));
  const pictured = picturesAmong(tops);
  const inPicture = new Set(pictured.flatMap((it) => [it, ...elementsBelow(it, 'NewsComponent')]));
  const texts = mainTexts(all.filter(({ element }) => !inPicture.has(element)));
  const [first] = texts;
  const way = first === undefined ? tops : [first.element, ...first.around];
  const elsewhere = all.map(({ element }) => element).filter((it) => !inPicture.has(it) && !way.includes(it));
  const lines = (name: string) =>
    [...way, ...elsewhere].map((it) => linesIn(it, name)).find((found) => found.length > 0) ?? [];
  return {
    text: joinTexts(texts, lines('HeadLine')[0] ?? null),
    title: titleAmong(all.map(({ element }) => element).filter((it) => !inPicture.has(it))),
    pictures: pictured.flatMap((it) => pictureOf(it) ?? []),
    kinds: kindsIn(item),
    lines,
    metadata: [...way, ...elsewhere].flatMap((it) => elementsAt(it, 'DescriptiveMetadata')),
  };
}

function titleAmong(components: readonly NewsElement[]): string | null {
  const titles = components.filter((it) => /^(?:title|headline)$/i.test(rolesOf(it)));
  return (
    titles
      .flatMap((it) => itemsOf([it]))
      .map((it) => elementLine(dataOf(it)))
      .find((line) => line !== null) ?? null
  );
}

function withInner({ element, around }: Component): readonly Component[] {
  const inner = elementsAt(element, 'NewsComponent').flatMap((it) =>
    withInner({ element: it, around: [element, ...around] }),
  );
  return [{ element, around }, ...inner];
}

function linesIn(component: NewsElement, name: string): readonly string[] {
  return elementLines(elementsAt(component, 'NewsLines', name));
}

function rolesOf(component: NewsElement): string {
  return elementsAt(component, 'Role')
    .map((it) => attributeOf(it, 'FormalName') ?? '')
    .join(' ');
}

const pictureRole = /photo|picture|image|graphic|illustration/i;
const captionRole = /caption|legend/i;

/** The components that are pictures with their captions. One that contains several whole pictures is a list of them. */
function picturesAmong(components: readonly NewsElement[]): readonly NewsElement[] {
  return components.flatMap((it) => {
    const inner = elementsAt(it, 'NewsComponent');
    return isPictureComponent(it) && !isList(inner) ? [it] : picturesAmong(inner);
  });
}

/** True for a component with pictures and no text but captions. */
function isPictureComponent(component: NewsElement): boolean {
  const components = withBelow(component);
  if (!itemsOf(components).some(isPictureItem)) return false;
  if (pictureRole.test(rolesOf(component))) return true;
  const texts = components.filter((it) => itemsOf([it]).some(hasText));
  return texts.every((it) => captionRole.test(rolesOf(it)) || itemsOf([it]).some(isPictureItem));
}

/** True for several pictures. Components for the sizes of one picture have one caption beside them, or none. */
function isList(inner: readonly NewsElement[]): boolean {
  const items = inner.map((it) => itemsOf(withBelow(it)));
  if (items.some((it) => it.some(isPictureItem) && it.some(hasText))) return true;
  const named = inner.filter((it) => wholeRole.test(rolesOf(it)));
  return named.length > 1 && !inner.some((it) => captionRole.test(rolesOf(it)));
}

const wholeRole = /^(?:photo|picture|graphic)s?$/i;

function withBelow(component: NewsElement): readonly NewsElement[] {
  return [component, ...elementsBelow(component, 'NewsComponent')];
}

function itemsOf(components: readonly NewsElement[]): readonly NewsElement[] {
  return components.flatMap((it) => elementsAt(it, 'ContentItem'));
}

/** What a content item is called: its media type, MIME type and format. */
function typesOf(item: NewsElement): string {
  return ['MediaType', 'MimeType', 'Format']
    .map((name) => attributeOf(elementAt(item, name), 'FormalName') ?? '')
    .join(' ');
}

function isPictureItem(item: NewsElement): boolean {
  const isNamed = /photo|picture|graphic|\bimage\b|jpeg/i.test(typesOf(item));
  return (isNamed && !hasText(item)) || typeOfReference(attributeOf(item, 'Href') ?? '', ['picture']) !== null;
}

function dataOf(item: NewsElement): NewsElement | null {
  return elementsBelow(item, 'DataContent')[0] ?? null;
}

function hasText(item: NewsElement): boolean {
  return elementLine(dataOf(item)) !== null && !/photo|picture|image\/|video|audio/i.test(typesOf(item));
}

/** Texts that are not the story. */
const otherRole = /caption|legend|summary|abstract|teaser|note|headline|title|keyword|slug|metadata|thumbnail/i;

/** The components with text: those with the role Main, or else all whose role is not that of another text. */
function mainTexts(components: readonly Component[]): readonly Component[] {
  const texts = components.filter(({ element }) => elementsAt(element, 'ContentItem').some(hasText));
  const stories = texts.filter(({ element }) => !otherRole.test(rolesOf(element)));
  const alternatives = new Set<NewsElement>();
  return stories.filter(({ around: [parent] }) => {
    const isRepeated = parent !== undefined && alternatives.has(parent);
    if (parent !== undefined && attributeOf(parent, 'EquivalentsList') === 'yes') alternatives.add(parent);
    return !isRepeated;
  });
}

/** Joins the texts of an item. A text with a headline of its own gets it as a subhead. */
function joinTexts(components: readonly Component[], title: string | null): NitfText | null {
  const texts = components.map(({ element }) => ({ element, text: textOfComponent(element) }));
  const [first, ...others] = texts;
  if (first === undefined) return null;
  const seen = new Set([title]);
  const children = others.flatMap(({ element, text }) => {
    const [line = null] = linesIn(element, 'HeadLine');
    const subhead: ElementContent[] = line === null || seen.has(line) ? [] : [h('h2', line)];
    seen.add(line);
    return [...subhead, ...text.content.children];
  });
  return {
    ...first.text,
    content: { type: 'root', children: [...first.text.content.children, ...children] },
    images: texts.flatMap(({ text }) => text.images),
    notes: texts.flatMap(({ text }) => text.notes),
  };
}

/** The text of a component. Its content items are the same text in other forms: NITF and XHTML are better than plain text. */
function textOfComponent(component: NewsElement): NitfText {
  const data = elementsAt(component, 'ContentItem')
    .filter(hasText)
    .flatMap((it) => dataOf(it) ?? []);
  return readAnyText(data.find((it) => innerElements(it).length > 0) ?? (data[0] as NewsElement));
}

/** The picture of a component: the best of its content items, with the text of its caption. */
function pictureOf(component: NewsElement): Image | null {
  const components = withBelow(component);
  const lines = (...names: readonly string[]) =>
    names.flatMap((name) => components.flatMap((it) => linesIn(it, name)))[0] ?? null;
  const renditions = components.flatMap((it) =>
    elementsAt(it, 'ContentItem')
      .filter(isPictureItem)
      .map((item) => renditionOf(item, rolesOf(it))),
  );
  return pictureOfRenditions(renditions, {
    caption: captionIn(components) ?? lines('HeadLine'),
    credit: lines('CreditLine') ?? lines('ByLine') ?? lines('CopyrightLine'),
    alt: '',
  });
}

/** The text of the component with the role of a caption, or else of one that has no other role. */
function captionIn(components: readonly NewsElement[]): string | null {
  const named = components.filter((it) => captionRole.test(rolesOf(it)));
  const others = components.filter((it) => !otherRole.test(rolesOf(it)));
  const texts = itemsOf([...named, ...others]).filter(hasText);
  return texts.map((it) => captionOf(dataOf(it))).find((line) => line !== '') ?? null;
}

/** The words of a caption, which may be a whole document with a headline of its own. */
function captionOf(data: NewsElement | null): string {
  return data === null ? '' : foldSpaces(textOf(readAnyText(data).content));
}

function renditionOf(item: NewsElement, role: string): NewsRendition {
  const facts = elementAt(item, 'Characteristics');
  return {
    url: attributeOf(item, 'Href'),
    type: imageTypeOf(attributeOf(elementAt(item, 'MimeType'), 'FormalName')),
    width: sizeOf(propertyOf(facts, /^(?:pixel)?width$/i)),
    height: sizeOf(propertyOf(facts, /^(?:pixel)?height$/i)),
    lengthBytes: sizeOf(elementLine(elementAt(facts, 'SizeInBytes'))),
    name: role,
  };
}

function propertyOf(facts: NewsElement | null, name: RegExp): string | null {
  const found = elementsAt(facts, 'Property').find((it) => name.test(attributeOf(it, 'FormalName') ?? ''));
  return attributeOf(found ?? null, 'Value');
}

const kindsOfMedia: readonly (readonly [RegExp, SkippedKind])[] = [
  [/video/i, 'video'],
  [/audio/i, 'audio'],
  [/graphic|animation/i, 'graphic'],
  [/photo|picture|image/i, 'picture'],
];

function kindsIn(item: NewsElement): readonly SkippedKind[] {
  const media = elementsBelow(item, 'MediaType').map((it) => attributeOf(it, 'FormalName') ?? '');
  const types = [...elementsBelow(item, 'ContentItem').map(typesOf), ...media];
  return types.flatMap((type) => kindsOfMedia.find(([name]) => name.test(type))?.[1] ?? []);
}
