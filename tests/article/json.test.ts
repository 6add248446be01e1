/** Articles in JSON: ninjs, an item of a JSON Feed, and JSON that is not an article. All text is invented. */
import { describe, expect, test } from 'vitest';
import { isArticlePath } from '../../src/article/story/path.ts';
import { read, readArticle } from '../support/channel.ts';

const json = (value: unknown, path = 'a.json') => readArticle(path, JSON.stringify(value));
const problems = (value: unknown, path = 'a.json') => read(path, JSON.stringify(value)).problems;

const ninjs = {
  uri: 'urn:newsml:courier.example:20250914:kelp-1',
  type: 'text',
  versioncreated: '2025-09-14T18:10:00-04:00',
  pubstatus: 'usable',
  language: 'en-GB',
};
const ninjs2 = {
  ...ninjs,
  headlines: [
    { role: 'short', value: 'Kelp' },
    { role: 'main', value: 'Kelp & salt: the *early* harvest' },
  ],
  bodies: [
    { role: 'nitf', contenttype: 'application/xml', value: '<nitf>no</nitf>' },
    { role: 'plain', contenttype: 'text/plain', value: 'Plain kelp.' },
    { role: 'html', contenttype: 'text/html', value: '<p>TERN SOUND (TSN) — The kelp is in.</p><p>It is early.</p>' },
  ],
  descriptions: [{ role: 'summary', value: 'Early kelp_this_year' }],
  by: 'By Ida Moen and Ola Ek',
  subjects: [{ name: 'Kelp', rel: 'about' }, { name: 'Sea salt' }],
};
const picture = {
  name: 'mainpic',
  type: 'picture',
  descriptions: [{ role: 'caption', value: 'Kelp dries on racks.' }],
  creditline: 'Ida Moen/TSN',
  renditions: [
    { name: 'thumb', href: 'https://pictures.example/thumb.jpg', contenttype: 'image/jpeg', width: 120, height: 80 },
    {
      name: 'page',
      href: 'https://pictures.example/page.jpg',
      contenttype: 'image/jpeg',
      width: 1024,
      height: 683,
      sizeinbytes: 9000,
    },
    { name: 'print', href: 'https://pictures.example/print.jpg', contenttype: 'image/jpeg', width: 6000, height: 4000 },
    { name: 'iim', href: 'https://pictures.example/caption.xml', contenttype: 'text/xml', width: 2000 },
  ],
};

describe('ninjs 2', () => {
  test('has title, body, summary, byline, subjects, language, id and dateline', () => {
    expect(json(ninjs2)).toMatchObject({
      id: 'urn:newsml:courier.example:20250914:kelp-1',
      title: 'Kelp & salt: the *early* harvest',
      titleSource: 'explicit',
      published: '2025-09-14T22:10:00Z',
      publishedPrecision: 'second',
      timeZoneSource: 'stamp',
      updated: null,
      byline: ['Ida Moen', 'Ola Ek'],
      dateline: { place: 'TERN SOUND', agency: 'TSN' },
      summary: 'Early kelp_this_year',
      categories: ['Kelp', 'Sea salt'],
      language: 'en-GB',
      contentText: 'TERN SOUND (TSN) — The kelp is in.\n\nIt is early.',
    });
  });

  test('was published when it was first created, and updated with this version', () => {
    expect(
      json({ ...ninjs2, firstcreated: '2025-09-14T20:00:00Z', contentcreated: '2025-09-01T00:00:00Z' }),
    ).toMatchObject({
      published: '2025-09-14T20:00:00Z',
      updated: '2025-09-14T22:10:00Z',
    });
  });

  test('an embargo holds it back', () => {
    expect(json({ ...ninjs2, embargoed: '2025-09-20T06:00:00Z' }).published).toBe('2025-09-20T06:00:00Z');
  });

  test('plain text if there is no HTML; the headline above it is shown once', () => {
    const bodies = [
      { contenttype: 'text/plain', value: 'Kelp & salt: the *early* harvest\nThe kelp is in.\nIt is <early>.' },
    ];
    expect(json({ ...ninjs2, bodies }).contentHtml).toBe('<p>The kelp is in.</p>\n<p>It is &lt;early>.</p>');
  });

  test('only the article of a body that is a whole page; its heading is shown once', () => {
    const value =
      '<html><head><title>x</title></head><body><nav>Menu</nav><article><h1>Kelp</h1><p>It is in.</p></article></body></html>';
    const article = json({ ...ninjs, headlines: [{ value: 'Kelp' }], bodies: [{ role: 'html5', value }] });
    expect(article).toMatchObject({ title: 'Kelp', contentText: 'It is in.' });
  });

  test('one that is withheld is a draft', () => {
    expect(json({ ...ninjs2, pubstatus: 'withheld' })).toMatchObject({ draft: true, withdrawal: null });
  });

  test('one that is canceled is withdrawn', () => {
    expect(json({ ...ninjs2, pubstatus: 'canceled' })).toMatchObject({
      draft: false,
      withdrawal: { notice: null, withdrawn: null },
    });
  });

  test('its copyright notice is its rights, and its terms of use are not', () => {
    expect(json({ ...ninjs2, copyrightnotice: '© 2025 TSN', usageterms: 'Not for resale' }).rights).toBe('© 2025 TSN');
    expect(json({ ...ninjs2, usageterms: 'Not for resale' }).rights).toBeNull();
  });

  test('a subject that is marked as a section is the section', () => {
    const subjects = [{ name: 'Kelp' }, { name: 'Harbor', scheme: 'https://courier.example/section/' }];
    expect(json({ ...ninjs2, subjects })).toMatchObject({ section: 'Harbor', categories: ['Kelp', 'Harbor'] });
    expect(json(ninjs2).section).toBe('Kelp');
  });

  test('without a date is refused', () => {
    const { versioncreated: _, ...undated } = ninjs2;
    expect(problems(undated)).toMatchObject([{ severity: 'error', code: 'missing-date', line: 1 }]);
  });

  test('an invalid date is reported at its key', () => {
    const text = JSON.stringify({ ...ninjs2, versioncreated: 'yesterday' }, null, 2);
    expect(read('a.json', text).problems).toMatchObject([{ code: 'invalid-date', line: 4, column: 3 }]);
  });

  test('altids contain the id if there is no uri, and the page', () => {
    const altids = [
      { role: 'ref', value: 'kelp-77' },
      { role: 'canonicalurl', value: 'https://courier.example/kelp' },
    ];
    expect(json({ ...ninjs2, altids }).url).toBe('https://courier.example/kelp');
  });
});

describe('the pictures of ninjs', () => {
  const read2 = (...associations: unknown[]) => json({ ...ninjs2, associations });

  test('the widest rendition that a page needs, with caption and credit line', () => {
    const article = read2(picture);
    expect(article.image).toEqual({
      url: 'https://pictures.example/page.jpg',
      type: 'image/jpeg',
      width: 1024,
      height: 683,
      lengthBytes: 9000,
      alt: '',
      caption: 'Kelp dries on racks.',
      credit: 'Ida Moen/TSN',
    });
    expect(article.captions).toEqual([{ text: 'Kelp dries on racks.', credit: 'Ida Moen/TSN', position: null }]);
  });

  test.each([
    [
      'in the caption',
      { creditline: undefined, by: 'Lee', descriptions: [{ value: 'Kelp dries. (Ida Moen/AP)' }] },
      'Ida Moen/AP',
    ],
    [
      'among the descriptions',
      {
        creditline: undefined,
        descriptions: [
          { role: 'creditline', value: 'TSN' },
          { role: 'caption', value: 'Kelp dries.' },
        ],
      },
      'TSN',
    ],
    ['from who took it', { creditline: undefined, by: 'Ida Moen', copyrightholder: 'TSN' }, 'Ida Moen/TSN'],
    ['from the copyright', { creditline: undefined, copyrightnotice: '© TSN 2025' }, '© TSN 2025'],
  ])('the credit %s', (_name, change, credit) => {
    const article = read2({ ...picture, ...change });
    expect(article.image?.credit).toBe(credit);
    expect(article.image?.caption).toMatch(/^Kelp dries(?: on racks)?\.$/);
  });

  test('the main one is the lead picture, and the others follow the text', () => {
    const second = {
      ...picture,
      name: 'a1',
      descriptions: [{ value: 'Salt.' }],
      renditions: [{ href: 'https://pictures.example/salt.jpg' }],
    };
    const article = read2(second, picture);
    expect(article.image?.url).toBe('https://pictures.example/page.jpg');
    expect(article.captions.map(({ text }) => text)).toEqual(['Kelp dries on racks.', 'Salt.']);
    expect(article.contentHtml).toMatch(/page\.jpg[\s\S]*It is early[\s\S]*salt\.jpg/);
  });

  test('a picture that the body shows is not shown again', () => {
    const figure =
      '<figure><img src="https://pictures.example/small.jpg"><figcaption>Kelp dries on racks. (Ida Moen/TSN)</figcaption></figure>';
    const article = json({
      ...ninjs2,
      bodies: [{ contenttype: 'text/html', value: `<p>Text.</p>${figure}` }],
      associations: [picture],
    });
    expect(article.images).toHaveLength(1);
    expect(article.contentHtml.match(/<img/g)).toHaveLength(1);
  });

  test('other stories, and pictures without a URL, are ignored', () => {
    expect(read2({ ...picture, type: 'text' }, { ...picture, renditions: [] }, null, 'x', []).image).toBeNull();
  });
});

test('ninjs 3 writes its keys in another case', () => {
  const article = json({
    uri: 'urn:x:1',
    versionCreated: '2025-09-14T22:10:00Z',
    pubStatus: 'usable',
    headlines: [{ role: 'main', value: 'Kelp' }],
    bodies: [{ role: 'html', contentType: 'text/html', value: '<p>It is in.</p>' }],
    associations: [
      {
        ...picture,
        renditions: [{ href: 'https://pictures.example/a.jpg', contentType: 'image/jpeg', sizeInBytes: 7 }],
      },
    ],
  });
  expect(article).toMatchObject({
    title: 'Kelp',
    contentText: 'It is in.',
    image: { type: 'image/jpeg', lengthBytes: 7 },
  });
});

test('ninjs 1 has single texts, and objects by name', () => {
  const article = json({
    ...ninjs,
    headline: 'Kelp',
    byline: 'Ida Moen',
    located: 'Tern Sound',
    description_text: 'Early.',
    body_xhtml: '<p>It is in.</p>',
    subject: [{ name: 'Sea' }],
    associations: {
      other: {
        type: 'picture',
        renditions: { main: { href: 'https://pictures.example/o.jpg', mimetype: 'image/jpeg' } },
      },
      featured: {
        type: 'picture',
        description_text: 'Racks.',
        renditions: { main: { href: 'https://pictures.example/f.jpg' } },
      },
    },
  });
  expect(article).toMatchObject({
    title: 'Kelp',
    byline: ['Ida Moen'],
    dateline: { place: 'Tern Sound', agency: null },
    summary: 'Early.',
    contentText: 'It is in.',
    categories: ['Sea'],
    image: { url: 'https://pictures.example/f.jpg', caption: 'Racks.' },
  });
});

describe('an item of a JSON Feed', () => {
  const item = {
    id: 'kelp-1',
    url: 'https://courier.example/kelp',
    title: 'Kelp',
    content_html: '<p>It is in.</p>',
    content_text: 'No.',
    summary: 'Early',
    date_published: '2025-09-14T18:10:00-04:00',
    date_modified: '2025-09-15T00:00:00Z',
    authors: [{ name: 'Ida Moen', url: 'https://moen.example/' }],
    tags: ['kelp', 'sea salt'],
    language: 'en',
    image: 'https://pictures.example/kelp.jpg',
    attachments: [{ url: 'https://pictures.example/kelp.mp3', mime_type: 'audio/mpeg', size_in_bytes: 12 }],
  };

  test('has every part of it', () => {
    expect(json(item)).toMatchObject({
      id: 'kelp-1',
      url: 'https://courier.example/kelp',
      title: 'Kelp',
      published: '2025-09-14T22:10:00Z',
      updated: '2025-09-15T00:00:00Z',
      authors: [{ name: 'Ida Moen', url: 'https://moen.example/' }],
      categories: ['kelp', 'sea salt'],
      summary: 'Early',
      image: { url: 'https://pictures.example/kelp.jpg' },
      enclosures: [{ url: 'https://pictures.example/kelp.mp3', type: 'audio/mpeg', lengthBytes: 12 }],
      contentText: 'It is in.',
    });
  });

  test('plain text, the author of version 1.0, a number as its id', () => {
    const { content_html: _, authors: __, ...rest } = item;
    const article = json({ ...rest, id: 7, author: { name: 'Ola Ek' }, content_text: 'One & two.\n\nThree.' });
    expect(article).toMatchObject({ id: '7', byline: ['Ola Ek'], contentText: 'One & two.\n\nThree.' });
  });

  test('without a title has one made from its text', () => {
    expect(json({ ...item, title: undefined })).toMatchObject({ title: 'It is in', titleSource: 'derived' });
  });
});

test('a picture of an agency is skipped', () => {
  expect(read('kelp.json', JSON.stringify({ ...ninjs2, type: 'picture' }))).toMatchObject({
    state: 'skipped',
    what: 'picture',
    item: { id: 'urn:newsml:courier.example:20250914:kelp-1' },
    problems: [],
  });
});

describe('JSON that is not an article is left out with a warning, and the run continues', () => {
  test.each([
    ['a whole JSON Feed', { version: 'https://jsonfeed.org/version/1.1', title: 'x', items: [] }],
    ['the data of a site', { layout: 'post', tags: 'posts' }],
    ['a list', [1, 2]],
    ['a text', 'kelp'],
    ['null', null],
    ['an object of the prototype', JSON.parse('{"__proto__": {"uri": "x", "pubstatus": "usable"}}')],
    ['an export of a blog', { db: [{ data: { posts: [{ title: 'Kelp' }] } }] }],
  ])('%s', (_name, value) => {
    const reading = read('kelp.json', JSON.stringify(value));
    expect(reading).toMatchObject({
      article: null,
      draft: true,
      problems: [{ severity: 'warning', code: 'unknown-json' }],
    });
  });

  test('without a warning if a tool keeps the data of a folder there', () => {
    expect(problems({ layout: 'post.njk', tags: 'posts' }, 'posts/posts.json')).toEqual([]);
  });

  test.each(['package.json', 'a/tsconfig.build.json', 'app.json', 'posts/posts.11tydata.json', 'feed.json'])(
    '%s is not even looked at',
    (path) => {
      expect(isArticlePath(path)).toBe(false);
    },
  );

  test.each(['kelp.json', '2025-09-14-feed.json', 'posts/posts.json', 'application.json'])('%s is', (path) => {
    expect(isArticlePath(path)).toBe(true);
  });
});

describe('invalid JSON is an error at its line and column', () => {
  test.each([
    ['{\n  "id": 1,\n}', 3, 1],
    ['{"id": 1} x', 1, 11],
    ['{"id": 01}', 1, 9],
    ['{"id": undefined}', 1, 8],
    ["{'id': 1}", 1, 2],
    ['[1 2]', 1, 4],
    ['{"id": "a\tb"}', 1, 10],
    ['{"id" 1}', 1, 7],
    ['[', 1, 2],
    ['// note\n{}', 1, 1],
  ])('%j', (text, line, column) => {
    expect(read('a.json', text).problems).toMatchObject([{ severity: 'error', code: 'invalid-json', line, column }]);
  });
});

describe('hostile JSON', () => {
  const hostile =
    '<p onclick="x()">Kelp<script>alert(1)</script><a href="javascript:alert(1)">a</a><img src=x onerror=alert(1)></p>';

  test('scripts, handlers and URLs that run code are removed', () => {
    const article = json({
      ...ninjs2,
      bodies: [{ contenttype: 'text/html', value: hostile }],
      associations: [{ ...picture, renditions: [{ href: 'javascript:alert(1)', contenttype: 'image/jpeg' }] }],
      altids: [{ role: 'url', value: 'javascript:alert(1)' }],
    });
    expect(JSON.stringify(article)).not.toMatch(/script:|onclick|onerror|alert/);
    expect(article.url).toBeNull();
  });

  test('markup in texts is text', () => {
    const article = json({
      ...ninjs2,
      headlines: [{ value: '<img src=x onerror=alert(1)>' }],
      associations: [{ ...picture, creditline: '<b>x</b>' }],
    });
    expect(article.title).toBe('<img src=x onerror=alert(1)>');
    expect(article.contentHtml).toContain('&lt;b>x&lt;/b>');
  });

  test.each(['__proto__', 'constructor', 'prototype', 'toString'])('the key %s has no effect', (key) => {
    const text = JSON.stringify(ninjs2).replace('{', `{"${key}": {"title": "x", "polluted": true}, `);
    expect(readArticle('a.json', text).title).toBe('Kelp & salt: the *early* harvest');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test.each(['[', '{"a":'])('10,000 times %s is refused', (unit) => {
    expect(read('a.json', `{"uri": ${unit.repeat(10_000)}`).problems).toMatchObject([{ code: 'invalid-json' }]);
  });

  test('values of any wrong type are ignored', () => {
    for (const wrong of [0, -1, true, [], [[[]]], {}, { value: {} }, [null, 1, 'x', {}], 'x']) {
      for (const key of Object.keys({ ...ninjs2, associations: 1, altids: 1, renditions: 1, located: 1 })) {
        expect(() => read('a.json', JSON.stringify({ ...ninjs2, [key]: wrong }))).not.toThrow();
        expect(() =>
          read('a.json', JSON.stringify({ ...ninjs2, associations: [{ ...picture, [key]: wrong }] })),
        ).not.toThrow();
      }
    }
  });

  test('escapes cannot introduce characters that a feed cannot contain', () => {
    const text = JSON.stringify(ninjs2).replace('The kelp', 'The \\u0000ke\\udc00lp\\ufffe');
    expect(readArticle('a.json', text).contentText).toContain('The kelp is in.');
    const controls = JSON.stringify(ninjs2).replace('The kelp', 'The k\\be\\flp');
    expect(readArticle('a.json', controls).contentText).toContain('The kelp is in.');
  });

  test('more than 5 MB is refused, and less is read', () => {
    expect(problems({ ...ninjs2, x: 'k'.repeat(50_000_000) })).toMatchObject([{ code: 'too-large' }]);
    expect(problems({ ...ninjs2, x: '"\\'.repeat(1_000_000) })).toEqual([]);
    expect(problems({ x: Array.from({ length: 400_000 }, () => ({})) })).toMatchObject([{ code: 'unknown-json' }]);
  });
});
