/** Parses a Word document, converted to HTML. Its date and byline are in the first lines or in the document properties. */
import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { h } from 'hastscript';
import { error, type Finding, warning } from '../../problem/problem.ts';
import { parseStamp } from '../date/stamp.ts';
import { readDocument } from '../html/html.ts';
import { dateInPath } from '../story/path.ts';
import type { StoryReading, TextFile } from '../story/story.ts';
import { cleanPlainText } from '../text/decode.ts';
import { foldSpaces } from '../text/spaces.ts';
import { readHtml } from '../tree/html-tree.ts';
import { decodeHtmlText, isElement } from '../tree/plain-text.ts';
import { findElement } from '../tree/walk.ts';
import { parseByline } from '../wire/byline.ts';

/** The input: `text` is the HTML. */
export interface WordFile extends TextFile {
  /** The XML of the core properties. Empty if there are none. */
  readonly properties: string;
}

/** Parses a converted document. Findings have no positions, because positions in the HTML are meaningless in the document. */
export function parseWord({ path, text, channel, properties }: WordFile): StoryReading {
  const document = readHtml(text, 'document');
  const { language } = channel;
  const dated = addHead(document, { properties, language, isDated: dateInPath(path) !== null });
  const { story, findings } = readDocument(document, { path, channel, fields: new Map(), linesBefore: 0 });
  return { story, findings: [...dated, ...findings.map((it) => ({ ...inWord(it), line: null, column: null }))] };
}

function inWord(finding: Finding): Finding {
  if (finding.code !== 'missing-date') return finding;
  const message =
    'No date was found: begin the file name with a date, as in "2026-01-04-name.docx", or write a line with it below the title';
  return error('missing-date', message);
}

interface HeadContext {
  readonly properties: string;
  readonly language: string;
  /** True if the file name contains a date, so that the one in the properties is ignored. */
  readonly isDated: boolean;
}

/** Marks the byline and the date in the first lines, and adds what is missing from the properties to the head. */
function addHead(document: Root, { properties, language, isDated }: HeadContext): readonly Finding[] {
  const head = findElement(document, (it) => it.tagName === 'head');
  const body = findElement(document, (it) => it.tagName === 'body');
  const { hasDate, hasByline } = body === null ? { hasDate: false, hasByline: false } : markHead(body, language);
  const property = (name: string) => propertyIn(properties, name);
  const created = isDated || hasDate ? null : property('dcterms:created');
  const title = property('dc:title');
  const creator = hasByline ? null : personIn(property('dc:creator'));
  head?.children.push(
    ...(title === null ? [] : [h('title', title)]),
    ...(creator === null ? [] : [h('meta', { name: 'author', content: creator })]),
    ...(created === null ? [] : [h('meta', { name: 'date', content: created })]),
  );
  return created === null ? [] : [fromProperties(created)];
}

function fromProperties(created: string): Finding {
  const message = `The date ${created} is the creation date in the document properties: write the date below the title`;
  return warning('date-from-properties', message);
}

/** The number of lines above the text that can contain a byline and a date. */
const headLines = 5;

function markHead(content: Element, language: string): { readonly hasDate: boolean; readonly hasByline: boolean } {
  const lines = content.children.filter((node) => isElement(node, 'p')).slice(0, headLines);
  const byline = lines.find((line) => parseByline(foldSpaces(textOf(line)), language) !== null);
  const stamp = lines.find((line) => isStamp(foldSpaces(textOf(line)), language));
  if (byline !== undefined) byline.properties['className'] = ['byline'];
  if (stamp !== undefined) stamp.children = [h('time', foldSpaces(textOf(stamp)))];
  return { hasDate: stamp !== undefined, hasByline: byline !== undefined };
}

function isStamp(line: string, language: string): boolean {
  return line.length < 100 && (parseStamp(line, language)?.date ?? null) !== null;
}

/** A value in the core properties (ECMA-376 part 2, 11.1). */
function propertyIn(xml: string, name: string): string | null {
  const written = new RegExp(`<${name}(?: [^<>]{0,200})?>([^<]{1,1000})</${name}>`).exec(xml)?.[1] ?? '';
  return foldSpaces(cleanPlainText(decodeHtmlText(written))) || null;
}

/** Returns a name with first and last name. Returns null for accounts and programs. */
function personIn(creator: string | null): string | null {
  const isAccount =
    creator === null || !creator.includes(' ') || /\b(?:user|admin|owner|office|microsoft|google)\b/i.test(creator);
  return isAccount ? null : creator;
}
