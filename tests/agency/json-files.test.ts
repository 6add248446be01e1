/** Files of agencies in JSON: wrappers with several items, formats of single agencies, extensions and hostile input. All text is invented. */
import { describe, expect, test } from 'vitest';
import { parseArticle } from '../../src/article/parse-article.ts';
import { allReadings } from '../../src/article/reading.ts';
import { readHtml } from '../../src/article/tree/html-tree.ts';
import { elementsOf } from '../../src/article/tree/walk.ts';
import { channel, read, readArticle } from '../support/channel.ts';

const story = {
  uri: 'urn:x:1',
  type: 'text',
  pubstatus: 'usable',
  versioncreated: '2026-03-08T08:30:00Z',
  headline: 'Ferries stay in port',
  body_html: '<p>No ferry left on Sunday.</p>',
};
const second = { ...story, uri: 'urn:x:2', headline: 'Kelp is early' };
const picture = { ...story, uri: 'urn:x:3', type: 'picture' };

const readingsOf = (path: string, text: string) =>
  allReadings(parseArticle({ path, body: new TextEncoder().encode(text) }, channel));
const readings = (value: unknown, path = 'a.json') => readingsOf(path, JSON.stringify(value));
const summaryOf = (value: unknown, path?: string) =>
  readings(value, path).map((it) => (it.state === 'skipped' ? it.what : `${it.state} ${it.item?.id}`));

describe('wrappers', () => {
  test.each([
    ['a list', [story, second]],
    ['items', { total: 2, items: [story, second] }],
    ['item with a list', { item: [story, second] }],
    ['Superdesk', { _items: [story, second] }],
    ['data.items', { data: { items: [story, second] } }],
    [
      'data.items.item of AP',
      {
        data: {
          items: [
            { meta: {}, item: story },
            { meta: {}, item: second },
          ],
        },
      },
    ],
    ['data.search.items of Reuters', { data: { search: { items: [story, second] } } }],
  ])('%s: each item on its own', (_name, value) => {
    expect(summaryOf(value)).toEqual(['accepted urn:x:1', 'accepted urn:x:2']);
  });

  test('a single item', () => {
    expect(summaryOf({ item: story })).toEqual(['accepted urn:x:1']);
    expect(summaryOf({ data: { item: story } })).toEqual(['accepted urn:x:1']);
  });

  test('pictures and kills among the items', () => {
    const kill = { ...second, pubstatus: 'canceled' };
    expect(summaryOf([picture, story, kill])).toEqual(['picture', 'accepted urn:x:1', 'held urn:x:2']);
  });

  test('one bad item leaves the others, and is reported at its line', () => {
    const dateless = { ...second, versioncreated: 'yesterday' };
    const text = `{"items": [\n${JSON.stringify(story)},\n${JSON.stringify(dateless)},\nnull,\n${JSON.stringify({ ...second, uri: 'urn:x:4' })}]}`;
    const all = readingsOf('a.json', text);
    expect(all.map(({ state }) => state)).toEqual(['accepted', 'refused', 'accepted', 'held']);
    expect(all.flatMap(({ problems }) => problems)).toMatchObject([
      { code: 'invalid-date', line: 3 },
      { code: 'unknown-json', line: 4 },
    ]);
  });

  test('values that are no items are reported once, with their number', () => {
    const { problems } = readings([null, story, 7, 'x', {}]).at(-1) ?? {};
    expect(problems).toMatchObject([{ code: 'unknown-json', message: expect.stringMatching(/^4 values/) }]);
  });

  test('a date that is missing is reported at the item', () => {
    const { versioncreated: _, ...dateless } = story;
    const text = `[\n${JSON.stringify(second)},\n${JSON.stringify(dateless)}]`;
    expect(readingsOf('a.json', text)[1]?.problems).toMatchObject([
      { code: 'missing-date', line: 3, message: expect.stringContaining('"versioncreated"') },
    ]);
  });

  test.each([
    ['an empty list', []],
    ['a list without items', { items: [{ a: 1 }] }],
    ['items with an id only', [{ uri: 'urn:x:1', name: 'x' }]],
    ['an item below other keys', { posts: [story] }],
  ])('%s is not of an agency', (_name, value) => {
    expect(read('a.json', JSON.stringify(value)).problems).toMatchObject([{ code: 'unknown-json' }]);
  });
});

describe('AP', () => {
  const item = {
    uri: 'https://api.gull.example/media/v/content/5be0?qt=Ab1&et=0a3',
    altids: { itemid: '5be0c1', etag: '5be0c1_0a3', friendlykey: '2607', referenceid: 'WX--Fog' },
    version: 0,
    type: 'text',
    versioncreated: '2026-03-08T08:30:00Z',
    firstcreated: '2026-03-08T08:00:00Z',
    pubstatus: 'usable',
    ednote: 'Eds: UPDATES: With photos.',
    title: 'WX--Fog',
    headline: 'Fog closes the port',
    slugline: 'BC-WX--Fog, 1st Ld-Writethru',
    bylines: [{ by: 'By LEA FENN', title: 'Gull Wire' }],
    located: 'CARN POINT, Dell.',
    datelinelocation: { city: 'Carn Point' },
    keywords: ['Fog'],
    associations: { 1: { type: 'picture', altids: { itemid: '77aa' }, headline: 'Fog', caption: 'The port in fog.' } },
    links: [{ href: 'https://gull.example/5be0c1', rel: 'canonical' }],
  };
  const nitf = {
    body_html: '<block id="Main"><p>CARN POINT, Dell. (GW) — Fog closed the port.</p><p>It lifted at ten.</p></block>',
  };
  const expected = {
    title: 'Fog closes the port',
    published: '2026-03-08T08:00:00Z',
    updated: '2026-03-08T08:30:00Z',
    byline: ['LEA FENN'],
    dateline: { place: 'CARN POINT, Dell.', agency: 'GW' },
    contentText: 'CARN POINT, Dell. (GW) — Fog closed the port.\n\nIt lifted at ten.',
  };

  test.each([
    ['beside the data', { api_version: '2.0', data: { item }, nitf }],
    ['in the data', { data: { item, nitf } }],
    ['in the item', { data: { item: { ...item, nitf } } }],
    ['in a list', { data: { items: [{ meta: {}, item, nitf }] } }],
    [
      'as a whole document',
      { data: { item }, nitf: `<nitf><body><body.content>${nitf.body_html}</body.content></body></nitf>` },
    ],
  ])('the body %s', (_name, value) => {
    const reading = read('a.json', JSON.stringify(value));
    expect(reading.article).toMatchObject(expected);
    expect(reading.item).toMatchObject({ id: '5be0c1', number: '0', slug: 'WX--Fog', status: 'usable' });
    expect(JSON.stringify(reading.article)).not.toContain('UPDATES');
  });

  test('the body of one item of a list is not that of another', () => {
    const [first, other] = readings({
      data: { items: [{ item, nitf }, { item: { ...item, altids: { itemid: '6' } } }] },
    });
    expect(first).toMatchObject({ article: expected });
    expect(other).toMatchObject({ article: { contentText: '' }, problems: [{ code: 'no-body' }] });
  });

  test('the slug is the headline if there is no other', () => {
    const { headline: _, ...rest } = item;
    expect(readArticle('a.json', JSON.stringify({ data: { item: rest }, nitf })).title).toBe('WX--Fog');
  });

  test.each([
    [['Kill'], 'held', 'canceled'],
    [['Lead', 'Withhold'], 'held', 'withheld'],
    [['Lead', 'Writethru'], 'accepted', 'usable'],
    [['Advisory'], 'skipped', 'usable'],
    [['Test'], 'skipped', 'usable'],
  ])('the editorial types %j', (editorialtypes, state, status) => {
    expect(read('a.json', JSON.stringify({ data: { item: { ...item, editorialtypes } }, nitf }))).toMatchObject({
      state,
      item: { status },
    });
  });

  test('pictures that are whole answers of the API', () => {
    const main = { href: 'https://pictures.example/fog.jpg', mimetype: 'image/jpeg', width: 900, height: 600 };
    const photo = {
      ...item,
      type: 'picture',
      altids: { itemid: '77aa' },
      renditions: { main },
      description_caption: 'The port in fog.',
      description_creditline: 'GW Photo/Lea Fenn',
    };
    const article = readArticle(
      'a.json',
      JSON.stringify({ data: { item }, nitf, associations: { 1: { data: { item: photo } } } }),
    );
    expect(article.images).toMatchObject([
      { url: main.href, caption: 'The port in fog.', credit: 'GW Photo/Lea Fenn' },
    ]);
  });
});

test('PA by Fingerpost', () => {
  const item = {
    uri: 'http://PA_API/0c-77/2026-03-08T08:30:00.000Z/2',
    'source-feed': 'PA_API',
    usn: '0c-77',
    version: '2',
    status: '',
    type: 'text',
    mimeType: 'application/ninjs+json',
    firstVersion: '2026-03-08T08:00:00.000Z',
    versionCreated: '2026-03-08T08:30:00.000Z',
    slug: 'WEATHER Fog',
    headline: 'Fog closes the port',
    subhead: '',
    byline: 'By Lea Fenn',
    subjects: { code: ['news:uk'] },
    keywords: '',
    location: '',
    abstract: 'WEA',
    body_text: '<p>Fog closed the port.</p><table><tr><td>Port</td><td>3</td></tr></table>',
    agencyMetadata: { subject: [{ code: 'x:weather', name: 'Weather' }] },
  };
  expect(read('a.json', JSON.stringify(item))).toMatchObject({
    state: 'accepted',
    problems: [],
    item: { id: 'http://PA_API/0c-77', number: '2', slug: 'WEATHER Fog', status: 'usable' },
    article: {
      title: 'Fog closes the port',
      published: '2026-03-08T08:00:00Z',
      updated: '2026-03-08T08:30:00Z',
      byline: ['Lea Fenn'],
      categories: ['Weather'],
      contentText: 'Fog closed the port.\n\nPort\n\n3',
    },
  });
});

test('TT', () => {
  const item = {
    uri: 'http://tt.gull.example/text/260308-fog-2',
    type: 'text',
    versioncreated: '2026-03-08T08:30:00Z',
    pubstatus: 'usable',
    slug: 'fog-2',
    headline: 'Fog closes the port',
    byline: 'Lea Fenn/GW',
    replacing: ['http://tt.gull.example/text/260308-fog-1'],
    associations: {
      a001: {
        type: 'picture',
        byline: 'Joss Merrow/GW',
        description_text: 'The port in fog.',
        renditions: {
          r01: { href: 'https://pictures.example/preview.jpg', mimetype: 'image/jpeg', width: 1024 },
          r03: { href: 'https://thumbnails.example/t.jpg', mimetype: 'image/jpeg', width: 256 },
        },
      },
    },
    body_html5:
      '<html><head><title>No</title></head><body><article><section><h1>Fog closes the port</h1><div class="dat"><span class="vignette">Weather</span><span class="source">GW</span></div><h4><p>It was thick.</p></h4><div class="bodytext"><p>No ship came.</p></div><figure><img src="https://thumbnails.example/t.jpg" alt="Port" data-assoc-ref="a001"/><div class="byline">Joss Merrow/GW</div><figcaption>The port in fog.</figcaption></figure></section></article></body></html>',
  };
  expect(read('a.json', JSON.stringify(item))).toMatchObject({
    problems: [],
    item: { id: item.uri, slug: 'fog-2', ends: item.replacing },
    article: {
      byline: ['Lea Fenn'],
      contentText: 'Weather GW\n\nIt was thick.\n\nNo ship came.',
      images: [{ url: 'https://pictures.example/preview.jpg', caption: 'The port in fog.', credit: 'Joss Merrow/GW' }],
    },
  });
});

test('Reuters, with keys in another case', () => {
  const item = {
    uri: 'tag:reuters.com,2026:newsml_L1N0AB12C',
    usn: 'L1N0AB12C',
    type: 'text',
    version: '1841700553',
    versionCreated: '2026-03-08T08:30:00.000Z',
    firstCreated: '2026-03-08T08:30:00.000Z',
    headLine: 'Fog closes the port',
    byLine: 'LEA FENN',
    bodyXhtml: '<p>Fog closed the port.</p>',
    caption: null,
  };
  expect(read('a.json', JSON.stringify({ data: { item } }))).toMatchObject({
    item: { id: item.uri, number: '1841700553' },
    article: { title: 'Fog closes the port', byline: ['LEA FENN'], updated: null, contentText: 'Fog closed the port.' },
  });
});

describe('recognised by content', () => {
  test.each(['a.json', 'a.txt', 'a.ninjs', 'a.xml'])('%s', (path) => {
    expect(summaryOf(story, path)).toEqual(['accepted urn:x:1']);
    expect(summaryOf([story, picture], path)).toEqual(['accepted urn:x:1', 'picture']);
  });

  test('a text file whose keys follow a long body', () => {
    const { body_html: _, ...rest } = story;
    expect(summaryOf({ body_html: `<p>${'Fog. '.repeat(5000)}</p>`, ...rest }, 'a.txt')).toEqual(['accepted urn:x:1']);
  });

  test('a text file with front matter in JSON is not', () => {
    expect(
      readArticle('a.txt', '{"uri": "urn:x:1", "headline": "Fog", "date": "2026-03-08"}\n\nIt is [thick]').title,
    ).toBe('Fog');
  });
});

describe('hostile files', () => {
  const hostile = '<img src=x onerror=alert(1)><script>alert(2)</script><p onclick="x()">Fog</p>';

  test('100,000 nested lists are refused', () => {
    const text = `{"uri": "urn:x:1", "pubstatus": ${'['.repeat(100_000)}`;
    expect(read('a.json', text).problems).toMatchObject([{ code: 'invalid-json' }]);
    expect(read('a.json', '['.repeat(100_000) + ']'.repeat(100_000)).problems).toMatchObject([
      { code: 'invalid-json' },
    ]);
  });

  test('100 nested wrappers are not searched for ever', () => {
    const text = `${'{"item":['.repeat(40)}${JSON.stringify(story)}${']}'.repeat(40)}`;
    expect(read('a.json', text).problems).toMatchObject([{ code: 'unknown-json' }]);
  });

  test('a text of 100 MB is refused with a short message', () => {
    const body = new Uint8Array(100_000_000).fill(0x61);
    body.set(new TextEncoder().encode('{"uri":"'));
    const { problems } = read('a.json', body);
    expect(problems).toMatchObject([{ code: 'too-large' }]);
    expect(problems[0]?.message.length).toBeLessThan(200);
  });

  test('a kill is not lost if the status is written twice', () => {
    const text = JSON.stringify(story).replace('"pubstatus"', '"pubstatus": "canceled", "pubstatus"');
    expect(read('a.json', text)).toMatchObject({
      state: 'refused',
      problems: [
        { severity: 'error', code: 'invalid-mark', message: expect.stringContaining('"pubstatus" is written twice') },
      ],
    });
  });

  test('nor if it is written in two cases', () => {
    const text = JSON.stringify(story).replace('"pubstatus"', '"pubStatus": "canceled", "pubstatus"');
    expect(read('a.json', text).problems).toMatchObject([{ code: 'invalid-mark', column: 57 }]);
  });

  test('other keys may be written twice, and the last one is used', () => {
    const text = JSON.stringify(story).replace('"headline"', '"headline": "No", "headline"');
    expect(readArticle('a.json', text).title).toBe('Ferries stay in port');
  });

  test('only the item with two values is refused', () => {
    const bad = JSON.stringify(second).replace('"pubstatus"', '"pubstatus": "canceled", "pubstatus"');
    const all = readingsOf('a.json', `[${JSON.stringify(story)}, ${bad}, ${JSON.stringify(story)}]`);
    expect(all.map(({ state }) => state)).toEqual(['accepted', 'refused', 'accepted']);
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('the key %s has no effect', (key) => {
    const text = JSON.stringify(story).replace('{', `{"${key}": {"pubstatus": "canceled", "item": {"uri": "y"}}, `);
    expect(read('a.json', text)).toMatchObject({ state: 'accepted', item: { id: 'urn:x:1', status: 'usable' } });
    expect(({} as Record<string, unknown>)['pubstatus']).toBeUndefined();
  });

  test.each(['__proto__', 'constructor', 'toString'])(
    'the name %s as a role, type, status, language or tag',
    (name) => {
      const value = {
        ...story,
        language: name,
        headlines: [{ role: name, value: 'Fog' }],
        bodies: [{ role: name, contenttype: name, value: `<p>Fog</p><${name}>closed</${name}>` }],
        associations: { [name]: { type: name, renditions: { [name]: { href: name } } } },
      };
      expect(() => read('a.json', JSON.stringify(value))).not.toThrow();
      expect(read('a.json', JSON.stringify({ ...value, pubstatus: name })).item?.status).toBe('withheld');
      expect(read('a.json', JSON.stringify({ ...value, type: name })).state).toMatch(/accepted|refused/);
    },
  );

  test('a body that is nested too deeply refuses its item only, and a kill with it is followed', () => {
    const deep = { ...second, body_html: '<div>'.repeat(5000) };
    const [bad, good] = readings([deep, story]);
    expect(bad).toMatchObject({ state: 'refused', problems: [{ code: 'too-deep' }, { code: 'no-body' }] });
    expect(good).toMatchObject({ state: 'accepted' });
    expect(read('a.json', JSON.stringify({ ...deep, pubstatus: 'canceled' }))).toMatchObject({
      state: 'held',
      item: { id: 'urn:x:2', status: 'canceled' },
    });
  });

  test('an id of 10,000 characters, and one that almost has a version', () => {
    const uri = `urn:newsml:x:20260308:${'a'.repeat(10_000)}:1`;
    const reading = read('a.json', JSON.stringify({ ...story, uri }));
    expect(reading).toMatchObject({ state: 'accepted', item: { id: uri } });
    for (const { message } of reading.problems) expect(message.length).toBeLessThan(500);
  });

  test.each([
    '9999-99-99T00:00:00Z',
    '+275760-09-13T00:00:00Z',
    '2026-02-30T10:00:00Z',
    '-0001-01-01T00:00:00Z',
    '1'.repeat(10_000),
  ])('the impossible date %# is refused, and a kill with it is not', (versioncreated) => {
    const reading = read('a.json', JSON.stringify({ ...story, versioncreated }));
    expect(reading).toMatchObject({ state: 'refused', problems: [{ severity: 'error', code: 'invalid-date' }] });
    expect(reading.problems[0]?.message.length).toBeLessThan(400);
    const kill = read('a.json', JSON.stringify({ ...story, versioncreated, pubstatus: 'canceled' }));
    expect(kill).toMatchObject({ state: 'held', item: { id: 'urn:x:1', status: 'canceled', created: null } });
  });

  test('scripts in the body, the headline and captions do not run', () => {
    const renditions = { original: { href: 'https://pictures.example/a.jpg', mimetype: 'image/jpeg' } };
    const photo = { type: 'picture', description_text: hostile, byline: hostile, body_text: hostile, renditions };
    const article = readArticle(
      'a.json',
      JSON.stringify({
        ...story,
        headline: hostile,
        byline: hostile,
        description_text: hostile,
        body_html: hostile,
        associations: [photo],
      }),
    );
    const elements = elementsOf(readHtml(article.contentHtml));
    expect(elements.map(({ tagName }) => tagName)).not.toContain('script');
    expect(elements.flatMap(({ properties }) => Object.keys(properties)).filter((it) => /^on/i.test(it))).toEqual([]);
    expect(article.image?.caption).not.toContain('<p onclick');
  });

  test.each(['javascript:alert(1)', 'data:image/png;base64,AAAA', 'file:///etc/passwd', '//[', '\\\\host\\a.jpg'])(
    'the rendition %s is not shown',
    (href) => {
      const photo = {
        type: 'picture',
        description_text: 'Fog.',
        renditions: { original: { href, mimetype: 'image/jpeg' } },
      };
      const article = readArticle('a.json', JSON.stringify({ ...story, associations: [photo] }));
      expect(article.contentHtml).not.toMatch(/javascript:|data:|file:/);
    },
  );

  test.each([
    ['tags that are not closed', '<p '.repeat(50_000)],
    ['empty elements', '<a x="" '.repeat(50_000)],
    ['CDATA', '<![CDATA['.repeat(50_000)],
    ['escaped tags', '&lt;p '.repeat(50_000)],
    ['contents of NITF', '<body.content>'.repeat(30_000)],
    ['blank lines', '\n \n'.repeat(100_000)],
  ])('a body with many %s is read or refused', (_name, body_html) => {
    for (const key of ['body_html', 'body_text']) {
      const { state } = read('a.json', JSON.stringify({ ...story, body_html: undefined, [key]: body_html }));
      expect(['accepted', 'refused']).toContain(state);
    }
  });
});
