/** IPTC 7901: headings, head lines, texts of fixed width, and what must not be published. */
import { describe, expect, test } from 'vitest';
import { read, readArticle } from '../support/channel.ts';

/** The bytes of a file in ISO-8859-1 with the line ends of teleprinters. */
function latin(text: string): Uint8Array {
  return Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1');
}

interface Parts {
  readonly heading?: string;
  readonly head?: string;
  readonly text?: string;
  readonly trailer?: string;
}

const body = '   Skerrow (VPD) - Die Brücke ist gesperrt.\n\n   Sie bleibt es bis Mai.\n';

function item({
  heading = 'vpd0417 3 rs 120 VPD 0417\n\nSkerrow/Verkehr/\n',
  head = 'Brücke in Skerrow gesperrt =\n\n',
  text = body,
  trailer = '241105 GMT Okt 26\n',
}: Parts = {}): string {
  return `\x01${heading}\x02${head}${text}\x03${trailer}\x7f\n\x04`;
}

const parse = (parts: Parts, path = 'a.txt') => readArticle(path, latin(item(parts)));
const plain = ({ contentHtml }: { readonly contentHtml: string }) => contentHtml.replace(/\n/g, '');

describe('the head', () => {
  test('headline, dateline, time and text', () => {
    const article = parse({});
    expect(article.title).toBe('Brücke in Skerrow gesperrt');
    expect(article.published).toBe('2026-10-24T11:05:00Z');
    expect(article.dateline).toEqual({ place: 'Skerrow', agency: 'VPD' });
    expect(plain(article)).toBe('<p>Skerrow (VPD) - Die Brücke ist gesperrt.</p><p>Sie bleibt es bis Mai.</p>');
    expect(article.id).toBeNull();
  });
  test('a headline of two lines, and a byline', () => {
    const head = 'Brücke in Skerrow gesperrt -\nUmleitung über Tarn =\nVon Ilse Brandt, vpd =\n\n';
    const article = parse({ head });
    expect(article.title).toBe('Brücke in Skerrow gesperrt - Umleitung über Tarn');
    expect(article.byline).toEqual(['Ilse Brandt']);
  });
  test('lines above and below the headline, of which only the last one ends in "="', () => {
    const head = 'REFILE\n1ST LEAD\nA bridge in Skerrow is closed for a year\nBy vpd correspondents =\n\n';
    const article = parse({ head });
    expect(article.title).toBe('A bridge in Skerrow is closed for a year');
    expect(article.byline).toEqual(['vpd correspondents']);
    expect(JSON.stringify(article)).not.toMatch(/REFILE|1ST LEAD/);
  });
  test('a note of two lines, a byline without "=", and a line about a photograph', () => {
    const head =
      '(Berichtigung: Es hieß\n1992.)\nBrücke gesperrt\nVon Ilse Brandt und Bo Lind, vpd\n(Foto Archiv) =\n\n';
    const article = parse({ head });
    expect(article).toMatchObject({ title: 'Brücke gesperrt', byline: ['Ilse Brandt', 'Bo Lind'] });
    expect(JSON.stringify(article)).not.toMatch(/1992|Archiv/);
  });
  test.each([
    [
      'a path',
      '/transport/Skerrow/bridges/\n2ND LEAD\n3RD NET\nA bridge in Skerrow is closed\nBy Ada Quill, vpd =\n\n',
    ],
    ['a paragraph that the headline repeats', 'Bridges\n\nBridges:\nA bridge in Skerrow is closed =\n\n'],
  ])('a slug below STX is not the headline: %s', (_, head) => {
    expect(parse({ head }).title).toMatch(/^(?:Bridges: )?A bridge in Skerrow is closed$/);
  });
  test('a headline that ends in a slash and is alone stays', () => {
    expect(parse({ head: 'Either/or/ =\n\n' }).title).toBe('Either/or/');
  });
  test('a paragraph that the headline does not repeat stays the headline', () => {
    expect(parse({ head: 'Brücke gesperrt\n\nBis Mai =\n\n' }).title).toBe('Brücke gesperrt');
  });
  test('a second headline is the summary', () => {
    expect(parse({ head: 'Brücke gesperrt\n\nUtl.: Bis Mai =\n\n' }).summary).toBe('Bis Mai');
  });
  test('a headline that is only a mark of an update stays', () => {
    expect(parse({ head: 'URGENT =\n\n' }).title).toBe('URGENT');
  });
  test('a headline that begins with a preposition is not a byline', () => {
    expect(parse({ head: 'Von Skerrow nach Tarn =\n\n' })).toMatchObject({
      title: 'Von Skerrow nach Tarn',
      byline: [],
    });
  });
  test.each([
    ['By Ada Quill, Vale Press =', ['Ada Quill']],
    ['Par Jeanne MOREL =', ['Jeanne MOREL']],
    ['By Ada Quill and Bo Lind =', ['Ada Quill', 'Bo Lind']],
  ])('the byline "%s"', (line, names) => {
    expect(parse({ head: `A bridge is closed =\n${line}\n\n` }).byline).toEqual(names);
  });
  test('a head without "=" ends at the text', () => {
    const article = parse({
      head: 'Un pont est fermé\npour deux mois\n\n',
      text: '   SKERROW, 24 oct 2026 (VPD) - Il est fermé.\n',
    });
    expect(article.title).toBe('Un pont est fermé pour deux mois');
    expect(article.dateline).toEqual({ place: 'SKERROW', agency: 'VPD' });
    expect(plain(article)).toBe('<p>SKERROW, 24 oct 2026 (VPD) - Il est fermé.</p>');
  });
  test('a note for editors is not published', () => {
    const article = parse({ head: '(Korrektur: im 2. Satz muss es heißen: Mai)\nBrücke gesperrt =\n\n' });
    expect(article.title).toBe('Brücke gesperrt');
    expect(JSON.stringify(article)).not.toContain('Korrektur');
  });
  test('a line that holds the item back', () => {
    const reading = read(
      'a.txt',
      latin(item({ head: 'Sperrfrist: bis auf Widerruf\nEMBARGOED\nBrücke gesperrt =\n\n' })),
    );
    expect(reading.draft).toBe(true);
  });
});

describe('the time', () => {
  test.each([
    ['240905 Mai 26', '2026-05-24T09:05:00Z'],
    ['240905 GMT Mrz 26', '2026-03-24T09:05:00Z'],
    ['240905 gmt dez 2026', '2026-12-24T09:05:00Z'],
    ['VPD 240905 GMT OCT 26', '2026-10-24T09:05:00Z'],
    ['241105 MESZ Okt 26', '2026-10-24T09:05:00Z'],
    ['240905 GMT déc 26', '2026-12-24T09:05:00Z'],
  ])('after the text: %s', (trailer, instant) => {
    expect(parse({ trailer }).published).toBe(instant);
  });
  test('in the last line of the text', () => {
    const article = parse({ text: `${body}\nvpd ib mt\n241105 GMT Okt 26\n`, trailer: '' });
    expect(article.published).toBe('2026-10-24T11:05:00Z');
    expect(article.contentHtml).not.toContain('2411');
  });
  test('a day that does not exist is not read', () => {
    expect(read('a.txt', latin(item({ trailer: '402567 GMT Okt 26' }))).problems[0]?.code).toBe('missing-date');
  });
});

describe('the text', () => {
  const text = (lines: string) => plain(parse({ text: lines }));

  test('paragraphs begin with an indentation, also without a blank line', () => {
    expect(text('  One bridge.\n  Two\nbridges.\n')).toBe('<p>One bridge.</p><p>Two bridges.</p>');
  });
  test('columns stay as they are', () => {
    expect(text('Results:\nSkerrow   3   1\nTarn     12   0\n\nThe end.\n')).toBe(
      '<p>Results:</p><pre>Skerrow   3   1Tarn     12   0</pre><p>The end.</p>',
    );
  });
  test('rows between bars are a table', () => {
    expect(text('| Friday |\n| Skerrow | - | 3:1 |\n')).toBe(
      '<table><tbody><tr><td colspan="3">Friday</td></tr><tr><td>Skerrow</td><td>-</td><td>3:1</td></tr></tbody></table>',
    );
  });
  test('items of a list that have several lines', () => {
    expect(text('  * one\n    and more\n  * two\n')).toBe('<ul><li>one and more</li><li>two</li></ul>');
  });
  test('a list', () => {
    expect(text('- one\n- two\n')).toBe('<ul><li>one</li><li>two</li></ul>');
  });
  test('a hyphen at the end of a line is removed only if the text contains the whole word', () => {
    expect(text('Die Reede-\nrei der Reederei.\n')).toBe('<p>Die Reederei der Reederei.</p>');
    expect(text('A well-\nknown bridge.\n')).toBe('<p>A well-known bridge.</p>');
    expect(text('Haupt-\nund Nebenlinie.\n')).toBe('<p>Haupt- und Nebenlinie.</p>');
  });
  test('the names of the agency and the editors in the last line are removed', () => {
    expect(text('One bridge.\n\nVPD ib mt\n')).toBe('<p>One bridge.</p>');
    expect(text('One bridge.\n\nib/mt/\n')).toBe('<p>One bridge.</p>');
    expect(text('One bridge.\n(Schluss) ib/mt\n\nVPD0417   2026-10-24/11:05\n')).toBe('<p>One bridge.</p>');
    expect(text('One bridge.\n\nHe is in\n')).toBe('<p>One bridge.</p><p>He is in</p>');
  });
});

describe('what is not for publication', () => {
  test.each([
    '* * * *\nThe following information is not for publication',
    '* * * *\nDie folgenden Informationen sind nicht zur Veröffentlichung bestimmt',
    'Nur für redaktionelle Zwecke',
    'Les informations suivantes ne sont pas destinées à la publication',
    '# vpd-Notizblock',
    '# VPD NOTEBOOK',
    '# Notebook',
    'NOT FOR PUBLICATION:',
  ])('%s', (line) => {
    const article = parse({
      text: `${body}\n${line}\n\n## Contacts\n- Ilse Brandt, <ilse@desk.example>, tel. 555 0102\n`,
    });
    expect(JSON.stringify(article)).not.toMatch(/ilse|555|publication|Veröffentlichung|notizblock|notebook/i);
    expect(article.contentText).toContain('bis Mai.');
  });
  test('a sentence about it is text', () => {
    const article = parse({ text: 'She said that her remarks were not for publication, and left.\n' });
    expect(article.contentText).toContain('not for publication, and left.');
  });
  test('an item of which nothing is for publication is held back', () => {
    expect(read('a.txt', latin(item({ text: 'Not for publication\n\nCall the desk.\n' }))).draft).toBe(true);
  });
});

describe('files', () => {
  test('several items in one file', () => {
    const file = `${item()}${item({ head: 'Zweite Meldung =\n\n', trailer: '241106 GMT Okt 26' })}`;
    const reading = read('a.iptc', latin(file));
    expect(reading.article?.title).toBe('Brücke in Skerrow gesperrt');
    expect(reading.more.map((it) => it.state === 'accepted' && it.article.title)).toEqual(['Zweite Meldung']);
  });
  test('UTF-8', () => {
    expect(readArticle('a.txt', item()).title).toBe('Brücke in Skerrow gesperrt');
  });
  test('a test of the line is skipped', () => {
    expect(read('a.txt', latin(item({ head: 'Testmeldung - bitte ignorieren =\n\n' })))).toMatchObject({
      state: 'skipped',
      what: 'test message',
    });
  });
  test('a story about a test is not', () => {
    expect(parse({ head: 'Test of the bridge ends =\n\n' }).title).toBe('Test of the bridge ends');
  });
  test('a list of what is planned is skipped', () => {
    const head = 'vpd-Tagesvorschau Politik =\n\n';
    expect(read('a.txt', latin(item({ head })))).toMatchObject({ state: 'skipped', what: 'planning item' });
  });
  test('a Markdown file is never IPTC 7901', () => {
    expect(read('a.md', latin(item())).problems.map(({ code }) => code)).toContain('control-characters');
  });
});

describe('hostile input', () => {
  test('nothing but control characters', () => {
    expect(read('a.txt', '\x01\x02\x03\x04').problems[0]?.code).toBe('invalid-teletype');
  });
  test('ten thousand items', () => {
    expect(read('a.txt', item().repeat(10_000).slice(0, 4_000_000)).problems[0]?.message).toContain(
      'at most 500 items',
    );
  });
  test('null bytes and fillers before and in the text', () => {
    const text = `\0\0\x16\n${item({ text: 'One\0 bridge.\n' })}`;
    expect(readArticle('a.txt', latin(text)).contentText).toBe('One bridge.');
  });
  test('without STX and ETX', () => {
    const reading = read('2026-10-24-a.txt', '\x01vpd0417 3 rs 120\nA bridge is closed =\n\n   It is closed.\n');
    expect(reading.article).toMatchObject({ title: 'A bridge is closed', contentText: 'It is closed.' });
  });
  test('markup is text', () => {
    const article = parse({ head: '<b>A bridge</b> =\n\n', text: '<script>alert(1)</script> &amp; more\n' });
    expect(article.title).toBe('<b>A bridge</b>');
    expect(article.contentHtml).toContain('&lt;script>alert(1)&lt;/script> &amp;amp; more');
  });
  test('twenty thousand lines in one paragraph', () => {
    expect(parse({ text: 'a bridge-\n'.repeat(20_000) }).contentText.length).toBe(180_000);
  });
  test('twenty thousand rows of a table', () => {
    expect(parse({ text: '| a | b |\n'.repeat(20_000) }).contentHtml).toContain('<td>a</td>');
  });
  test('a line of two megabytes', () => {
    const article = parse({ text: `${'a  b-'.repeat(400_000)}\nlast words\n` });
    expect(article.contentText.endsWith('last words')).toBe(true);
  });
});

describe('without control characters', () => {
  const plainItem = [
    '',
    'vpd00417 3 i 120    vpd 0417',
    '',
    '/transport/Skerrow/bridges/',
    'A bridge in Skerrow is closed',
    'By Ada Quill, vpd  =',
    '',
    'Skerrow (vpd) - The bridge is closed.',
    '',
    '* * * *',
    'The following information is not intended for publication',
    '- Editing by: Bo Lind, +99 555 0101',
    '',
    '241105 GMT Okt 26',
    '',
  ].join('\n');
  test('the heading and the time of sending show the format', () => {
    const article = readArticle('a.txt', latin(plainItem));
    expect(article).toMatchObject({
      title: 'A bridge in Skerrow is closed',
      byline: ['Ada Quill'],
      dateline: { place: 'Skerrow', agency: 'vpd' },
      published: '2026-10-24T11:05:00Z',
      contentText: 'Skerrow (vpd) - The bridge is closed.',
    });
    expect(JSON.stringify(article)).not.toMatch(/Bo Lind|555/);
  });
  test.each([
    ['without the time', plainItem.replace('241105 GMT Okt 26', '')],
    ['without the heading', plainItem.replace('vpd00417 3 i 120    vpd 0417', 'A note')],
  ])('other texts are read as before: %s', (_, text) => {
    expect(read('a.txt', latin(text)).problems.map(({ code }) => code)).toContain('missing-date');
  });
});
