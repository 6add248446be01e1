/** Exports of WordPress, Ghost, Medium and Substack become articles. What not everybody may read stays a draft. */
import { describe, expect, test } from 'vitest';
import { publish } from '../../src/publish/publish.ts';
import { type Exported, filesOfExport } from '../../src/scaffold/exports/exported.ts';
import { readGhostExport } from '../../src/scaffold/exports/ghost-export.ts';
import { readMediumExport } from '../../src/scaffold/exports/medium-export.ts';
import { readCsv } from '../../src/scaffold/exports/read-csv.ts';
import { readSubstackExport } from '../../src/scaffold/exports/substack-export.ts';
import { readWordpressExport } from '../../src/scaffold/exports/wordpress-export.ts';
import { createMemoryStore } from '../../src/store/memory.ts';

const home = 'https://tern.example/';

async function published(exported: Exported | null, tool: string, ids = tool) {
  if (exported === null) throw new Error('It must be an export');
  const files = filesOfExport(exported);
  const settings = `title: T\ndescription: D\nhomeUrl: ${home}\nfeedUrl: ${home}\ntimeZone: UTC\npermalink: ${tool}\nids: ${ids}\n`;
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

describe('Medium', () => {
  const story = (title: string, { body, number }: { readonly body: string; readonly number: string }) =>
    `<!DOCTYPE html><html><head><title>${title}</title></head><body><article class="h-entry">
<header><h1 class="p-name">${title}</h1></header>
<section data-field="subtitle" class="p-summary">What the sea left.</section>
<section data-field="body" class="e-content"><section class="section"><div class="section-divider"><hr class="section-divider"></div>
<div class="section-content"><div class="section-inner">${body}</div></div></section></section>
<footer><p>By <a href="https://medium.com/@ann" class="p-author h-card">Ann Fields</a> on
<a href="https://medium.com/p/${number}"><time class="dt-published" datetime="2026-03-01T10:00:00.123Z">March 1, 2026</time></a>.</p>
<p><a href="https://medium.com/@ann/low-tide-${number}" class="p-canonical">Canonical link</a></p></footer></article></body></html>`;
  const heading = '<h3 class="graf graf--h3 graf--leading graf--title">Low Tide</h3>';
  const texts = new Map([
    [
      'posts/2026-03-01_Low-Tide-0a1b2c3d4e5f.html',
      story('Low Tide', { body: `${heading}<p class="graf graf--p">Shells.</p>`, number: '0a1b2c3d4e5f' }),
    ],
    [
      'posts/2026-03-02_I-agree-aaaaaaaaaaaa.html',
      story('I agree', { body: '<p class="graf graf--p">I agree.</p>', number: 'aaaaaaaaaaaa' }),
    ],
    [
      'posts/draft_Unfinished-bbbbbbbbbbbb.html',
      story('Unfinished', { body: `${heading}<p>Soon.</p>`, number: 'bbbbbbbbbbbb' }),
    ],
    ['posts/2026-03-03_Deep-cccccccccccc.html', '<div>'.repeat(100_000)],
    ['profile/profile.html', '<p>Ann</p>'],
  ]);

  test('stories keep their ids and URLs; drafts and responses are held back', async () => {
    const exported = readMediumExport(texts, null);
    expect(exported?.homeUrl).toBe('https://medium.com/@ann/');
    expect(exported?.unread.map(({ kind }) => kind)).toEqual(['response', 'page']);
    const { paths, items, held, refused } = await published(exported, '/:slug', 'url');
    expect(paths).toEqual(['low-tide.html', 'i-agree.html', 'unfinished.html']);
    expect({ held, refused }).toEqual({ held: ['i-agree.html', 'unfinished.html'], refused: [] });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      id: 'https://medium.com/p/0a1b2c3d4e5f',
      url: 'https://medium.com/@ann/low-tide-0a1b2c3d4e5f',
      title: 'Low Tide',
      summary: 'What the sea left.',
      date_published: '2026-03-01T10:00:00Z',
      authors: [{ name: 'Ann Fields' }],
    });
    expect(items[0].content_html).toContain('Shells.');
    expect(items[0].content_html).not.toMatch(/Low Tide|<hr/);
  });

  test('other pages are no export', () => {
    expect(readMediumExport(new Map([['posts/a.html', '<p>A</p>']]), null)).toBeNull();
  });
});

describe('Substack', () => {
  const list = `post_id,post_date,is_published,email_sent_at,inbox_sent_at,type,audience,title,subtitle,podcast_url
101.low-tide,2026-03-01T10:00:00.000Z,true,,,newsletter,everyone,"Low ""Tide"", again",What the sea left,
102.paid,2026-03-02T10:00:00.000Z,true,,,newsletter,only_paid,Paid,,
103.founders,2026-03-02T10:00:00.000Z,TRUE,,,newsletter,founding,Founders,,
104,2026-03-03T10:00:00.000Z,TRUE,,,podcast,everyone,Episode,,https://api.tern.example/a.mp3
105.soon,,false,,,newsletter,everyone,Soon,,
106.lost,2026-03-04T10:00:00.000Z,true,,,newsletter,everyone,Lost,,
107.about,2026-03-04T10:00:00.000Z,true,,,page,everyone,About,,
`;
  const texts = new Map([
    ['export/posts.csv', list],
    ...['101.low-tide', '102.paid', '103.founders', '104.episode', '105.soon', '107.about'].map(
      (name) => [`export/posts/${name}.html`, `<p>Text of ${name}.</p>`] as const,
    ),
  ]);

  test('posts for everyone keep their ids; others are held back, and each is named', async () => {
    const exported = readSubstackExport(texts, 'https://tern.example/');
    expect(exported?.unread.map(({ kind, message }) => [kind, message.split(':')[0]])).toEqual([
      ['page', '"About"'],
      ['missing-text', '"Lost"'],
      ['paid', '"Paid"'],
      ['paid', '"Founders"'],
    ]);
    const { items, held, refused } = await published(exported, '/p/:slug', 'url');
    expect({ held, refused }).toEqual({ held: ['founders.html', 'paid.html', 'soon.html'], refused: [] });
    expect(items.map(({ id, url, title }: Record<string, string>) => [id, url, title])).toEqual([
      ['https://tern.example/p/episode', 'https://tern.example/p/episode', 'Episode'],
      ['https://tern.example/p/low-tide', 'https://tern.example/p/low-tide', 'Low "Tide", again'],
    ]);
    expect(items[0].content_html).toContain('https://api.tern.example/a.mp3');
    expect(items[1]).toMatchObject({ summary: 'What the sea left', date_published: '2026-03-01T10:00:00Z' });
  });

  test('a folder without posts.csv is no export', () => {
    expect(readSubstackExport(new Map([['posts/1.a.html', '<p>A</p>']]), null)).toBeNull();
  });
});

test.each([
  ['a,b\r\n1,2\r\n', [{ a: '1', b: '2' }]],
  ['a,b\n"1, ""x""\n2",\n', [{ a: '1, "x"\n2', b: '' }]],
  ['\ufeffa\n"open', [{ a: '"open' }]],
  [
    'a,b\n"x"y,2\n\n3',
    [
      { a: '"x"y', b: '2' },
      { a: '3', b: '' },
    ],
  ],
  ['', []],
])('CSV %j', (text, rows) => {
  expect(readCsv(text)).toEqual(rows);
});
