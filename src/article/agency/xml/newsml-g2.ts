/** Reads NewsML-G2: one item, or a message with several. https://iptc.org/std/NewsML-G2/guidelines/ */
import { type ItemVersion, plainVersion } from '../../../model/metadata.ts';
import type { SkippedKind } from '../../story/no-story.ts';
import type { AgencyParser } from '../written-article.ts';
import { assignPictures, type FileItem } from './assign-pictures.ts';
import { attributeOf, elementAt, elementsAt, elementsBelow, innerElements } from './elements.ts';
import { articleOfG2, checkG2, classOf, nameOfG2, statusOfG2 } from './g2-item.ts';
import { pictureOfG2 } from './g2-picture.ts';
import { readNewsStory } from './news-facts.ts';
import { type NewsElement, readNewsXml } from './news-xml.ts';

/** Parses a file. The stories come first. */
export const parseNewsMlG2: AgencyParser = (file) => {
  const { root, findings } = readNewsXml(file.text);
  if (root === null) return [{ story: null, findings }];
  const elements = itemsIn(root);
  const items = elements.map(fileItemOf);
  const pictures = assignPictures(items, elements.filter(({ name }) => name === 'packageItem').map(groupsOf));
  const stories = items.filter(({ kind }) => kind === null);
  const others = items.filter(({ picture }) => picture === null || !pictures.used.has(picture));
  return [
    ...stories.map(({ element }, index) =>
      readNewsStory(articleOfG2(element, pictures.of(element)), {
        file,
        findings: [...(index === 0 ? findings : []), ...checkG2(element)],
        dateName: '"versionCreated"',
      }),
    ),
    ...others.flatMap(({ kind, element, id }) => (kind === null ? [] : [{ what: kind, item: versionOf(element, id) }])),
  ];
};

const itemNames = new Set(['newsItem', 'packageItem', 'planningItem', 'conceptItem', 'knowledgeItem', 'catalogItem']);

/** The items of a message, or the item that is the whole file. */
function itemsIn(root: NewsElement): readonly NewsElement[] {
  if (itemNames.has(root.name)) return [root];
  return innerElements(root).flatMap((child) => (itemNames.has(child.name) ? [child] : itemsIn(child)));
}

interface G2Item extends FileItem {
  readonly element: NewsElement;
}

function fileItemOf(element: NewsElement): G2Item {
  const kind = kindOfG2(element);
  return {
    element,
    key: element,
    id: nameOfG2(element).id,
    kind,
    links: elementsBelow(elementAt(element, 'itemMeta'), 'link').flatMap((link) => attributeOf(link, 'residref') ?? []),
    picture: kind === 'picture' || kind === 'graphic' ? pictureOfG2(element) : null,
  };
}

const kindsOfClasses: ReadonlyMap<string, SkippedKind> = new Map([
  ['picture', 'picture'],
  ['photo', 'picture'],
  ['graphic', 'graphic'],
  ['animation', 'graphic'],
  ['video', 'video'],
  ['audio', 'audio'],
  ['composite', 'package'],
  ['package', 'package'],
]);

const kindsOfRoots: ReadonlyMap<string, SkippedKind> = new Map([
  ['packageItem', 'package'],
  ['planningItem', 'planning item'],
  ['conceptItem', 'concept'],
  ['knowledgeItem', 'concept'],
  ['catalogItem', 'other file'],
]);

/** What an item is that is not a story. Null for a story. */
function kindOfG2(element: NewsElement): SkippedKind | null {
  if (classOf(element) !== 'text' && isEvent(element)) return 'event';
  if (element.name === 'conceptItem') return 'concept';
  return kindsOfRoots.get(element.name) ?? kindsOfClasses.get(classOf(element) || mediumOf(element)) ?? null;
}

/** The kind of media in an item without a class and without a text, such as `video`. */
function mediumOf(element: NewsElement): string {
  const contents = elementAt(element, 'contentSet');
  const isText = contents === null || innerElements(contents).some(({ name }) => name.startsWith('inline'));
  const [medium = ''] = (attributeOf(elementAt(contents, 'remoteContent'), 'contenttype') ?? '').split('/');
  return isText ? '' : medium === 'image' ? 'picture' : medium;
}

function isEvent(element: NewsElement): boolean {
  const types = elementsAt(element, 'concept', 'type').map((it) => attributeOf(it, 'qcode') ?? '');
  return (
    classOf(element) === 'event' ||
    types.some((it) => /:event$/i.test(it)) ||
    elementsBelow(element, 'eventDetails').length > 0
  );
}

/** The ids of the items in each group of a package. */
function groupsOf(element: NewsElement): readonly (readonly string[])[] {
  return [element, ...elementsBelow(element, 'group')].map((group) =>
    elementsAt(group, 'itemRef').flatMap((it) => attributeOf(it, 'residref') ?? []),
  );
}

function versionOf(element: NewsElement, id: string | null): ItemVersion | null {
  return id === null ? null : { ...plainVersion, id, number: nameOfG2(element).version, status: statusOfG2(element) };
}
