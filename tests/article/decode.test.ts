/** Decoding bytes: what is read, what is repaired with a warning, and what is refused. */
import { describe, expect, test } from 'vitest';
import { decode, maximumLengthBytes } from '../../src/article/text/decode.ts';
import { read } from '../support/channel.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const codes = (body: Uint8Array) => decode(body).findings.map(({ severity, code }) => `${severity} ${code}`);

function utf16(text: string, order: 'le' | 'be'): Uint8Array {
  const little = Buffer.from(`\ufeff${text}`, 'utf16le');
  return order === 'le' ? little : little.swap16();
}

describe('read without a warning', () => {
  test.each([
    ['UTF-8', bytes('Blåtång växer — här 🌊')],
    ['UTF-8 with a byte order mark', bytes('\ufeffBlåtång växer — här 🌊')],
    ['UTF-16, little end first', utf16('Blåtång växer — här 🌊', 'le')],
    ['UTF-16, big end first', utf16('Blåtång växer — här 🌊', 'be')],
    ['letters and accents apart (NFD)', bytes('Blåtång växer — här 🌊'.normalize('NFD'))],
    ['soft hyphens, zero-width spaces and joiners', bytes('Blå\u00adtång\u200b växer\u2060 — här\ufeff 🌊')],
  ])('%s', (_name, body) => {
    expect(decode(body)).toEqual({ text: 'Blåtång växer — här 🌊', findings: [] });
  });

  test.each([
    ['CRLF', 'a\r\nb\r\n\r\nc'],
    ['CR', 'a\rb\r\rc'],
    ['mixed', 'a\r\nb\n\rc'],
  ])('%s line ends become LF', (_name, text) => {
    expect(decode(bytes(text)).text).toBe('a\nb\n\nc');
  });

  test('no-break spaces stay', () => {
    expect(decode(bytes('3\u00a0km')).text).toBe('3\u00a0km');
  });
});

describe('the encoding that XML declares', () => {
  const declared = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?>\n<p>Café — Öl</p>`;
  const latin = (text: string) => Buffer.from(text.replace('—', '\u0097'), 'latin1');

  test.each(['ISO-8859-1', 'iso-8859-1', 'windows-1252', 'us-ascii', 'latin-1'])(
    '%s is read as Windows-1252, without a warning',
    (name) => {
      expect(decode(latin(declared(name)))).toEqual({ text: declared(name), findings: [] });
    },
  );

  test('ISO-8859-1 with bytes that are UTF-8 by chance and others that are not', () => {
    const text = '<?xml version="1.0" encoding="ISO-8859-1"?><p>Ã© is a rare pair, as é knows</p>';
    expect(decode(latin(text))).toEqual({ text, findings: [] });
  });

  test.each([
    ['ISO-8859-2', [0xe8], 'č'],
    ['windows-1251', [0xc4], 'Д'],
    ['Shift_JIS', [0x93, 0xfa], '日'],
    ['iso-8859-15', [0xa4], '€'],
  ])('%s', (name, written, letter) => {
    const body = Buffer.concat([
      Buffer.from(`<?xml version="1.0" encoding="${name}"?><p>`),
      Buffer.from(written),
      Buffer.from('</p>'),
    ]);
    expect(decode(body).text).toContain(`<p>${letter}</p>`);
  });

  test.each(['ISO-8859-1', 'UTF-16', 'shift_jis', 'nonsense'])(
    '%s over bytes that are UTF-8 is read as UTF-8',
    (name) => {
      expect(decode(bytes(declared(name)))).toEqual({ text: declared(name), findings: [] });
    },
  );

  test.each(['le', 'be'] as const)(
    'UTF-8 over bytes that are UTF-16 (%s), with and without a byte order mark',
    (order) => {
      const body = utf16(declared('UTF-8'), order);
      expect(decode(body)).toEqual({ text: declared('UTF-8'), findings: [] });
      expect(decode(body.subarray(2))).toEqual({ text: declared('UTF-8'), findings: [] });
    },
  );

  test.each(['nonsense', 'UTF-16', 'UTF-8'])(
    '%s over bytes that are neither it nor UTF-8 is read with a warning',
    (name) => {
      expect(decode(latin(declared(name))).text).toBe(declared(name));
      expect(codes(latin(declared(name)))).toEqual(['warning windows-1252']);
    },
  );

  test('null bytes behind a "<" in another position are not UTF-16', () => {
    expect(codes(Buffer.from('<a>\0</a>'))).toEqual(['error binary']);
    expect(codes(Buffer.from('<\0\0\0'))).toEqual(['error binary']);
  });
});

describe('repaired with a warning', () => {
  test('no valid multi-byte text: Windows-1252, even if the table of the platform is wrong', () => {
    const body = Uint8Array.from([0x93, 0x4b, 0x65, 0x6c, 0x70, 0x94, 0x20, 0x96, 0x20, 0x80, 0x35, 0x20, 0xe5]);
    expect(decode(body).text).toBe('“Kelp” – €5 å');
    expect(codes(body)).toEqual(['warning windows-1252']);
  });

  test('some valid multi-byte text: damaged UTF-8, with the position of the first bad byte', () => {
    const body = Uint8Array.from([...bytes('tång\nab'), 0xff, ...bytes('c')]);
    expect(decode(body).text).toBe('tång\nab\ufffdc');
    expect(decode(body).findings[0]).toMatchObject({ code: 'damaged-utf8', line: 2, column: 3 });
  });

  test('control characters, form feeds and characters that XML forbids are removed', () => {
    expect(decode(bytes('a\u0008b\u000cc\u001b[1md\ufffee\u0085f')).text).toBe('abc[1mdef');
    expect(codes(bytes('a\u000cb'))).toEqual(['warning control-characters']);
    expect(codes(bytes('a\tb\nc'))).toEqual([]);
  });
});

describe('refused', () => {
  test.each([
    ['nothing', '', 'empty'],
    ['white space', ' \n\t\u00a0\ufeff\n', 'empty'],
    ['a zero byte', 'Kelp\u0000', 'binary'],
    ['a PDF document', '%PDF-1.7 kelp', 'binary'],
    ['a zip archive', 'PK\u0003\u0004kelp', 'binary'],
    ['a Rich Text document', '{\\rtf1 kelp}', 'binary'],
    ['a GIF picture', 'GIF89a kelp', 'binary'],
  ])('%s', (_name, text, code) => {
    expect(decode(bytes(text)).text).toBeNull();
    expect(codes(bytes(text))).toEqual([`error ${code}`]);
  });

  test('pictures, by their first bytes', () => {
    expect(codes(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]))).toEqual(['error binary']);
    expect(codes(Uint8Array.from([0xff, 0xd8, 0xff, 0xe0]))).toEqual(['error binary']);
  });

  test('UTF-16 without a byte order mark, which contains null bytes', () => {
    expect(codes(Buffer.from('Kelp', 'utf16le'))).toEqual(['error binary']);
  });

  test('a file that is too large', () => {
    expect(codes(new Uint8Array(maximumLengthBytes + 1).fill(0x61))).toEqual(['error too-large']);
    expect(codes(new Uint8Array(maximumLengthBytes).fill(0x61))).toEqual([]);
  });

  test('a file that is not an article', () => {
    const message = '"a.pdf" is not an article: its name must end in .txt, .md, .html, .json or .docx';
    expect(read('a.pdf', 'x').problems[0]).toMatchObject({ severity: 'error', code: 'unknown-format', message });
  });
});
