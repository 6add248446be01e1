/** `createFeed` and `createEntry`: defaults, valid feeds in every format, and errors for invalid input. */
import { describe, expect, test } from 'vitest';
import { createEntry, type EntryFields } from '../../src/feed/create-entry.ts';
import { createFeed, type FeedFields } from '../../src/feed/create-feed.ts';
import { formats } from '../../src/render/feed/formats.ts';
import { checkRendered } from '../../src/validate/check-rendered.ts';
import { validateFeed } from '../../src/validate/validate-feed.ts';

const story: EntryFields = {
  url: 'https://courier.example/terns',
  title: 'Terns return & nest',
  published: '2026-05-04T08:30:00-07:00',
};
const courier: FeedFields = { title: 'The Tern Sound Courier', homeUrl: 'https://courier.example/' };
const selfUrls = {
  rss: 'https://courier.example/rss.xml',
  atom: 'https://courier.example/atom.xml',
  json: 'https://courier.example/feed.json',
};

const full: EntryFields = {
  ...story,
  id: 'terns',
  updated: new Date('2026-05-05T09:00:00.900Z'),
  authors: ['Mae Orland', { name: 'Joss Whitlow', url: 'https://courier.example/people/joss', email: null }],
  summary: 'They came early.',
  contentHtml: '<p>They came <a href="/map">early</a>.',
  categories: ['Birds'],
  section: 'Nature',
  image: { url: 'https://courier.example/terns.jpg', alt: 'Terns', caption: 'Terns above a beach.', lengthBytes: 9000 },
  enclosures: ['https://courier.example/terns.mp3', { url: 'https://courier.example/terns', durationSeconds: 12 }],
  language: 'fr-CA',
  rights: '© 2026 Courier',
  externalUrl: 'https://birds.example/',
  commentsUrl: 'https://courier.example/terns#comments',
  source: { title: 'Sound Press', url: 'https://press.example/' },
};

describe.each(formats)('$name', ({ name, render }) => {
  test.each([
    ['with only the required fields', story],
    ['with all fields', full],
  ])('an entry %s breaks no rule', (_what, fields) => {
    const feed = createFeed({ ...courier, selfUrls, entries: [createEntry(fields)] });
    const text = render(feed);
    expect(validateFeed(text, { format: name, now: '2026-06-01T00:00:00Z' })).toMatchObject({
      entries: 1,
      findings: [],
    });
    expect(checkRendered(text, { format: name, feed })).toEqual([]);
  });

  test('a feed with only the required fields has no errors', () => {
    const { findings } = validateFeed(render(createFeed(courier)));
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

describe('an entry', () => {
  test('has defaults for missing fields and for null', () => {
    const entry = createEntry(story);
    expect(entry).toMatchObject({
      id: story.url,
      updated: '2026-05-04T15:30:00Z',
      authors: [],
      summary: '',
      images: [],
    });
    expect(entry.contentHtml).toBe('<p>Terns return &amp; nest</p>');
    const empty = { id: null, updated: null, authors: null, summary: null, contentHtml: null, categories: null };
    expect(createEntry({ ...story, ...empty, image: null, enclosures: null, language: null })).toEqual(entry);
  });

  test('has the given fields', () => {
    const entry = createEntry(full);
    expect(entry.id).toBe('tag:courier.example,2026:terns');
    expect(entry.updated).toBe('2026-05-05T09:00:00Z');
    expect(entry.authors.map(({ name }) => name)).toEqual(['Mae Orland', 'Joss Whitlow']);
    expect(entry.categories).toEqual(['Nature', 'Birds']);
    expect(entry.enclosures.map(({ type }) => type)).toEqual(['audio/mpeg', 'application/octet-stream', 'image/jpeg']);
  });

  test('shows a caption above content that does not show it, and only once', () => {
    const { contentHtml } = createEntry(full);
    expect(contentHtml).toMatch(/^<figure><img src="https:\/\/courier\.example\/terns\.jpg".*Terns above a beach\./);
    expect(createEntry({ ...full, contentHtml }).contentHtml).toBe(contentHtml);
  });

  test('splits plain text into paragraphs', () => {
    const { contentHtml } = createEntry({ ...story, contentText: 'One <b>\ntwo\r\n\r\nThree & four\n' });
    expect(contentHtml).toBe('<p>One &lt;b><br>two</p>\n<p>Three &amp; four</p>');
  });

  test('needs no URL if its id is absolute', () => {
    const { title, published } = story;
    expect(
      createEntry({ id: 'urn:x-terns:4', title, published, contentHtml: '<a href="/map">A map</a>' }),
    ).toMatchObject({
      id: 'urn:x-terns:4',
      url: null,
      contentHtml: '<a>A map</a>',
    });
  });
});

test.each([
  ['a script', '<p>Hello<script>alert(1)</script></p>', '<p>Hello</p>'],
  ['an event handler', '<img src="https://a.example/x.png" onerror="alert(1)">', '<img src="https://a.example/x.png">'],
  ['a link that runs a script', '<a href="javascript:alert(1)">A</a>', '<a>A</a>'],
  ['a frame', '<p>A</p><iframe src="https://evil.example/"></iframe>', '<p>A</p>'],
  ['an unclosed comment', '<p>A</p><!-- ', '<p>A</p>'],
])('untrusted HTML is sanitised: %s', (_what, contentHtml, expected) => {
  expect(createEntry({ ...story, contentHtml }).contentHtml).toBe(expected);
});

test('hostile text in any field stays text in every format', () => {
  const text = ']]><script>alert(1)</script>"\'&\u0000\ud800';
  const entry = createEntry({ ...full, title: text, summary: text, categories: [text], authors: [text], rights: text });
  const feed = createFeed({ ...courier, selfUrls, title: text, description: text, rights: text, entries: [entry] });
  for (const { name, render } of formats) {
    expect(checkRendered(render(feed), { format: name, feed })).toEqual([]);
    if (name !== 'json') expect(render(feed)).not.toContain('<script');
  }
});

describe('a feed', () => {
  const entries = ['2026-05-01', '2026-05-03', '2026-05-02'].map((day) =>
    createEntry({ ...story, url: `https://courier.example/${day}`, published: `${day}T12:00:00Z` }),
  );

  test('sorts its entries, newest first, and has the date of the newest', () => {
    const feed = createFeed({ ...courier, entries });
    expect(feed.entries.map(({ published }) => published.slice(0, 10))).toEqual([
      '2026-05-03',
      '2026-05-02',
      '2026-05-01',
    ]);
    expect(feed.updated).toBe('2026-05-03T12:00:00Z');
    expect(entries[0]?.published).toBe('2026-05-01T12:00:00Z');
  });

  test('has defaults for missing fields', () => {
    expect(createFeed(courier)).toMatchObject({
      id: 'https://courier.example/',
      description: 'The Tern Sound Courier',
      language: 'en',
      updated: '2026-01-01T00:00:00Z',
      selfUrls: { rss: null, atom: null, json: null },
    });
  });

  test('gives its authors to entries that name none', () => {
    const named = createEntry({ ...story, authors: ['Mae Orland'] });
    const namesIn = (fields: Partial<FeedFields>) =>
      createFeed({ ...courier, ...fields }).entries.map(({ authors }) => authors.map(({ name }) => name));
    expect(namesIn({ entries: entries.slice(0, 1) })).toEqual([['The Tern Sound Courier']]);
    expect(namesIn({ entries: entries.slice(0, 1), authors: ['Ines Calloway'] })).toEqual([['Ines Calloway']]);
    expect(namesIn({ entries: [named], authors: ['Ines Calloway'] })).toEqual([['Mae Orland']]);
  });
});

test.each<[Record<string, unknown>, string]>([
  [{ title: '' }, '"title" must be a non-empty string: got ""'],
  [{ title: undefined }, '"title" must be a non-empty string: got undefined'],
  [{ title: 42 }, '"title" must be a non-empty string: got 42'],
  [{ url: 'terns' }, '"url" must be an absolute http or https URL without a user name: got "terns"'],
  [{ url: 'javascript:alert(1)' }, 'got "javascript:alert(1)"'],
  [{ url: null }, '"id" must be given if there is no "url": got undefined'],
  [{ url: null, id: '42' }, '"id" must be a URL, a tag or a URN if there is no "url": got "42"'],
  [
    { published: 'yesterday' },
    '"published" must be a valid Date, or a string such as "2026-01-05T00:15:00Z": got "yesterday"',
  ],
  [{ published: '2026-05-04' }, 'got "2026-05-04"'],
  [{ published: new Date(Number.NaN) }, 'got an Invalid Date'],
  [{ published: 1_767_572_100_000 }, 'got 1767572100000'],
  [{ updated: 'later' }, '"updated" must be a valid Date'],
  [{ authors: 'Mae Orland' }, '"authors" must be a list: got "Mae Orland"'],
  [{ authors: ['Mae Orland', {}] }, '"authors[1].name" must be a non-empty string: got undefined'],
  [{ authors: [null] }, '"authors[0]" must be a string or an object with "name": got null'],
  [{ authors: [{ name: 'Mae', url: '/mae' }] }, '"authors[0].url" must be an absolute http or https URL'],
  [{ image: { url: 'terns.jpg' } }, '"image.url" must be an absolute http or https URL'],
  [
    { image: { url: 'https://a.example/a.jpg', width: 1.5 } },
    '"image.width" must be a whole number that is not negative: got 1.5',
  ],
  [
    { enclosures: [{ url: 'https://a.example/a.mp3', lengthBytes: '9' }] },
    '"enclosures[0].lengthBytes" must be a whole number',
  ],
  [{ categories: ['Birds', ''] }, '"categories[1]" must be a non-empty string: got ""'],
  [{ source: { title: 'Sound Press', feedUrl: 'rss' } }, '"source.feedUrl" must be an absolute http or https URL'],
  [{ contentHtml: ['<p>'] }, '"contentHtml" must be a string: got a list'],
  [{ contentHtml: '<p>', contentText: 'A' }, '"contentText" must be left out if "contentHtml" is given: got "A"'],
  [{ language: 'English!' }, '"language" must be a language tag such as "en" or "pt-BR": got "English!"'],
])('createEntry rejects %j', (change, message) => {
  const create = () => createEntry({ ...story, ...change } as EntryFields);
  expect(create).toThrow(TypeError);
  expect(create).toThrow(message);
});

test.each<[Record<string, unknown>, string]>([
  [{ title: ' ' }, '"title" must be a non-empty string: got " "'],
  [{ homeUrl: undefined }, '"homeUrl" must be an absolute http or https URL without a user name: got undefined'],
  [{ homeUrl: 'https://me:secret@courier.example/' }, '"homeUrl" must be an absolute'],
  [{ selfUrls: { rss: 'rss.xml' } }, '"selfUrls.rss" must be an absolute http or https URL'],
  [{ entries: [{ title: 'Terns' }] }, '"entries[0]" must be an entry that createEntry returned: got an object'],
  [{ entries: 'none' }, '"entries" must be a list: got "none"'],
  [{ hubs: ['hub'] }, '"hubs[0]" must be an absolute http or https URL'],
  [{ updated: 'now' }, '"updated" must be a valid Date'],
  [{ language: '' }, '"language" must be a language tag'],
  [
    { entries: [createEntry(story), createEntry(story)] },
    '"entries" must be entries with different ids: got "https://courier.example/terns"',
  ],
  [{ description: 'a'.repeat(100), logo: `b${'a'.repeat(100)}` }, `got "b${'a'.repeat(79)}…"`],
])('createFeed rejects %j', (change, message) => {
  const create = () => createFeed({ ...courier, ...change } as FeedFields);
  expect(create).toThrow(TypeError);
  expect(create).toThrow(message);
});
