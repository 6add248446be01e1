/** Reads the export of WordPress, WXR: an RSS feed with all posts and their states. */
import { parseInstant } from '../../time/parse-instant.ts';
import { childrenOf, type FeedElement, readXmlTree } from '../../validate/xml/xml-tree.ts';
import type { Exported, ExportedPost } from './exported.ts';

/** Null if the text is not an export of WordPress. Entities that it declares are refused. */
export function readWordpressExport(text: string): Exported | null {
  const tree = readXmlTree(text.trimStart(), { offsets: false });
  if ('message' in tree) return null;
  const [channel] = childrenOf(tree.root, 'channel');
  if (channel === undefined || textIn(channel, 'wxr_version') === null) return null;
  const authors = new Map(
    named(channel, 'author').map((author) => [textIn(author, 'author_login'), textIn(author, 'author_display_name')]),
  );
  const items = named(channel, 'item');
  const posts = items.filter((item) => textIn(item, 'post_type') === 'post' && textIn(item, 'status') !== 'trash');
  const others = items.length - posts.length;
  const pictures = new Map(items.map((item) => [textIn(item, 'post_id'), textIn(item, 'attachment_url')]));
  return {
    tool: 'wordpress',
    title: textIn(channel, 'title'),
    description: textIn(channel, 'description'),
    homeUrl: textIn(channel, 'base_blog_url') ?? textIn(channel, 'link'),
    language: textIn(channel, 'language'),
    timeZone: null,
    posts: posts.map((item) => postOf(item, { authors, pictures })),
    unread:
      others === 0
        ? []
        : [
            {
              kind: 'page',
              message: `Pages, attachments and posts in the bin are no posts, so ${others} were left out`,
            },
          ],
  };
}

function named(element: FeedElement, name: string): readonly FeedElement[] {
  return element.children.filter(({ written }) => written === name || written.endsWith(`:${name}`));
}

function textIn(element: FeedElement, name: string): string | null {
  const text = named(element, name)[0]?.text.trim() ?? '';
  return text === '' ? null : text;
}

interface Context {
  readonly authors: ReadonlyMap<string | null, string | null>;
  /** The URLs of attachments, by their ids. */
  readonly pictures: ReadonlyMap<string | null, string | null>;
}

function postOf(item: FeedElement, { authors, pictures }: Context): ExportedPost {
  const status = textIn(item, 'status') ?? 'draft';
  const creator = textIn(item, 'creator');
  const encoded = item.children.filter(({ written }) => written === 'content:encoded')[0]?.text ?? '';
  const excerpt = item.children.find(({ written }) => written === 'excerpt:encoded')?.text.trim() ?? '';
  const thumbnail = named(item, 'postmeta').find((meta) => textIn(meta, 'meta_key') === '_thumbnail_id');
  const published = instantOf(textIn(item, 'post_date_gmt'));
  const isOut = status === 'publish' || (status === 'future' && published !== null);
  const link = textIn(item, 'link');
  const author = authors.get(creator) ?? creator;
  return {
    id: textIn(item, 'guid') ?? textIn(item, 'post_id') ?? '',
    slug: textIn(item, 'post_name') ?? '',
    title: textIn(item, 'title') ?? 'Untitled',
    url: isOut ? link : null,
    published,
    updated: instantOf(textIn(item, 'post_modified_gmt')),
    authors: author === null ? [] : [author],
    tags: [...new Set(named(item, 'category').flatMap(({ text }) => text.trim() || []))],
    summary: excerpt === '' ? null : excerpt,
    image: thumbnail === undefined ? null : (pictures.get(textIn(thumbnail, 'meta_value')) ?? null),
    isPublic: isOut && textIn(item, 'post_password') === null,
    html: encoded,
  };
}

/** Dates are in UTC without a zone. A draft has zeros. */
function instantOf(text: string | null): string | null {
  return text === null || text.startsWith('0000') ? null : parseInstant(`${text.replace(' ', 'T')}Z`);
}
