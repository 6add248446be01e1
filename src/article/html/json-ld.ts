/** Reads the article that a page describes in JSON-LD. It is parsed as data and never run: https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents */
import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { type Finding, type Position, warning } from '../../problem/problem.ts';
import type { WrittenArticle } from '../agency/written-article.ts';
import { findNewsArticle, readNewsArticle } from '../json/news-article.ts';
import { readWholeJson } from '../text/json-text.ts';
import { positionAt } from '../text/position.ts';
import { elementsOf } from '../tree/walk.ts';

export interface JsonLdReading {
  /** Null if the page does not describe an article. */
  readonly article: WrittenArticle | null;
  readonly findings: readonly Finding[];
}

/** The maximum number and length of scripts. */
const maximumScripts = 20;
const maximumLength = 1_000_000;

/** Reads the JSON-LD scripts of a page. `linesAbove` is the number of lines in the file above the page. */
export function readJsonLd(document: Root, linesAbove: number): JsonLdReading {
  const scripts = elementsOf(document).filter(isJsonLd).slice(0, maximumScripts);
  const readings = scripts.map((script) => readScript(script, linesAbove));
  const article = readings.map((it) => it.article).find((it) => it !== null) ?? null;
  return { article, findings: readings.flatMap(({ findings }) => findings) };
}

function isJsonLd({ tagName, properties }: Element): boolean {
  return tagName === 'script' && /^\s*application\/ld\+json\s*(?:;|$)/i.test(String(properties['type'] ?? ''));
}

function readScript(script: Element, linesAbove: number): JsonLdReading {
  const text = textOf(script);
  if (text.trim() === '') return { article: null, findings: [] };
  const { value, fault } = readWholeJson(text.slice(0, maximumLength));
  if (fault !== null) return { article: null, findings: [broken(script, { text, linesAbove, ...fault })] };
  const news = findNewsArticle(value);
  return { article: news === null ? null : readNewsArticle(news), findings: [] };
}

interface Fault {
  readonly text: string;
  readonly linesAbove: number;
  readonly offset: number;
  readonly message: string;
}

function broken(script: Element, { text, linesAbove, offset, message }: Fault): Finding {
  const whole = `Cannot read the JSON-LD of the page: ${message}`;
  const { line, column } = positionAt(text, offset);
  return warning('invalid-json-ld', whole, positionBelow(script, { line, column, linesAbove }));
}

interface Below extends Position {
  readonly linesAbove: number;
}

function positionBelow(script: Element, { line, column, linesAbove }: Below): Position {
  const start = script.children[0]?.position?.start ?? { line: 1, column: 1 };
  return { line: linesAbove + start.line + line - 1, column: line === 1 ? start.column + column - 1 : column };
}
