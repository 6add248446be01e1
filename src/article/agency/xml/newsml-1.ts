/** Reads NewsML 1.0 to 1.2: a file with one or several news items. https://iptc.org/std/NewsML/1.2/ */
import type { Image } from '../../../model/image.ts';
import { type ItemStatus, plainVersion } from '../../../model/metadata.ts';
import type { SkippedKind } from '../../story/no-story.ts';
import type { AgencyParser, WrittenArticle } from '../written-article.ts';
import { assignPictures, type FileItem } from './assign-pictures.ts';
import {
  attributeOf,
  bareCode,
  elementAt,
  elementLine,
  elementLines,
  elementsAt,
  elementsBelow,
  innerElements,
} from './elements.ts';
import {
  checkStatusCode,
  namesOfByline,
  newsField,
  newsFields,
  readNewsDateline,
  readNewsStory,
  statusOfCode,
  statusWithEmbargo,
  writtenTime,
} from './news-facts.ts';
import { type NewsElement, readNewsXml } from './news-xml.ts';
import { type Components, readComponents } from './newsml-1-components.ts';

/** Parses a file. The stories come first. */
export const parseNewsMl1: AgencyParser = (file) => {
  const { root, findings } = readNewsXml(file.text);
  if (root === null) return [{ story: null, findings }];
  const items = elementsAt(root, 'NewsItem').map((element) => fileItemOf(element, root));
  const pictures = assignPictures(items, []);
  const stories = items.filter(({ kind }) => kind === null);
  const others = items.filter(({ picture }) => picture === null || !pictures.used.has(picture));
  return [
    ...stories.map((item, index) =>
      readNewsStory(articleOf(item, pictures.of(item.key)), {
        file,
        findings: [...(index === 0 ? findings : []), ...checkStatusCode(statusCodeOf(item.element), 'Status')],
        dateName: '"FirstCreated" or "ThisRevisionCreated"',
      }),
    ),
    ...others.flatMap((item) => (item.kind === null ? [] : [{ what: item.kind, item: versionOf(item) }])),
  ];
};

interface NewsItem extends FileItem {
  readonly element: NewsElement;
  readonly root: NewsElement;
  readonly components: Components;
}

function fileItemOf(element: NewsElement, root: NewsElement): NewsItem {
  const components = readComponents(element);
  const kind = kindOf(element, components);
  return {
    element,
    root,
    components,
    key: element,
    id: idOf(element),
    kind,
    links: linksOf(element),
    picture: kind === null ? null : (components.pictures[0] ?? null),
  };
}

/** What an item is that is not a story. Null for a story, and for anything that is canceled, whose content is often missing. */
function kindOf(element: NewsElement, { text, kinds }: Components): SkippedKind | null {
  if (text !== null || statusOf(element) === 'canceled') return null;
  return kinds[0] ?? (elementsBelow(element, 'NewsItemRef').length > 0 ? 'package' : null);
}

/** The id is made of three parts, which stay the same in all revisions. */
function idOf(element: NewsElement): string | null {
  const identifier = elementAt(element, 'Identification', 'NewsIdentifier');
  const [provider, date, item] = ['ProviderId', 'DateId', 'NewsItemId'].map((name) =>
    elementLine(elementAt(identifier, name)),
  );
  const written = elementLine(elementAt(identifier, 'PublicIdentifier'));
  if (provider && date && item) return `urn:newsml:${provider}:${date}:${withoutRevision(item, revisionOf(element))}`;
  return item ?? written?.replace(/:\d{1,20}[NUA]?$/i, '') ?? null;
}

/** ANP writes the revision at the end of the item's id, too: `ANPX-010126-001-v2`. */
function withoutRevision(item: string, revision: string | null): string {
  return revision !== null && item.endsWith(`-v${revision}`) ? item.slice(0, -revision.length - 2) : item;
}

function linksOf(element: NewsElement): readonly string[] {
  const management = elementAt(element, 'NewsManagement');
  const named = [
    ...elementsAt(management, 'AssociatedWith'),
    ...elementsAt(management, 'DerivedFrom'),
    ...elementsBelow(element, 'NewsItemRef'),
  ];
  return named.flatMap((it) => attributeOf(it, 'NewsItem') ?? []);
}

function versionOf({ element, id }: NewsItem) {
  return id === null ? null : { ...plainVersion, id, number: revisionOf(element), status: statusOf(element) };
}

function revisionOf(element: NewsElement): string | null {
  return elementLine(elementAt(element, 'Identification', 'NewsIdentifier', 'RevisionId'));
}

/** When the status changes by itself, such as at the end of an embargo. */
function changeOf(element: NewsElement): string | null {
  return writtenTime(elementLine(elementAt(element, 'NewsManagement', 'StatusWillChange', 'DateAndTime')));
}

function statusCodeOf(element: NewsElement): string | null {
  return attributeOf(elementAt(element, 'NewsManagement', 'Status'), 'FormalName');
}

function statusOf(element: NewsElement): ItemStatus {
  const management = elementAt(element, 'NewsManagement');
  const code = statusCodeOf(element);
  const future = attributeOf(elementAt(management, 'StatusWillChange', 'FutureStatus'), 'FormalName');
  return statusWithEmbargo({ code, until: statusOfCode(future) === 'usable' ? changeOf(element) : null });
}

function isEmbargoed(element: NewsElement): boolean {
  return bareCode(statusCodeOf(element)) === 'embargoed';
}

function articleOf(item: NewsItem, others: readonly Image[]): WrittenArticle {
  const { element, root, components, id } = item;
  const management = elementAt(element, 'NewsManagement');
  const { lines, metadata } = components;
  const text = components.text;
  const [first, revised] = ['FirstCreated', 'ThisRevisionCreated'].map((name) =>
    writtenTime(elementLine(elementAt(management, name))),
  );
  const sent = writtenTime(elementLine(elementAt(root, 'NewsEnvelope', 'DateAndTime')));
  const created = revised ?? first ?? sent;
  const names = lines('ByLine').flatMap(namesOfByline);
  return {
    fields: newsFields([
      { key: 'id', as: 'NewsIdentifier', value: id },
      { key: 'date', as: 'FirstCreated', value: first ?? created },
      { key: 'updated', as: 'ThisRevisionCreated', value: revised },
      { key: 'embargo', as: 'StatusWillChange', value: isEmbargoed(element) ? changeOf(element) : null },
      { key: 'authors', as: 'ByLine', value: names.length > 0 ? names : (text?.names ?? []) },
      { key: 'tags', as: 'Keyword', value: tagsOf(item) },
      { key: 'section', as: 'Section', value: propertiesOf(metadata, /^section$/i)[0] ?? null },
      { key: 'rights', as: 'CopyrightLine', value: lines('CopyrightLine')[0] ?? rightsOf(element) },
      { key: 'lang', as: 'Language', value: languageOf(element, metadata) },
    ]),
    title: lines('HeadLine')[0] ?? text?.title ?? components.title ?? lines('SubHeadLine')[0] ?? null,
    summary:
      text?.abstract ??
      components.abstract ??
      (lines('HeadLine').length > 0 ? lines('SubHeadLine')[0] : null) ??
      text?.deck ??
      null,
    images: [...(text?.images ?? []), ...components.pictures, ...others],
    dateline: readNewsDateline(lines('DateLine')[0] ?? null) ?? text?.dateline ?? null,
    content: text?.content ?? { type: 'root', children: [] },
    agency: {
      version: revisionOf(element),
      created: created === null ? null : newsField('ThisRevisionCreated', created),
      status: statusOf(element),
      ends: [],
      slug: lines('SlugLine')[0] ?? elementLine(elementAt(element, 'Identification', 'NameLabel')),
      note: [...notesIn(element), ...lines('NewsLineText'), ...(text?.notes ?? [])].join('\n') || null,
    },
  };
}

function notesIn(element: NewsElement): readonly string[] {
  return elementLines(elementsBelow(element, 'NewsLine').flatMap((it) => elementsAt(it, 'NewsLineText')));
}

function languageOf(element: NewsElement, metadata: readonly NewsElement[]): string | null {
  const languages = metadata.flatMap((it) => attributeOf(elementAt(it, 'Language'), 'FormalName') ?? []);
  const components = elementsBelow(element, 'NewsComponent').flatMap((it) => attributeOf(it, 'lang') ?? []);
  return languages[0] ?? attributeOf(element, 'lang') ?? components[0] ?? null;
}

/** Keywords, and subjects by name: codes give way to the names of their topics in the language of the item. */
function tagsOf({ element, components: { lines, metadata } }: NewsItem): readonly string[] {
  const codes = metadata.flatMap((it) => elementsAt(it, 'SubjectCode')).flatMap(innerElements);
  const topics = topicsOf(element);
  const names = codes.flatMap((it) => {
    const code = attributeOf(it, 'FormalName') ?? '';
    return topics.get(code) ?? (/\p{Ll}{2}/u.test(code) ? [code] : []);
  });
  const split = lines('KeywordLine').flatMap((line) => line.split(/\s*[,;/]\s*/));
  return [...new Set([...propertiesOf(metadata, /^keywords?$/i), ...split, ...names].filter((name) => name !== ''))];
}

/** The names of the topics in an item, by code. */
function topicsOf(element: NewsElement): ReadonlyMap<string, string> {
  const language = attributeOf(elementsBelow(element, 'Language')[0] ?? null, 'FormalName')?.toLowerCase();
  return new Map(
    elementsBelow(element, 'Topic').flatMap((topic): [string, string][] => {
      const names = elementsAt(topic, 'Description').filter((it) => attributeOf(it, 'Variant') !== 'Category');
      const own = names.find((it) => attributeOf(it, 'lang')?.toLowerCase() === language) ?? names[0] ?? null;
      const [code, name] = [elementLine(elementAt(topic, 'FormalName')), elementLine(own)];
      return code === null || name === null ? [] : [[code, name]];
    }),
  );
}

function propertiesOf(metadata: readonly NewsElement[], name: RegExp): readonly string[] {
  const found = metadata
    .flatMap((it) => elementsAt(it, 'Property'))
    .filter((it) => name.test(attributeOf(it, 'FormalName') ?? ''));
  return found.flatMap((it) => attributeOf(it, 'Value') ?? []);
}

function rightsOf(element: NewsElement): string | null {
  const [copyright] = elementsBelow(element, 'Copyright');
  const holder = elementLine(elementAt(copyright ?? null, 'CopyrightHolder'));
  const year = elementLine(elementAt(copyright ?? null, 'CopyrightDate'));
  if (holder !== null) return ['©', year, holder].filter((it) => it !== null).join(' ');
  return elementLines(elementsBelow(element, 'UsageRights'))[0] ?? null;
}
