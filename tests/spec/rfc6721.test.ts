/** The Atom "deleted-entry" Element, RFC 6721: the clauses that bind a publisher of a feed. https://www.rfc-editor.org/rfc/rfc6721 */
import { describe, expect, test } from 'vitest';
import type { Feed } from '../../src/model/feed.ts';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { readPath } from '../render/read-back.ts';
import { feed } from '../render/sample.ts';
import { channelYaml } from '../support/channel.ts';
import { instant } from '../support/instant.ts';
import { render, testClauses } from './clause.ts';

const withdrawn = instant('2026-01-06T09:30:00Z');
const notice = 'It never sailed: <we> were wrong & are sorry.';
const ferry = { id: 'tag:courier.example,2026:ferry', withdrawn, notice, url: null };
const bridge = {
  id: 'tag:courier.example,2026:bridge',
  withdrawn: instant('2026-01-05T12:00:00Z'),
  notice: null,
  url: null,
};
const it: Feed = { ...feed, tombstones: [ferry, bridge] };
const deleted = '/a:feed/at:deleted-entry';

describe('atom', () =>
  testClauses('atom', [
    {
      title: '3: the namespace is http://purl.org/atompub/tombstones/1.0',
      path: `count(${deleted})`,
      found: ['2'],
      feed: it,
    },
    {
      title: '3: MUST contain a ref attribute, the atom:id of the entry that was removed',
      path: `${deleted}/@ref`,
      found: [ferry.id, bridge.id],
      feed: it,
      spoil: [/ ref="[^"]*"/, ''],
      code: 'tombstone-ref',
    },
    {
      title: '3: MUST contain a when attribute, a date-time of RFC 3339 with upper-case T and Z',
      path: `${deleted}/@when`,
      found: [ferry.withdrawn, bridge.withdrawn],
      feed: it,
      spoil: [/ when="[^"]*"/, ' when="yesterday"'],
      code: 'tombstone-when',
    },
    {
      title: '3: MAY contain one at:comment, a text construct',
      path: `${deleted}/at:comment[@type='text']`,
      found: [notice],
      feed: it,
    },
    {
      title: '3: an entry that was withdrawn without a notice has no comment',
      path: `${deleted}[not(*)]/@ref`,
      found: [bridge.id],
      feed: it,
    },
    {
      title: '3: an entry with the same id, which was published again, MAY be in the feed',
      path: '//a:entry/a:id | //@ref',
      found: [feed.entries[0]?.id, feed.entries[0]?.id],
      feed: { ...feed, tombstones: [{ ...ferry, id: feed.entries[0]?.id ?? '' }] },
    },
    {
      title: '3: at:deleted-entry is not an entry: a feed may have nothing else',
      path: `${deleted}/@ref`,
      found: [ferry.id],
      feed: { ...feed, entries: [], tombstones: [ferry] },
    },
    {
      title: '3: a feed from which nothing was removed has none',
      path: deleted,
      found: [],
    },
  ]));

describe('json', () =>
  testClauses('json', [
    {
      title: 'JSON Feed, Extensions: a custom object whose name begins with _ and which says what it is about',
      path: '_deleted/about',
      found: ['https://www.rfc-editor.org/rfc/rfc6721'],
      feed: it,
    },
    { title: 'id corresponds to ref', path: '_deleted/items/id', found: [ferry.id, bridge.id], feed: it },
    {
      title: 'date_deleted corresponds to when',
      path: '_deleted/items/date_deleted',
      found: [ferry.withdrawn, bridge.withdrawn],
      feed: it,
    },
    { title: 'comment corresponds to at:comment', path: '_deleted/items/comment', found: [notice], feed: it },
    { title: 'a feed from which nothing was removed has no extension', path: '_deleted', found: [] },
  ]));

test('3: deleted entries are before the first entry, so that a reader that stops there has seen them', () => {
  expect(readPath(render('atom', it), `count(//a:entry/following-sibling::at:deleted-entry)`)).toEqual(['0']);
  expect(readPath(render('atom', it), `count(//a:entry/preceding-sibling::at:deleted-entry)`)).toEqual(['2']);
});

test('3: no two have the same ref and when, and each is later than the last change of its entry', async () => {
  const story = (title: string, more = '') => `---\ntitle: ${title}\ndate: 2026-01-05\n${more}---\nText.\n`;
  const from = createMemoryStore({ 'feed.yaml': channelYaml, 'a.md': story('A'), 'b.md': story('B') });
  const to = createMemoryStore();
  const run = async (now: string) => {
    await publish({ from, to, now, allowRemovals: true });
    return new TextDecoder().decode((await to.read('atom.xml'))?.body);
  };
  const put = (path: string, text: string) => from.write(path, new TextEncoder().encode(text), 'any');
  await run('2026-11-20T15:00:00Z');
  await put('a.md', story('A', 'correction: It was Monday.\n'));
  const updated = readPath(await run('2026-11-21T15:00:00Z'), '//a:entry[a:title="A"]/a:updated');
  await put('a.md', story('A', 'withdrawn: 2026-02-01\n'));
  await from.remove('b.md');
  await run('2026-11-22T15:00:00Z');
  const text = await run('2026-11-23T15:00:00Z');
  const refs = readPath(text, `${deleted}/@ref`);
  expect(refs).toHaveLength(2);
  expect(new Set(refs).size).toBe(2);
  const [when = ''] = readPath(text, `${deleted}[@ref="tag:courier.example,2026:a"]/@when`);
  expect(when > (updated[0] ?? '')).toBe(true);
});

test('the namespace is declared only if it is used', () => {
  expect(render('atom', it)).toContain('xmlns:at="http://purl.org/atompub/tombstones/1.0"');
  expect(render('atom')).not.toContain('tombstones');
});

test('RSS has no element for withdrawn entries', () => {
  expect(render('rss', it)).toBe(render('rss'));
});
