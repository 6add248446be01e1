/** Reads a text item of NewsML-G2 with its metadata. https://iptc.org/std/NewsML-G2/guidelines/ */
import type { Image } from '../../../model/image.ts';
import type { ItemStatus } from '../../../model/metadata.ts';
import { type Finding, warning } from '../../../problem/problem.ts';
import { splitVersionedId } from '../versioned-id.ts';
import type { WrittenArticle } from '../written-article.ts';
import { attributeAmong, attributeOf, bareCode, elementAt, elementLine, elementLines, elementsAt } from './elements.ts';
import { bodyOfG2 } from './g2-body.ts';
import { nameOfParty } from './g2-picture.ts';
import {
  checkStatusCode,
  isLaterTime,
  namesOfByline,
  newsField,
  newsFields,
  readNewsDateline,
  statusOfCode,
  writtenTime,
} from './news-facts.ts';
import type { NewsElement } from './news-xml.ts';

/** Reads an item. `pictures` are items of the same file that belong to it. */
export function articleOfG2(item: NewsElement, pictures: readonly Image[]): WrittenArticle {
  const [management, meta] = [elementAt(item, 'itemMeta'), elementAt(item, 'contentMeta')];
  const { id, version } = nameOfG2(item);
  const body = bodyOfG2(item);
  const versionCreated = writtenTime(elementLine(elementAt(management, 'versionCreated')));
  const firstCreated = writtenTime(elementLine(elementAt(management, 'firstCreated')));
  const headlines = headlinesOf(meta);
  const names = bylineOf(meta);
  return {
    fields: newsFields([
      { key: 'id', as: 'guid', value: id },
      {
        key: 'date',
        as: 'firstCreated',
        value: firstCreated ?? versionCreated ?? writtenTime(elementLine(elementAt(meta, 'contentCreated'))),
      },
      // Some agencies create a version before they create its item.
      {
        key: 'updated',
        as: 'versionCreated',
        value: isLaterTime(versionCreated, firstCreated) ? versionCreated : null,
      },
      { key: 'embargo', as: 'embargoed', value: writtenTime(elementLine(elementAt(management, 'embargoed'))) },
      { key: 'authors', as: 'by', value: names.length > 0 ? names : body.names },
      { key: 'tags', as: 'subject', value: subjectsOf(meta, languageOf(item)) },
      { key: 'section', as: 'subject', value: sectionOf(meta) },
      { key: 'rights', as: 'rightsInfo', value: rightsOf(item) },
      { key: 'lang', as: 'language', value: languageOf(item) },
    ]),
    title: headlines.title ?? body.title ?? elementLine(elementAt(management, 'title')),
    summary: summaryOf(meta) ?? headlines.deck ?? body.abstract ?? body.deck,
    images: [...body.images, ...pictures],
    dateline: readNewsDateline(elementLine(elementAt(meta, 'dateline'))) ?? body.dateline ?? locatedIn(meta),
    content: body.content,
    agency: {
      version,
      created: versionCreated === null ? null : newsField('versionCreated', versionCreated),
      status: statusOfG2(item),
      ends: [],
      slug: elementLine(elementAt(meta, 'slugline')),
      note: [...elementLines(elementsAt(management, 'edNote')), ...body.notes].join('\n') || null,
    },
  };
}

/** The id of an item, and its version. Some agencies write the version at the end of the id, too. */
export function nameOfG2(item: NewsElement): { readonly id: string | null; readonly version: string | null } {
  const guid = attributeOf(item, 'guid');
  const split = guid === null ? { id: null, version: null } : splitVersionedId(guid);
  return { id: split.id, version: attributeOf(item, 'version') ?? split.version };
}

/** The class of an item without the prefix of its scheme: `text` in `ninat:text`. */
export function classOf(item: NewsElement): string {
  return bareCode(attributeAmong(elementAt(item, 'itemMeta', 'itemClass'), 'qcode', 'uri', 'literal'));
}

/** The status of an item. An embargo without an end lasts until a later version lifts it. */
export function statusOfG2(item: NewsElement): ItemStatus {
  const status = statusOfCode(statusCodeIn(item));
  return status === 'usable' && hasOpenEmbargo(item) ? 'withheld' : status;
}

function statusCodeIn(item: NewsElement): string | null {
  return attributeAmong(elementAt(item, 'itemMeta', 'pubStatus'), 'qcode', 'uri', 'literal');
}

/** Warns of an unknown status, and of an embargo that names no date and for which nothing gives a reason. */
export function checkG2(item: NewsElement): readonly Finding[] {
  return [...checkStatusCode(statusCodeIn(item), 'pubStatus'), ...checkEmbargo(item)];
}

function checkEmbargo(item: NewsElement): readonly Finding[] {
  const embargo = elementAt(item, 'itemMeta', 'embargoed');
  if (embargo === null || elementLine(embargo) !== null || hasOpenEmbargo(item)) return [];
  const message = '"embargoed" must be a date: it is empty and no note gives a reason, so it was ignored';
  return [warning('invalid-field', message, { line: 1, column: 1 })];
}

/** True for an empty embargo with a reason for it. Without a reason, a template was not filled in. */
function hasOpenEmbargo(item: NewsElement): boolean {
  const embargo = elementAt(item, 'itemMeta', 'embargoed');
  if (embargo === null || elementLine(embargo) !== null) return false;
  return attributeOf(embargo, 'nil') === 'true' || elementLines(elementsAt(item, 'itemMeta', 'edNote')).length > 0;
}

/** The headline without a role or with that of the main one. Others are decks, unless their roles say otherwise. */
function headlinesOf(meta: NewsElement | null) {
  const all = elementsAt(meta, 'headline').flatMap((it) => {
    const line = elementLine(it);
    return line === null ? [] : [{ line, role: bareCode(attributeAmong(it, 'role', 'roleuri')) }];
  });
  const main = all.find(({ role }) => role === '' || /main|^headline$|^title$/.test(role)) ?? all[0] ?? null;
  const deck = all.find((it) => it !== main && (it.role === '' || /sub|deck|secondary/.test(it.role))) ?? null;
  return { title: main?.line ?? null, deck: deck?.line ?? null };
}

/** The writers. A creator of one word is not a writer, but an agency or the name of a user. */
function bylineOf(meta: NewsElement | null): readonly string[] {
  const lines = elementLines(elementsAt(meta, 'by'));
  if (lines.length > 0) return lines.flatMap(namesOfByline);
  return elementsAt(meta, 'creator')
    .flatMap((it) => elementLine(elementAt(it, 'name')) ?? [])
    .flatMap(namesOfByline)
    .filter((name) => name.includes(' '));
}

function summaryOf(meta: NewsElement | null): string | null {
  const summaries = elementsAt(meta, 'description').filter((it) =>
    /^(?:summary|abstract|standfirst|lead|teaser)$/.test(bareCode(attributeAmong(it, 'role', 'roleuri'))),
  );
  return elementLines(summaries)[0] ?? null;
}

function languageOf(item: NewsElement): string | null {
  return attributeOf(elementAt(item, 'contentMeta', 'language'), 'tag') ?? attributeOf(item, 'lang');
}

/** The names of subjects in the language of the item, and the keywords. */
function subjectsOf(meta: NewsElement | null, language: string | null): readonly string[] {
  const subjects = elementsAt(meta, 'subject').flatMap((it) => nameIn(it, language) ?? []);
  return [...new Set([...subjects, ...elementLines(elementsAt(meta, 'keyword'))])].filter((name) => name.length > 1);
}

function nameIn(subject: NewsElement, language: string | null): string | null {
  const names = elementsAt(subject, 'name').filter((it) => bareCode(attributeOf(it, 'role')) !== 'mnemonic');
  const base = (tag: string | null) => tag?.split('-')[0]?.toLowerCase();
  return elementLine(names.find((it) => base(attributeOf(it, 'lang')) === base(language)) ?? names[0] ?? null);
}

/** The subject that the agency marks as a section. */
function sectionOf(meta: NewsElement | null): string | null {
  const marked = elementsAt(meta, 'subject').filter((it) =>
    /\bsections?\b/i.test(`${it.attributes['type']} ${it.attributes['rel']} ${it.attributes['qcode']}`),
  );
  return marked.map((it) => elementLine(elementAt(it, 'name'))).find((name) => name !== null) ?? null;
}

/** The copyright line, or else the holder, or else the terms of use. */
function rightsOf(item: NewsElement): string | null {
  const rights = elementAt(item, 'rightsInfo');
  const holder = nameOfParty(elementAt(rights, 'copyrightHolder'));
  const line = elementLines(elementsAt(rights, 'copyrightNotice'))[0] ?? (holder === null ? null : `© ${holder}`);
  return line ?? elementLines(elementsAt(rights, 'usageTerms'))[0] ?? null;
}

function locatedIn(meta: NewsElement | null) {
  const name = elementLine(elementAt(meta, 'located', 'name')) ?? attributeOf(elementAt(meta, 'located'), 'literal');
  return name === null ? null : { place: name, agency: null };
}
