/** What `presstime doctor` finds in a public feed: each finding from one change of a sound observation, with a negative twin. */
import { describe, expect, test } from 'vitest';
import { type CheckCode, checks, type Diagnosis } from '../../src/doctor/checks.ts';
import { diagnoseFeed, diagnoseFormat } from '../../src/doctor/diagnose-feed.ts';
import { linksInHeader } from '../../src/doctor/feed-findings.ts';
import { type Answered, type FeedObservation, type Observed, outcomeOf } from '../../src/doctor/observation.ts';
import { readers } from '../../src/doctor/user-agents.ts';
import { instant } from '../support/instant.ts';
import { bytes } from '../support/store.ts';
import { soundAtom, soundJson, soundRss } from '../validate/sound-feeds.ts';

const now = instant('2026-11-23T15:00:00Z');
/** The URL that the feed names as its own. */
const url = 'https://marsh.example/archive/1.xml';

const answered: Answered = {
  state: 'answered',
  url,
  redirects: [],
  status: 200,
  headers: {
    'content-type': 'application/rss+xml; charset=utf-8',
    'content-encoding': 'gzip',
    'cache-control': 'public, max-age=300',
    etag: '"one"',
    'last-modified': 'Mon, 23 Nov 2026 14:00:00 GMT',
    date: 'Mon, 23 Nov 2026 15:00:30 GMT',
  },
  body: bytes(soundRss),
};

/** The same answer with other headers. A header that is undefined is left out. */
function withHeaders(changes: Readonly<Record<string, string | undefined>>, answer: Answered = answered): Answered {
  const all = Object.entries({ ...answer.headers, ...changes });
  return {
    ...answer,
    headers: Object.fromEntries(all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
  };
}

function status(code: number, headers: Readonly<Record<string, string>> = {}, text = ''): Answered {
  return { ...answered, status: code, headers, body: bytes(text) };
}

function page(text: string): Answered {
  return status(200, { 'content-type': 'text/html' }, `<!doctype html><html><head>${text}</head></html>`);
}

const silent: Observed = { state: 'unanswered', kind: 'unreachable', reason: 'connect ECONNREFUSED' };
const wall = status(403, { 'content-type': 'text/html' }, '<!doctype html><title>Just a moment...</title>');
const unchanged = status(304);

const sound: FeedObservation = {
  url,
  plain: answered,
  sameTag: unchanged,
  sameDate: unchanged,
  head: { ...answered, body: new Uint8Array() },
  overHttp: status(301, { location: url }),
  readers: readers.map((reader) => ({ reader, answer: answered })),
  hubs: [],
  robots: status(200, {}, 'User-agent: *\nDisallow: /private/\n'),
  home: {
    url: new URL('/', url).href,
    answer: page(`<link rel="alternate" type="application/rss+xml" href="${url}">`),
  },
};

function codesOf({ findings }: Diagnosis): readonly CheckCode[] {
  return findings.map(({ code }) => code);
}

/** The observation with another answer to the plain request, to HEAD and to all readers. */
function serving(answer: Answered): FeedObservation {
  return {
    ...sound,
    plain: answer,
    head: { ...answer, body: new Uint8Array() },
    readers: readers.map((reader) => ({ reader, answer })),
  };
}

/** The observation in which some readers get another answer. */
function serves(names: readonly string[], answer: Observed): FeedObservation {
  const observed = sound.readers.map((it) => (names.includes(it.reader.name) ? { ...it, answer } : it));
  return { ...sound, readers: observed };
}

const feedText = (text: string) => serving({ ...answered, body: bytes(text) });
const hub = 'https://hub.example/';
const withHub = (answer: Observed): FeedObservation => ({ ...sound, hubs: [{ url: hub, answer }] });
const withRobots = (text: string): FeedObservation => ({ ...sound, robots: status(200, {}, text) });
const withHome = (answer: Observed): FeedObservation => ({ ...sound, home: { url: 'https://a.example/', answer } });
const redirected = (from: string, code: number): FeedObservation =>
  serving({ ...answered, redirects: [{ from, status: code }] });

test('a sound observation has no findings, and says what is fine', () => {
  const { findings, passed } = diagnoseFeed(sound, now);
  expect(findings).toEqual([]);
  expect(passed).toEqual([
    'Valid RSS 2.0, 2 entries',
    'Content-Type application/rss+xml',
    'The feed names its own URL',
    'Cache-Control public, max-age=300',
    'Compressed with gzip',
    '304 for If-None-Match',
    '304 for If-Modified-Since',
    'HEAD gets the same as GET',
    'No temporary redirect',
    'No WebSub hub: readers poll the feed',
    expect.stringMatching(/^The feed reaches an unknown reader, Feedly, .*NetNewsWire, a browser$/),
    'robots.txt allows feed readers',
    expect.stringMatching(/^The home page .* names the feed$/),
    'The clock of this machine is right',
  ]);
});

/** Each finding: what is wrong, and a twin that is nearly the same and fine. */
const cases: readonly (readonly [CheckCode, wrong: FeedObservation, right: FeedObservation])[] = [
  ['unreachable', { ...sound, plain: silent, readers: [] }, sound],
  ['tls', { ...sound, plain: { ...silent, kind: 'tls' }, readers: [] }, sound],
  ['redirect-loop', { ...sound, plain: { ...silent, kind: 'redirect-loop' }, readers: [] }, sound],
  ['wrong-status', { ...sound, plain: status(404), readers: [] }, sound],
  ['not-a-feed', { ...sound, plain: page('<title>Tides</title>'), readers: [] }, sound],
  ['rate-limited', { ...sound, plain: status(429, { 'retry-after': '60' }), readers: [] }, sound],
  [
    'invalid-feed',
    feedText(soundRss.replace('<ttl>60', '<ttl>never')),
    feedText(soundRss.replace('<ttl>60', '<ttl>90')),
  ],
  ['feed-warnings', feedText(soundRss.replace(/<pubDate>[^<]*/, '<pubDate>Mon, 23 Nov 2099 14:00:00 GMT')), sound],
  [
    'http-content-type',
    serving(withHeaders({ 'content-type': 'text/html' })),
    serving(withHeaders({ 'content-type': 'application/xml' })),
  ],
  [
    'http-no-validator',
    { ...serving(withHeaders({ etag: undefined, 'last-modified': undefined })), sameTag: null, sameDate: null },
    { ...serving(withHeaders({ 'last-modified': undefined })), sameDate: null },
  ],
  ['http-self-elsewhere', { ...serving({ ...answered, url: 'https://other.example/rss.xml' }) }, sound],
  ['http-redirect', redirected('https://old.example/rss', 301), sound],
  ['temporary-redirect', redirected('https://old.example/rss', 302), sound],
  [
    'no-cache-rule',
    serving(withHeaders({ 'cache-control': undefined })),
    serving(withHeaders({ 'cache-control': undefined, expires: 'Mon, 23 Nov 2026 15:05:00 GMT' })),
  ],
  [
    'never-cached',
    serving(withHeaders({ 'cache-control': 'no-store' })),
    serving(withHeaders({ 'cache-control': 'no-cache' })),
  ],
  [
    'cached-long',
    serving(withHeaders({ 'cache-control': 'public, s-maxage=86400, max-age=60' })),
    serving(withHeaders({ 'cache-control': 'max-age=3600' })),
  ],
  [
    'uncompressed',
    serving(withHeaders({ 'content-encoding': undefined })),
    serving(withHeaders({ 'content-encoding': 'br' })),
  ],
  ['no-304', { ...sound, sameTag: answered }, { ...sound, sameTag: null }],
  ['no-304', { ...sound, sameDate: answered }, { ...sound, sameDate: null }],
  ['head-differs', { ...sound, head: status(405) }, { ...sound, head: null }],
  [
    'head-differs',
    { ...sound, head: withHeaders({ etag: '"two"' }) },
    { ...sound, head: withHeaders({ etag: 'W/"one-gzip"' }) },
  ],
  ['head-differs', { ...sound, head: silent }, sound],
  [
    'insecure-redirect',
    {
      ...redirected(url, 301),
      plain: { ...answered, url: url.replace('https', 'http'), redirects: [{ from: url, status: 301 }] },
    },
    sound,
  ],
  ['not-encrypted', serving({ ...answered, url: url.replace('https', 'http') }), sound],
  ['http-not-redirected', { ...sound, overHttp: answered }, { ...sound, overHttp: silent }],
  [
    'http-not-redirected',
    { ...sound, overHttp: status(302, { location: url }) },
    { ...sound, overHttp: status(308, { location: url }) },
  ],
  [
    'http-not-redirected',
    { ...sound, overHttp: status(301, { location: 'http://b.example/' }) },
    { ...sound, overHttp: status(404) },
  ],
  ['hub-unreachable', withHub(silent), withHub(status(400))],
  ['hub-unreachable', withHub(status(502)), withHub(status(200))],
  ['readers-blocked', serves(['Feedly', 'Feedbin'], wall), sound],
  ['readers-blocked', { ...sound, plain: wall }, sound],
  ['browser-blocked', serves(['a browser'], wall), sound],
  ['rate-limited', serves(['Miniflux'], status(429)), sound],
  [
    'robots-blocked',
    withRobots('User-agent: *\nDisallow: /\n'),
    withRobots('User-agent: *\nDisallow: /\nAllow: /*.xml$\n'),
  ],
  ['robots-blocked', withRobots('User-agent: feedly\nDisallow: /\n'), withRobots('User-agent: GPTBot\nDisallow: /\n')],
  [
    'no-autodiscovery',
    withHome(page('<title>Tides</title>')),
    withHome(page(`<link rel=alternate type="application/rss+xml" href="${url}">`)),
  ],
  ['home-unreachable', withHome(status(404)), { ...sound, home: null }],
  ['home-unreachable', withHome(silent), sound],
  [
    'wrong-clock',
    serving(withHeaders({ date: 'Mon, 23 Nov 2026 15:06:00 GMT' })),
    serving(withHeaders({ date: 'Mon, 23 Nov 2026 15:06:00 GMT', age: '400' })),
  ],
  [
    'clock-off',
    serving(withHeaders({ date: 'Mon, 23 Nov 2026 14:58:00 GMT' })),
    serving(withHeaders({ date: 'today' })),
  ],
];

test.each(cases)('%s', (code, wrong, right) => {
  expect(codesOf(diagnoseFeed(wrong, now))).toContain(code);
  expect(codesOf(diagnoseFeed(right, now))).not.toContain(code);
});

test('large-feed: a feed of more than a megabyte', () => {
  const large = (length: number) =>
    feedText(soundRss.replace('<channel>', `<channel><!--${'-a'.repeat(length / 2)}-->`));
  expect(codesOf(diagnoseFeed(large(1_100_000), now))).toContain('large-feed');
  expect(codesOf(diagnoseFeed(large(500_000), now))).not.toContain('large-feed');
});

test('hub-without-self: a feed that names a hub must name its own URL, in its text or in the Link header', () => {
  const anonymous = soundRss.replace(/<atom:link rel="self".*>/, '');
  const observe = (headers: Readonly<Record<string, string>>): FeedObservation => ({
    ...serving({ ...withHeaders(headers), body: bytes(anonymous) }),
    hubs: [{ url: hub, answer: status(400) }],
  });
  expect(codesOf(diagnoseFeed(observe({}), now))).toContain('hub-without-self');
  expect(codesOf(diagnoseFeed(observe({ link: `<${url}>; rel="self"` }), now))).not.toContain('hub-without-self');
});

test('every finding about a feed says what to do, and each is produced by some observation', () => {
  const tested = new Set<CheckCode>([...cases.map(([code]) => code), 'large-feed', 'hub-without-self']);
  const ofFeeds = Object.entries(checks).filter(([, { area }]) => ['feed', 'server', 'readers', 'site'].includes(area));
  expect(ofFeeds.map(([code]) => code).filter((code) => !tested.has(code as CheckCode))).toEqual([]);
  for (const { remedy } of diagnoseFeed({ ...sound, plain: silent, readers: [] }, now).findings) {
    expect(remedy).toMatch(/\.$/);
  }
});

test('readers that get the same answer are named together', () => {
  const { findings } = diagnoseFeed(serves(['Feedly', 'Feedbin', 'Inoreader'], wall), now);
  expect(findings.map(({ message }) => message)).toEqual([
    'Feedly, Inoreader, Feedbin: 403 and a page of bot protection',
  ]);
});

describe('what a reader makes of an answer', () => {
  test.each([
    ['feed', answered],
    ['feed', { ...answered, body: bytes(soundAtom) }],
    ['feed', { ...answered, body: bytes(soundJson) }],
    ['bot wall', wall],
    ['bot wall', status(200, { 'cf-mitigated': 'challenge' }, 'anything')],
    ['bot wall', status(503, {}, '<html><title>DDoS-Guard</title></html>')],
    ['web page', page('<title>Just a page</title>')],
    ['too many requests', status(429)],
    ['other status', status(403, {}, 'Forbidden')],
    ['nothing', silent],
  ] as const)('%s', (outcome, answer) => {
    expect(outcomeOf(answer)).toBe(outcome);
  });

  test('a feed whose text mentions a captcha is a feed', () => {
    const text = soundRss.replace('<title>', '<title>Captcha: checking your browser. ');
    expect(outcomeOf({ ...answered, body: bytes(text) })).toBe('feed');
  });
});

test('another format is diagnosed from one answer', () => {
  const at = 'https://marsh.example/feed.json';
  const answer = {
    ...answered,
    url: at,
    headers: { 'content-type': 'application/feed+json', etag: '"a"' },
    body: bytes(soundJson),
  };
  expect(codesOf(diagnoseFormat(at, { answer, now }))).not.toContain('invalid-feed');
  expect(codesOf(diagnoseFormat(at, { answer: status(404), now }))).toEqual(['wrong-status']);
  expect(codesOf(diagnoseFormat(at, { answer: silent, now }))).toEqual(['unreachable']);
});

test('links in the Link header (RFC 8288)', () => {
  const header =
    '<https://a.example/?x=1,2>; rel="self", <https://hub.example/>; rel=hub, <https://b.example/>; rel="next hub"';
  expect(linksInHeader(header, 'hub')).toEqual(['https://hub.example/', 'https://b.example/']);
  expect(linksInHeader(header, 'self')).toEqual(['https://a.example/?x=1,2']);
  expect(linksInHeader('', 'hub')).toEqual([]);
});
