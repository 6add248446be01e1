/** Articles that have only a page, and articles of which feeds contain only the summary. */
import { describe, expect, test } from 'vitest';
import {
  type Channel,
  emptyState,
  type Plan,
  parseArticle,
  plan,
  renderDocument,
  type State,
} from '../../src/index.ts';
import { parseItem } from '../../src/ledger/item-values.ts';
import { digestOf } from '../../src/model/digest.ts';
import { channel as plainChannel } from '../support/channel.ts';
import { instant } from '../support/instant.ts';

const now = instant('2026-11-23T15:00:00Z');
const later = instant('2026-11-24T15:00:00Z');
const channel: Channel = { ...plainChannel, pages: true, feeds: ['sections'] };

const gulls = (lines: string, text = 'The gulls are back.') =>
  `---\ntitle: Gulls\ndate: 2026-11-23T09:00:00Z\nsection: Harbor\n${lines}\n---\n\n${text}\n`;
const terns = '---\ntitle: Terns\ndate: 2026-11-22T09:00:00Z\nsection: Harbor\n---\n\nThey are here.\n';

function run(state: State, files: Readonly<Record<string, string | null>>, at = now, settings = channel): Plan {
  const changes = Object.entries(files).map(([path, text]) => {
    if (text === null) return { kind: 'gone', path } as const;
    const body = new TextEncoder().encode(text);
    const digest = digestOf(body);
    return {
      kind: 'read',
      path,
      version: digest,
      digest,
      reading: parseArticle({ path, body }, settings),
      beside: {},
    } as const;
  });
  return plan(state, changes, settings, at);
}

/** The published files of a plan, by path, from the entries of this run and of earlier ones. */
function filesOf(planned: Plan, ...earlier: readonly Plan[]): Readonly<Record<string, string>> {
  const entries = new Map([...earlier, planned].flatMap((it) => [...it.entries]));
  const files = planned.documents.flatMap((document) => renderDocument(document, entries).files);
  return Object.fromEntries(files.map(({ path, body }) => [path, new TextDecoder().decode(body)]));
}

const pagePath = 'articles/gulls.html';
const withoutPage = (files: Readonly<Record<string, string>>) =>
  JSON.stringify(Object.entries(files).filter(([path]) => path !== pagePath));
const changesOf = ({ entryChanges }: Plan) => entryChanges.map(({ kind, title }) => `${kind} ${title}`);

describe('an unlisted article', () => {
  const first = run(emptyState, { 'gulls.md': gulls('unlisted: true'), 'terns.md': terns });

  test('has a page that search engines must not index, and is in no other file', () => {
    const files = filesOf(first);
    expect(files[pagePath]).toContain('The gulls are back.');
    expect(files[pagePath]).toContain('<meta name="robots" content="noindex">');
    expect(withoutPage(files)).not.toMatch(/gulls/i);
    expect(withoutPage(files)).toContain('Terns');
  });

  test('is reported as held back, and is no change for subscribers', () => {
    expect(first.heldBack).toEqual([{ path: 'gulls.md', reason: 'unlisted', due: null }]);
    expect(changesOf(first)).toEqual(['new Terns']);
  });

  test('a listed article has a page without that', () => {
    const files = filesOf(run(emptyState, { 'gulls.md': gulls('unlisted: false') }));
    expect(files[pagePath]).not.toContain('noindex');
    expect(files['rss.xml']).toContain('Gulls');
  });

  test('without pages, nothing of it is published', () => {
    const settings = { ...channel, pages: false };
    const planned = run(emptyState, { 'gulls.md': gulls('unlisted: true') }, now, settings);
    expect(JSON.stringify(filesOf(planned))).not.toMatch(/gulls/i);
  });

  test('that is removed leaves a notice at its URL, and no trace in feeds', () => {
    const next = run(first.state, { 'gulls.md': null }, later);
    const files = filesOf(next, first);
    expect(files[pagePath]).toContain('withdrawn');
    expect(withoutPage(files)).not.toMatch(/gulls/i);
    expect(changesOf(next)).toEqual([]);
  });

  test('that becomes listed is new', () => {
    const next = run(first.state, { 'gulls.md': gulls('') }, later);
    expect(changesOf(next)).toEqual(['new Gulls']);
    expect(filesOf(next, first)['rss.xml']).toContain('Gulls');
  });

  test('waits for its date, and leaves when it expires', () => {
    const waiting = run(emptyState, { 'gulls.md': gulls('unlisted: true\nembargo: 2026-11-24') });
    expect(filesOf(waiting)[pagePath]).toBeUndefined();
    const expired = run(emptyState, { 'gulls.md': gulls('unlisted: true\nexpires: 2026-11-23T12:00:00Z') });
    expect(filesOf(expired)[pagePath]).toBeUndefined();
  });
});

describe('an article that becomes unlisted', () => {
  const first = run(emptyState, { 'gulls.md': gulls(''), 'terns.md': terns });
  const second = run(first.state, { 'gulls.md': gulls('unlisted: true') }, later);
  const id = first.shown.find(({ path }) => path === 'gulls.md')?.entry.id ?? '';

  test('leaves the feeds with a tombstone that names no URL, and keeps its page', () => {
    const files = filesOf(second, first);
    expect(changesOf(second)).toEqual(['withdrawn Gulls']);
    expect(files['atom.xml']).toContain(`ref="${id}"`);
    expect(files['atom.xml']).not.toContain(pagePath);
    expect(files['feed.json']).not.toContain(pagePath);
    expect(files[pagePath]).toContain('The gulls are back.');
  });

  test('keeps the instant of its tombstone in later runs', () => {
    const third = run(
      second.state,
      { 'gulls.md': gulls('unlisted: true', 'The gulls are back again.') },
      instant('2026-11-25T15:00:00Z'),
    );
    expect(filesOf(third, first, second)['atom.xml']).toContain(`when="${later}"`);
    expect(changesOf(third)).toEqual([]);
  });

  test('returns when it is listed again', () => {
    const third = run(second.state, { 'gulls.md': gulls('') }, instant('2026-11-25T15:00:00Z'));
    expect(changesOf(third)).toEqual(['returned Gulls']);
    expect(filesOf(third, first, second)['atom.xml']).not.toContain('deleted-entry');
  });

  test('counts as leaving, like a withdrawn one', () => {
    expect(second.leaving).toEqual({ before: 2, names: ['gulls.md'] });
  });
});

test('a mistyped guard on a published article takes it out, with an error', () => {
  const first = run(emptyState, { 'gulls.md': gulls(''), 'terns.md': terns });
  const second = run(first.state, { 'gulls.md': gulls('drfat: true') }, later);
  expect(changesOf(second)).toEqual(['withdrawn Gulls']);
  expect(second.problems).toMatchObject([{ severity: 'error', code: 'unknown-guard', file: 'gulls.md', line: 5 }]);
  expect(second.refused).toEqual([]);
  expect(changesOf(run(second.state, { 'gulls.md': gulls('') }, later))).toEqual(['returned Gulls']);
});

describe('an excerpt', () => {
  const text = 'The gulls are back.\n\nThey nest below the pier.';
  const marked = gulls('summary: They came early.\nfeed: {excerpt_only: true}', text);

  test('feeds contain the summary, and the page the whole text', () => {
    const files = filesOf(run(emptyState, { 'gulls.md': marked }));
    expect(files[pagePath]).toContain('They nest below the pier.');
    expect(withoutPage(files)).not.toContain('They nest below the pier.');
    expect(JSON.parse(files['feed.json'] ?? '').items[0].content_html).toBe('<p>They came early.</p>');
  });

  test('can be the rule for all articles of a channel', () => {
    const plain = gulls('summary: They came early.', text);
    const settings = { ...channel, excerptOnly: true };
    expect(filesOf(run(emptyState, { 'gulls.md': plain }, now, settings))['rss.xml']).not.toContain('below the pier');
    expect(filesOf(run(emptyState, { 'gulls.md': plain }))['rss.xml']).toContain('below the pier');
  });
});

test('an item of an older ledger is listed', () => {
  const [item] = run(emptyState, { 'terns.md': terns }).shown;
  const { unlisted, entry, ...older } = item as Extract<typeof item, { state: 'published' }>;
  const { wasListed, ...olderEntry } = entry;
  expect({ unlisted, wasListed }).toEqual({ unlisted: null, wasListed: true });
  expect(parseItem({ ...older, entry: olderEntry })).toEqual(item);
});
