/** Documents to files: one function for each kind, which sees what the document is given and nothing else. Pure. */

import { assembleFeed } from '../../feed/assemble-feed.ts';
import { groupKey } from '../../item/groups.ts';
import type { Entry } from '../../model/entry.ts';
import { inFile, warning } from '../../problem/problem.ts';
import { type LiveForm, liveForms } from '../../render/feed/formats.ts';
import { renderOpml } from '../../render/list/opml.ts';
import { renderNewsSitemap, renderRobots } from '../../render/list/sitemap.ts';
import {
  type PageContext,
  renderEntryPage,
  renderMissingPage,
  renderWithdrawnPage,
} from '../../render/page/article-page.ts';
import { renderListPage } from '../../render/page/list-page.ts';
import { checkRendered } from '../../validate/check-rendered.ts';
import type { Document, DocumentKind, DocumentOf, FeedGiven, Given, GroupUrls, Rendered } from './document.ts';
import { renderFeed } from './render-feed.ts';

/**
 * Renders a document. Entries that it shows and that are not given are left out.
 *
 * @example
 * const { documents, entries } = plan(emptyState, changes, channel, now);
 * const files = documents.flatMap((document) => renderDocument(document, entries).files);
 */
export function renderDocument<K extends DocumentKind>(
  document: DocumentOf<K>,
  entries: ReadonlyMap<string, Entry>,
): Rendered {
  const { kind, given, paths } = document as DocumentParts<K>;
  const shown = document.entries.flatMap(({ id }) => entries.get(id) ?? []);
  return renderers[kind](given, { entries: shown, path: paths[0] ?? '' });
}

interface DocumentParts<K extends DocumentKind> {
  readonly kind: K;
  readonly given: Given[K];
  readonly paths: Document['paths'];
}

interface Shown {
  readonly entries: readonly Entry[];
  /** Of the document; the first, if it has several. */
  readonly path: string;
}

const renderers: { readonly [K in DocumentKind]: (given: Given[K], shown: Shown) => Rendered } = {
  style: ({ text }, shown) => oneFile(text, shown),
  page: (given, shown) => {
    const [entry] = shown.entries;
    return entry === undefined ? nothing : oneFile(renderEntryPage(entry, pageContext(given)), shown);
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

/** A document of one file that needs no check. */
function oneFile(text: string, { entries, path }: Shown): Rendered {
  return { ...nothing, files: [{ path, body: encode(text) }], entries: entries.length };
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function pageContext<T extends PageContext['channel']>({ settings, groupUrls }: { settings: T; groupUrls: GroupUrls }) {
  const groupUrl: PageContext['groupUrl'] = (grouping, name) => groupUrls[groupKey({ grouping, name })] ?? null;
  return { channel: settings, groupUrl };
}

/** A feed in every format, and the page that lists the same articles. */
function renderListedFeed(given: FeedGiven, { entries }: Shown): Rendered {
  const { settings, feed, list } = given;
  const rendered = withSize(renderFeed(settings, feed, entries), { given, entries });
  if (list === null) return rendered;
  const body = encode(renderListPage({ ...list, entries }, pageContext(given)));
  return { ...rendered, files: [...rendered.files, { path: `${feed.folder}index.html`, body }] };
}

/** One article that is larger than a feed may be is alone in it, and whoever wrote it should know. */
function withSize(
  rendered: Rendered,
  { given: { maximumKilobytes: most }, entries }: { readonly given: FeedGiven; readonly entries: readonly Entry[] },
): Rendered {
  const [only] = entries;
  if (only === undefined || most === null || !rendered.files.some(({ body }) => body.length > most * 1024)) {
    return rendered;
  }
  const message = `A feed with this article is larger than "limitKilobytes" (${most}), and readers may refuse it: shorten it`;
  const finding = warning('large-article', message);
  return { ...rendered, ofEntries: [...rendered.ofEntries, { id: only.id, finding }] };
}

/** Like every feed it is read again if it can be, and what fails is not published. */
function renderLiveForm({ settings, feed: part, form }: Given['live form'], shown: Shown): Rendered {
  const { render, checkedAs }: LiveForm = liveForms[form];
  const feed = assembleFeed(settings, { ...part, entries: shown.entries });
  const text = render(feed);
  const findings = checkedAs === null ? [] : checkRendered(text, { format: checkedAs, feed });
  return findings.length === 0 ? oneFile(text, shown) : { ...nothing, problems: inFile(shown.path, findings) };
}
