/** The check before publishing, beyond the clauses in `tests/spec`: feeds that cannot be parsed again, and lost entries. */
import { describe, expect, test } from 'vitest';
import type { Instant } from '../../src/model/instant.ts';
import { formats } from '../../src/render/feed/formats.ts';
import { checkRendered } from '../../src/validate/check-rendered.ts';
import { rules } from '../../src/validate/rules.ts';
import { validateFeed } from '../../src/validate/validate-feed.ts';
import { entry, feed } from '../render/sample.ts';
import { brokenAtom, brokenJson, brokenRss } from './broken-feeds.ts';
import { soundAtom, soundJson, soundRss } from './sound-feeds.ts';

const other = { ...entry, id: 'tag:courier.example,2026:other' };
const two = { ...feed, entries: [entry, other] };

describe.each(formats)('$name', ({ name, render }) => {
  const codes = (text: string, wanted = two) =>
    checkRendered(text, { format: name, feed: wanted }).map(({ code }) => code);

  test('a rendered feed passes', () => {
    expect(codes(render(two))).toEqual([]);
  });

  test.each([
    ['an empty text', ''],
    ['half of it', render(two).slice(0, 600)],
    ['a page of another kind', '<html><body>Not found</body></html>'],
    ['a value that is no feed', 'null'],
  ])('cannot be parsed again: %s', (_name, text) => {
    expect(codes(text)).toEqual(['feed-malformed']);
  });

  test('an entry is missing', () => {
    expect(codes(render(feed))).toEqual(['feed-loses-entries']);
  });

  test('the entries are in another order', () => {
    expect(codes(render({ ...feed, entries: [other, entry] }))).toEqual(['feed-loses-entries']);
  });

  test('two entries have the same id', () => {
    const same = { ...feed, entries: [entry, entry] };
    expect(codes(render(same), same)).toEqual(['feed-repeats-id']);
  });

  test('an entry has no id', () => {
    const nameless = { ...feed, entries: [{ ...entry, id: '' }] };
    expect(codes(render(nameless), nameless)).toContain('feed-without-id');
  });

  test('an invalid date', () => {
    const undated = {
      ...feed,
      entries: [
        { ...entry, published: 'soon' as Instant },
        { ...other, published: 'soon' as Instant },
      ],
    };
    const [first, ...rest] = checkRendered(render(undated), { format: name, feed: undated });
    expect(first).toMatchObject({ severity: 'error', code: expect.stringMatching(/date|published/) });
    expect(first?.message).toMatch(/must be a date in the form of RFC \d+.*: got "(?:soon|Invalid Date)"/);
    expect(rest).toEqual([]);
  });
});

const rss = formats.find(({ name }) => name === 'rss')?.render(feed) ?? '';
const codesOfRss = (text: string) => checkRendered(text, { format: 'rss', feed }).map(({ code }) => code);

test.each([
  ['the wrong weekday', 'Mon, 05 Jan', 'Tue, 05 Jan', 'date-weekday'],
  ['a role that is none', 'role="photographer"', 'role="Photo"', 'media-role'],
  ['a namespace with a slip', 'yahoo.com/mrss/"', 'yahoo.com/mrss"', 'namespace-misspelled'],
  ['a bare name as author', '<dc:creator>Vera Lund</dc:creator>', '<author>Vera Lund</author>', 'rss-author-email'],
  ['a letter that is not percent-encoded', 'stories/quay</link>', 'stories/quäy</link>', 'url-characters'],
  ['a promise that is not kept', '</channel>', '<ttl>60</ttl></channel>', 'rss-items-last'],
])('an error of the linter keeps a feed from being published: %s', (_name, from, to, code) => {
  const spoiled = rss.replace(from, to);
  expect(spoiled).not.toBe(rss);
  expect(codesOfRss(spoiled)).toEqual([code]);
});

test.each([
  ['no link to itself', /<atom:link rel="self".*>/, ''],
  ['a frame', '<b>', '<iframe src="https://player.example/"></iframe><b>'],
  ['a relative URL', '<b>', '<a href="/more">more</a><b>'],
  ['a URL with a bare percent sign', 'stories/quay</link>', 'stories/quay?a=100%</link>'],
  ['a date to come', 'Mon, 05 Jan 2026', '05 Jan 2126'],
])('a warning of the linter does not keep a feed from being published: %s', (_name, from, to) => {
  const told = rss
    .replace('&#x3C;b&#x3E;', '<b>')
    .replace(from, to)
    .replace(/<(\/?(?:iframe|a|b)\b[^<>]*)>/g, '&#x3C;$1&#x3E;');
  expect(validateFeed(told, { now: '2026-11-23T15:00:00Z' }).findings.map(({ severity }) => severity)).toEqual([
    'warning',
  ]);
  expect(codesOfRss(told)).toEqual([]);
});

test('a message names the element, what should be, what is, and the clause', () => {
  // A feed whose own id is not a tag URI has no authority for ids of other forms.
  const relative = { ...feed, id: 'https://marsh.example/feed', entries: [{ ...entry, id: 'quay' }] };
  const text = formats.find(({ name }) => name === 'atom')?.render(relative) ?? '';
  expect(checkRendered(text, { format: 'atom', feed: relative })).toEqual([
    {
      severity: 'error',
      code: 'atom-id',
      line: null,
      column: null,
      message: '"id" must be an absolute IRI: got "quay" (RFC 4287, 4.2.6)',
    },
  ]);
});

/** Codes that are not expected here: our feed without its root or items counts as malformed, and no renderer writes a DOCTYPE. */
const otherwise = /^(?:feed-doctype|feed-unknown-format|json-items)$/;

describe.each([
  ['rss', soundRss, brokenRss],
  ['atom', soundAtom, brokenAtom],
  ['json', soundJson, brokenJson],
] as const)('%s: a broken rule keeps our own feed from publication unless it is a warning', (format, sound, spoils) => {
  const codesAfter = (from: string | RegExp, to: string) =>
    checkRendered(sound.replace(from, to), { format, feed }).map(({ code }) => code);

  test.each(spoils.filter(([code]) => !otherwise.test(code)))('%s: %s to %s', (code, from, to) => {
    const severity = rules.find((rule) => rule.code === code)?.severity;
    expect(codesAfter(from, to).includes(code)).toBe(severity !== 'warning');
  });
});
