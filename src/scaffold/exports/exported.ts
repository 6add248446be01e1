/** What an export of WordPress, Ghost, Medium or Substack contains, in the terms of articles, and the files that are made from it. Pure. */
import { stringify } from 'yaml';
import { asUrl } from '../../model/url.ts';
import type { SiteTool, Unread } from '../tools/site.ts';

/** The texts of an export of several files, by their paths. */
export type ExportTexts = ReadonlyMap<string, string>;

export type ExportTool = Extract<SiteTool, 'wordpress' | 'ghost' | 'medium' | 'substack'>;

export interface Exported {
  readonly tool: ExportTool;
  readonly title: string | null;
  readonly description: string | null;
  /** The URL of the site. Null if the export does not contain it. */
  readonly homeUrl: string | null;
  readonly language: string | null;
  readonly timeZone: string | null;
  readonly posts: readonly ExportedPost[];
  /** What was left out. */
  readonly unread: readonly Unread[];
}

export interface ExportedPost {
  /** The id that the tool stored. */
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  /** The URL of its page. Null if it follows from the slug. */
  readonly url: string | null;
  /** In RFC 3339. Null for a draft that was never published. */
  readonly published: string | null;
  readonly updated: string | null;
  readonly authors: readonly string[];
  readonly tags: readonly string[];
  readonly summary: string | null;
  readonly image: string | null;
  /** False for drafts and for posts that not everybody may read. */
  readonly isPublic: boolean;
  readonly html: string;
}

export interface ExportedFile {
  readonly path: string;
  readonly text: string;
}

/** Markdown keeps the paragraphs that WordPress makes from empty lines. */
const extensions: Readonly<Record<ExportTool, string>> = {
  wordpress: 'md',
  ghost: 'html',
  medium: 'html',
  substack: 'html',
};

/** The file of each post, with its front matter. No two have the same path. */
export function filesOfExport({ tool, posts }: Exported): readonly ExportedFile[] {
  const taken = new Set<string>();
  return posts.map((post) => {
    const name = fileName(post);
    const stem = taken.has(name) ? `${name}-${fileName({ id: post.id, slug: post.id })}` : name;
    taken.add(stem);
    return {
      path: `${stem}.${extensions[tool]}`,
      text: `---\n${stringify(matterOf(post), { lineWidth: 0 })}---\n${post.html.trim()}\n`,
    };
  });
}

/** A name without anything that is special in a path, even if the slug of a hostile export contains it. */
function fileName({ slug, id }: Pick<ExportedPost, 'slug' | 'id'>): string {
  const name = decoded(slug)
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return [...(name === '' ? `post-${id.replace(/[^\w]+/g, '-')}` : name)].slice(0, 60).join('');
}

function decoded(slug: string): string {
  try {
    return decodeURIComponent(slug);
  } catch {
    return slug;
  }
}

function matterOf(post: ExportedPost): Readonly<Record<string, unknown>> {
  const { title, published, updated, id, slug, url, authors, tags, summary, image, isPublic } = post;
  const all = {
    title,
    date: published,
    updated: updated === published ? null : updated,
    id,
    slug: slug === '' ? null : decoded(slug),
    url: asUrl(url) ?? null,
    authors: authors.length === 0 ? null : authors,
    tags: tags.length === 0 ? null : tags,
    summary,
    image,
    draft: isPublic ? null : true,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null && value !== ''));
}
