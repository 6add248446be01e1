/** Exports of WordPress and Ghost become articles. What not everybody may read stays a draft. */
import { expect, test } from 'vitest';
import { publish } from '../../src/publish/publish.ts';
import { type Exported, filesOfExport } from '../../src/scaffold/exports/exported.ts';
import { readGhostExport } from '../../src/scaffold/exports/ghost-export.ts';
import { readWordpressExport } from '../../src/scaffold/exports/wordpress-export.ts';
import { createMemoryStore } from '../../src/store/memory.ts';

const home = 'https://tern.example/';

async function published(exported: Exported | null, tool: string) {
  if (exported === null) throw new Error('It must be an export');
  const files = filesOfExport(exported);
  const settings = `title: T\ndescription: D\nhomeUrl: ${home}\nfeedUrl: ${home}\ntimeZone: UTC\npermalink: ${tool}\nids: ${tool}\n`;
  const from = createMemoryStore({
    'feed.yaml': settings,
    ...Object.fromEntries(files.map(({ path, text }) => [path, text])),
  });
  const to = createMemoryStore();
  const { heldBack, refused } = await publish({ from, to, now: '2026-06-01T00:00:00Z' });
  const feed = JSON.parse(new TextDecoder().decode((await to.read('feed.json'))?.body));
  return { paths: files.map(({ path }) => path), items: feed.items, held: heldBack.map(({ path }) => path), refused };
}

const posts = [
  { id: 'a1', title: 'Low Tide', slug: 'low-tide', status: 'published', visibility: 'public' },
  { id: 'a2', title: 'For members', slug: 'members', status: 'published', visibility: 'members' },
  { id: 'a3', title: 'Unfinished', slug: 'low-tide', status: 'draft', visibility: 'public' },
  { id: 'a4', title: 'Hostile', slug: '../../etc/x', status: 'sent', visibility: 'public' },
  { id: 'a5', title: 'About', slug: 'about', status: 'published', type: 'page' },
].map((post) => ({
  html: '<p>See <a href="__GHOST_URL__/x/">this</a>.</p>',
  feature_image: '__GHOST_URL__/content/images/a.png',
  published_at: '2026-03-01T10:00:00.000Z',
  updated_at: '2026-03-02T10:00:00.000Z',
  ...post,
}));
const ghost = {
  db: [
    {
      data: {
        posts,
        users: [
          { id: 'u1', name: 'Ann Fields' },
          { id: 'u2', name: 'Bo Lund' },
        ],
        posts_authors: [
          { post_id: 'a1', author_id: 'u2', sort_order: 1 },
          { post_id: 'a1', author_id: 'u1', sort_order: 0 },
        ],
        tags: [
          { id: 't1', name: 'Tides' },
          { id: 't2', name: '#internal' },
        ],
        posts_tags: [
          { post_id: 'a1', tag_id: 't1' },
          { post_id: 'a1', tag_id: 't2' },
        ],
      },
    },
  ],
};

test('Ghost: ids, URLs, authors, tags and pictures are kept, and only public posts are published', async () => {
  const { paths, items, held, refused } = await published(readGhostExport(ghost, home), 'ghost');
  expect(paths).toEqual(['low-tide.html', 'members.html', 'low-tide-a3.html', 'etc-x.html']);
  expect(items).toMatchObject([
    {
      id: 'a1',
      url: 'https://tern.example/low-tide/',
      title: 'Low Tide',
      authors: [{ name: 'Ann Fields' }, { name: 'Bo Lund' }],
      tags: ['Tides'],
      date_published: '2026-03-01T10:00:00Z',
      date_modified: '2026-03-02T10:00:00Z',
      image: 'https://tern.example/content/images/a.png',
    },
  ]);
  expect(items[0].content_html).toContain('href="https://tern.example/x/"');
  expect({ held, refused }).toEqual({ held: ['etc-x.html', 'low-tide-a3.html', 'members.html'], refused: [] });
});

const item = (more: Readonly<Record<string, string>>, text = 'One.\n\nTwo.') => {
  const fields = { post_type: 'post', status: 'publish', post_date_gmt: '2026-03-01 10:00:00', ...more };
  const {
    title = 'Low Tide',
    link = 'https://tern.example/2026/low-tide/',
    guid = 'http://old.example/?p=7',
    ...rest
  } = fields as Record<string, string>;
  const wp = Object.entries(rest).map(([key, value]) => `<wp:${key}><![CDATA[${value}]]></wp:${key}>`);
  return `<item><title>${title}</title><link>${link}</link><guid isPermaLink="false">${guid}</guid><dc:creator>ann</dc:creator><category domain="post_tag">Tides</category><content:encoded><![CDATA[${text}]]></content:encoded>${wp.join('')}</item>`;
};
const wxr = (items: string, before = '') =>
  `<?xml version="1.0"?>${before}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Tern</title><link>https://tern.example</link><wp:wxr_version>1.2</wp:wxr_version><wp:author><wp:author_login>ann</wp:author_login><wp:author_display_name>Ann Fields</wp:author_display_name></wp:author>${items}</channel></rss>`;

test('WordPress: guid and URL are kept, and only public posts are published', async () => {
  const others = [
    item({ title: 'Private', post_name: 'private', status: 'private', guid: 'https://tern.example/?p=8' }),
    item({ title: 'Locked', post_name: 'locked', post_password: 'x', guid: 'https://tern.example/?p=9' }),
    item({
      title: 'Draft',
      post_name: '',
      post_id: '10',
      status: 'draft',
      post_date_gmt: '0000-00-00 00:00:00',
      guid: 'https://tern.example/?p=10',
    }),
    item({ title: 'Bin', post_name: 'bin', status: 'trash' }),
    item({ title: 'Page', post_name: 'page', post_type: 'page' }),
  ];
  const exported = readWordpressExport(wxr(item({ post_name: 'low-tide', post_id: '7' }) + others.join('')));
  const { items, held, refused } = await published(exported, 'wordpress');
  expect(items).toMatchObject([
    {
      id: 'http://old.example/?p=7',
      url: 'https://tern.example/2026/low-tide/',
      authors: [{ name: 'Ann Fields' }],
      tags: ['Tides'],
    },
  ]);
  expect(items[0].content_html).toMatch(/<p>One\.<\/p>\s*<p>Two\.<\/p>/);
  expect(held.length).toBe(3);
  expect(refused).toEqual([]);
  expect(exported?.unread).toEqual([
    { kind: 'page', message: 'Pages, attachments and posts in the bin are no posts, so 2 were left out' },
  ]);
});

test.each([
  ['a feed', '<rss version="2.0"><channel><item/></channel></rss>'],
  ['entities', wxr('', '<!DOCTYPE rss [<!ENTITY a "x">]>').replace('Tern', '&a;')],
  ['half a file', wxr('').slice(0, 200)],
])('%s is no export of WordPress', (_, text) => {
  expect(readWordpressExport(text)).toBeNull();
});

test.each([[null], [7], [{}], [{ db: [] }], [{ db: [{ data: { posts: 7 } }] }]])(
  '%j is no export of Ghost',
  (value) => {
    expect(readGhostExport(value, null)).toBeNull();
  },
);
