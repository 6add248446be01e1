/** The linter, rule by rule: a feed that breaks it, and above it the sound twin, which breaks none. */
import { describe, expect, test } from 'vitest';
import { jsonRules } from '../../src/validate/json/json-rules.ts';
import { lintFeed, lintRules } from '../../src/validate/lint.ts';
import { atomRules, rssRules } from '../../src/validate/xml/rules.ts';
import { soundAtom, soundJson, soundRss } from './lint-samples.ts';

const now = '2026-11-23T15:00:00Z';

type Spoil = readonly [code: string, from: string | RegExp, to: string];

const content = '<content:encoded><![CDATA[';
/** Puts HTML at the head of an article. */
const html = (code: string, tag: string): Spoil => [code, content, `${content}${tag}`];

const rss: readonly Spoil[] = [
  ['feed-malformed', '</channel>', ''],
  ['feed-doctype', '<rss', '<!DOCTYPE rss>\n<rss'],
  ['feed-unknown-format', /<rss[\s\S]*<\/rss>/, '<opml version="2.0"><body/></opml>'],
  ['feed-repeats-id', 'tag:marsh.example,2026:frogs', 'https://marsh.example/reeds'],
  ['feed-characters', 'A concert', 'A\u0092 concert'],
  ['feed-characters', 'A concert', 'A concert&#x92;'],
  ['feed-characters', 'A concert', 'A\ufffd concert'],
  ['feed-characters', 'A concert', 'A\u007f concert'],
  ['feed-characters', 'A concert', 'A\ufdd0 concert'],
  ['feed-characters', 'A concert', 'A&#x1FFFE; concert'],
  ['feed-large', 'A concert.', 'A concert. '.repeat(60_000)],
  ['feed-very-large', 'A concert.', 'A concert. '.repeat(120_000)],
  ['rss-namespace', 'version="2.0"', 'version="2.0" xmlns="https://rss.example/"'],
  ['namespace-misspelled', 'yahoo.com/mrss/"', 'yahoo.com/mrss"'],
  ['xml-language', '<channel>', '<channel xml:lang="en_US">'],
  ['xml-base', '<channel>', '<channel xml:base="/feeds/">'],
  ['stray-text', '<item>', '<item>Hello'],
  ['rss-permalink-flag', 'isPermaLink="false"', 'isPermaLink="no"'],
  ['rss-guid-address', 'isPermaLink="false"', ''],
  ['rss-guid-short', 'tag:marsh.example,2026:frogs', '4711'],
  ['rss-author-email', 'ona@marsh.example (Ona Reil)', 'Ona Reil'],
  ['rss-author-email', 'desk@marsh.example (The desk)', 'The desk'],
  ['rss-said-twice', '<category>', '<dc:creator>Ona Reil</dc:creator><category>'],
  ['rss-said-twice', '<ttl>', '<dc:language>en</dc:language><ttl>'],
  ['rss-comments', '<comments>https://marsh.example', '<comments>'],
  ['rss-source', ' url="https://fen.example/rss.xml"', ''],
  ['rss-docs', '<docs>https://marsh.example', '<docs>'],
  ['rss-ttl', '<ttl>60', '<ttl>0'],
  ['rss-hour', '<hour>3', '<hour>24'],
  ['rss-day', '<day>Sunday', '<day>Sun'],
  ['rss-text-input', '<name>q</name>', ''],
  ['rss-cloud', ' port="80"', ''],
  ['rss-cloud', 'protocol="xml-rpc"', 'protocol=""'],
  ['rss-image-size', '<width>144', '<width>145'],
  ['rss-image-size', '<height>144', '<height>401'],
  ['rss-image-matches', '</url><title>Marsh Radio', '</url><title>Another'],
  ['rss-repeats', '<comments>', '<comments>https://marsh.example/</comments><comments>'],
  ['rss-repeats', '<ttl>', '<ttl>1</ttl><ttl>'],
  ['rss-title-empty', '<title>Marsh Radio</title>\n', '<title> </title>\n'],
  ['rss-item-title-empty', '<title>Reeds at night</title>', '<title/>'],
  ['rss-dublin-core-language', '<dc:language>ga', '<dc:language>Irish Gaelic'],
  ['rss-dublin-core-date', '<dc:creator>', '<dc:date>5 January</dc:date><dc:creator>'],
  ['rss-update-period', 'daily', 'often'],
  ['rss-update-frequency', '<sy:updateFrequency>2', '<sy:updateFrequency>0.5'],
  ['rss-slash-comments', '<slash:comments>3', '<slash:comments>three'],
  ['rss-content-alone', '<description>What the reeds say.</description>', ''],
  ['rss-author-name', 'ona@marsh.example (Ona Reil)', 'ona@marsh.example'],
  ['text-blank', '<category>Sound', '<category>'],
  ['text-markup', '<description>Sounds of the marsh', '<description>Sounds of the &lt;b>marsh&lt;/b>'],
  ['text-markup', '<itunes:summary>What', '<itunes:summary>&#x3C;/b&#x3E; What'],
  ['title-markup', 'Reeds at night', 'Reeds &#x3C;/b&#x3E; at night'],
  ['atom-unknown-relation', 'rel="current"', 'rel="cousin"'],
  ['rss-self-missing', /<atom:link rel="self".*>/, ''],
  ['rss-self-type', 'rel="self" type="application/rss+xml"', 'rel="self" type="text/xml"'],
  ['rss-unknown-element', '<ttl>', '<pubdate>today</pubdate><ttl>'],
  ['rss-unknown-element', '<category>', '<summary>Reeds</summary><category>'],
  ['title-markup', 'Reeds at night', '&lt;b&gt;Reeds&lt;/b&gt; at night'],
  ['title-markup', 'Frogs &#x26; toads', 'Frogs &amp;amp; toads'],
  ['rss-date', 'Mon, 05 Jan 2026 00:15:00 GMT', '2026-01-05T00:15:00Z'],
  ['rss-date', 'Mon, 05 Jan 2026 00:15:00 GMT', 'Mon, 05 Jan 26 00:15:00 GMT'],
  ['rss-date', 'Mon, 05 Jan 2026 00:15:00 GMT', 'Mon, 05 Jan 2026 00:15:00 CEST'],
  ['date-plausible', 'Mon, 05 Jan 2026', '05 Jan 1985'],
  ['date-unusual', 'Mon, 05 Jan 2026', 'Mon,  5 Jan 2026'],
  ['date-unusual', '+0100', '+0545'],
  ['date-weekday', 'Mon, 05 Jan', 'Tue, 05 Jan'],
  ['date-real', 'Mon, 05 Jan', '31 Feb'],
  ['date-real', '00:15:00 GMT', '24:15:00 GMT'],
  ['date-plausible', 'Mon, 05 Jan 2026', '05 Jan 2028'],
  ['date-plausible', 'Mon, 05 Jan 2026', '05 Jan 1926'],
  ['address-characters', '<link>https://marsh.example/reeds', '<link>https://marsh.example/rèeds'],
  ['address-characters', '<link>https://marsh.example/reeds', '<link>https://märsh.example/reeds'],
  ['address-characters', 'reeds.mp3"', 'reeds at night.mp3"'],
  ['address-unencoded', 'reeds.mp3"', 'reeds%2.mp3"'],
  ['address-characters', '<link>https://marsh.example/reeds', '<link>https://marsh.example/reeds[1]'],
  ['address-characters', 'reeds.mp3"', 'reeds|night.mp3"'],
  ['address-password', 'https://marsh.example/reeds.mp3', 'https://ona:secret@marsh.example/reeds.mp3'],
  ['address-host', 'https://marsh.example/reeds.mp3', 'http://localhost:4000/reeds.mp3'],
  ['address-host', 'https://marsh.example/cover.jpg', 'https://marsh.example?cover.jpg'],
  ['rss-space-around', '<link>https://marsh.example/reeds', '<link>\n https://marsh.example/reeds'],
  ['archive-current', 'rel="current"', 'rel="via"'],
  ['archive-alone', '<atom:link rel="next-archive"', '<atom:link rel="via"'],
  ['archive-complete', '<fh:archive/>', '<fh:archive/><fh:complete/>'],
  ['archive-repeats', '<fh:archive/>', '<fh:archive/><fh:archive/>'],
  ['archive-links', /<atom:link rel="current".*>/, '$&$&'],
  ['media-size', 'width="10"', 'fileSize="0"'],
  ['media-width', 'type="image/png" width="10"', 'type="image/png" width="0"'],
  ['media-group', /<media:content url="[^"]*png.*>/, ''],
  ['media-role', 'role="photographer"', 'role="Photo"'],
  ['media-misplaced-role', 'medium="image"', 'medium="image" role="photo"'],
  ['media-flag', 'isDefault="true"', 'isDefault="yes"'],
  ['media-expression', 'expression="full"', 'expression="whole"'],
  ['media-number', 'duration="12.5"', 'duration="0:12"'],
  ['media-thumbnail', 'url="https://marsh.example/small.jpg"', 'url="small.jpg"'],
  ['media-thumbnail', 'width="10" height="10"', 'width="10px"'],
  ['media-player', 'url="https://marsh.example/player"', ''],
  ['media-text-type', 'media:title type="plain"', 'media:title type="text"'],
  ['media-hash', 'algo="md5"', 'algo="sha-256"'],
  ['media-hash', '0123456789abcdef0123456789abcdef', '0123'],
  ['media-rating', 'nonadult', 'everyone'],
  ['media-restriction', 'relationship="allow"', ''],
  ['media-repeats', '<media:title', '<media:title>Reeds</media:title><media:title'],
  ['media-license', '<media:rating>', '<media:license>CC BY</media:license><media:rating>'],
  ['media-undeclared-html', '<media:description type="html">', '<media:description>'],
  ['itunes-explicit', '<itunes:explicit>false', '<itunes:explicit>no'],
  ['itunes-image', 'href="https://marsh.example/cover.jpg"', 'href="/cover.jpg"'],
  ['itunes-image-format', 'cover.jpg', 'cover.webp'],
  ['itunes-duration', '1:02:03', '62 minutes'],
  ['itunes-number', '<itunes:season>1', '<itunes:season>one'],
  ['itunes-number', '<itunes:episode>2', '<itunes:episode>0'],
  ['itunes-episode-type', '<itunes:episodeType>full', '<itunes:episodeType>whole'],
  ['itunes-type', 'serial', 'series'],
  ['itunes-category', '<itunes:category text="Documentary"/>', '<itunes:category/>'],
  ['itunes-known-category', 'text="Documentary"', 'text="Marshes"'],
  ['itunes-known-category', 'text="Society &amp; Culture"', 'text="Society"'],
  ['itunes-owner', '<itunes:email>desk@marsh.example</itunes:email>', ''],
  ['itunes-owner', '<itunes:email>desk@marsh.example', '<itunes:email>the desk'],
  ['itunes-new-feed', '<itunes:new-feed-url>https://marsh.example', '<itunes:new-feed-url>'],
  ['itunes-repeats', '<itunes:duration>', '<itunes:duration>1</itunes:duration><itunes:duration>'],
  ['itunes-required', '<itunes:explicit>false</itunes:explicit>', ''],
  ['itunes-length', '<itunes:summary>', `<itunes:summary>${'Reeds. '.repeat(600)}`],
  ['itunes-length', '<itunes:author>', `<itunes:author>${'Desk '.repeat(60)}`],
  ['itunes-required', /<itunes:owner>.*/, ''],
  ['itunes-format', 'reeds.mp3"', 'reeds.ogg?x=.mp3"'],
  ['podcast-transcript', ' url="https://marsh.example/reeds.vtt"', ''],
  ['podcast-transcript', 'type="text/vtt"', ''],
  ['podcast-chapters', 'url="https://marsh.example/reeds.json"', 'url="reeds.json"'],
  ['podcast-chapters', 'type="application/json+chapters"', ''],
  ['podcast-person', '>Ona Reil</podcast:person>', '/>'],
  ['podcast-person', 'img="https://marsh.example/ona.jpg"', 'img="ona.jpg"'],
  ['podcast-number', '<podcast:season>1', '<podcast:season>one'],
  ['podcast-number', '<podcast:episode>2', '<podcast:episode>two'],
  ['podcast-locked', 'yes', 'true'],
  html('html-script', '<script>1</script>'),
  html('html-event', '<b onclick="go()">b</b>'),
  html('html-scheme', '<a href="javascript:go()">a</a>'),
  html('html-scheme', '<a title="x" href=" java&#10;script&colon;go()">a</a>'),
  html('html-frame', '<iframe src="https://marsh.example/"></iframe>'),
  html('html-object', '<object data="https://marsh.example/"></object>'),
  html('html-object', '<embed src="https://marsh.example/">'),
  html('html-page', '<link rel="stylesheet" href="https://marsh.example/a.css">'),
  html('html-style', '<b style="position: fixed">b</b>'),
  html('html-style', '<b style="color: red; width: expression(1)">b</b>'),
  html('html-svg', '<svg><path d="M0 0"/></svg>'),
  html('html-svg', '<math><mi>x</mi></math>'),
  html('html-unknown', '<marsh-map></marsh-map>'),
  html('html-unknown', '<marquee>m</marquee>'),
  html('html-unknown', '<bdo dir="rtl">b</bdo>'),
  html('html-unknown', '<o:p>o</o:p>'),
  html('html-style', '<b style="text-transform: uppercase">b</b>'),
  html('html-ampersand', 'Bell&Sons'),
  html('html-ampersand', '&copy 2026'),
  html('html-ampersand', '<b title="Bell&Sons">b</b>'),
  html('html-malformed', '5 < 6'),
  html('html-malformed', '<?php echo 1 ?>'),
  html('html-malformed', '<!DOCTYPE html>'),
  html('html-malformed', '<b title="a" title="b">b</b>'),
  html('html-malformed', '<a href=https://marsh.example/?a=1"b>a</a>'),
  html('html-malformed', '<a href=https://marsh.example/?a=1>a</a>'),
  html('html-nesting', 'a </p>'),
  html('html-nesting', 'a <b>'),
  html('html-nesting', '<p><b>a</p>'),
  html('html-nesting', '<b><i>a</b></i>'),
  html('html-nesting', '<p>a<div>b</div></p>'),
  html('html-nesting', '<p><b><div>a</div></b></p>'),
  html('html-nesting', '<a href="https://marsh.example/1">a<a href="https://marsh.example/2">b</a></a>'),
  html('html-nesting', '<td>a</td>'),
  html('html-nesting', '<table><p>a</p><tr><td>b</td></tr></table>'),
  html('html-nesting', `${'<div>'.repeat(300)}${'</div>'.repeat(300)}`),
  html('html-self-closed', '<p/>'),
  html('html-ampersand', '<a href="https://marsh.example/?a=1&b=2">a</a>'),
  html('html-relative', '<a class="x" href="/more">a</a>'),
  html('html-relative', '<img alt="" src="reeds.jpg">'),
  html('html-relative', '<img src="https://marsh.example/a.jpg" srcset="https://marsh.example/b.jpg 2x, c.jpg 3x">'),
  html('html-relative', '<video poster="//marsh.example/a.jpg"></video>'),
  html('html-relative', '<blockquote cite="more">b</blockquote>'),
  html('html-fragment', '<a href="#note">1</a>'),
];

const entry = '<title>Reeds</title>';

const atom: readonly Spoil[] = [
  ['feed-malformed', '</title>', '</titel>'],
  ['feed-repeats-id', 'tag:marsh.example,2026:frogs', 'https://marsh.example/reeds'],
  ['atom-text-type', '<subtitle type="html"', '<subtitle type="text/html"'],
  ['atom-text-type', '<rights type="text"', '<rights type="plain"'],
  ['atom-text-children', entry, '<title><b>Reeds</b></title>'],
  ['atom-text-children', '&lt;i&gt;reeds&lt;/i&gt;', '<i>reeds</i>'],
  ['atom-xhtml-div', '<div xmlns="http://www.w3.org/1999/xhtml">', '<div>'],
  ['atom-content-type', 'content type="audio/mpeg"', 'content type="multipart/mixed"'],
  ['atom-content-type', 'content type="audio/mpeg"', 'content type="sound"'],
  [
    'atom-content-source',
    'src="https://marsh.example/frogs.mp3"/>',
    'src="https://marsh.example/frogs.mp3">Frogs</content>',
  ],
  ['atom-summary-missing', '<summary>A recording.</summary>', ''],
  ['atom-contributor', '<name>Bo Reil</name>', ''],
  [
    'atom-contributor',
    '<name>Bo Reil</name>',
    '<name>Bo Reil</name><uri>https://a.example/</uri><uri>https://b.example/</uri>',
  ],
  ['atom-email', 'ona@marsh.example', 'ona at marsh'],
  ['atom-generator', 'A tool', ''],
  ['atom-link-target', ' href="https://marsh.example/frogs"', ''],
  ['atom-link-hreflang', 'hreflang="en"', 'hreflang="in English"'],
  ['atom-link-rel', 'rel="related"', 'rel=""'],
  ['atom-category-scheme', 'scheme="https://marsh.example/subjects"', 'scheme="subjects"'],
  ['atom-order', '</feed>', '<icon>https://marsh.example/icon.png</icon></feed>'],
  ['atom-self-missing', /<link rel="self".*>/, ''],
  ['atom-self-type', 'rel="self" type="application/atom+xml"', 'rel="self" type="text/xml"'],
  ['atom-same-updated', '2026-01-05T00:15:00.25+01:00', '2026-01-06T08:00:00Z'],
  ['atom-unknown-relation', 'rel="related"', 'rel="cousin"'],
  ['atom-title-empty', entry, '<title/>'],
  ['atom-unknown-element', entry, `${entry}<pubDate>2026</pubDate>`],
  ['atom-unknown-element', entry, `${entry}<mood xmlns="">calm</mood>`],
  ['title-markup', entry, '<title>&lt;b&gt;Reeds&lt;/b&gt;</title>'],
  ['id-canonical', '<id>https://marsh.example/reeds', '<id>HTTPS://marsh.example:443/a/../reeds'],
  ['atom-space-around', '<id>https://marsh.example/reeds', '<id> https://marsh.example/reeds'],
  ['atom-space-around', 'href="https://marsh.example/frogs"', 'href=" https://marsh.example/frogs"'],
  ['address-unencoded', 'https://fen.example/日誌', 'https://fen.example/?q=100%'],
  ['address-characters', 'https://fen.example/日誌', 'https://fen.example/?q=a|b'],
  ['address-characters', '<id>https://marsh.example/reeds', '<id>https://marsh.example/reeds[1]'],
  ['address-characters', 'https://[2001:db8::1]/reeds.mp3', 'https://[2001:db8::1]/[reeds].mp3'],
  ['address-letters', '<id>https://marsh.example/reeds', '<id>https://marsh.example/rèeds'],
  ['address-letters', 'https://marsh.example/icon.png', 'https://märsh.example/icon.png'],
  ['address-password', 'https://fen.example/日誌', 'https://ona:secret@fen.example/'],
  ['id-form', 'tag:marsh.example,2026:frogs', 'tag:marsh.example:frogs'],
  ['id-form', 'tag:marsh.example,2026:frogs', 'tag:marsh.example,2026:frögs'],
  ['id-form', 'urn:uuid:01234567-89ab', 'urn:uuid:01234567-89a'],
  ['id-form', 'tag:marsh.example,2026:frogs', 'urn:x:1'],
  ['id-canonical', 'tag:marsh.example,2026:frogs', 'TAG:Marsh.example,2026:frogs'],
  ['id-canonical', '<id>https://marsh.example/reeds', '<id>https://marsh.example/%7eona'],
  ['atom-prefix', '<feed ', '<feed xmlns:atom="http://www.w3.org/2005/Atom" '],
  ['atom-source', '<title>The Fen</title>', ''],
  ['atom-name-email', '<name>Ona Reil', '<name>Ona Reil &lt;ona@marsh.example&gt;'],
  ['text-blank', '<summary>A recording.', '<summary>'],
  ['text-blank', 'title="Reeds"', 'title=""'],
  ['text-markup', 'title="Reeds"', 'title="Reeds &#x3C;/b&#x3E;"'],
  ['text-markup', '<summary>A recording.', '<summary>A &lt;b>recording.&lt;/b>'],
  ['text-markup', '<name>Ona Reil', '<name>Ona &amp;amp; Bo'],
  ['archive-alone', '<link rel="next-archive"', '<link rel="via"'],
  ['archive-in-entry', 'rel="related"', 'rel="current"'],
  ['address-characters', 'https://fen.example/日誌', 'https://fen.example/日 誌'],
  ['date-real', '<updated>2026-01-06', '<updated>2026-02-30'],
  ['date-real', 'when="2026-01-02T00', 'when="2026-01-02T25'],
  ['date-plausible', '<published>2026-01-05', '<published>2027-01-05'],
  ['archive-current', 'rel="current"', 'rel="via"'],
  ['archive-links', /<link rel="current".*>/, '$&$&'],
  ['tombstone-ref', ' ref="tag:marsh.example,2026:gone"', ''],
  ['tombstone-when', 'when="2026-01-02T00:00:00Z"', 'when="yesterday"'],
  ['html-fragment', '&lt;i&gt;reeds&lt;/i&gt;', '&lt;a href="#x"&gt;reeds&lt;/a&gt;'],
];

const json: readonly Spoil[] = [
  ['feed-malformed', '"items": [', '"items": [,'],
  ['feed-unknown-format', '"version"', '"format"'],
  ['feed-without-id', '"id": "tag:marsh.example,2026:frogs"', '"id": 4711'],
  ['feed-without-id', '"id": "tag:marsh.example,2026:frogs",', ''],
  ['feed-without-id', '{ "id": "tag:marsh.example,2026:frogs"', '"a text", { "id": "tag:marsh.example,2026:frogs"'],
  ['feed-repeats-id', '2026:frogs', '2026:reeds'],
  ['feed-characters', 'A concert', 'A\\u0092 concert'],
  ['json-repeats-key', '"language"', '"title": "Twice", "language"'],
  ['json-text', '"description": "Notes from the marsh"', '"description": 1'],
  ['json-text', '"title": "Reeds",\n', '"title": ["Reeds"],\n'],
  ['json-address', '"banner_image": "https://marsh.example', '"banner_image": "'],
  ['json-items', /"items": [\s\S]*$/, '"items": {} }'],
  ['json-items', /,\s*"items": [\s\S]*$/, '}'],
  ['json-list', '"hubs": [{ "type": "WebSub", "url": "https://hub.example/" }]', '"hubs": {}'],
  ['json-tags', '"tags": ["sound"]', '"tags": [1]'],
  ['json-expired', '"expired": false', '"expired": "no"'],
  ['json-duration', '"duration_in_seconds": 12', '"duration_in_seconds": "0:12"'],
  ['json-next-url-loop', 'older.json', 'feed.json'],
  ['json-extension', '"_marsh": { "about": "https://marsh.example/extension" }', '"_marsh": 1'],
  ['json-version-old', 'version/1.1', 'version/1'],
  ['json-author-old', '"authors": [', '"author": { "name": "Ona Reil" }, "_authors": {}, "_": ['],
  ['json-feed-url-missing', /"feed_url": .*\n/, ''],
  ['json-unknown-key', '"description"', '"subtitle"'],
  ['json-unknown-key', '"summary"', '"abstract"'],
  ['date-real', '2026-01-05T00:15:00Z', '2026-13-05T00:15:00Z'],
  ['date-plausible', '2026-01-05T00:15:00Z', '2027-01-05T00:15:00Z'],
  ['address-characters', 'https://fen.example/reeds', 'https://fen.example/<reeds>'],
  ['address-unencoded', 'https://fen.example/reeds', 'https://fen.example/%reeds'],
  ['address-characters', 'https://fen.example/reeds', 'https://fen.example/{reeds}'],
  ['address-password', 'https://marsh.example/ona"', 'https://ona:secret@marsh.example/"'],
  ['html-relative', 'https://marsh.example/?a=1', '/?a=1'],
  ['html-nesting', '<p>What', '<p><b>What'],
];

const codesOf = (text: string) => lintFeed(text, { now }).findings.map(({ code }) => code);

describe.each([
  ['rss', soundRss, rss],
  ['atom', soundAtom, atom],
  ['json', soundJson, json],
] as const)('%s', (format, sound, spoils) => {
  test('the sound feed breaks no rule', () => {
    expect(lintFeed(sound, { now })).toMatchObject({ format, entries: 2, findings: [] });
  });

  test.each(spoils)('%s: %s to %s', (code, from, to) => {
    const spoiled = sound.replace(from, to);
    expect(spoiled).not.toBe(sound);
    expect(codesOf(spoiled)).toContain(code);
  });
});

test('every rule has a feed here that breaks it; those of bytes and of the renderers have their own tests', () => {
  const broken = new Set([...rss, ...atom, ...json].map(([code]) => code));
  const elsewhere = new Set([...rssRules, ...atomRules, ...jsonRules].map(({ code }) => code));
  const others = /^(?:encoding-|feed-(?:too-large|empty|binary|other-format)$|json-byte-order-mark$|more-findings$)/;
  const codes = lintRules.map(({ code }) => code).filter((code) => !others.test(code) && !elsewhere.has(code));
  expect([...new Set(codes)].filter((code) => !broken.has(code))).toEqual([]);
});

test('without an instant nothing is in the future', () => {
  const later = soundAtom.replace('<published>2026-01-05', '<published>2126-01-05');
  expect(lintFeed(later).findings).toEqual([]);
  expect(lintFeed(later, { now }).findings).toHaveLength(1);
});

test('a finding says where it stands, what should be, what is, and the clause', () => {
  const { findings } = lintFeed(soundRss.replace('<ttl>60', '<ttl>never'));
  expect(findings).toEqual([
    {
      severity: 'error',
      code: 'rss-ttl',
      line: 13,
      column: 5,
      message: '"ttl" must be a whole number from 1: got "never" (RSS 2.0, ttl)',
      clause: 'RSS 2.0, ttl',
    },
  ]);
});

test('a place in JSON is that of the key, whatever stands before it', () => {
  const text = soundJson.replace('"tags": ["sound"]', '"tags": 3').replace('Notes from', '\u{1f438} \\"Notes\\" from');
  const [finding] = lintFeed(text).findings;
  expect(finding?.code).toBe('json-item-tags');
  const line = text.split('\n')[(finding?.line ?? 0) - 1] ?? '';
  expect(line.slice((finding?.column ?? 0) - 1)).toMatch(/^"tags": 3/);
});

test('a place in XML counts UTF-16 units, behind letters beyond the first plane too', () => {
  const text = soundRss.replace('A concert.', '\u{1f438}\u{1f438}</description><oops/><description>');
  const finding = lintFeed(text).findings.find(({ code }) => code === 'rss-unknown-element');
  expect(text.split('\n')[(finding?.line ?? 0) - 1]?.slice((finding?.column ?? 0) - 1)).toMatch(/^<oops\/>/);
});

test('findings come in the order of the text, twenty of a code at most, and say how many are left out', () => {
  const item = '<item><title>T</title><guid isPermaLink="false">tag:a.example,2026:N</guid><author>Ona</author></item>';
  const items = Array.from({ length: 30 }, (_, index) => item.replace('2026:N', `2026:${index}`)).join('\n');
  const { findings } = lintFeed(soundRss.replace('</channel>', `${items}</channel>`));
  expect(findings.filter(({ code }) => code === 'rss-author-email')).toHaveLength(20);
  expect(findings.at(-1)?.message).toMatch(/^10 more findings/);
  const lines = findings.slice(0, -1).map(({ line }) => line ?? 0);
  expect(lines).toEqual(lines.toSorted((one, other) => one - other));
});

test('what should be one format and is another is told', () => {
  expect(lintFeed(soundAtom, { format: 'atom' }).findings).toEqual([]);
  expect(lintFeed(soundAtom, { format: 'rss' }).findings.map(({ message }) => message)).toEqual([
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
  ['a page with a doctype', '<!doctype html><title>A<p>B<br>', 'a web page, which names no feed'],
  [
    'a page behind a declaration',
    '<?xml version="1.0"?>\n<!-- x -->\n<!DOCTYPE html PUBLIC "a" "b"><html>',
    'a web page',
  ],
  [
    'a page with a feed',
    '<!DOCTYPE html><link rel=stylesheet href=a.css><link href="/rss.xml?a=1&amp;b=2" rel="alternate" type="application/rss+xml">',
    'a web page, which names as its feed "/rss.xml?a=1&b=2"',
  ],
])('%s is named', (_name, text, words) => {
  const { format, findings } = lintFeed(text);
  expect(format).toBeNull();
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({
    severity: 'error',
    code: 'feed-unknown-format',
    message: expect.stringContaining(words),
  });
});

test('an answer that begins with a message is read as XML, and told where it goes wrong', () => {
  expect(codesOf(`Warning: line 3\n${soundRss}`)).toEqual(['feed-malformed']);
});

test('a JSON Feed without items is one, and the rest of it is checked', () => {
  const feed = { version: 'https://jsonfeed.org/version/1.1', items: {}, feed_url: 'x' };
  const { format, entries, findings } = lintFeed(JSON.stringify(feed));
  expect({ format, entries }).toEqual({ format: 'json', entries: 0 });
  expect(findings.map(({ code }) => code).sort()).toEqual(['json-feed-url', 'json-items', 'json-title']);
  expect(findings.find(({ code }) => code === 'json-items')?.message).toContain('must be a list: got an object');
});

test('each element that is missing is told', () => {
  const { findings } = lintFeed('<feed xmlns="http://www.w3.org/2005/Atom"/>');
  const missing = findings.filter(({ code }) => code === 'atom-feed-required').map(({ message }) => message);
  expect(missing).toEqual(
    ['id', 'title', 'updated'].map((name) => `"feed" must have exactly one "${name}": got 0 (RFC 4287, 4.1.1)`),
  );
});

test.each([
  ['rss', soundRss, 'tag:marsh.example,2026:frogs', 'https://marsh.example/reeds', 'RSS 2.0, guid'],
  ['atom', soundAtom, 'tag:marsh.example,2026:frogs', 'https://marsh.example/reeds', 'RFC 4287, 4.2.6'],
  ['json', soundJson, '2026:frogs', '2026:reeds', 'JSON Feed 1.1, items'],
])('%s: an id that stands again names its entry and the clause of the format', (_format, sound, from, to, clause) => {
  const { findings } = lintFeed(sound.replace(from, to));
  const message = expect.stringMatching(/ is that of entry 1 already \(/);
  expect(findings.find(({ code }) => code === 'feed-repeats-id')).toMatchObject({ clause, message });
});

test('dates of RSS are held to RFC 822, and the message shows one', () => {
  const findingsOf = (date: string) => lintFeed(soundRss.replace('Mon, 05 Jan 2026 00:15:00 GMT', date)).findings;
  expect(findingsOf('32 Jan 2026 00:15:00 GMT')).toContainEqual(
    expect.objectContaining({ code: 'date-real', clause: 'RFC 822, 5' }),
  );
  const message = expect.stringContaining('such as "Mon, 05 Jan 2026 00:15:00 GMT": got "soon"');
  expect(findingsOf('soon')).toContainEqual(expect.objectContaining({ code: 'rss-date', message }));
});

test('RSS 0.92 is checked as RSS, and its version named', () => {
  expect(codesOf(soundRss.replace('version="2.0"', 'version="0.92"'))).toEqual(['rss-version']);
});
