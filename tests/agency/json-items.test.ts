/** Items of agencies in JSON: ninjs of several agencies, AP, PA and Reuters, and wrappers. All text is invented. */
import { describe, expect, test } from 'vitest';
import { read, readArticle } from '../support/channel.ts';

const json = (value: unknown, path = 'a.json') => readArticle(path, JSON.stringify(value));
const reading = (value: unknown, path = 'a.json') => read(path, JSON.stringify(value));

const story = {
  uri: 'urn:newsml:gull.example:20260308:ferry-9',
  type: 'text',
  version: '3',
  pubstatus: 'usable',
  firstcreated: '2026-03-08T06:00:00+0000',
  versioncreated: '2026-03-08T09:30:00+0100',
  language: 'en',
  slugline: 'FERRY-STRIKE',
  headline: 'Ferries stay in port',
  body_html: '<p>No ferry left on Sunday.</p><p>The crews meet on Monday.</p>',
};

describe('the version of an item', () => {
  test('has id, number, instant, status and slug as written', () => {
    expect(reading(story).item).toEqual({
      id: 'urn:newsml:gull.example:20260308:ferry-9',
      number: '3',
      created: '2026-03-08T08:30:00Z',
      status: 'usable',
      embargoed: null,
      ends: [],
      slug: 'FERRY-STRIKE',
    });
  });

  test('the first creation is the publication, and that of the version the update', () => {
    expect(json(story)).toMatchObject({ published: '2026-03-08T06:00:00Z', updated: '2026-03-08T08:30:00Z' });
  });

  test.each([
    [0, '0'],
    ['0', '0'],
    [12, '12'],
    ['1.4', '1.4'],
    ['', null],
    [null, null],
    [{ a: 1 }, null],
  ])('the number %j is %j', (version, number) => {
    expect(reading({ ...story, version }).item?.number).toBe(number);
  });

  test('a number above 2^53 keeps its digits', () => {
    const text = JSON.stringify(story).replace('"3"', '90071992547409931');
    expect(read('a.json', text).item?.number).toBe('90071992547409931');
  });

  test.each([
    ['usable', 'usable', 'accepted'],
    ['stat:USABLE', 'usable', 'accepted'],
    ['', 'usable', 'accepted'],
    [null, 'usable', 'accepted'],
    [undefined, 'usable', 'accepted'],
    ['withheld', 'withheld', 'held'],
    ['stat:withheld', 'withheld', 'held'],
    ['canceled', 'canceled', 'held'],
    ['stat:Cancelled', 'canceled', 'held'],
    ['http://cv.iptc.org/newscodes/pubstatusg2/canceled', 'canceled', 'held'],
    ['withdrawn', 'canceled', 'held'],
    ['KILLED', 'canceled', 'held'],
    ['embargoed', 'withheld', 'held'],
    ['__proto__', 'withheld', 'held'],
  ])('the status %j is %s', (pubstatus, status, state) => {
    expect(reading({ ...story, pubstatus })).toMatchObject({ state, item: { status } });
  });

  test('a kill withdraws, without a body, a headline or a date', () => {
    const kill = { uri: story.uri, version: '4', pubStatus: 'canceled' };
    expect(reading(kill)).toMatchObject({
      state: 'held',
      withdrawal: { notice: null },
      item: { number: '4', status: 'canceled' },
    });
  });

  test('an item that Superdesk killed is a kill, whatever its status is', () => {
    const raw = { ...story, version: undefined, _current_version: 5, state: 'killed' };
    expect(reading(raw).item).toMatchObject({ number: '5', status: 'canceled' });
    expect(reading({ ...raw, state: 'published' }).item?.status).toBe('usable');
  });

  test('an unknown status is reported', () => {
    const message = expect.stringMatching(/"pubstatus".*"maybe"/);
    const { problems } = reading({ ...story, pubstatus: 'maybe' });
    expect(problems).toMatchObject([{ severity: 'warning', code: 'invalid-field', message }]);
  });

  test('an embargo is the earliest publication', () => {
    const embargoedUntil = '2026-03-10T05:00:00Z';
    expect(reading({ ...story, embargoedUntil })).toMatchObject({
      article: { published: embargoedUntil },
      item: { embargoed: embargoedUntil },
    });
  });

  test('an embargo in the note to editors counts if there is no other', () => {
    const ednote = 'Embargoed until 0600 GMT Tuesday, March 10, 2026.';
    expect(reading({ ...story, ednote }).article?.published).toBe('2026-03-10T06:00:00Z');
    const embargoed = '2026-03-11T05:00:00Z';
    expect(reading({ ...story, ednote, embargoed }).article?.published).toBe(embargoed);
    expect(reading({ ...story, ednote: 'HOLD FOR RELEASE' })).toMatchObject({
      state: 'held',
      item: { status: 'withheld' },
    });
  });

  test('the note to editors is never published', () => {
    const ednote = 'CORRECTION: restates the day, not Saturday. Call the desk.';
    expect(JSON.stringify(reading({ ...story, ednote }))).not.toContain('Saturday');
  });

  test('the items that it replaces end, and the one it evolved from stays', () => {
    const replacing = ['https://gull.example/text/ferry-8', story.uri];
    expect(reading({ ...story, replacing, evolvedfrom: 'urn:x:1' }).item?.ends).toEqual([
      'https://gull.example/text/ferry-8',
    ]);
  });
});

describe('the id of an item', () => {
  const idOf = (change: object) => reading({ ...story, version: undefined, uri: undefined, ...change }).item;

  test.each([
    ['guid', { guid: 'tag:gull.example:2026:a1' }, 'tag:gull.example:2026:a1', null],
    ['uri before guid', { uri: 'urn:x:1', guid: 'urn:x:2' }, 'urn:x:1', null],
    [
      'a URL with an ampersand, which is not decoded',
      { uri: 'https://x.example/?a=1&copy=2&amp;b' },
      'https://x.example/?a=1&copy=2&amp;b',
      null,
    ],
    ['of the Content API of Superdesk', { _id: 'urn:x:3' }, 'urn:x:3', null],
    [
      'a revision of RFC 3085',
      { uri: 'urn:newsml:gull.example:20260308:ferry:5N' },
      'urn:newsml:gull.example:20260308:ferry',
      '5',
    ],
    [
      'an item of RFC 3085 without revision',
      { uri: 'urn:newsml:gull.example:20260308:4411' },
      'urn:newsml:gull.example:20260308:4411',
      null,
    ],
    [
      'an instant of Superdesk',
      { guid: 'urn:newsml:gull.example:2026-03-08T09:30:00.123456:77' },
      'urn:newsml:gull.example:2026-03-08T09:30:00.123456:77',
      null,
    ],
    ['Reuters', { uri: 'tag:reuters.com,2026:newsml_L1N0AB12C' }, 'tag:reuters.com,2026:newsml_L1N0AB12C', null],
    [
      'Reuters with a version',
      { uri: 'tag:reuters.com,2026:newsml_L1N0AB12C:1841700553' },
      'tag:reuters.com,2026:newsml_L1N0AB12C',
      '1841700553',
    ],
    ['PA', { uri: 'http://PA_API/0c-77/2026-03-08T09:30:00.000Z/2', usn: '0c-77' }, 'http://PA_API/0c-77', '2'],
    [
      'PA if only the number of the story stays',
      { uri: 'http://x/y/2026-03-08T09:30:00Z/2', usn: '0c-77' },
      '0c-77',
      '2',
    ],
    ['AP by Superdesk', { guid: '0123456789abcdef0123456789abcdef:4' }, '0123456789abcdef0123456789abcdef', '4'],
  ])('%s', (_name, change, id, number) => {
    expect(idOf(change)).toMatchObject({ id, number });
  });

  test('a version in it yields to that of the item', () => {
    expect(idOf({ uri: 'tag:reuters.com,2026:newsml_L1N0AB12C:7', version: '9' })?.number).toBe('9');
  });
});

describe('items that are no story are skipped with their kind', () => {
  test.each([
    ['picture', 'picture'],
    ['ninat:picture', 'picture'],
    ['graphic', 'graphic'],
    ['video', 'video'],
    ['audio', 'audio'],
    ['event', 'event'],
    ['planning', 'planning item'],
    ['advisory', 'advisory'],
    ['constructor', 'other file'],
  ])('type %s', (type, what) => {
    const { body_html: _, ...rest } = story;
    expect(reading({ ...rest, type })).toMatchObject({ state: 'skipped', what, item: { id: story.uri, number: '3' } });
  });

  test('a package without a body, but not one with a body, and not the kill of one', () => {
    const { body_html: _, ...empty } = { ...story, type: 'composite' };
    expect(reading(empty)).toMatchObject({ state: 'skipped', what: 'package' });
    expect(reading({ ...story, type: 'composite' }).state).toBe('accepted');
    expect(reading({ ...empty, pubstatus: 'canceled' })).toMatchObject({ state: 'held', item: { status: 'canceled' } });
  });

  test.each([
    { signals: ['newscontent', 'test'] },
    { signal: 'sig:test' },
    { genre: [{ code: 'Test', name: 'Test message' }] },
    { ednote: 'TEST ONLY' },
    { ednote: 'Eds: This is a test, please ignore' },
    { edNote: '*** TEST ***' },
  ])('the test message %j', (change) => {
    expect(reading({ ...story, ...change })).toMatchObject({ state: 'skipped', what: 'test message' });
  });

  test.each([
    { ednote: 'Test match report follows' },
    { ednote: 'Updates with blood test results' },
    { genre: [{ code: 'Article', name: 'Article (news)' }] },
    { type: 'story' },
    { type: 'snap' },
  ])('not %j', (change) => {
    expect(reading({ ...story, ...change }).state).toBe('accepted');
  });
});

describe('the body loses no word', () => {
  const body = (value: string, key = 'body_html') =>
    json({ ...story, body_html: undefined, [key]: value }).contentText.split('\n\n');

  test.each([
    ['HTML', 'body_html', '<p>One &amp; two.</p><ul><li>Three</li></ul>'],
    [
      'XHTML with empty elements',
      'body_xhtml',
      '<p>One <a id="x"/>&amp; two.<script src="x"/></p><iframe/><p>Three</p>',
    ],
    ['escaped HTML', 'body_html', '&lt;p&gt;One &amp;amp; two.&lt;/p&gt;&lt;p&gt;Three&lt;/p&gt;'],
    ['HTML without blocks', 'body_html', 'One <b>&amp;</b> two.\n\nThree'],
    ['HTML without blocks and with other line ends', 'body_html', 'One &amp; two.\r\n\r\nThree'],
    ['text', 'body_text', 'One & two.\r\n\r\nThree'],
    ['text with references', 'body_text', 'One &amp; two.\n\nThree'],
    ['HTML where text belongs', 'body_text', '<p>One &amp; two.</p><p>Three</p>'],
    [
      'HTML 5',
      'body_html5',
      '<html><head><title>x</title></head><body><article><p>One &amp; two.</p><p>Three</p></article></body></html>',
    ],
    ['the block of AP', 'body_html', '<block id="Main"><p>One &amp; two.</p><hl2>Three</hl2></block>'],
    [
      'NITF',
      'body_html',
      '<nitf><head><title>No</title></head><body><body.head><hedline><hl1>No</hl1></hedline></body.head><body.content><block><p>One &amp; two.</p></block><block><p>Three</p></block></body.content></body></nitf>',
    ],
    ['CDATA', 'body_xhtml', '<![CDATA[<p>One &amp; two.</p><p>Three</p>]]>'],
  ])('%s', (_name, key, value) => {
    expect(body(value, key)).toEqual(['One & two.', 'Three']);
  });

  test('the text before and after an article inside it', () => {
    expect(body('<p>One.</p><article>Two.</article><p>Three.</p>')).toEqual(['One.', 'Two.', 'Three.']);
  });

  test('two articles in one page', () => {
    expect(body('<html><body><article><p>One.</p></article><article><p>Two.</p></article></body></html>')).toEqual([
      'One.',
      'Two.',
    ]);
  });

  test('HTML is read rather than the same text beside it, but not if it is empty', () => {
    const text = { body_text: 'Text.' };
    expect(json({ ...story, ...text }).contentText).not.toContain('Text.');
    expect(json({ ...story, ...text, body_html: '<p> </p>' }).contentText).toBe('Text.');
  });

  test('of several bodies, the HTML of the story is the body', () => {
    const bodies = [
      { role: 'caption', contentType: 'text/html', value: '<p>Caption.</p>' },
      { role: 'factbox', contentType: 'text/html', value: '<p>Facts.</p>' },
      { role: 'main', contentType: 'text/plain', value: 'Plain.' },
      { role: 'main', contentType: 'application/xhtml+xml', value: '<p>Main.</p>' },
    ];
    const of = (some: readonly unknown[]) => json({ ...story, body_html: undefined, bodies: some }).contentText;
    expect(of(bodies)).toBe('Main.');
    expect(of(bodies.slice(0, 3))).toBe('Plain.');
    expect(of(bodies.slice(0, 2))).toBe('Facts.');
  });

  test('NITF is the body if there is no other', () => {
    const nitf = {
      role: 'nitf',
      contenttype: 'text/vnd.IPTC.NITF',
      value: '<nitf><body><body.content><p>One.</p></body.content></body></nitf>',
    };
    expect(json({ ...story, body_html: undefined, bodies: [nitf] }).contentText).toBe('One.');
  });
});
