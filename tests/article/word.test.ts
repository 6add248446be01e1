/** Reading Word documents, which the tests create. All text is invented. */
import { describe, expect, test } from 'vitest';
import { convertWord } from '../../src/article/docx/docx.ts';
import { parseArticle } from '../../src/article/parse-article.ts';
import { prepareArticle } from '../../src/article/prepare-article.ts';
import { isArticlePath } from '../../src/article/story/path.ts';
import { channel, flat } from '../support/channel.ts';
import { type DocumentOptions, documentParts, paragraph, relation, type ZipPart, zipOf } from '../support/zip.ts';

const document = (text: string, options?: DocumentOptions) => zipOf(documentParts(text, options));
const readWord = async (body: Uint8Array, path = '2025-09-14-kelp.docx') =>
  flat(parseArticle(await prepareArticle({ path, body }), channel));
const codes = async (body: Uint8Array, path?: string) => (await readWord(body, path)).problems.map(({ code }) => code);
const kelp = paragraph('The kelp is in.');

describe('a Word document', () => {
  const text = [
    paragraph('Kelp &amp; salt', 'Title'),
    paragraph('By Ida Moen and Ola Ek'),
    paragraph('6:10 PM – Sunday, September 14, 2025'),
    kelp,
    paragraph('Early', 'Heading2'),
    '<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Very</w:t></w:r><w:r><w:t xml:space="preserve"> early.</w:t></w:r></w:p>',
  ].join('');

  test.each([
    ['stored', false],
    ['deflated', true],
  ])('has title, byline, date and text: %s', async (_name, isDeflated) => {
    const body = zipOf(documentParts(text).map((part) => ({ ...part, isDeflated })));
    expect(await readWord(body, 'kelp.docx')).toMatchObject({
      problems: [],
      article: {
        title: 'Kelp & salt',
        titleSource: 'explicit',
        byline: ['Ida Moen', 'Ola Ek'],
        published: '2025-09-14T22:10:00Z',
        contentHtml: '<p>The kelp is in.</p><h2>Early</h2><p><strong>Very</strong> early.</p>',
        contentText: 'The kelp is in.\n\nEarly\n\nVery early.',
      },
    });
  });

  const properties =
    '<dc:title>Kelp &amp; salt</dc:title><dc:creator>Ida Moen</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">2025-09-14T22:10:00Z</dcterms:created>';

  test('uses its properties for what its text does not contain, with a warning about the date', async () => {
    expect(await readWord(document(kelp, { properties }), 'kelp.docx')).toMatchObject({
      article: { title: 'Kelp & salt', byline: ['Ida Moen'], published: '2025-09-14T22:10:00Z' },
      problems: [{ severity: 'warning', code: 'date-from-properties', line: null }],
    });
  });

  test('the date in the file name overrides that in the properties, and the date in the text overrides both', async () => {
    const named = await readWord(document(kelp, { properties }), '2025-09-20-kelp.docx');
    expect(named).toMatchObject({ article: { published: '2025-09-20T04:00:00Z' }, problems: [] });
    const written = await readWord(document(text, { properties }), '2025-09-20-kelp.docx');
    expect(written.article?.published).toBe('2025-09-14T22:10:00Z');
  });

  test.each(['Microsoft Office User', 'imoen', 'Windows User'])('%s is not an author', async (name) => {
    const reading = await readWord(document(kelp, { properties: `<dc:creator>${name}</dc:creator>` }));
    expect(reading.article?.byline).toEqual([]);
  });

  test('without a date is refused', async () => {
    const { problems } = await readWord(document(kelp), 'kelp.docx');
    expect(problems).toMatchObject([{ severity: 'error', code: 'missing-date', line: null }]);
  });

  test('is an article', () => {
    expect(isArticlePath('posts/kelp.docx')).toBe(true);
    expect(isArticlePath('posts/kelp.doc')).toBe(false);
  });

  test('its pictures are not published, with a warning', async () => {
    const picture =
      '<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="p1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>';
    const relations = relation('p1', { type: 'image', target: 'media/a.png' });
    const more = [{ name: 'word/media/a.png', body: 'x'.repeat(100) }];
    const reading = await readWord(document(kelp + picture, { relations, more }));
    expect(reading.problems).toMatchObject([{ severity: 'warning', code: 'word-pictures' }]);
    expect(reading.article?.contentHtml).not.toContain('<img');
  });
});

test('without the library says how to install it', async () => {
  const { html, findings } = await convertWord(document(kelp), { load: async () => null });
  expect(html).toBeNull();
  expect(findings).toMatchObject([{ severity: 'error', code: 'word-not-installed' }]);
  expect(findings[0]?.message).toContain('npm install mammoth');
});

test('other files are returned unchanged', async () => {
  const file = { path: 'a.md', body: new Uint8Array([1]) };
  expect(await prepareArticle(file)).toBe(file);
});

test('a ZIP file with another extension is still refused as binary', () => {
  const { problems } = parseArticle({ path: 'a.txt', body: document(kelp) }, channel);
  expect(problems).toMatchObject([{ code: 'binary' }]);
});

describe('hostile and broken documents', () => {
  const whole = document(kelp);

  test('cut at any byte', async () => {
    for (let length = 0; length < whole.length; length += 97) {
      expect(await codes(whole.subarray(0, length))).toEqual(['invalid-word']);
    }
  });

  test('with any byte changed is read or refused', async () => {
    for (let index = 0; index < whole.length; index += 13) {
      const changed = Uint8Array.from(whole);
      changed[index] = (changed[index] ?? 0) ^ 0xff;
      const { article, problems } = await readWord(changed);
      expect(article === null ? problems.some(({ severity }) => severity === 'error') : true).toBe(true);
    }
  });

  const bad = (...parts: ZipPart[]) => zipOf([...documentParts(kelp), ...parts]);
  const text = (body: string, more: Partial<ZipPart> = {}) =>
    zipOf(documentParts(kelp).map((part) => (part.name === 'word/document.xml' ? { ...part, body, ...more } : part)));
  test.each([
    ['no zip', new TextEncoder().encode('kelp')],
    ['an old document, or one with a password', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
    ['an encrypted part', bad({ name: 'a.xml', body: 'x', isEncrypted: true })],
    ['a zip of something else', zipOf([{ name: 'a.txt', body: 'x' }])],
    ['an empty zip', zipOf([])],
    ['no text', zipOf(documentParts(kelp).filter(({ name }) => name !== 'word/document.xml'))],
    ['text that is not XML', text('kelp')],
    [
      'nesting',
      text(
        `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${'<w:sdt><w:sdtContent>'.repeat(50_000)}`,
      ),
    ],
    ['more elements than any article has', text(paragraph('x').repeat(80_000))],
    ['elements that others close', text('<a></b>'.repeat(50_000))],
    ['60 MB of pictures', bad({ name: 'word/media/a.png', body: Buffer.alloc(60_000_000), isDeflated: true })],
    ['20 MB of text', bad({ name: 'word/a.xml', body: Buffer.alloc(20_000_000), isDeflated: true })],
    [
      '20 MB that claim to be 10 bytes',
      bad({ name: 'word/a.xml', body: Buffer.alloc(20_000_000), isDeflated: true, claimedLength: 10 }),
    ],
    [
      'a part that claims more than it has',
      bad({ name: 'word/a.xml', body: 'x', isDeflated: true, claimedLength: 100 }),
    ],
    ['6,000 parts', bad(...Array.from({ length: 6000 }, (_, index) => ({ name: `${index}`, body: '' })))],
  ])('%s', async (_name, body) => {
    const { article, problems } = await readWord(body);
    expect(article).toBeNull();
    expect(problems).toMatchObject([{ severity: 'error', code: 'invalid-word' }]);
  });

  const isDamaged = /its ZIP or XML is damaged/;
  const isTooLarge = /it must have at most 50000000 bytes/;
  const isLocked = /it has a password/;
  const firstPart = documentParts(kelp)[0] as ZipPart;
  const million = { body: ' '.repeat(1_000_000), isDeflated: true };
  test.each([
    [
      'a size that is too small',
      bad({ name: 'a.xml', body: '<a>kelp</a>', isDeflated: true, claimedLength: 5 }),
      isDamaged,
    ],
    ['a size that is too large', bad({ name: 'a.xml', body: '<a/>', isDeflated: true, claimedLength: 5 }), isDamaged],
    ['a stored size that is not true', bad({ name: 'a.xml', body: '<a/>', claimedLength: 3 }), isDamaged],
    [
      'a bomb of honest sizes',
      bad(...Array.from({ length: 11 }, (_, n) => ({ name: `${n}.xml`, ...million }))),
      isTooLarge,
    ],
    ['two entries over the same bytes', bad({ ...firstPart, name: 'word/a.xml', claimedOffset: 0 }), isDamaged],
    ['sizes of ZIP64', bad({ name: 'word/a.xml', body: '<a/>', isLong: true }), isTooLarge],
    ['a directory of ZIP64', zipOf(documentParts(kelp), { isLong: true }), isDamaged],
    ['a password', bad({ name: 'word/a.xml', body: '<a/>', isEncrypted: true }), isLocked],
    ['strong encryption', strongly(bad({ name: 'word/a.xml', body: '<a/>', isEncrypted: true })), isLocked],
  ])('%s is refused with a message that fits', async (_name, body, message) => {
    const { html, findings } = await convertWord(body);
    expect(html).toBeNull();
    expect(findings).toMatchObject([{ code: 'invalid-word', message: expect.stringMatching(message) }]);
  });

  /** Adds the flag of strong encryption to each entry with the flag of a password. */
  function strongly(zip: Uint8Array): Uint8Array {
    const copy = Buffer.from(zip);
    for (let at = copy.indexOf('PK\x01\x02'); at !== -1; at = copy.indexOf('PK\x01\x02', at + 1)) {
      if (copy.readUInt16LE(at + 8) === 1) copy.writeUInt16LE(0x41, at + 8);
    }
    return copy;
  }

  test.each(['../../a.xml', '/etc/a.xml', 'C:/a.xml', 'word\\..\\..\\..\\a.xml'])(
    'a name that leads out: %s',
    async (name) => {
      expect(await codes(bad({ name, body: '<a/>' }))).toEqual(['invalid-word']);
    },
  );

  test('names with backslashes, as old programs write them, are recognised', async () => {
    const parts = documentParts(kelp).map((part) => ({ ...part, name: part.name.replaceAll('/', '\\') }));
    expect((await readWord(zipOf(parts))).article?.contentText).toBe('The kelp is in.');
  });

  test('a part with another extension is never passed to the library', async () => {
    const relations = documentParts(kelp).map((part) => ({
      ...part,
      name: part.name.replace('word/document.xml', 'word/document.bin'),
      body: String(part.body).replaceAll('word/document.xml', 'word/document.bin'),
    }));
    expect(await codes(zipOf(relations))).toEqual(['invalid-word']);
  });

  test.each([
    '<!DOCTYPE w:document [<!ENTITY a "kelp"><!ENTITY b "&a;&a;&a;&a;">]>',
    '<!DOCTYPE w:document [<!ENTITY b SYSTEM "file:///etc/hostname">]>',
  ])('entity declarations are refused: %s', async (entities) => {
    const document = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${paragraph('&b;')}${kelp}</w:body></w:document>`;
    expect(await codes(text(entities + document))).toEqual(['invalid-word']);
  });

  test('links that run code, and files outside the document', async () => {
    const link = '<w:p><w:hyperlink r:id="l1"><w:r><w:t>here</w:t></w:r></w:hyperlink></w:p>';
    const picture =
      '<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:link="p1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>';
    const relations =
      relation('l1', { type: 'hyperlink', target: 'javascript:alert(1)', isExternal: true }) +
      relation('p1', { type: 'image', target: 'file:///etc/hostname', isExternal: true });
    const { article } = await readWord(document(kelp + link + picture, { relations }));
    expect(article?.contentText).toBe('The kelp is in.\n\nhere');
    expect(article?.contentHtml).not.toMatch(/javascript|<img|file:/);
  });

  test('markup in its text is text', async () => {
    const { article } = await readWord(document(paragraph('&lt;script>alert(1)&lt;/script> --- title: x')));
    expect(article?.contentHtml).toContain('&lt;script>');
  });
});
