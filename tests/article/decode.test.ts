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
