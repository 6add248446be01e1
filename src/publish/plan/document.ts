/** The type `Document`: a published page, feed or list as data, before it is rendered. */
import type { FeedChannel, FeedPart } from '../../feed/assemble-feed.ts';
import type { Channel } from '../../model/channel.ts';
import { digestOfText } from '../../model/digest.ts';
import type { File } from '../../model/file.ts';
import type { Instant } from '../../model/instant.ts';
import type { Finding, Problem } from '../../problem/problem.ts';
import type { LiveFormName } from '../../render/feed/formats.ts';
import type { OpmlFeed } from '../../render/list/opml.ts';
import type { WithdrawnPage } from '../../render/page/article-page.ts';
import type { PageChannel } from '../../render/page/context.ts';
import type { ListPage } from '../../render/page/list-page.ts';
import { renderingVersion } from '../../render/rendering-version.ts';

/**
 * Files that are rendered together, from the same entries: `{ kind: 'archive', given: { number: 12, … }, … }`.
 *
 * @example
 * const isFeed = ({ kind }: Document): boolean => kind === 'live' || kind === 'archive' || kind === 'group';
 */
export type Document = DocumentOf<DocumentKind>;

/**
 * A kind of document.
 *
 * @example
 * const kind: DocumentKind = 'archive';
 */
export type DocumentKind = keyof DocumentInput;

/**
 * A document of one kind.
 *
 * @example
 * const archiveNumber = ({ given }: DocumentOf<'archive'>): number => given.number;
 */
export type DocumentOf<K extends DocumentKind> = {
  readonly [P in K]: {
    readonly kind: P;
    readonly paths: readonly string[];
    /** The entries that it shows, in order. */
    readonly entries: readonly ShownEntry[];
    /** Everything else that it is rendered from. */
    readonly given: DocumentInput[P];
    /** The digest of all of the above. Equal digests mean equal files. */
    readonly digest: string;
  };
}[K];

/**
 * A reference to an entry, with everything that decides how it is rendered.
 *
 * @example
 * const key = ({ id, digest }: ShownEntry): string => `${id} ${digest}`;
 */
export interface ShownEntry {
  readonly id: string;
  readonly digest: string;
  readonly updated: Instant;
}

/**
 * The plain data from which each kind is rendered, besides its entries. Many documents share one `settings` object.
 *
 * @example
 * const archiveNumber = ({ number }: DocumentInput['archive']): number => number;
 */
export interface DocumentInput {
  readonly style: { readonly settings: null; readonly text: string };
  readonly page: { readonly settings: PageChannel; readonly groupUrls: GroupUrls; readonly isListed: boolean };
  readonly notice: { readonly settings: PageChannel; readonly page: WithdrawnPage };
  readonly missing: { readonly settings: PageChannel };
  readonly archive: FeedDocumentInput & { readonly number: number };
  readonly group: FeedDocumentInput;
  readonly live: FeedDocumentInput;
  readonly 'live form': {
    readonly settings: FeedChannel;
    readonly feed: Omit<FeedPart, 'entries'>;
    readonly form: LiveFormName;
  };
  readonly opml: { readonly settings: null; readonly title: string; readonly feeds: readonly OpmlFeed[] };
  readonly sitemap: { readonly settings: PageChannel };
  readonly robots: { readonly settings: Pick<Channel, 'feedUrl'> };
}

/**
 * The URLs of the pages of sections, categories and authors, by their keys, such as `sections:Harbor`.
 *
 * @example
 * const urls: GroupUrls = { 'sections:Harbor': 'https://courier.example/sections/harbor/' };
 */
export type GroupUrls = Readonly<Record<string, string>>;

/**
 * What the documents with feeds are rendered from.
 *
 * @example
 * const selfUrl = ({ settings, feed }: FeedDocumentInput): string => `${settings.feedUrl}${feed.folder}rss.xml`;
 */
export interface FeedDocumentInput {
  readonly settings: FeedChannel & PageChannel;
  readonly feed: Omit<FeedPart, 'entries'>;
  /** The page that lists the same entries; null if there are no pages. */
  readonly list: Omit<ListPage, 'entries'> | null;
  readonly groupUrls: GroupUrls;
  /** The size limit to check if the feed has a single entry; null if it has more. */
  readonly maximumKilobytes: number | null;
}

/** In the order of writing: a document is written before those that link to it. */
export const stages = ['style', 'page', 'archive', 'group', 'live', 'list'] as const;
export type Stage = (typeof stages)[number];

const stageByKind: Readonly<Record<DocumentKind, Stage>> = {
  style: 'style',
  page: 'page',
  notice: 'page',
  missing: 'list',
  archive: 'archive',
  group: 'group',
  live: 'live',
  'live form': 'list',
  opml: 'list',
  sitemap: 'list',
  robots: 'list',
};

export function stageOf({ kind }: Pick<Document, 'kind'>): Stage {
  return stageByKind[kind];
}

interface Parts<K extends DocumentKind> {
  readonly paths: readonly string[];
  readonly entries?: readonly ShownEntry[];
  readonly given: DocumentInput[K];
}

/** Makes a document. Its digest covers everything that it is rendered from, and the version of rendering. */
export function documentOf<K extends DocumentKind>(kind: K, { paths, entries = [], given }: Parts<K>): DocumentOf<K> {
  const { settings, ...own } = given;
  const stamps = entries.map(({ id, digest, updated }) => [id, digest, updated]);
  const digest = digestOfData([renderingVersion, kind, paths, stamps, own, sharedDigest(settings)]);
  return { kind, paths, entries, given, digest } as unknown as DocumentOf<K>;
}

const digests = new WeakMap<object, string>();

/** Thousands of documents share settings, so each object is digested once. */
function sharedDigest(settings: object | null): string {
  if (settings === null) return '';
  const known = digests.get(settings);
  if (known !== undefined) return known;
  const digest = digestOfData(settings);
  digests.set(settings, digest);
  return digest;
}

function digestOfData(data: unknown): string {
  return digestOfText(JSON.stringify(data)).slice(0, 20);
}

/**
 * A document that was rendered.
 *
 * @example
 * const paths = ({ files }: Rendered): readonly string[] => files.map(({ path }) => path);
 */
export interface Rendered {
  readonly files: readonly File[];
  /** How many entries the files contain. */
  readonly entries: number;
  /** Findings about entries, by id. An error means that the entry was left out. */
  readonly ofEntries: readonly { readonly id: string; readonly finding: Finding }[];
  /** Problems of files that failed validation; such files are not in `files`. */
  readonly problems: readonly Problem[];
}
