/** Turns Word documents (.docx) into HTML. https://ecma-international.org/publications-and-standards/standards/ecma-376/ */
import type { File } from '../../model/file.ts';
import { signatureOf } from '../../model/media-type.ts';
import { error, type Finding, warning } from '../../problem/problem.ts';
import { messageOf } from '../../problem/publish-error.ts';
import { formatOf } from '../story/path.ts';
import { countTags } from './check-xml.ts';
import { listZip, type ZipEntry } from './unzip.ts';

/**
 * A Word document as HTML, whose text is in `body`; any other file as it is.
 *
 * @example
 * const isWord = (file: File | PreparedFile): boolean => 'word' in file && file.word !== null;
 */
export interface PreparedFile extends File {
  /** Null if it was no Word document. */
  readonly word: Omit<WordConversion, 'html'> | null;
}

/**
 * Converts a Word document to HTML, so that `parseArticle` can read it; any other file stays as it is. A document that cannot be
 * converted is reported by `parseArticle`. Needs the optional package `mammoth`.
 *
 * @example
 * const file = { path: 'terns.md', body: new TextEncoder().encode('Terns return') };
 * (await prepareArticle(file)).path // => 'terns.md'
 */
export async function prepareArticle(file: File): Promise<File | PreparedFile> {
  if (formatOf(file.path) !== 'word') return file;
  const { html, ...word } = await convertWord(file.body);
  const page = `<html><head></head><body>${html ?? ''}</body></html>`;
  return { path: file.path, body: new TextEncoder().encode(page), word };
}

/**
 * What became of a Word document.
 *
 * @example
 * const isRead = ({ html }: WordConversion): boolean => html !== null;
 */
export interface WordConversion {
  /** Null if a finding is an error. */
  readonly html: string | null;
  /** The XML of its core properties, ECMA-376 part 2, 11.1; empty if it has none. */
  readonly properties: string;
  readonly findings: readonly Finding[];
}

/**
 * What mammoth makes of a ZIP that it has opened, and its own tests give it instead of one: so it opens none itself. Its
 * documents do not name this input, nor do its types.
 */
interface WordParts {
  readonly exists: (name: string) => boolean;
  readonly read: (name: string, encoding?: string) => Promise<string | Uint8Array>;
}

/** What is used of mammoth, so that our own types do not need it. */
export interface WordLibrary {
  readonly convertToHtml: (
    input: { readonly file: WordParts },
    options: Readonly<Record<string, unknown>>,
  ) => Promise<{
    readonly value: string;
    readonly messages: readonly { readonly type: string; readonly message: string }[];
  }>;
  readonly images: { readonly imgElement: (convert: () => Promise<{ src: string }>) => unknown };
}

export interface WordOptions {
  /** Null where the library is not installed. */
  readonly load?: () => Promise<WordLibrary | null>;
}

/** Converts the bytes of a document. */
export async function convertWord(body: Uint8Array, { load = loadMammoth }: WordOptions = {}): Promise<WordConversion> {
  const { parts, refusal } = await openDocument(body);
  if (refusal !== null) return { html: null, properties: '', findings: [refusal] };
  const mammoth = await load();
  if (mammoth === null) return { html: null, properties: '', findings: [notInstalled] };
  return { ...(await convert(parts, mammoth)), properties: textOfPart(parts.get('docProps/core.xml')) };
}

const notInstalled = error(
  'word-not-installed',
  'Word documents are read with the package mammoth, which is not installed: run "npm install mammoth"',
);

/** An optional dependency: whoever writes no Word need not have it. */
async function loadMammoth(): Promise<WordLibrary | null> {
  try {
    return (await import('mammoth')).default as unknown as WordLibrary;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return null;
    throw thrown;
  }
}

/** The most bytes of a document when unpacked, of its XML, and the most tags in it, each of which costs time. */
const maximumLength = 50_000_000;
const maximumTextLength = 10_000_000;
const maximumTags = 150_000;

interface Opened {
  /** The XML of the document by name: what the library gets to see has been checked. */
  readonly parts: ReadonlyMap<string, Uint8Array>;
  readonly refusal: Finding | null;
}

async function openDocument(body: Uint8Array): Promise<Opened> {
  const kind = refuseKind(body);
  if (kind !== null) return refused(kind);
  const entries = await listZip(body);
  if (typeof entries === 'string') return refused(entries === 'encrypted' ? locked : damaged);
  const refusal = refuseEntries(entries);
  if (refusal !== null) return refused(refusal);
  const parts = new Map<string, Uint8Array>();
  let tags = 0;
  for (const { name, read } of entries.filter(isText)) {
    const part = await read();
    const count = part === null ? null : countTags(textOfPart(part));
    if (part === null || count === null) return refused(damaged);
    tags += count;
    parts.set(name, part);
  }
  return tags > maximumTags ? refused(tooLarge) : { parts, refusal: null };
}

function refused(refusal: Finding): Opened {
  return { parts: new Map(), refusal };
}

function textOfPart(body: Uint8Array | undefined): string {
  return new TextDecoder().decode(body);
}

function isText({ name }: ZipEntry): boolean {
  return /\.(?:xml|rels)$/i.test(name);
}

function invalid(message: string): Finding {
  return error('invalid-word', `Cannot read the Word document: ${message}`);
}

const damaged = invalid('its zip or its XML is damaged, cut off or nested too deeply');
const locked = invalid('it is locked by a password, or has the old .doc format: save it as .docx without a password');

function refuseKind(body: Uint8Array): Finding | null {
  if (body.length > maximumLength) return tooLarge;
  const name = signatureOf(body)?.name;
  if (name === 'an old Office document') return locked;
  return name === 'a zip archive' ? null : invalid('it is no zip, which every .docx file is');
}

const tooLarge = invalid(
  `it is larger than ${maximumLength} bytes, its XML than ${maximumTextLength}, or has more than ${maximumTags} tags`,
);

function refuseEntries(entries: readonly ZipEntry[]): Finding | null {
  if (entries.length === 0) return damaged;
  if (entries.some(({ isEncrypted }) => isEncrypted)) return locked;
  if (lengthOf(entries) > maximumLength) return tooLarge;
  if (lengthOf(entries.filter(isText)) > maximumTextLength) return tooLarge;
  return entries.some(({ name }) => name === '[Content_Types].xml')
    ? null
    : invalid('it is a zip, but not one of Word');
}

function lengthOf(entries: readonly ZipEntry[]): number {
  return entries.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0);
}

const styles = ["p[style-name='Title'] => h1:fresh"];

/** Nothing outside the document is read, and no style that it brings along is followed. */
async function convert(parts: Opened['parts'], mammoth: WordLibrary): Promise<Omit<WordConversion, 'properties'>> {
  let pictures = 0;
  const convertImage = mammoth.images.imgElement(async () => {
    pictures += 1;
    return { src: 'data:,' };
  });
  try {
    const options = { styleMap: styles, includeEmbeddedStyleMap: false, externalFileAccess: false, convertImage };
    const { value, messages } = await mammoth.convertToHtml({ file: wordPartsOf(parts) }, options);
    const failed = messages.find(({ type }) => type === 'error');
    if (failed !== undefined && value === '') return { html: null, findings: [invalid(failed.message)] };
    return { html: value, findings: pictures === 0 ? [] : [picturesLeftOut(pictures)] };
  } catch (thrown) {
    return { html: null, findings: [invalid(messageOf(thrown))] };
  }
}

/** A picture is not among the parts, and is not asked for. */
function wordPartsOf(parts: Opened['parts']): WordParts {
  return {
    exists: (name) => parts.has(name),
    read: async (name, encoding) => {
      const part = parts.get(name) ?? new Uint8Array();
      return encoding === undefined ? part : new TextDecoder(encoding).decode(part);
    },
  };
}

function picturesLeftOut(count: number): Finding {
  const message = `${count} of the pictures in the document were left out: save them as files beside it`;
  return warning('word-pictures', message);
}
