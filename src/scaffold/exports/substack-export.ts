/** Reads the export of Substack: `posts.csv`, and for each post a file `posts/ID.SLUG.html`. */
import { htmlOfText } from '../../article/text/html-text.ts';
import { lastPartOf } from '../../model/file.ts';
import { asUrl } from '../../model/url.ts';
import { parseInstant } from '../../time/parse-instant.ts';
import type { Unread } from '../tools/site.ts';
import type { Exported, ExportedPost, ExportTexts } from './exported.ts';
import { readCsv } from './read-csv.ts';

type Row = Readonly<Record<string, string>>;

/** Null if the files are not an export of Substack. */
export function readSubstackExport(texts: ExportTexts, homeUrl: string | null): Exported | null {
  const list = [...texts].find(([path]) => lastPartOf(path) === 'posts.csv')?.[1];
  if (list === undefined) return null;
  const bodies = new Map([...texts].flatMap(([path, text]) => bodyOf(path, text)));
  const rows = readCsv(list).filter((row) => numberOf(row) !== '');
  const pages = rows.filter(({ type }) => type === 'page');
  const posts = rows.filter((row) => row['type'] !== 'page' && bodies.has(numberOf(row)));
  const missing = rows.filter((row) => row['type'] !== 'page' && !bodies.has(numberOf(row)));
  const paid = posts.filter((row) => isOut(row) && !isForEveryone(row));
  return {
    tool: 'substack',
    title: null,
    description: null,
    homeUrl,
    language: null,
    timeZone: 'UTC',
    posts: posts.map((row) => postOf(row, { body: bodies.get(numberOf(row)) ?? noBody, homeUrl })),
    unread: [
      ...unreadOf('page', pages, 'Pages are no posts, so they were left out'),
      ...unreadOf('missing-text', missing, 'There is no file with the text of the post in "posts"'),
      ...unreadOf('paid', paid, 'The post is not for everyone, so it became a draft'),
    ],
  };
}

function unreadOf(kind: string, rows: readonly Row[], message: string): readonly Unread[] {
  return rows.map(({ post_id = '', title = '' }) => ({ kind, message: `"${title || post_id}": ${message}` }));
}

interface Body {
  readonly slug: string;
  readonly html: string;
}

const noBody: Body = { slug: '', html: '' };

function bodyOf(path: string, html: string): readonly (readonly [string, Body])[] {
  const [, number, slug = ''] = /(?:^|\/)posts\/(\d+)(?:\.([^/]*))?\.html$/.exec(path) ?? [];
  return number === undefined ? [] : [[number, { slug, html }]];
}

/** The number in `148210.leaving-the-feed`. */
function numberOf({ post_id = '' }: Row): string {
  return /^\d+/.exec(post_id.trim())?.[0] ?? '';
}

function isOut({ is_published = '' }: Row): boolean {
  return /^true$/i.test(is_published.trim());
}

/** Others are `only_paid`, `founding` and `only_free`. */
function isForEveryone({ audience = '' }: Row): boolean {
  return audience.trim() === 'everyone';
}

interface Context {
  readonly body: Body;
  readonly homeUrl: string | null;
}

/** In the feed of Substack, the id of an entry is its URL. */
function postOf(row: Row, { body, homeUrl }: Context): ExportedPost {
  const { post_id = '', title = '', subtitle = '', post_date = '', podcast_url = '' } = row;
  const slug = /^\d+\.(.+)$/.exec(post_id.trim())?.[1] ?? body.slug;
  const audio = asUrl(podcast_url.trim()) ?? null;
  return {
    id: homeUrl === null || slug === '' ? '' : `${homeUrl.replace(/\/$/, '')}/p/${slug}`,
    slug,
    title: title.trim() || 'Untitled',
    url: null,
    published: parseInstant(post_date.trim()),
    updated: null,
    authors: [],
    tags: [],
    summary: subtitle.trim() || null,
    image: null,
    isPublic: isOut(row) && isForEveryone(row),
    html: audio === null ? body.html : `<audio controls src="${htmlOfText(audio)}"></audio>\n${body.html}`,
  };
}
