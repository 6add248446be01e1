/** Reads NITF 3, as a file of its own or inside NewsML: https://www.iptc.org/std/NITF/ */
import type { Root } from 'hast';
import type { Image } from '../../../model/image.ts';
import type { Dateline } from '../../../model/metadata.ts';
import { splitVersionedId } from '../versioned-id.ts';
import type { AgencyFacts, AgencyParser, WrittenArticle } from '../written-article.ts';
import {
  attributeAmong,
  attributeOf,
  bareCode,
  elementAt,
  elementLine,
  elementLines,
  elementsAt,
  elementsBelow,
  elementText,
  innerElements,
} from './elements.ts';
import { bodyContent, isForEditors } from './news-body.ts';
import {
  checkStatusCode,
  isLaterTime,
  namesOfByline,
  newsField,
  newsFields,
  readNewsDateline,
  readNewsStory,
  statusOfCode,
  statusWithEmbargo,
  writtenTime,
} from './news-facts.ts';
import { picturesInMedia } from './news-media.ts';
import { type NewsElement, readNewsXml } from './news-xml.ts';

/** Parses a file that contains one document. */
export const parseNitf: AgencyParser = (file) => {
  const { root, findings } = readNewsXml(file.text);
  if (root === null) return [{ story: null, findings }];
  const status = checkStatusCode(statusCodeOf(root), 'management-status');
  return [readNewsStory(articleOfNitf(root), { file, findings: [...findings, ...status], dateName: '"date.issue"' })];
};

/** What a document says in its head and body. Formats that contain NITF use it if they do not say it themselves. */
export interface NitfText {
  readonly title: string | null;
  readonly deck: string | null;
  readonly names: readonly string[];
  readonly dateline: Dateline | null;
  readonly abstract: string | null;
  readonly notes: readonly string[];
  readonly content: Root;
  readonly images: readonly Image[];
}

/** Reads the text of a document. */
export function readNitfText(nitf: NewsElement): NitfText {
  const body = elementAt(nitf, 'body');
  const head = elementAt(body, 'body.head');
  const bodies = elementsAt(body ?? nitf, 'body.content');
  // AP writes "headline".
  const hedline = elementAt(head, 'hedline') ?? elementAt(head, 'headline');
  const title =
    elementLines(elementsBelow(hedline, 'hl1'))[0] ??
    lineWithout(hedline, 'hl2') ??
    elementLine(elementAt(nitf, 'head', 'title'));
  // AP repeats the headline as the original one.
  const decks = elementLines(elementsBelow(hedline, 'hl2')).filter((line) => line !== title);
  return {
    title,
    deck: decks.join(' ') || null,
    names: elementsAt(head, 'byline').flatMap(namesIn),
    dateline: datelineIn(elementAt(head, 'dateline')),
    abstract:
      elementsAt(head, 'abstract')
        .flatMap((it) => lineWithout(it, 'media') ?? [])
        .join(' ') || null,
    notes: elementLines([
      ...elementsAt(head, 'note'),
      ...bodies.flatMap((it) => elementsBelow(it, 'note').filter(isForEditors)),
    ]),
    content: { type: 'root', children: bodies.flatMap((it) => bodyContent(it).children) },
    images: [...(head === null ? [] : [head]), ...bodies].flatMap(picturesInMedia),
  };
}

/** The text of an element without the elements of one name. */
function lineWithout(element: NewsElement | null, name: string): string | null {
  if (element === null) return null;
  const children = element.children.filter((child) => typeof child === 'string' || child.name !== name);
  return elementLine({ ...element, children });
}

function namesIn(byline: NewsElement): readonly string[] {
  const people = elementLines(elementsBelow(byline, 'person'));
  const line = people.length > 0 ? null : lineWithout(byline, 'byttl');
  return line === null ? people.flatMap(namesOfByline) : namesOfByline(line);
}

function datelineIn(dateline: NewsElement | null): Dateline | null {
  const [location] = elementsAt(dateline, 'location');
  const place = location === undefined ? '' : placeOf(location).slice(0, maximumPlace);
  if (place === '') return readNewsDateline(lineWithout(dateline, 'story.date'));
  return { place: place.replace(/[\s,.;—–-]+$/, ''), agency: null };
}

/** The maximum length of a place. */
const maximumPlace = 200;

/** The text of a place. Its parts are separated by commas if they are elements only. */
function placeOf(location: NewsElement): string {
  const isMixed = location.children.some((child) => typeof child === 'string' && child.trim() !== '');
  return isMixed ? elementText(location) : elementLines(innerElements(location)).join(', ');
}

function articleOfNitf(nitf: NewsElement): WrittenArticle {
  const docdata = elementAt(nitf, 'head', 'docdata');
  const written = readNitfText(nitf);
  const date = dateOf(nitf);
  const issued = newsField('date.issue', date);
  const embargo = normOf(docdata, 'date.release');
  const { id, version } = nameOfDocument(docdata);
  return {
    fields: newsFields([
      { key: 'id', as: 'doc-id', value: id },
      { key: 'date', as: 'date.issue', value: date },
      { key: 'embargo', as: 'date.release', value: isLaterTime(embargo, date) ? embargo : null },
      { key: 'expires', as: 'date.expire', value: normOf(docdata, 'date.expire') },
      { key: 'authors', as: 'byline', value: written.names },
      { key: 'tags', as: 'keyword', value: subjectsOf(nitf) },
      {
        key: 'section',
        as: 'position.section',
        value: attributeOf(elementAt(nitf, 'head', 'pubdata'), 'position.section'),
      },
      { key: 'rights', as: 'doc.copyright', value: rightsOf(nitf) },
      {
        key: 'lang',
        as: 'xml:lang',
        value: attributeAmong(nitf, 'lang', 'baselang') ?? attributeOf(elementAt(nitf, 'body'), 'lang'),
      },
    ]),
    title: written.title,
    summary: written.abstract ?? written.deck,
    images: written.images,
    dateline: written.dateline,
    content: written.content,
    agency: {
      ...factsOf(nitf, docdata),
      version: attributeOf(elementAt(docdata, 'du-key'), 'version') ?? version,
      created: date === null ? null : issued,
      note: noteOf(docdata, written.notes),
    },
  };
}

function factsOf(nitf: NewsElement, docdata: NewsElement | null): Omit<AgencyFacts, 'version' | 'created' | 'note'> {
  const key = elementAt(docdata, 'du-key');
  const metas = elementsAt(nitf, 'head', 'meta').filter(
    (it) => attributeOf(it, 'name')?.toLowerCase() === 'anpa-keyword',
  );
  return {
    status: statusWithEmbargo({
      code: statusCodeOf(nitf),
      until: normOf(docdata, 'date.release'),
    }),
    ends: endsOf(docdata),
    slug: attributeOf(key, 'key') ?? attributeOf(metas[0] ?? null, 'content'),
  };
}

function statusCodeOf(nitf: NewsElement): string | null {
  return attributeOf(elementAt(nitf, 'head', 'docdata'), 'management-status');
}

/** The documents that this one cancels. A correction only names another document, unless it says that it cancels it. */
function endsOf(docdata: NewsElement | null): readonly string[] {
  const code = attributeOf(docdata, 'management-idref-status');
  if (code === null || statusOfCode(code) !== 'canceled') return [];
  const source = attributeOf(elementAt(docdata, 'doc-id'), 'regsrc');
  const named = idOfParts(source, attributeOf(docdata, 'management-doc-idref'));
  const corrected = elementsAt(docdata, 'correction').map((it) => idOf(it, source));
  return [...new Set([named, ...corrected].flatMap((id) => (id === null ? [] : splitVersionedId(id).id)))];
}

/** The id of a document, and the version that some agencies write at its end. */
function nameOfDocument(docdata: NewsElement | null): { readonly id: string | null; readonly version: string | null } {
  const id = idOf(elementAt(docdata, 'doc-id'), null);
  return id === null ? { id, version: null } : splitVersionedId(id);
}

function idOf(element: NewsElement | null, source: string | null): string | null {
  return idOfParts(attributeOf(element, 'regsrc') ?? source, attributeOf(element, 'id-string'));
}

/** An id that its sender gives is unique only together with the sender, unless it is a URI. AP's NITF has no id of its own. */
function idOfParts(source: string | null, id: string | null): string | null {
  return id === null || source === null || id.includes(':') ? id : `${source}:${id}`;
}

function normOf(docdata: NewsElement | null, name: string): string | null {
  return writtenTime(attributeOf(elementAt(docdata, name), 'norm'));
}

/** The date of issue, or else the other dates that a document can have. */
function dateOf(nitf: NewsElement): string | null {
  const docdata = elementAt(nitf, 'head', 'docdata');
  const printed = elementAt(nitf, 'head', 'pubdata') ?? elementAt(docdata, 'pubdata');
  const written = elementAt(nitf, 'body', 'body.head', 'dateline', 'story.date');
  return (
    normOf(docdata, 'date.issue') ??
    normOf(docdata, 'date.release') ??
    writtenTime(attributeOf(printed, 'date.publication')) ??
    writtenTime(attributeOf(written, 'norm'))
  );
}

function noteOf(docdata: NewsElement | null, notes: readonly string[]): string | null {
  const messages = elementsAt(docdata, 'ed-msg').map((it) => attributeAmong(it, 'info', 'msg-type') ?? elementText(it));
  const corrections = elementsAt(docdata, 'correction').map((it) => attributeOf(it, 'info') ?? '');
  return [...messages, ...corrections, ...notes].filter((it) => it !== '').join('\n') || null;
}

/** Keywords, and subjects by name. */
function subjectsOf(nitf: NewsElement): readonly string[] {
  const head = elementAt(nitf, 'head');
  const keywords = elementsBelow(head, 'keyword').map((it) => attributeOf(it, 'key') ?? elementText(it));
  const subjects = elementsAt(head, 'tobject', 'tobject.subject').map((it) =>
    attributeAmong(it, 'tobject.subject.detail', 'tobject.subject.matter', 'tobject.subject.type'),
  );
  return [
    ...new Set([...keywords, ...subjects].filter((it) => it !== null && it !== '' && bareCode(it) !== '')),
  ].filter((it) => it !== null);
}

function rightsOf(nitf: NewsElement): string | null {
  const docdata = elementAt(nitf, 'head', 'docdata');
  const copyright = elementAt(docdata, 'doc.copyright');
  const holder = attributeOf(copyright, 'holder');
  const year = attributeOf(copyright, 'year');
  if (holder !== null) return ['©', year, holder].filter((it) => it !== null).join(' ');
  const owner = attributeOf(elementAt(docdata, 'doc.rights'), 'owner');
  return elementLine(elementAt(nitf, 'body', 'body.head', 'rights')) ?? owner;
}
