/** Reads the export of Ghost: one JSON file with the tables of its database. */
import { fieldsOf, isRecord, type UnknownRecord } from '../../model/record.ts';
import { parseInstant } from '../../time/parse-instant.ts';
import type { Exported, ExportedPost } from './exported.ts';

/** Null if the value is not an export of Ghost. */
export function readGhostExport(value: unknown, homeUrl: string | null): Exported | null {
  const { db } = fieldsOf(value);
  const [first] = Array.isArray(db) ? (db as readonly unknown[]) : [value];
  const data = fieldsOf(fieldsOf(first)['data']);
  if (!Array.isArray(data['posts'])) return null;
  const settings = new Map(rowsOf(data, 'settings').map(({ key, value: it }) => [String(key), textOf(it)]));
  const posts = rowsOf(data, 'posts');
  const isPage = ({ type, page }: UnknownRecord) => type === 'page' || page === 1 || page === true;
  const pages = posts.filter(isPage).length;
  return {
    tool: 'ghost',
    title: settings.get('title') ?? null,
    description: settings.get('description') ?? null,
    homeUrl,
    language: settings.get('locale') ?? settings.get('lang') ?? null,
    timeZone: settings.get('timezone') ?? settings.get('active_timezone') ?? null,
    posts: posts.filter((post) => !isPage(post)).flatMap((post) => postOf(post, { data, homeUrl })),
    unread: pages === 0 ? [] : [{ kind: 'page', message: `Pages are no posts, so ${pages} were left out` }],
  };
}

function rowsOf(data: UnknownRecord, table: string): readonly UnknownRecord[] {
  const rows = data[table];
  return Array.isArray(rows) ? (rows as readonly unknown[]).filter(isRecord) : [];
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

interface Context {
  readonly data: UnknownRecord;
  readonly homeUrl: string | null;
}

/** None without an id. Everything that is not published for everybody is a draft. */
function postOf(post: UnknownRecord, { data, homeUrl }: Context): readonly ExportedPost[] {
  const id = textOf(post['id']) ?? (typeof post['id'] === 'number' ? String(post['id']) : null);
  if (id === null) return [];
  const home = (homeUrl ?? '').replace(/\/$/, '');
  const whole = (text: string | null) => (text ?? '').replaceAll('__GHOST_URL__', home);
  const status = post['status'] ?? 'draft';
  const published = instantOf(post['published_at']);
  const isOut = status === 'published' || (status === 'scheduled' && published !== null);
  return [
    {
      id,
      slug: textOf(post['slug']) ?? '',
      title: textOf(post['title']) ?? 'Untitled',
      url: null,
      published,
      updated: instantOf(post['updated_at']),
      authors: namesOf(post, { data, link: 'posts_authors', key: 'author_id', table: 'users' }),
      tags: namesOf(post, { data, link: 'posts_tags', key: 'tag_id', table: 'tags' }).filter(
        (it) => !it.startsWith('#'),
      ),
      summary: textOf(post['custom_excerpt']),
      image: whole(textOf(post['feature_image'])) || null,
      isPublic: isOut && (post['visibility'] ?? 'public') === 'public',
      html: whole(textOf(post['html'])),
    },
  ];
}

function instantOf(value: unknown): string | null {
  const text = typeof value === 'number' ? null : textOf(value);
  return text === null ? null : parseInstant(/[zZ]|[+-]\d\d:?\d\d$/.test(text) ? text : `${text.replace(' ', 'T')}Z`);
}

interface Names {
  readonly data: UnknownRecord;
  readonly link: string;
  readonly key: string;
  readonly table: string;
}

function namesOf(post: UnknownRecord, { data, link, key, table }: Names): readonly string[] {
  const names = new Map(rowsOf(data, table).map(({ id, name }) => [String(id), textOf(name)]));
  const rows = rowsOf(data, link).filter(({ post_id }) => String(post_id) === String(post['id']));
  const sorted = rows.toSorted((one, other) => Number(one['sort_order'] ?? 0) - Number(other['sort_order'] ?? 0));
  return sorted.flatMap((row) => names.get(String(row[key])) ?? []);
}
