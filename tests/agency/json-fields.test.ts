/** The texts, people and pictures of items of agencies in JSON. All text is invented. */
import { describe, expect, test } from 'vitest';
import { indexBeside } from '../../src/article/attachments/beside.ts';
import { parseArticle } from '../../src/article/parse-article.ts';
import { articleOf } from '../../src/article/reading.ts';
import { channel, readArticle } from '../support/channel.ts';
import { png } from '../support/picture.ts';

const json = (value: unknown) => readArticle('a.json', JSON.stringify(value));

const story = {
  guid: 'tag:gull.example:2026:77',
  type: 'text',
  pubstatus: 'usable',
  versioncreated: '2026-03-08T09:30:00+0100',
  headline: 'Ferries stay in port',
  body_html: '<p>No ferry left on Sunday.</p>',
};

describe('texts', () => {
  test.each([
    ['a reference is decoded once', { headline: 'Salt &amp; kelp &amp;amp; more' }, 'Salt & kelp &amp; more'],
    ['tags for emphasis are removed', { headline: '<p>The <em>early</em> harvest</p>' }, 'The early harvest'],
    [
      'the role main',
      {
        headlines: [
          { role: 'seo', value: 'No' },
          { role: 'main', value: 'Yes' },
        ],
      },
      'Yes',
    ],
    ['else the first', { headlines: [{ value: 'Yes' }, { value: 'No' }] }, 'Yes'],
    ['a list under the key of a single one', { headline: [{ name: 'main', value: 'Yes' }] }, 'Yes'],
    ['XHTML', { headline: undefined, headline_xhtml: '<span>Yes</span>' }, 'Yes'],
    ['the title if there is no headline', { headline: '', title: 'Yes' }, 'Yes'],
  ])('headline: %s', (_name, change, title) => {
    expect(json({ ...story, ...change }).title).toBe(title);
  });

  test.each([
    [{ description_text: 'In short &amp; sweet.' }, 'In short & sweet.'],
    [{ description_html: '<p>In short.</p>' }, 'In short.'],
    [{ descriptions: [{ role: 'summary', value: 'In short.' }] }, 'In short.'],
    [{ headline_extended: 'In short.' }, 'In short.'],
    [{ abstract: '<p>In short.</p>' }, 'In short.'],
    [{ description_summary: 'In short.', headline_extended: 'No' }, 'In short.'],
    [{ description: [{ name: 'text', value: 'In short.' }] }, 'In short.'],
  ])('summary: %j', (change, summary) => {
    expect(json({ ...story, ...change }).summary).toBe(summary);
  });

  test.each([
    [{ located: 'Carn Point' }, 'Carn Point'],
    [{ located: '', dateline: 'CARN POINT (GW)' }, 'CARN POINT'],
    [{ datelinelocation: { city: 'Carn Point' } }, 'Carn Point'],
    [{ dateline: { text: 'Carn Point, 8 March' } }, 'Carn Point, 8 March'],
    [{ location: 'Carn Point' }, 'Carn Point'],
    [{ dateline: { text: 'CARN POINT, March 8 GW -', located: { city: 'Carn Point' } } }, 'Carn Point'],
  ])('dateline: %j', (change, place) => {
    expect(json({ ...story, ...change }).dateline?.place).toBe(place);
  });

  test('rights, language, section and tags', () => {
    const article = json({
      ...story,
      slugline: 'FERRY-STRIKE',
      copyrightnotice: '© 2026 Gull &amp; Co',
      language: 'nb-NO',
      service: [{ code: 'a', name: 'Domestic' }],
      subject: [{ name: 'transport', code: '1' }, { name: 'n', rels: ['category'] }, { name: null }],
      keywords: ['ferries', 'transport', 'FERRY'],
    });
    expect(article).toMatchObject({
      rights: '© 2026 Gull & Co',
      language: 'nb-NO',
      section: 'Domestic',
      categories: ['transport', 'ferries'],
    });
  });
});

describe('people', () => {
  test.each([
    [{ byline: 'By Tomas Wray' }, ['Tomas Wray']],
    [{ byline: 'By TOMAS WRAY and LEA FENN' }, ['TOMAS WRAY', 'LEA FENN']],
    [{ byline: 'Zoë &amp; Co' }, ['Zoë', 'Co']],
    [{ by: 'Von Lea Fenn, gwa', language: 'de' }, ['Lea Fenn']],
    [{ by: 'Par Lea Fenn', language: 'fr-FR' }, ['Lea Fenn']],
    [{ by: 'Von Miller', language: 'en' }, ['Von Miller']],
    [{ byLine: 'LEA FENN' }, ['LEA FENN']],
    [
      { byline: '', bylines: [{ by: 'By LEA FENN', title: 'Gull Wire' }, { name: 'Tomas Wray' }] },
      ['LEA FENN', 'Tomas Wray'],
    ],
    [
      {
        bylines: [
          { byline: 'Lea Fenn', role: '' },
          { byline: 'Tomas Wray', role: 'Photographer' },
        ],
      },
      ['Lea Fenn'],
    ],
    [
      {
        authors: [
          { name: 'Lea Fenn', role: 'writer' },
          { name: 'Tomas Wray', role: 'editor' },
        ],
      },
      ['Lea Fenn'],
    ],
    [{ byline: 'Mae Orland', authors: [{ name: 'Lea Fenn', role: 'writer' }] }, ['Mae Orland']],
  ])('%j', (change, byline) => {
    expect(json({ ...story, ...change }).byline).toEqual(byline);
  });

  test('addresses and phone numbers of authors are not published', () => {
    const bylines = [{ by: 'Lea Fenn', email: 'lea@gull.example', phone: '555 0100' }];
    expect(JSON.stringify(json({ ...story, bylines }))).not.toMatch(/lea@|0100/);
  });
});

describe('pictures', () => {
  const rendition = (href: string, more: object = {}) => ({ href, mimetype: 'image/jpeg', ...more });
  const photo = {
    type: 'picture',
    description_text: 'A ferry at the quay.',
    byline: 'Joss Merrow',
    renditions: { original: rendition('https://pictures.example/quay.jpg', { width: 1200, height: 800 }) },
  };

  test('associations by name, some of them null', () => {
    const associations = {
      'gallery--1': { ...photo, renditions: { original: rendition('https://pictures.example/b.jpg') } },
      featuremedia: photo,
      'gallery--2': null,
    };
    const { images } = json({ ...story, associations });
    expect(images.map(({ url }) => url)).toEqual([
      'https://pictures.example/quay.jpg',
      'https://pictures.example/b.jpg',
    ]);
    expect(images[0]).toMatchObject({ caption: 'A ferry at the quay.', credit: 'Joss Merrow' });
  });

  test('the alt text that Superdesk writes as the body', () => {
    expect(json({ ...story, associations: { a: { ...photo, body_text: 'A white ferry' } } }).image?.alt).toBe(
      'A white ferry',
    );
  });

  test.each([
    ['creditline', { creditline: 'GW/Joss Merrow' }, 'GW/Joss Merrow'],
    ['AP', { byline: undefined, description_creditline: 'GW Photo/J. Merrow' }, 'GW Photo/J. Merrow'],
    ['the photographer of AP', { byline: undefined, photographer: { name: 'Joss Merrow' } }, 'Joss Merrow'],
    [
      'Superdesk, whose copyright holder is the same for all',
      { guid: 'x', copyrightholder: 'Gull Wire' },
      'Joss Merrow',
    ],
    [
      'in the caption',
      { byline: undefined, caption: 'A ferry. (Joss Merrow/Gull Wire)', description_text: undefined },
      'Joss Merrow/Gull Wire',
    ],
  ])('credit: %s', (_name, change, credit) => {
    expect(json({ ...story, associations: { a: { ...photo, ...change } } }).image?.credit).toBe(credit);
  });

  test('a reference in a caption is decoded once, and tags are removed', () => {
    const associations = { a: { ...photo, description_text: '<p>Salt &amp; kelp.</p>' } };
    expect(json({ ...story, associations }).image?.caption).toBe('Salt & kelp.');
  });

  test.each([{ pubstatus: 'canceled' }, { pubstatus: 'withheld' }, { type: 'video' }, { type: 'text' }])(
    'a picture with %j is not shown',
    (change) => {
      expect(json({ ...story, associations: { a: { ...photo, ...change } } }).images).toEqual([]);
    },
  );

  test('the best rendition is a type that browsers show, without a watermark', () => {
    const renditions = {
      print: rendition('https://pictures.example/a.tif', { mimetype: 'image/tiff', width: 2000 }),
      marked: rendition('https://pictures.example/m.jpg', { variant: 'Watermark', width: 1500 }),
      preview: rendition('https://pictures.example/p.jpg', { width: '1024' }),
      thumbnail: rendition('https://pictures.example/t.jpg', { width: 200 }),
      caption_nitf: rendition('https://pictures.example/c.xml', { mimetype: 'text/xml' }),
    };
    expect(json({ ...story, associations: { a: { ...photo, renditions } } }).image?.url).toBe(
      'https://pictures.example/p.jpg',
    );
  });

  test('a small rendition in the text becomes the best one, with caption and credit once', () => {
    const renditions = {
      thumb: rendition('https://pictures.example/t/1.jpg', { width: 200 }),
      large: rendition('https://pictures.example/l/2.jpg', { width: 1200 }),
    };
    const body_html =
      '<p>No ferry left.</p><figure><img src="https://pictures.example/t/1.jpg"><div class="byline">Joss Merrow/GW</div><figcaption>A ferry at the quay.</figcaption></figure><p>End.</p>';
    const article = json({ ...story, body_html, associations: { a: { ...photo, renditions } } });
    expect(article.images).toMatchObject([
      { url: 'https://pictures.example/l/2.jpg', caption: 'A ferry at the quay.', credit: 'Joss Merrow/GW' },
    ]);
    expect(article.contentHtml.match(/A ferry at the quay/g)).toHaveLength(1);
    expect(article.contentText).toBe('No ferry left.\n\nEnd.');
  });

  test('files beside the item are published with it', () => {
    const associations = { a: { ...photo, renditions: { original: { href: 'pictures/quay.png' } } } };
    const body = new TextEncoder().encode(JSON.stringify({ ...story, associations }));
    const path = 'wire/pictures/quay.png';
    const beside = { ...indexBeside([path]), bodies: new Map([[path, png(40, 30)]]) };
    const reading = parseArticle({ path: 'wire/a.json', body }, channel, beside);
    expect(reading.assets).toMatchObject([{ path }]);
    expect(articleOf(reading)?.image).toMatchObject({ caption: 'A ferry at the quay.', credit: 'Joss Merrow' });
  });

  test('a file that is not there is reported', () => {
    const associations = { a: { ...photo, renditions: { original: { href: 'quay.png' } } } };
    const body = new TextEncoder().encode(JSON.stringify({ ...story, associations }));
    const { problems } = parseArticle({ path: 'a.json', body }, { ...channel, pages: true }, indexBeside([]));
    expect(problems).toMatchObject([{ code: 'missing-picture' }]);
  });
});
