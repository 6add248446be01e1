/** Turns Word documents (.docx) into HTML pages, which are then read as any page is. https://ecma-international.org/publications-and-standards/standards/ecma-376/ */
import type { Element, Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { toString as textOf } from 'hast-util-to-string';
import { h } from 'hastscript';
import type { File } from '../../model/file.ts';
import { signatureOf } from '../../model/media-type.ts';
import { error, type Finding, warning } from '../../problem/problem.ts';
import { messageOf } from '../../problem/publish-error.ts';
import { parseStamp } from '../date/stamp.ts';
import { parseHtml } from '../html/html.ts';
import { dateInPath, formatOf } from '../story/path.ts';
import type { StoryReading, TextFile } from '../story/story.ts';
import { foldSpaces } from '../text/spaces.ts';
import { readHtml } from '../tree/html-tree.ts';
import { decodeHtmlText, isElement } from '../tree/plain-text.ts';
import { parseByline } from '../wire/byline.ts';
import { countTags } from './check-xml.ts';
import { listZip, type ZipEntry } from './unzip.ts';

/** A file whose bytes are text, and what was found on the way there. */
export interface PreparedFile extends File {
  readonly findings?: readonly Finding[];
}

/** Makes a Word document HTML, so that it can be parsed; any other file is left as it is. */
export async function prepareArticle(file: File): Promise<PreparedFile> {
  if (formatOf(file.path) !== 'word') return file;
  const { html, findings } = await convertWord(file.body, { isDated: dateInPath(file.path) !== null });
  return { path: file.path, body: new TextEncoder().encode(html ?? ''), findings };
}

/** Reads the page that a document was made; places in it are no places in the document. */
export function parseWord(file: TextFile): StoryReading {
  const { story, findings } = parseHtml(file);
  return { story, findings: findings.map((finding) => ({ ...inWord(finding), line: null, column: null })) };
}

function inWord(finding: Finding): Finding {
  if (finding.code !== 'missing-date') return finding;
  const message =
    'No date was found: begin the file name with it, as in "2026-01-04-name.docx", or write it in a line below the title';
  return error('missing-date', message);
}

export interface WordConversion {
  /** Null where a finding is an error. */
  readonly html: string | null;
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
  /** True where the file name has a date, so that none is taken from the document's properties. */
  readonly isDated?: boolean;
  /** Null where the library is not installed. */
  readonly load?: () => Promise<WordLibrary | null>;
}

/** Converts the bytes of a document. */
export async function convertWord(
  body: Uint8Array,
  { isDated = false, load = loadMammoth }: WordOptions = {},
): Promise<WordConversion> {
  const { parts, refusal } = await openDocument(body);
  if (refusal !== null) return { html: null, findings: [refusal] };
  const mammoth = await load();
  if (mammoth === null) return { html: null, findings: [notInstalled] };
  const converted = await convert(parts, mammoth);
  if (converted.html === null) return converted;
  const content = readHtml(converted.html);
  const page = buildPage(content, { properties: textOfPart(parts.get('docProps/core.xml')), isDated });
  return { html: toHtml(page.tree), findings: [...converted.findings, ...page.findings] };
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
async function convert(parts: Opened['parts'], mammoth: WordLibrary): Promise<WordConversion> {
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

interface PageContext {
  readonly properties: string;
  readonly isDated: boolean;
}

/** A page with the document's properties in its head, and byline and date marked as such. */
function buildPage(content: Root, { properties, isDated }: PageContext) {
  const head = markHead(content);
  const property = (name: string) => propertyIn(properties, name);
  const created = isDated || head.hasDate ? null : property('dcterms:created');
  const title = property('dc:title');
  const creator = head.hasByline ? null : personIn(property('dc:creator'));
  const tree = h('html', [
    h('head', [
      title === null ? null : h('title', title),
      creator === null ? null : h('meta', { name: 'author', content: creator }),
      created === null ? null : h('meta', { name: 'date', content: created }),
    ]),
    h('body', content.children as Element['children']),
  ]);
  return { tree, findings: created === null ? [] : [fromProperties(created)] };
}

function fromProperties(created: string): Finding {
  const message = `The date was taken from the document's properties, where it is that of its creation: ${created}`;
  return warning('date-from-properties', message);
}

/** The lines above the text that may hold byline and date. */
const headLines = 5;

function markHead(content: Root): { readonly hasDate: boolean; readonly hasByline: boolean } {
  const lines = content.children.filter((node) => isElement(node, 'p')).slice(0, headLines);
  const byline = lines.find((line) => parseByline(foldSpaces(textOf(line))) !== null);
  const stamp = lines.find((line) => isStamp(foldSpaces(textOf(line))));
  if (byline !== undefined) byline.properties['className'] = ['byline'];
  if (stamp !== undefined) stamp.children = [h('time', foldSpaces(textOf(stamp)))];
  return { hasDate: stamp !== undefined, hasByline: byline !== undefined };
}

function isStamp(line: string): boolean {
  return line.length < 100 && (parseStamp(line)?.date ?? null) !== null;
}

/** A text of the core properties, ECMA-376 part 2, 11.1. */
function propertyIn(xml: string, name: string): string | null {
  const written = new RegExp(`<${name}(?: [^<>]{0,200})?>([^<]{1,1000})</${name}>`).exec(xml)?.[1] ?? '';
  return foldSpaces(decodeHtmlText(written)) || null;
}

/** A first and a last name; accounts and programs write no articles. */
function personIn(creator: string | null): string | null {
  const isAccount =
    creator === null || !creator.includes(' ') || /\b(?:user|admin|owner|office|microsoft|google)\b/i.test(creator);
  return isAccount ? null : creator;
}
