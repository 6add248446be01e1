/** The validator, rule by rule: each rule has a feed that breaks it. The sound feed that these were made from breaks none. */
import { describe, expect, test } from 'vitest';
import { decodeFeed } from '../../src/validate/decode-feed.ts';
import { rules } from '../../src/validate/rules.ts';
import { validateFeed } from '../../src/validate/validate-feed.ts';
import { brokenAtom, brokenJson, brokenRss } from './broken-feeds.ts';
import { soundAtom, soundJson, soundRss } from './sound-feeds.ts';

const now = '2026-11-23T15:00:00Z';

const codesOf = (text: string) => validateFeed(text, { now }).findings.map(({ code }) => code);

describe.each([
  ['rss', soundRss, brokenRss],
  ['atom', soundAtom, brokenAtom],
  ['json', soundJson, brokenJson],
] as const)('%s', (format, sound, spoils) => {
  test('the sound feed breaks no rule', () => {
    expect(validateFeed(sound, { now })).toMatchObject({ format, entries: 2, findings: [] });
  });

  test.each(spoils)('%s: %s to %s', (code, from, to) => {
    const spoiled = sound.replace(from, to);
    expect(spoiled).not.toBe(sound);
    expect(codesOf(spoiled)).toContain(code);
  });
});

test('every rule has a feed that breaks it; those of bytes and lengths have their own tests', () => {
  const broken = new Set([...brokenRss, ...brokenAtom, ...brokenJson].map(([code]) => code));
  const others = /^(?:encoding-|feed-(?:too-large|empty|binary|other-format)$|json-byte-order-mark$|more-findings$)/;
  const codes = rules.map(({ code }) => code).filter((code) => !others.test(code));
  expect([...new Set(codes)].filter((code) => !broken.has(code))).toEqual([]);
});

test('without an instant nothing is in the future', () => {
  const later = soundAtom.replace('<published>2026-01-05', '<published>2126-01-05');
  expect(validateFeed(later).findings).toEqual([]);
  expect(validateFeed(later, { now }).findings).toHaveLength(1);
});

test('a finding has its position, what should be, what is, and the clause', () => {
  const { findings } = validateFeed(soundRss.replace('<ttl>60', '<ttl>never'));
  expect(findings).toEqual([
    {
      severity: 'error',
      code: 'rss-ttl',
      line: 13,
      column: 5,
      message: '"ttl" must be a whole number of 1 or more: got "never" (RSS 2.0, ttl)',
      clause: 'RSS 2.0, ttl',
    },
  ]);
});

test('a position in JSON is that of the key, whatever comes before it', () => {
  const text = soundJson.replace('"tags": ["sound"]', '"tags": 3').replace('Notes from', '\u{1f438} \\"Notes\\" from');
  const [finding] = validateFeed(text).findings;
  expect(finding?.code).toBe('json-item-tags');
  const line = text.split('\n')[(finding?.line ?? 0) - 1] ?? '';
  expect(line.slice((finding?.column ?? 0) - 1)).toMatch(/^"tags": 3/);
});

test('a position in XML counts UTF-16 units, also after characters outside of the BMP', () => {
  const text = soundRss.replace('A concert.', '\u{1f438}\u{1f438}</description><oops/><description>');
  const finding = validateFeed(text).findings.find(({ code }) => code === 'rss-unknown-element');
  expect(text.split('\n')[(finding?.line ?? 0) - 1]?.slice((finding?.column ?? 0) - 1)).toMatch(/^<oops\/>/);
});

test('findings are in the order of the text, at most twenty of a code, and the last says how many are left out', () => {
  const item = '<item><title>T</title><guid isPermaLink="false">tag:a.example,2026:N</guid><author>Ona</author></item>';
  const items = Array.from({ length: 30 }, (_, index) => item.replace('2026:N', `2026:${index}`)).join('\n');
  const { findings } = validateFeed(soundRss.replace('</channel>', `${items}</channel>`));
  expect(findings.filter(({ code }) => code === 'rss-author-email')).toHaveLength(20);
  expect(findings.at(-1)?.message).toMatch(/^10 more findings/);
  const lines = findings.slice(0, -1).map(({ line }) => line ?? 0);
  expect(lines).toEqual(lines.toSorted((one, other) => one - other));
});

test('a feed in another format than the expected one is reported', () => {
  expect(validateFeed(soundAtom, { format: 'atom' }).findings).toEqual([]);
  expect(validateFeed(soundAtom, { format: 'rss' }).findings.map(({ message }) => message)).toEqual([
    'The feed must be RSS: got Atom (RFC 4287, 7)',
  ]);
});

test.each([
  [
    'RSS 1.0',
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"/>',
    'RSS 1.0',
  ],
  ['Atom 0.3', '<feed version="0.3" xmlns="http://purl.org/atom/ns#"/>', 'Atom 0.3'],
  ['a web page', '<html xmlns="http://www.w3.org/1999/xhtml"><head/></html>', 'a web page'],
  ['OPML', '<opml version="2.0"/>', 'OPML'],
  ['a sitemap', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>', 'a sitemap'],
  ['another root', '<news/>', '"news"'],
  ['other JSON', '[1, 2]', 'other JSON'],
  ['an empty value', 'null', 'neither XML nor JSON Feed, "null"'],
  ['a text in JSON', '"x"', 'neither XML nor JSON Feed'],
  ['a plain text', 'Tide tables\nfor May', 'neither XML nor JSON Feed, "Tide tables for May"'],
  ['a page with a doctype', '<!doctype html><title>A<p>B<br>', 'a web page that names no feed'],
  [
    'a page behind a declaration',
    '<?xml version="1.0"?>\n<!-- x -->\n<!DOCTYPE html PUBLIC "a" "b"><html>',
    'a web page',
  ],
  [
    'a page with a feed',
    '<!DOCTYPE html><link rel=stylesheet href=a.css><link href="/rss.xml?a=1&amp;b=2" rel="alternate" type="application/rss+xml">',
    'a web page that names as its feed "/rss.xml?a=1&b=2"',
  ],
])('%s is named', (_name, text, expected) => {
  const { format, findings } = validateFeed(text);
  expect(format).toBeNull();
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({
    severity: 'error',
    code: 'feed-unknown-format',
    message: expect.stringContaining(expected),
  });
});

test('a response that begins with a message is read as XML, and the finding has the position', () => {
  expect(codesOf(`Warning: line 3\n${soundRss}`)).toEqual(['feed-malformed']);
});

test('a JSON Feed without items is recognised, and the rest of it is checked', () => {
  const feed = { version: 'https://jsonfeed.org/version/1.1', items: {}, feed_url: 'x' };
  const { format, entries, findings } = validateFeed(JSON.stringify(feed));
  expect({ format, entries }).toEqual({ format: 'json', entries: 0 });
  expect(findings.map(({ code }) => code).sort()).toEqual(['json-feed-url', 'json-items', 'json-title']);
  expect(findings.find(({ code }) => code === 'json-items')?.message).toContain('must be a list: got an object');
});

test('each missing element is reported', () => {
  const { findings } = validateFeed('<feed xmlns="http://www.w3.org/2005/Atom"/>');
  const missing = findings.filter(({ code }) => code === 'atom-feed-required').map(({ message }) => message);
  expect(missing).toEqual(
    ['id', 'title', 'updated'].map((name) => `"feed" must have exactly one "${name}": got 0 (RFC 4287, 4.1.1)`),
  );
});

test.each([
  ['rss', soundRss, 'tag:marsh.example,2026:frogs', 'https://marsh.example/reeds', 'RSS 2.0, guid'],
  ['atom', soundAtom, /(<entry>[\s\S]*?<\/entry>)/, '$1$1', 'RFC 4287, 4.2.6'],
  ['json', soundJson, '2026:frogs', '2026:reeds', 'JSON Feed 1.1, items'],
])(
  '%s: the finding of a repeated id names the first entry and the clause of the format',
  (_format, sound, from, to, clause) => {
    const { findings } = validateFeed(sound.replace(from, to));
    const message = expect.stringMatching(/: entry 1 already has ".*" \(/);
    expect(findings.find(({ code }) => code === 'feed-repeats-id')).toMatchObject({ clause, message });
  },
);

test('dates of RSS must have the form of RFC 822, and the message shows an example', () => {
  const findingsOf = (date: string) => validateFeed(soundRss.replace('Mon, 05 Jan 2026 00:15:00 GMT', date)).findings;
  expect(findingsOf('32 Jan 2026 00:15:00 GMT')).toContainEqual(
    expect.objectContaining({ code: 'date-real', clause: 'RFC 822, 5' }),
  );
  const message = expect.stringContaining('such as "Mon, 05 Jan 2026 00:15:00 GMT": got "soon"');
  expect(findingsOf('soon')).toContainEqual(expect.objectContaining({ code: 'rss-date', message }));
});

test('RSS 0.92 is checked as RSS, and its version reported', () => {
  expect(codesOf(soundRss.replace('version="2.0"', 'version="0.92"'))).toEqual(['rss-version']);
});

test('an ftp link is sound, a javascript link is not', () => {
  const withLink = (url: string) => codesOf(soundRss.replace('<link>https://marsh.example/reeds', `<link>${url}`));
  expect(withLink('ftp://marsh.example/1.txt')).not.toContain('rss-link');
  expect(withLink('javascript:alert(1)')).toContain('rss-link');
});

test('two versions of one entry in Atom, with different dates, are sound', () => {
  const versions = soundAtom.replace('tag:marsh.example,2026:frogs', 'https://marsh.example/reeds');
  expect(codesOf(versions)).not.toContain('feed-repeats-id');
});

test('bytes above 127 in a feed that declares US-ASCII are an error', () => {
  const declared = soundRss.replace(/encoding="[^"]*"/i, 'encoding="us-ascii"').replace('Marsh Radio', 'Marsh Rádio');
  const { text, findings } = decodeFeed(new TextEncoder().encode(declared));
  expect(text).toContain('Marsh Rádio');
  expect(findings.map(({ code, severity }) => [code, severity])).toContainEqual(['encoding-broken', 'error']);
  const ascii = decodeFeed(new TextEncoder().encode('<?xml version="1.0" encoding="us-ascii"?><rss/>'));
  expect(ascii.findings.map(({ code }) => code)).toEqual(['encoding-not-utf8']);
});
