/** The head of the ledger: two lines, the journal apart, and what is refused or counts as lost. */
import { describe, expect, test } from 'vitest';
import { noFacts } from '../../src/ledger/facts.ts';
import {
  chunkPath,
  chunkPaths,
  currentSchema,
  emptyHead,
  emptyJournal,
  isWholeFile,
  type LedgerHead,
  parseHead,
  renderHead,
} from '../../src/ledger/head.ts';
import { tablesOf } from '../../src/ledger/state.ts';
import { instant } from '../support/instant.ts';
import { bytes } from '../support/store.ts';

const head: LedgerHead = {
  ...emptyHead,
  generation: 12,
  readingDigest: 'reading',
  sourceDigest: 'source',
  facts: {
    ...noFacts,
    lastRun: instant('2026-11-23T15:00:00Z'),
    listed: 7,
    archives: { count: 2, linked: 1 },
    feeds: ['sections'],
  },
  retired: ['.presstime/ledger/items.11.bb.json', '.presstime/ledger/items.11.aa.json'],
  chunks: {
    items: [
      { first: 'a.md', path: '.presstime/ledger/items.3.aa.json' },
      { first: 'c.md', path: '.presstime/ledger/items.4.bb.json' },
    ],
    media: [],
  },
};

const journal = {
  tables: { media: [['media/a.png\na.md', 'a.png'] as const, ['media/b.png\nb.md', null] as const] },
  settings: { version: '1', base64: 'YQ==', parsed: { digest: 'd', result: { channel: null } } },
};

const rendered = () => renderHead(head, JSON.stringify(journal));

/** The first line with changes to its value, and the second line. */
function changed(changes: Readonly<Record<string, unknown>>, second = JSON.stringify(journal)): Uint8Array {
  return bytes(`${JSON.stringify({ ...head, ...changes })}\n${second}\n`);
}

describe('a head', () => {
  test('has two lines: what every run needs, and the journal', () => {
    const lines = new TextDecoder().decode(rendered()).split('\n');
    expect(lines).toHaveLength(3);
    expect(JSON.parse(lines[0] ?? '')).toEqual({ ...head, retired: [...head.retired].sort() });
    expect(JSON.parse(lines[1] ?? '')).toEqual(journal);
    expect(lines[2]).toBe('');
  });

  test('is read as it was written', () => {
    const parsed = parseHead(rendered());
    expect(parsed?.head).toEqual({ ...head, retired: [...head.retired].sort() });
    expect(parsed?.journal()).toEqual(journal);
    expect(parsed?.old).toBe(null);
    expect(parseHead(renderHead(emptyHead, JSON.stringify(emptyJournal)))?.head).toEqual(emptyHead);
  });

  test('gives the tables: chunks of the first line, and rows and removals of the second', () => {
    const tables = tablesOf(head, journal);
    expect(tables.items).toEqual({ chunks: head.chunks['items'], changes: new Map() });
    expect([...tables.media.changes]).toEqual([
      ['media/a.png\na.md', { json: 'a.png' }],
      ['media/b.png\nb.md', null],
    ]);
    expect(tables.entries).toEqual({ chunks: [], changes: new Map() });
    expect(chunkPaths(head)).toEqual(['.presstime/ledger/items.3.aa.json', '.presstime/ledger/items.4.bb.json']);
  });

  test('keys may contain line breaks and any character', () => {
    const rows = [['two\nlines "quoted" \u2028 😀', 'a'] as const];
    const parsed = parseHead(renderHead(head, JSON.stringify({ ...journal, tables: { media: rows } })));
    expect(parsed?.journal()?.tables['media']).toEqual(rows);
  });
});

describe('schemas', () => {
  test('a newer one is refused, whatever else the file contains', () => {
    for (const body of [
      changed({ schema: currentSchema + 1 }),
      bytes(`{"schema":${currentSchema + 1}}`),
      bytes(`{"schema":${currentSchema + 1},"facts":7}\nnot JSON\n`),
      bytes(`{\n "schema": ${currentSchema + 1}\n}\n`),
    ])
      expect(() => parseHead(body)).toThrow(expect.objectContaining({ code: 'newer-ledger' }));
  });

  test.each([1, 2, 3])('the head of schema %d, with a line for each field, is an old one', (schema) => {
    const value = { schema, generation: 4, shards: {} };
    const parsed = parseHead(bytes(`${JSON.stringify(value, null, 1)}\n`));
    expect(parsed).toMatchObject({ head: null, old: value });
    expect(parsed?.journal()).toBe(null);
  });
});

describe('a damaged head', () => {
  test.each([
    ['empty', ''],
    ['torn in its first line', new TextDecoder().decode(rendered()).slice(0, 200)],
    ['a list', '[]\n{}\n'],
    ['null', 'null\nnull\n'],
    ['without a schema', '{"generation":1}\n{}\n'],
    ['of a schema that is no number', '{"schema":"4"}\n{}\n'],
    ['without anything but its schema', `{"schema":${currentSchema}}\n{}\n`],
  ])('that is %s counts as lost', (_what, text) => {
    expect(parseHead(bytes(text))).toBe(null);
  });

  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['no generation', { generation: -1 }],
    ['facts that are none', { facts: null }],
    ['a fact of another type', { facts: { ...head.facts, listed: 'many' } }],
    ['no lists of chunks', { chunks: undefined }],
    ['a list of chunks that is none', { chunks: { items: 'none' } }],
    ['a chunk without a first key', { chunks: { items: [{ path: '.presstime/ledger/items.3.aa.json' }] } }],
    ['a chunk outside the ledger', { chunks: { items: [{ first: '', path: 'rss.xml' }] } }],
    ['a chunk above its folder', { chunks: { items: [{ first: '', path: '.presstime/ledger/../../x.json' }] } }],
    ['a retired file outside the ledger', { retired: ['../../etc/passwd'] }],
  ])('with %s counts as lost', (_what, changes) => {
    expect(parseHead(changed(changes))).toBe(null);
  });

  test('a field that a later version added, or that this one lacks, changes nothing else', () => {
    const { lastGone: _lastGone, ...facts } = head.facts;
    const parsed = parseHead(changed({ later: 1, retired: undefined, facts: { ...facts, later: 1 } }));
    expect(parsed?.head).toEqual({ ...head, retired: [] });
  });
});

describe('a damaged journal', () => {
  test.each([
    ['missing', ''],
    ['torn', JSON.stringify(journal).slice(0, 50)],
    ['a list', '[]'],
    ['without tables', '{"settings":null}'],
    ['with a table that is no list', '{"tables":{"media":{}},"settings":null}'],
    ['with a row that has no key', '{"tables":{"media":[["a"]]},"settings":null}'],
    ['with a key that is no text', '{"tables":{"media":[[1,"a"]]},"settings":null}'],
  ])('that is %s is null, and the head is still read', (_what, second) => {
    const parsed = parseHead(changed({}, second));
    expect(parsed?.head).toMatchObject({ generation: 12 });
    expect(parsed?.journal()).toBe(null);
  });

  test('settings that cannot be read are read again from their file', () => {
    const parsed = parseHead(changed({}, JSON.stringify({ ...journal, settings: { version: 1 } })));
    expect(parsed?.journal()).toEqual({ ...journal, settings: null });
  });
});

test('a chunk is whole if its bytes have the digest in its name', () => {
  const body = bytes('[]\n');
  const path = chunkPath('items.3', body);
  expect(path).toMatch(/^\.presstime\/ledger\/items\.3\.[0-9a-f]{20}\.json$/);
  expect(isWholeFile(path, body)).toBe(true);
  expect(isWholeFile(path, bytes('[] \n'))).toBe(false);
});
