/** Renders a document to files, with one function for each kind. Pure. */
import { assembleFeed } from '../../feed/assemble-feed.ts';
import { groupKey } from '../../item/groups.ts';
import type { Entry } from '../../model/entry.ts';
import { internalFault } from '../../problem/internal-fault.ts';
import { inFile, warning } from '../../problem/problem.ts';
import { type LiveForm, liveForms } from '../../render/feed/formats.ts';
import { renderOpml } from '../../render/list/opml.ts';
import { renderNewsSitemap, renderRobots } from '../../render/list/sitemap.ts';
import {
  type PublicationContext,
  renderEntryPage,
  renderMissingPage,
  renderWithdrawnPage,
} from '../../render/page/article-page.ts';
import { renderListPage } from '../../render/page/list-page.ts';
import { checkRendered } from '../../validate/check-rendered.ts';
import type {
  Document,
  DocumentInput,
  DocumentKind,
  DocumentOf,
  FeedDocumentInput,
  GroupUrls,
  Rendered,
} from './document.ts';
import { renderFeed } from './render-feed.ts';

/**
 * Renders a document from its own data and `entries`, which contains at least the entries it shows, by id. Missing entries
 * are left out.
 *
 * @example
 * const { channel } = parseChannel(`
 * title: The Tern Sound Courier
 * description: News from the islands
 * homeUrl: https://courier.example/
 * feedUrl: https://courier.example/feeds/
 * timeZone: America/Los_Angeles
 * `);
 * const now = parseInstant('2026-05-04T16:00:00Z');
 * if (channel === null || now === null) throw new Error('The settings are wrong');
 * const body = new TextEncoder().encode('---\ntitle: Terns return\ndate: 2026-05-04 08:30\n---\nThey came early.\n');
 * const reading = parseArticle({ path: 'terns.md', body }, channel);
 * const change = { kind: 'read', path: 'terns.md', version: '1', digest: '1', reading, beside: {} } as const;
 * const { documents, entries } = plan(emptyState, [change], channel, now);
 * const files = documents.flatMap((document) => renderDocument(document, entries).files);
 * files.map(({ path }) => path).includes('rss.xml') // => true
 */
export function renderDocument<K extends DocumentKind>(
  document: DocumentOf<K>,
  entries: ReadonlyMap<string, Entry>,
): Rendered {
  const { kind, given, paths } = document as DocumentParts<K>;
  const shown = document.entries.flatMap(({ id }) => entries.get(id) ?? []);
  const path = paths[0] ?? '';
  const render = (some: readonly Entry[]) => renderers[kind](given, { entries: some, path });
  try {
    return render(shown);
  } catch (thrown) {
    return (
      withoutFaults(shown, render) ?? {
        ...nothing,
        problems: inFile(path, [internalFault('render this document', thrown)]),
      }
    );
  }
}

/** Leaves out the entries on which rendering fails. Null if the document cannot be rendered without them either. */
function withoutFaults(entries: readonly Entry[], render: (some: readonly Entry[]) => Rendered): Rendered | null {
  const tried = entries.map((entry) => ({ entry, thrown: tryTo(() => render([entry])).thrown }));
  const rest = tried.flatMap(({ entry, thrown }) => (thrown === null ? [entry] : []));
  if (rest.length === entries.length) return null;
  const { result } = rest.length === 0 ? { result: nothing } : tryTo(() => render(rest));
  const faults = tried.flatMap(({ entry: { id }, thrown }) =>
    thrown === null ? [] : [{ id, finding: internalFault('render this article', thrown) }],
  );
  return result === null ? null : { ...result, ofEntries: [...result.ofEntries, ...faults] };
}

type Tried<T> =
  | { readonly result: T; readonly thrown: null }
  | { readonly result: null; readonly thrown: NonNullable<unknown> };

function tryTo<T>(work: () => T): Tried<T> {
  try {
    return { result: work(), thrown: null };
  } catch (thrown) {
    return { result: null, thrown: thrown ?? 'nothing' };
  }
}

interface DocumentParts<K extends DocumentKind> {
  readonly kind: K;
  readonly given: DocumentInput[K];
  readonly paths: Document['paths'];
}

interface Shown {
  readonly entries: readonly Entry[];
  /** The path of the document; if it has several, the first. */
  readonly path: string;
}

const renderers: { readonly [K in DocumentKind]: (given: DocumentInput[K], shown: Shown) => Rendered } = {
  style: ({ text }, shown) => oneFile(text, shown),
  page: (given, shown) => {
    const [entry] = shown.entries;
    if (entry === undefined) return nothing;
    return oneFile(renderEntryPage(entry, { ...publicationContext(given), isListed: given.isListed }), shown);
  },
  notice: ({ settings, page }, shown) => oneFile(renderWithdrawnPage(page, { channel: settings }), shown),
  missing: ({ settings }, shown) => oneFile(renderMissingPage({ channel: settings }), shown),
  archive: renderListedFeed,
  group: renderListedFeed,
  live: renderListedFeed,
  'live form': renderLiveForm,
  opml: ({ title, feeds }, shown) => oneFile(renderOpml(title, feeds), shown),
  sitemap: ({ settings }, shown) => oneFile(renderNewsSitemap(shown.entries, settings), shown),
  robots: ({ settings }, shown) => oneFile(renderRobots(settings), shown),
};

const nothing: Rendered = { files: [], entries: 0, ofEntries: [], problems: [] };

/** A document with one file, which needs no validation. */
function oneFile(text: string, { entries, path }: Shown): Rendered {
  return { ...nothing, files: [{ path, body: encode(text) }], entries: entries.length };
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function publicationContext<T extends PublicationContext['channel']>({
  settings,
  groupUrls,
}: {
  settings: T;
  groupUrls: GroupUrls;
}) {
  const groupUrl: PublicationContext['groupUrl'] = (grouping, name) => groupUrls[groupKey({ grouping, name })] ?? null;
  return { channel: settings, groupUrl };
}

/** Renders a feed in every format, and the page that lists the same articles. */
function renderListedFeed(given: FeedDocumentInput, { entries }: Shown): Rendered {
  const { settings, feed, list } = given;
  const rendered = withSize(renderFeed(settings, feed, entries), { given, entries });
  if (list === null) return rendered;
  const body = encode(renderListPage({ ...list, entries }, publicationContext(given)));
  return { ...rendered, files: [...rendered.files, { path: `${feed.folder}index.html`, body }] };
}

/** An article that is larger than the limit for feeds is alone in its feed. Warns the author. */
function withSize(
  rendered: Rendered,
  {
    given: { maximumKilobytes: most },
    entries,
  }: { readonly given: FeedDocumentInput; readonly entries: readonly Entry[] },
): Rendered {
  const [only] = entries;
  if (only === undefined || most === null || !rendered.files.some(({ body }) => body.length > most * 1024)) {
    return rendered;
  }
  const message = `A feed with this article is larger than "limitKilobytes" (${most}), and readers may refuse it: shorten it`;
  const finding = warning('large-article', message);
  return { ...rendered, ofEntries: [...rendered.ofEntries, { id: only.id, finding }] };
}

/** Like every feed, it is validated if its format can be. If it fails, it is not published. */
function renderLiveForm({ settings, feed: part, form }: DocumentInput['live form'], shown: Shown): Rendered {
  const { render, checkedAs }: LiveForm = liveForms[form];
  const feed = assembleFeed(settings, { ...part, entries: shown.entries });
  const text = render(feed);
  const findings = checkedAs === null ? [] : checkRendered(text, { format: checkedAs, feed });
  return findings.length === 0 ? oneFile(text, shown) : { ...nothing, problems: inFile(shown.path, findings) };
}
