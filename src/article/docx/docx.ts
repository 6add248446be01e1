/** Converts Word documents (.docx) to HTML. https://ecma-international.org/publications-and-standards/standards/ecma-376/ */
import { signatureOf } from '../../model/media-type.ts';
import { error, type Finding, warning } from '../../problem/problem.ts';
import { messageOf } from '../../problem/publish-error.ts';
import { plural } from '../../problem/wording.ts';
import { countTags } from '../text/xml-tags.ts';
import { listZip, type ZipEntry } from './unzip.ts';

/**
 * The result of converting a Word document.
 *
 * @example
 * const isRead = ({ html }: WordConversion): boolean => html !== null;
 */
export interface WordConversion {
  /** Null if a finding is an error. */
  readonly html: string | null;
  /** The XML of the core properties (ECMA-376 part 2, 11.1). Empty if there are none. */
  readonly properties: string;
  readonly findings: readonly Finding[];
}

/**
 * The interface of a ZIP that mammoth has opened. Like mammoth's own tests, we pass this instead of a ZIP, so that mammoth opens
 * none. Neither its documentation nor its types mention this input.
 */
interface WordParts {
  readonly exists: (name: string) => boolean;
  readonly read: (name: string, encoding?: string) => Promise<string | Uint8Array>;
}

/** The part of mammoth that is used, so that our types do not depend on the package. */
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
  /** Returns null if the library is not installed. */
  readonly load?: () => Promise<WordLibrary | null>;
}

/** Converts a Word document to HTML. */
export async function convertWord(body: Uint8Array, { load = loadMammoth }: WordOptions = {}): Promise<WordConversion> {
  const { parts, refusal } = await openDocument(body);
  if (refusal !== null) return { html: null, properties: '', findings: [refusal] };
  const mammoth = await load();
  if (mammoth === null) return { html: null, properties: '', findings: [notInstalled] };
  return { ...(await convert(parts, mammoth)), properties: textOfPart(parts.get('docProps/core.xml')) };
}

const notInstalled = error(
  'word-not-installed',
  'Reading Word documents requires the package mammoth, which is not installed: run "npm install mammoth"',
);

/** Loads mammoth. It is an optional dependency, because only Word documents need it. */
async function loadMammoth(): Promise<WordLibrary | null> {
  try {
    return (await import('mammoth')).default as unknown as WordLibrary;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return null;
    throw thrown;
  }
}

/** The maximum bytes of an unpacked document and of its XML, and the maximum number of tags, each of which costs time. */
const maximumLength = 50_000_000;
const maximumTextLength = 10_000_000;
const maximumTags = 150_000;

interface Opened {
  /** The XML files of the document, by name. They were checked before the library sees them. */
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

const damaged = invalid('its ZIP or XML is damaged, incomplete or nested too deeply: save it again in Word');
const locked = invalid('it has a password, or the old .doc format: save it as .docx without a password');

function refuseKind(body: Uint8Array): Finding | null {
  if (body.length > maximumLength) return tooLarge;
  const name = signatureOf(body)?.name;
  if (name === 'an old Office document') return locked;
  return name === 'a zip archive'
    ? null
    : invalid('it is not a ZIP file, as every .docx file is: save it as .docx in Word');
}

const tooLarge = invalid(
  `it must have at most ${maximumLength} bytes, ${maximumTextLength} bytes of XML and ${maximumTags} tags`,
);

function refuseEntries(entries: readonly ZipEntry[]): Finding | null {
  if (entries.length === 0) return damaged;
  if (entries.some(({ isEncrypted }) => isEncrypted)) return locked;
  if (lengthOf(entries) > maximumLength) return tooLarge;
  if (lengthOf(entries.filter(isText)) > maximumTextLength) return tooLarge;
  return entries.some(({ name }) => name === '[Content_Types].xml')
    ? null
    : invalid('it is a ZIP file, but not a Word document: save it as .docx in Word');
}

function lengthOf(entries: readonly ZipEntry[]): number {
  return entries.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0);
}

const styles = ["p[style-name='Title'] => h1:fresh"];

/** Converts without reading anything outside the document, and without applying style maps embedded in it. */
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

/** Provides the parts of a document to mammoth. Pictures are not included, and mammoth does not request them. */
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
  const message = `${plural(count, 'picture')} in the document cannot be published: save pictures as files beside it`;
  return warning('word-pictures', message);
}
