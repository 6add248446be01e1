/** Decodes bytes to text: detects the encoding, refuses binary files, and removes characters that XML forbids (XML 1.0, 2.2 Char). */
import { signatureOf } from '../../model/media-type.ts';
import { error, type Finding, warning } from '../../problem/problem.ts';
import { positionAt } from './position.ts';

export interface Decoded {
  /** In NFC, with LF line ends. Null if the bytes are refused. */
  readonly text: string | null;
  readonly findings: readonly Finding[];
}

/** The maximum size of an article file. */
export const maximumLengthBytes = 5_000_000;

export interface DecodeOptions {
  /** True for a format in which control characters separate the fields, and in which null bytes only fill gaps. */
  readonly keepsControls?: boolean;
}

/** Decodes the bytes of one article file. */
export function decode(body: Uint8Array, { keepsControls = false }: DecodeOptions = {}): Decoded {
  if (keepsControls) return decodeWithControls(body);
  const refusal = refuse(body);
  if (refusal !== null) return { text: null, findings: [refusal] };
  const { text, findings } = decodeBytes(body);
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  const clean = cleanPlainText(lines);
  if (!/\S/.test(clean)) return { text: null, findings: [empty] };
  return { text: clean, findings: clean === lines ? findings : [...findings, ...controlCharacters(lines)] };
}

/** Old formats name no encoding, so no finding asks for another one. */
function decodeWithControls(body: Uint8Array): Decoded {
  const refusal = refuseSize(body);
  if (refusal !== null) return { text: null, findings: [refusal] };
  const { text } = decodeBytes(body.filter((byte) => byte !== 0));
  return { text: text.replace(/\r*\n|\r+/g, '\n').normalize('NFC'), findings: [] };
}

const empty = error('empty', 'The file is empty: an article needs a date and a body');

function refuseSize({ length }: Uint8Array): Finding | null {
  if (length === 0) return empty;
  if (length <= maximumLengthBytes) return null;
  return error('too-large', `The file must have at most ${maximumLengthBytes} bytes: it has ${length}`);
}

function refuse(body: Uint8Array): Finding | null {
  const size = refuseSize(body);
  if (size !== null) return size;
  const signature = signatureOf(body);
  if (signature?.isText === false) return error('binary', `The file is ${signature.name}, not text`);
  const zero = utf16Of(body) === null ? body.indexOf(0) : -1;
  if (zero === -1) return null;
  return error('binary', `The file is not text: byte ${zero + 1} is a null byte`);
}

const boms = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
] as const;

/** The UTF-16 encoding of a file, by its byte order mark or by the `<` with which XML begins. Only UTF-16 may contain null bytes. */
function utf16Of(body: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const bom = boms.find(({ bytes }) => bytes.every((byte, index) => body[index] === byte));
  if (bom !== undefined) return bom.encoding === 'utf-8' ? null : bom.encoding;
  const [first, second, third, fourth] = body;
  if (first === lessThan && second === 0 && third !== 0) return 'utf-16le';
  return first === 0 && second === lessThan && third === 0 && fourth !== 0 ? 'utf-16be' : null;
}

const lessThan = 0x3c;

function decodeBytes(body: Uint8Array): { text: string; findings: Finding[] } {
  const utf16 = utf16Of(body);
  if (utf16 !== null) return { text: new TextDecoder(utf16).decode(body), findings: [] };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(body), findings: [] };
  } catch {
    const declared = decodeDeclared(body);
    return declared === null ? decodeDamaged(body) : { text: declared, findings: [] };
  }
}

/** The text of XML that declares its encoding. Null if it declares none, or one in which it cannot be read. */
function decodeDeclared(body: Uint8Array): string | null {
  const start = Buffer.from(body.subarray(0, 200)).toString('latin1');
  const name = /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]{1,40})["']/i.exec(start)?.[1]?.toLowerCase() ?? '';
  if (latin.has(name)) return decodeWindows1252(body);
  if (name === '' || /^(?:utf|unicode|ucs|iso-10646)/.test(name)) return null;
  try {
    return new TextDecoder(name, { fatal: true }).decode(body);
  } catch {
    return null;
  }
}

/** Names of encodings that are read as Windows-1252, as browsers do: https://encoding.spec.whatwg.org/#names-and-labels */
const latin: ReadonlySet<string> = new Set(
  'iso-8859-1 iso8859-1 iso_8859-1 latin1 latin-1 l1 windows-1252 cp1252 x-cp1252 ascii us-ascii'.split(' '),
);

/** Text with some valid multi-byte characters is damaged UTF-8. Text without any is Windows-1252. */
function decodeDamaged(body: Uint8Array): { text: string; findings: Finding[] } {
  const text = new TextDecoder('utf-8').decode(body);
  if (/[^\u0000-\u007f\ufffd]/.test(text)) {
    const message = 'The file contains bytes that are not UTF-8, shown as "\ufffd": save it as UTF-8';
    return { text, findings: [warning('damaged-utf8', message, positionOf(text, '\ufffd'))] };
  }
  const message = 'The file is not UTF-8 and was read as Windows-1252: save it as UTF-8';
  return { text: decodeWindows1252(body), findings: [warning('windows-1252', message)] };
}

/** 0x80 to 0x9F of Windows-1252. A table, because TextDecoder returns C1 controls in several releases of Node. */
const windows1252 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

function decodeWindows1252(body: Uint8Array): string {
  return fromWindows1252(Buffer.from(body).toString('latin1'));
}

/** Replaces the controls U+0080 to U+009F by the characters that Windows-1252 has there, as HTML does for `&#146;`. */
export function fromWindows1252(text: string): string {
  return text.replace(/[\u0080-\u009f]/g, (c) => windows1252[c.charCodeAt(0) - 0x80] ?? '');
}

/** All characters outside XML's Char, and the controls U+007F to U+009F, which feed validators reject. */
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]/u;
const allForbidden = new RegExp(forbidden.source, 'gu');

/** Matches text that is clean already. */
const isAscii = /^[\t\n\r -~]*$/;

/** Removes characters that a feed cannot contain, and normalizes to NFC. */
export function cleanPlainText(text: string): string {
  if (isAscii.test(text)) return text;
  return text
    .replace(/[\ufeff\u00ad\u200b\u2060]/g, '')
    .replace(allForbidden, '')
    .normalize('NFC');
}

function controlCharacters(text: string): Finding[] {
  const found = forbidden.exec(text);
  if (found === null) return [];
  const code = found[0].codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
  const message = `Control characters were removed, the first of them U+${code}: remove them from the file`;
  return [warning('control-characters', message, positionAt(text, found.index))];
}

function positionOf(text: string, part: string) {
  return positionAt(text, text.indexOf(part));
}
