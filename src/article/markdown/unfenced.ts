/**
 * Reads metadata without fences at the start of Markdown: `Title: …` and `Date: …` lines, up to a blank line or a line `---`.
 * https://docs.getpelican.com/en/stable/content.html · https://fletcher.github.io/MultiMarkdown-6/syntax/metadata.html
 */
import { fieldAliases } from '../front-matter/aliases.ts';
import { type FrontMatter, gatherTexts, splitFrontMatter } from '../front-matter/front-matter.ts';
import { isMarkKey } from '../marks/marks.ts';
import { type Field, normaliseKey } from '../story/field.ts';

interface UnfencedMetadata {
  readonly list: readonly Field[];
  /** The text below the metadata. */
  readonly body: string;
}

/** Splits Markdown into metadata and body. Front matter has precedence. */
export function splitMarkdown(text: string): FrontMatter {
  const matter = splitFrontMatter(text);
  const isFenced = matter.fields.size > 0 || matter.findings.length > 0 || matter.body !== text;
  const unfenced = isFenced ? null : splitUnfenced(text);
  return unfenced === null ? matter : { ...gatherTexts(unfenced.list), body: unfenced.body };
}

/** The maximum number of lines of metadata. */
const maximumLines = 100;

const keyLine = /^ {0,3}([A-Za-z][\w -]{0,40}):(?!:|\/\/)[ \t]*(.*)$/;
const furtherLine = /^(?: {4}|\t)\s*(\S.*)$/;

/**
 * Splits the metadata from a text. Null unless every line up to the first blank one is metadata, the first has a known key, and one
 * of them is a title or a date: a text may begin with `Note: the harbour is closed`.
 */
function splitUnfenced(text: string): UnfencedMetadata | null {
  const above = /^(?:[ \t]*\n){0,20}/.exec(text)?.[0] ?? '';
  const firstLine = above.split('\n').length;
  const list: Field[] = [];
  let offset = above.length;
  for (let line = firstLine; line < firstLine + maximumLines; line += 1) {
    const end = text.indexOf('\n', offset);
    const written = text.slice(offset, end === -1 ? undefined : end).trimEnd();
    const next = end === -1 ? text.length : end + 1;
    if (written === '' || /^(?:---|\.\.\.)$/.test(written)) return found(list, text.slice(next));
    if (!addLine(list, { written, line })) return null;
    offset = next;
  }
  return null;
}

function found(list: readonly Field[], body: string): UnfencedMetadata | null {
  const [first] = list;
  return first !== undefined && isKnown(first) && list.some(isTitleOrDate) ? { list, body } : null;
}

interface MetadataLine {
  readonly written: string;
  readonly line: number;
}

/** Adds a key, or continues the value of the last one. Returns false if the line is not metadata. */
function addLine(list: Field[], { written, line }: MetadataLine): boolean {
  const [, further] = furtherLine.exec(written) ?? [];
  const last = list.at(-1);
  if (further !== undefined && last !== undefined) {
    list[list.length - 1] = { ...last, value: `${String(last.value ?? '')} ${further}`.trim() };
    return true;
  }
  const [, key, value = ''] = keyLine.exec(written) ?? [];
  if (key === undefined) return false;
  list.push({ key, value: value === '' ? null : value.trim(), at: { line, column: 1 } });
  return true;
}

const knownKeys: ReadonlySet<string> = new Set(
  [
    ...Object.values(fieldAliases).flat(),
    'layout',
    'template',
    'save_as',
    'translation',
    'css',
    'base header level',
  ].map(normaliseKey),
);

function isKnown({ key }: Field): boolean {
  return knownKeys.has(normaliseKey(key)) || isMarkKey(key);
}

/** `Date: Friday` can be in the text of an invitation. */
function isTitleOrDate({ key, value }: Field): boolean {
  const name = normaliseKey(key);
  const text = String(value ?? '');
  return name === 'title' ? text !== '' : name === 'date' && /\d{4}/.test(text);
}
