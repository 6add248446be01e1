/** The plan of a run: from the remembered state and the changes to entry changes and documents. Pure. */

import { describe, expect, test } from 'vitest';
import {
  type Channel,
  type Document,
  type Entry,
  emptyState,
  type Plan,
  parseArticle,
  plan,
  renderDocument,
  type SourceChange,
  type State,
} from '../../src/index.ts';
import { type Item, newEntryRecord, plainPublished, readBackDigest } from '../../src/item/item.ts';
import { stateFromItems } from '../../src/ledger/state-from-items.ts';
import { digestOf } from '../../src/model/digest.ts';
import { person } from '../../src/model/metadata.ts';
import { ledgerStateOf, stateOf } from '../../src/publish/plan/plan.ts';
import { channel as plainChannel } from '../support/channel.ts';
import { instant } from '../support/instant.ts';

const now = instant('2026-11-23T15:00:00Z');
const later = instant('2026-11-24T15:00:00Z');
const channel: Channel = { ...plainChannel, pages: true, feeds: ['sections', 'authors'], limit: 3 };

function story(title: string, fields = '', text = `All about ${title}.`): string {
  return `---\ntitle: ${title}\ndate: 2026-01-0${(title.length % 8) + 1}\n${fields}---\n${text}\n`;
}

function read(path: string, text: string, settings: Channel = channel): SourceChange {
  const body = new TextEncoder().encode(text);
  const digest = digestOf(body);
  return { kind: 'read', path, version: digest, digest, reading: parseArticle({ path, body }, settings), beside: {} };
}

const files: Readonly<Record<string, string>> = {
  'a.md': story('Anchors', 'section: Harbor\n'),
  'b.md': story('Boats', 'section: Harbor\nauthor: Mae Orland\n'),
  'c.md': story('Cranes', 'expires: 2026-11-24T00:00:00Z\n'),
  'd.md': story('Docks', 'tags: [Ropes]\n'),
  'e.md': story('The eels'),
};

const allOf = (texts: Readonly<Record<string, string>>, settings: Channel = channel) =>
  Object.entries(texts).map(([path, text]) => read(path, text, settings));

const first = () => plan(emptyState, allOf(files), channel, now);

const changesOf = ({ entryChanges }: Plan) => entryChanges.map(({ kind, title }) => `${kind} ${title}`);

/** Freezes an object and everything in it. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) frozen(inner);
  return value;
}

test('the same input gives the same plan, in any order of changes, and the input is not changed', () => {
  const state = frozen(emptyState);
  const changes = frozen(allOf(files));
  const one = plan(state, changes, frozen({ ...channel }), now);
  expect(plan(state, [...changes].reverse(), channel, now)).toEqual(one);
});

test('without changes, only the live feed and the lists are planned, and they keep their digests', () => {
  const before = first();
  const after = plan(frozen(before.state), [], channel, now);
  expect(after.entryChanges).toEqual([]);
  expect(after.entries.size).toBe(0);
  expect(after.documents.map(({ kind }) => kind)).toEqual(['live', 'opml', 'sitemap']);
  expect(before.documents).toEqual(expect.arrayContaining([...after.documents]));
  expect(ledgerStateOf(after.state).tables).toEqual(ledgerStateOf(before.state).tables);
});

test('it lists what is live, held back, refused and due next', () => {
  const more = [
    read('later.md', story('Later').replace('2026', '2031')),
    read('draft.md', story('Draft', 'draft: true\n')),
    read('bad.md', story('Bad').replace('2026', '2026-02-30')),
  ];
  const planned = plan(emptyState, [...allOf(files), ...more], channel, now);
  expect(planned.shown).toHaveLength(5);
  expect(planned.heldBack.map(({ path, reason }) => `${path} ${reason}`)).toEqual([
    'draft.md draft',
    'later.md scheduled',
  ]);
  expect(planned.refused).toEqual([{ path: 'bad.md', kept: false }]);
  expect(planned.nextDue).toBe('2026-11-24T00:00:00Z');
  expect(planned.problems.map(({ file }) => file)).toEqual(['bad.md']);
});

describe('what subscribers see', () => {
  const next = (changes: readonly SourceChange[], at = now, state: State = first().state) =>
    plan(state, changes, channel, at);

  test('in a first run: everything is new, with id, title, URL and file, the newest first', () => {
    const { entryChanges } = first();
    expect(entryChanges.map(({ kind }) => kind)).toEqual(['new', 'new', 'new', 'new', 'new']);
    expect(entryChanges[0]).toEqual({
      kind: 'new',
      id: 'tag:courier.example,2026:a',
      title: 'Anchors',
      url: 'https://feeds.courier.example/articles/a.html',
      path: 'a.md',
    });
  });

  test.each<[string, SourceChange, readonly string[]]>([
    ['an edit', read('a.md', story('Anchors', 'section: Harbor\n', 'Other words.')), ['updated Anchors']],
    ['another title', read('a.md', story('Ankers', 'section: Harbor\n')), ['updated Ankers']],
    ['a correction', read('a.md', story('Anchors', 'correction: Two of them.\n')), ['corrected Anchors']],
    ['another URL', read('a.md', story('Anchors', 'url: https://courier.example/a\n')), ['moved Anchors']],
    ['a withdrawal', read('a.md', story('Anchors', 'withdrawn: true\n')), ['withdrawn Anchors']],
    ['a draft again', read('a.md', story('Anchors', 'draft: true\n')), ['withdrawn Anchors']],
    ['a date to come', read('a.md', story('Anchors').replace('2026', '2031')), ['withdrawn Anchors']],
    ['a date that has passed', read('a.md', story('Anchors', 'expires: 2026-02-01\n')), ['withdrawn Anchors']],
    ['a file that is gone', { kind: 'gone', path: 'a.md' }, ['withdrawn Anchors']],
    ['a file that was saved again', read('a.md', `${files['a.md']}\n`), []],
    ['a broken edit', read('a.md', story('Anchors').replace('2026', '2026-02-30')), []],
    ['a new article', read('f.md', story('Ferries')), ['new Ferries']],
    ['a new draft', read('f.md', story('Ferries', 'draft: true\n')), []],
  ])('%s', (_what, change, expected) => {
    expect(changesOf(next([change], later)).filter((it) => it !== 'withdrawn Cranes')).toEqual(expected);
  });

  test('an article that expires is withdrawn once', () => {
    const expired = next([], later);
    expect(changesOf(expired)).toEqual(['withdrawn Cranes']);
    expect(changesOf(next([], later, expired.state))).toEqual([]);
  });

  test.each<[string, SourceChange]>([
    ['whose file was gone', { kind: 'gone', path: 'a.md' }],
    ['that was a draft', read('a.md', story('Anchors', 'draft: true\n'))],
    ['that was withdrawn', read('a.md', story('Anchors', 'withdrawn: true\n'))],
  ])('an article that %s and comes back has returned, with its id and page', (_what, change) => {
    const gone = next([change]);
    const back = next([read('a.md', files['a.md'] ?? '')], later, gone.state);
    expect(changesOf(back)).toEqual(['returned Anchors', 'withdrawn Cranes']);
    expect(back.entryChanges[0]).toMatchObject({ id: 'tag:courier.example,2026:a', url: first().entryChanges[0]?.url });
  });

  test('a draft that is published for the first time is new', () => {
    const draft = next([read('f.md', story('Ferries', 'draft: true\n'))]);
    expect(changesOf(next([read('f.md', story('Ferries'))], now, draft.state))).toEqual(['new Ferries']);
  });

  test('a moved file changes nothing, and new settings alone are not an update', () => {
    const moved = [read('old/a.md', files['a.md'] ?? ''), { kind: 'gone', path: 'a.md' } as const];
    expect(changesOf(next(moved))).toEqual([]);
    const renamed = { ...channel, title: 'Another title' };
    const again = plan(first().state, allOf(files, renamed), renamed, now);
    expect(again.entryChanges).toEqual([]);
    const elsewhere = { ...channel, feedUrl: 'https://new.courier.example/' };
    const all = plan(first().state, allOf(files, elsewhere), elsewhere, now);
    expect(new Set(all.entryChanges.map(({ kind }) => kind))).toEqual(new Set(['moved']));
  });

  test('entries that were read back from the feed are not new, and count as removed when they leave', () => {
    const items = ['a', 'z'].map(readBackItem);
    const archives = { count: 0, linked: 0 };
    const remembered = { items, entries: new Map(), files: new Map(), archives, lastRun: null, now };
    const state = stateOf(stateFromItems(remembered));
    const gone = items.map(({ path }) => ({ kind: 'gone' as const, path }));
    const planned = plan(state, [...allOf(files), ...gone], channel, now);
    expect(changesOf(planned)).not.toContain('new Anchors');
    expect(changesOf(planned)).toContain('withdrawn z');
    expect(planned.leaving).toEqual({ before: 2, names: ['tag:courier.example,2026:z'] });
  });
});

/** The item of an entry that was read back from a feed: its path is its id. */
function readBackItem(name: string): Item {
  const id = `tag:courier.example,2026:${name}`;
  const url = `https://feeds.courier.example/articles/${name}.html`;
  const digests = { sourceDigest: readBackDigest, entryDigest: readBackDigest };
  const entry = { ...newEntryRecord, ...digests, id, title: name, url, firstPublished: now, updated: now };
  return {
    ...plainPublished,
    state: 'published',
    path: id,
    version: null,
    digest: '',
    name: null,
    versions: [],
    entry,
    published: now,
  };
}

/** The bytes and the digest of each document, by its first path. */
function rendered(planned: Plan, entries: ReadonlyMap<string, Entry>) {
  const bytesOf = (document: Document) =>
    renderDocument(document, entries).files.map(({ path, body }) => `${path}\n${new TextDecoder().decode(body)}`);
  return new Map(
    planned.documents.map((document) => [
      document.paths[0] ?? '',
      { bytes: bytesOf(document).join('\n'), digest: document.digest },
    ]),
  );
}

describe('documents', () => {
  test('are plain data that contains everything they are rendered from', () => {
    const { documents, entries } = first();
    const copies = JSON.parse(JSON.stringify(documents)) as typeof documents;
    for (const [index, document] of documents.entries()) {
      expect(renderDocument(copies[index] ?? document, entries)).toEqual(renderDocument(document, entries));
    }
    expect(documents.filter(({ kind }) => kind === 'archive')).toMatchObject([
      { given: { number: 1 } },
      { given: { number: 2 } },
    ]);
  });

  const podcast = {
    author: null,
    category: 'News',
    subcategory: null,
    explicit: false,
    image: null,
    type: null,
    owner: null,
    guid: null,
  };
  const settings: readonly Partial<Channel>[] = [
    { title: 'Another' },
    { description: 'Other words' },
    { homeUrl: 'https://other.example/' },
    { feedUrl: 'https://other.example/feeds/' },
    { language: 'de' },
    { timeZone: 'Asia/Tokyo' },
    { authority: 'other.example,2025' },
    { authors: [person({ name: 'Mae Orland' })] },
    { rights: '© 2026' },
    { icon: 'https://other.example/icon.png' },
    { logo: 'https://other.example/logo.png' },
    { hubs: ['https://hub.example/'] },
    { embedHosts: ['video.example'] },
    { podcast },
    { feeds: [] },
    { feeds: ['categories'] },
    { limit: 1 },
    { limitKilobytes: 16 },
    { tombstoneDays: 0 },
    { profiles: ['smartnews'] },
    { pages: false },
  ];

  test.each(settings)('have another digest if they have other bytes: %j', (changed) => {
    const withGone = (its: Channel) => {
      const before = plan(emptyState, allOf(files, its), its, now);
      const changes = [{ kind: 'gone', path: 'd.md' } as const, read('e.md', story('The eels', '', 'Other.'), its)];
      const after = plan(before.state, changes, its, later);
      return rendered(after, new Map([...before.entries, ...after.entries]));
    };
    const one = withGone(channel);
    const other = withGone({ ...channel, ...changed });
    const common = [...one.keys()].filter((path) => other.has(path));
    expect(common.length).toBeGreaterThan(2);
    const stale = common.filter(
      (path) => one.get(path)?.digest === other.get(path)?.digest && one.get(path)?.bytes !== other.get(path)?.bytes,
    );
    expect(stale).toEqual([]);
  });

  test('a page without a byline is signed by the channel, and links to that name as soon as the name has a page', () => {
    const signed = { ...channel, authors: [person({ name: 'Mae Orland' })] };
    const alone = plan(emptyState, [read('a.md', files['a.md'] ?? '', signed)], signed, now);
    const both = plan(alone.state, [read('b.md', files['b.md'] ?? '', signed)], signed, now);
    const pageOf = ({ documents }: Plan) => documents.find(({ paths }) => paths[0] === 'articles/a.html');
    const entries = new Map([...alone.entries, ...both.entries]);
    const page = rendered(both, entries).get('articles/a.html');
    expect(page?.bytes).toContain('authors/mae-orland');
    expect(pageOf(both)?.digest).not.toBe(pageOf(alone)?.digest);
  });

  test('only the entry that would break its feed is left out, and it is reported', () => {
    const { documents, entries } = first();
    const live = documents.find(({ kind }) => kind === 'live');
    const [id = ''] = live?.entries.map((entry) => entry.id) ?? [];
    const broken = new Map([...entries].map(([key, entry]) => [key, key === id ? { ...entry, id: '' } : entry]));
    if (live === undefined) throw new Error('There is no live feed');
    const { ofEntries, entries: count, problems } = renderDocument(live, broken);
    expect(ofEntries).toMatchObject([{ id: '', finding: { code: 'breaks-feed', severity: 'error' } }]);
    expect({ count, problems }).toEqual({ count: live.entries.length - 1, problems: [] });
  });

  test('an entry on which rendering fails is left out of every document, and it is reported', () => {
    const { documents, entries } = first();
    const [id = ''] = documents.find(({ kind }) => kind === 'live')?.entries.map((entry) => entry.id) ?? [];
    const broken = new Map(entries);
    const entry = { ...entries.get(id) } as Entry;
    broken.set(id, Object.defineProperty(entry, 'title', { get: () => 'x'.repeat(-1) }));
    const showing = documents.filter((document) => document.entries.some((shown) => shown.id === id));
    expect(showing.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['page', 'live']));
    for (const document of showing) {
      const { ofEntries, entries: count, files, problems } = renderDocument(document, broken);
      expect(ofEntries).toMatchObject([{ id, finding: { code: 'internal-error', severity: 'error' } }]);
      expect({ count, problems }).toEqual({ count: document.entries.length - 1, problems: [] });
      expect(files.length > 0).toBe(document.entries.length > 1);
    }
  });

  test('a document on which rendering fails is reported, and nothing is written of it', () => {
    const { documents, entries } = first();
    const opml = documents.find(({ kind }) => kind === 'opml');
    if (opml === undefined) throw new Error('There is no OPML');
    const { files, problems } = renderDocument({ ...opml, given: null } as unknown as typeof opml, entries);
    expect(files).toEqual([]);
    expect(problems).toMatchObject([{ code: 'internal-error', severity: 'error', file: 'feeds.opml' }]);
  });

  test('a file on which planning fails is refused, and the others are published', () => {
    const broken = read('b.md', files['b.md'] ?? '');
    if (broken.kind !== 'read' || broken.reading.state !== 'accepted') throw new Error('The sample must be accepted');
    const article = { ...broken.reading.article, categories: null as unknown as readonly string[] };
    const changes = [read('a.md', files['a.md'] ?? ''), { ...broken, reading: { ...broken.reading, article } }];
    const { shown, refused, problems } = plan(emptyState, changes, channel, now);
    expect(shown.map(({ path }) => path)).toEqual(['a.md']);
    expect(refused).toEqual([{ path: 'b.md', kept: false }]);
    expect(problems).toMatchObject([{ code: 'internal-error', file: 'b.md' }]);
  });

  test('one new article does not change the digests of other pages', () => {
    const before = first();
    const after = plan(before.state, [read('f.md', story('Ferries'))], channel, now);
    const pages = (planned: Plan) => planned.documents.filter(({ kind }) => kind === 'page');
    const known = new Set(pages(before).map(({ digest }) => digest));
    expect(
      pages(after)
        .filter(({ digest }) => !known.has(digest))
        .map(({ paths }) => paths[0]),
    ).toEqual(['articles/f.html']);
  });
});
