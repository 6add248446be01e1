/** What the page of the preview shows of one article, as data: the answer of `/api/entry`. */

import { differencesBetween, type FieldDifference } from '../../compare/differences.ts';
import { readVersions } from '../../compare/entry-versions.ts';
import type { Ahead } from '../../compare/look-ahead.ts';
import { digestOfText } from '../../model/digest.ts';
import type { Entry } from '../../model/entry.ts';
import { type FormatName, feedFormats, formatNames } from '../../model/feed.ts';
import { renderDocument } from '../../publish/plan/render-document.ts';
import { cardKindOf, entryProperties } from '../../render/page/page-metadata.ts';
import { pathInPublication, type Serving, withLocalUrls } from './local-urls.ts';
import { type MarkedText, markEntry } from './own-part.ts';
import type { PreviewEntry } from './preview-entry.ts';
import { findPublished, type PublishedStores } from './published-file.ts';
import { type SourceView, viewSource } from './source-view.ts';

export interface EntryView {
  readonly path: string;
  /** Changes if what readers and the page show changes. */
  readonly digest: string;
  /** The URL of the page of the article; null if it has none. */
  readonly url: string | null;
  /** The URL of that page in the preview; null if the page is on another site. */
  readonly localUrl: string | null;
  /** What the next publish changes in an entry that is published. Empty for all others. */
  readonly differences: readonly FieldDifference[];
  /** Null if there is nothing to share. */
  readonly card: CardView | null;
  readonly source: SourceView;
  readonly raw: readonly RawView[];
}

/** What other sites show if somebody shares the link. */
export interface CardView {
  readonly kind: 'summary' | 'summary_large_image';
  readonly title: string;
  readonly description: string;
  readonly imageUrl: string | null;
  readonly imageAlt: string;
  readonly site: string;
  readonly host: string;
  /** Every property, as the head of the page contains it. */
  readonly properties: readonly (readonly [name: string, value: string])[];
}

/** One format of the feed. */
export interface RawView extends MarkedText {
  readonly format: FormatName;
  readonly title: string;
  /** True if the live feed contains the entry. If not, the text is a feed with only this entry. */
  readonly isLive: boolean;
}

export interface EntryViewContext extends PublishedStores {
  readonly ahead: Ahead;
  readonly serving: Serving;
}

export async function viewEntry(shown: PreviewEntry, context: EntryViewContext): Promise<EntryView> {
  const { path, entry } = shown;
  const url = entry?.url ?? null;
  const inPublication = pathInPublication(url, context.serving);
  const { channel } = context.ahead.before.source;
  return {
    path,
    digest: digestOfText(JSON.stringify([entry, channel])).slice(0, 20),
    url,
    localUrl: inPublication === null ? null : withLocalUrls(url ?? '', context.serving),
    differences: await viewDifferences(path, context.ahead),
    card: entry === null ? null : viewCard(entry, context),
    source: await viewSource(path, { ...context, problems: context.ahead.report.problems }),
    raw: entry === null ? [] : await Promise.all(formatNames.map((format) => viewRaw(entry, format, context))),
  };
}

async function viewDifferences(path: string, ahead: Ahead): Promise<readonly FieldDifference[]> {
  const changes = ahead.report.entryChanges.filter((change) => change.path === path);
  const [versions] = await readVersions(changes, ahead);
  const { before = null, after = null } = versions ?? {};
  return before === null || after === null ? [] : differencesBetween(before, after);
}

function viewCard(entry: Entry, { ahead, serving }: EntryViewContext): CardView {
  const { channel } = ahead.before.source;
  const url = entry.url ?? channel.homeUrl;
  const page = { url, language: entry.language ?? channel.language, channel };
  const properties = entryProperties(entry, page).flatMap(([name, value]): [string, string][] =>
    value === null || value === '' ? [] : [[name, String(value)]],
  );
  const first = (wanted: string) => properties.find(([name]) => name === wanted)?.[1] ?? null;
  const image = first('og:image');
  return {
    kind: cardKindOf(entry),
    title: first('og:title') ?? '',
    description: first('og:description') ?? '',
    imageUrl: image && withLocalUrls(image, serving),
    imageAlt: first('og:image:alt') ?? '',
    site: channel.title,
    host: new URL(url).host.replace(/^www\./, ''),
    properties,
  };
}

async function viewRaw(entry: Entry, format: FormatName, context: EntryViewContext): Promise<RawView> {
  const { title } = feedFormats[format];
  const live = markEntry(await liveText(format, context), entry.id, format);
  if (live.own !== '') return { format, title, isLive: true, ...live };
  return { format, title, isLive: false, ...markEntry(textAlone(entry, format, context), entry.id, format) };
}

async function liveText(format: FormatName, context: EntryViewContext): Promise<string> {
  const { files } = context.ahead.before.source.channel;
  const body = await findPublished(files[format], context.ahead, context);
  return new TextDecoder().decode(body ?? new Uint8Array());
}

/** The live feed as it would be if it contained only this entry. */
function textAlone(entry: Entry, format: FormatName, { ahead }: EntryViewContext): string {
  const live = ahead.plan.documents.find(({ kind }) => kind === 'live');
  if (live === undefined) return '';
  const alone = { ...live, entries: [{ id: entry.id, digest: '', updated: entry.updated }] };
  const { files } = renderDocument(alone, new Map([[entry.id, entry]]));
  const path = ahead.before.source.channel.files[format];
  return new TextDecoder().decode(files.find((it) => it.path === path)?.body ?? new Uint8Array());
}
