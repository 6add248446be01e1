/** Splits front matter from a text and parses it: YAML between `---`, TOML between `+++`, or a JSON object. It cannot run code. */
import { parse as parseToml, TomlDate, TomlError } from 'smol-toml';
import { isMap, isScalar, LineCounter, type Node } from 'yaml';
import { keepWritten, nestedKeyMessage, type ParsedYaml, parseYaml } from '../../channel/yaml.ts';
import { recordIn } from '../../model/record.ts';
import { error, type Finding, hasError, type Position, warning } from '../../problem/problem.ts';
import { messageOf } from '../../problem/publish-error.ts';
import { hidesMore, isMarkKey } from '../marks/marks.ts';
import { type Field, type Fields, isLocalDateTime, normaliseKey } from '../story/field.ts';
import type { TextFile } from '../story/story.ts';
import { cleanPlainText } from '../text/decode.ts';
import { type JsonReading, readJson } from '../text/json-text.ts';
import { positionAt, positionsIn } from '../text/position.ts';
import { readPlainYaml } from './plain-yaml.ts';
import { indentStrays, quoteValues } from './repair.ts';

export interface FrontMatter {
  readonly fields: Fields;
  readonly body: string;
  readonly findings: readonly Finding[];
}

/** A text file, split into front matter and body. */
export interface MatterFile extends TextFile {
  readonly matter: FrontMatter;
}

/** Splits a text into front matter and body. A text without front matter has no fields. */
export function splitFrontMatter(text: string): FrontMatter {
  const open = findOpening(text);
  if (open === null) return splitJson(text) ?? { fields: new Map(), body: text, findings: unread(text) };
  const block = findBlock(open);
  if (block === null) return { fields: new Map(), body: text, findings: unclosed(open) };
  const { fields, findings } = block.source.length > maximumLength ? tooLong(block) : languages[block.fence](block);
  return { fields, body: block.body, findings };
}

/** The maximum length of front matter, in characters. */
const maximumLength = 50_000;

function tooLong({ source, firstLine }: Pick<Block, 'source' | 'firstLine'>): Parsed {
  const message = `it must have at most ${maximumLength} characters, and has ${source.length}`;
  return { fields: new Map(), findings: [invalid(message, { line: firstLine, column: 1 })] };
}

interface Opening {
  readonly fence: '---' | '+++';
  /** The text below the fence. */
  readonly rest: string;
  /** The number of the first line of `rest` in the file. */
  readonly firstLine: number;
}

interface Block extends Omit<Opening, 'rest'> {
  readonly source: string;
  readonly body: string;
}

const opening = /^(?:[ \t]*\n)*(---|\+\+\+)(?:ya?ml|toml)?[ \t]*\n/;

/** A fence that other tools know, or that a word processor has changed, above a line with a key. */
const otherOpening =
  /^(?:[ \t]*\n|<!--(?:(?!-->)[\s\S])*-->[ \t]*\n)*(?:[ \t]*(?:[-–—+;]{2,6}|—)(?:json5?|js|javascript)?[ \t\u00a0]*\n)(?:[ \t]*[{"\w][^\n]*\n){0,50}?[ \t{]*["']?([\w -]{1,40})["']?[ \t]*[:=]/;

/** Reports front matter that is not read, because publishing it as text could publish a draft. */
function unread(text: string): Finding[] {
  const key = otherOpening.exec(text)?.[1];
  if (key === undefined || !isKnownKey(key)) return [];
  return [
    invalid('begin the file with a line "---", and end the front matter with another one', { line: 1, column: 1 }),
  ];
}

const knownKeys: ReadonlySet<string> = new Set([
  'title',
  'date',
  'tags',
  'categories',
  'author',
  'layout',
  'description',
  'slug',
  'embargo',
  'expires',
  'withdrawn',
]);

function isKnownKey(key: string): boolean {
  return knownKeys.has(normaliseKey(key)) || isMarkKey(key);
}

function findOpening(text: string): Opening | null {
  const match = opening.exec(text);
  if (match === null) return null;
  const fence = match[1] as Opening['fence'];
  return { fence, rest: text.slice(match[0].length), firstLine: match[0].split('\n').length };
}

/** Null if the fence is only a horizontal rule: there is no closing fence, or nothing that looks like a key between the fences. */
function findBlock({ fence, rest, firstLine }: Opening): Block | null {
  const closing = fence === '---' ? /^(?:---|\.\.\.)[ \t]*$/m : /^\+\+\+[ \t]*$/m;
  const end = closing.exec(rest);
  if (end === null) return null;
  const source = rest.slice(0, end.index);
  if (source.trim() !== '' && !/^[ \t]*["']?[\w.-]+["']?[ \t]*[:=]|^[ \t]*\[/m.test(source)) return null;
  return { fence, source, body: rest.slice(end.index + end[0].length + 1), firstLine };
}

const keyForms: Readonly<Record<Opening['fence'], RegExp>> = {
  '---': /^["']?[\w.-]+["']?[ \t]*:(?:\s|$)/,
  '+++': /^(?:["']?[\w.-]+["']?[ \t]*=|\[)/,
};

/** Reports front matter that is never closed: a key follows the fence. Reading it as text could publish a draft. */
function unclosed({ fence, rest, firstLine }: Opening): Finding[] {
  if (!keyForms[fence].test(rest)) return [];
  return [invalid(`it is never closed: end it with a line "${fence}"`, { line: firstLine - 1, column: 1 })];
}

interface Parsed {
  readonly fields: Fields;
  readonly findings: readonly Finding[];
}

const languages: Readonly<Record<Opening['fence'], (block: Block) => Parsed>> = {
  '---': parseYamlBlock,
  '+++': parseTomlBlock,
};

function parseYamlBlock(block: Block): Parsed {
  const errorLine = (source: string) => lineOfError(readYaml(source, block), block);
  return parseOrRepair(block, {
    parse: (source) => readYaml(source, block),
    repair: (source) => quoteValues(indentStrays(source), { errorLine, separator: ':' }),
  });
}

function parseTomlBlock(block: Block): Parsed {
  const errorLine = (source: string) => lineOfError(readToml(source, block), block);
  return parseOrRepair(block, {
    parse: (source) => readToml(source, block),
    repair: (source) => quoteValues(source, { errorLine, separator: '=' }),
  });
}

interface Language {
  readonly parse: (source: string) => Parsed;
  readonly repair: (source: string) => string;
}

/** Parses front matter, with repairs if necessary. If repairs do not help, the original problems are reported. */
function parseOrRepair({ source, firstLine }: Block, { parse, repair }: Language): Parsed {
  const strict = parse(source);
  if (!hasError(strict.findings) || strict.findings.some(isNestedKey)) return strict;
  const repaired = parse(repair(source));
  if (hasError(repaired.findings)) return strict;
  const first = strict.findings[0];
  const reason = first?.message.replace(invalidPrefix, '') ?? '';
  const message = `The front matter was repaired: put the value in quotes, or indent text that continues on the next line (${reason})`;
  const at = { line: first?.line ?? firstLine, column: first?.column ?? 1 };
  return { fields: repaired.fields, findings: [warning('repaired-front-matter', message, at), ...repaired.findings] };
}

/** True for an error that is not a slip of the author, so that quotes would only hide it. */
function isNestedKey({ message }: Finding): boolean {
  return message.endsWith(nestedKeyMessage);
}

function lineOfError({ findings }: Parsed, { firstLine }: Block): number | null {
  const line = findings.find(({ severity }) => severity === 'error')?.line;
  return line === undefined || line === null ? null : line - firstLine;
}

function readYaml(source: string, { firstLine }: Block): Parsed {
  const plain = readPlainYaml(source);
  if (plain === null) return readAnyYaml(source, firstLine);
  return gather(
    plain.map(({ line, ...field }) => ({
      ...field,
      value: cleanValue(field.value),
      at: { line: firstLine + line, column: 1 },
    })),
  );
}

function readAnyYaml(source: string, firstLine: number): Parsed {
  const lines = new LineCounter();
  const { document, nestedKey } = parseYaml(source, { lineCounter: lines, uniqueKeys: false });
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1) + firstLine - 1, column: Math.max(col, 1) };
  };
  const findings = document.errors.map(({ code, message, pos }) => {
    return invalid(code === 'RESOURCE_EXHAUSTION' ? 'it is nested too deeply' : message, at(pos[0]));
  });
  if (findings.length > 0) return { fields: new Map(), findings };
  if (nestedKey !== null) return { fields: new Map(), findings: [invalid(nestedKeyMessage, at(nestedKey))] };
  if (document.contents !== null && !isMap(document.contents)) {
    return { fields: new Map(), findings: [invalid('it must be lines of "key: value"', at(0))] };
  }
  keepWritten(document);
  const values = yamlValues(document, at(0));
  const items = document.contents?.items ?? [];
  const isRepeated = new Set(items.map((item) => String(item.key))).size < items.length;
  const list = items.map((item): Field => {
    const key = String(item.key);
    // Objects keep the last value of a repeated key.
    const value = isRepeated && isScalar(item.value) ? item.value.value : values.plain[key];
    const source = isScalar(item.value) && item.value.type === 'PLAIN' ? item.value.source : undefined;
    const written = typeof value === 'boolean' || isLocalDateTime(source ?? '') ? source : undefined;
    const field = { key, value: cleanValue(value), at: at((item.key as Node | null)?.range?.[0] ?? 0) };
    return written === undefined ? field : { ...field, written };
  });
  const { fields, findings: ofKeys } = gather(list);
  return { fields, findings: [...values.findings, ...ofKeys] };
}

/** The fields of metadata whose values are texts, by key. */
export function gatherTexts(list: readonly Field[]): Parsed {
  return gather(list.map((field) => ({ ...field, value: cleanValue(field.value) })));
}

/** Collects fields by key. If a key is repeated, in any spelling, the last one is used, or the one that keeps the article out. */
function gather(list: readonly Field[]): Parsed {
  const fields = new Map<string, Field>();
  const findings: Finding[] = [];
  for (const field of list) {
    const name = normaliseKey(field.key);
    const before = fields.get(name);
    const isWeaker = before !== undefined && hidesMore(field.key, [before.value, field.value]);
    if (before !== undefined) findings.push(isWeaker ? repeatedMark(field, before) : repeatedKey(field, before));
    if (!isWeaker) fields.set(name, field);
  }
  return { fields, findings };
}

function repeatedKey({ key, at }: Field, before: Field): Finding {
  const message = `"${key}" is already set as "${before.key}" in line ${before.at.line}: this one is used, so remove the other`;
  return warning('repeated-key', message, at);
}

function repeatedMark({ key, at }: Field, before: Field): Finding {
  const message = `"${key}" is already set as "${before.key}" in line ${before.at.line}, which keeps the article out and is used: remove one of them`;
  return warning('repeated-key', message, at);
}

/** The library rejects alias bombs, because it limits how much aliases can expand. */
function yamlValues(
  document: ParsedYaml['document'],
  at: Position,
): { readonly plain: Readonly<Record<string, unknown>>; readonly findings: readonly Finding[] } {
  try {
    return { plain: recordIn(document.toJS({ maxAliasCount: 100 })) ?? {}, findings: [] };
  } catch (thrown) {
    return { plain: {}, findings: [invalid(messageOf(thrown), at)] };
  }
}

function readToml(source: string, { firstLine }: Block): Parsed {
  try {
    const lines = tomlLines(source);
    const list = Object.entries(parseToml(source, { integersAsBigInt: 'asNeeded' })).map(([key, value]): Field => {
      const at = { line: firstLine + (lines.get(key) ?? 0), column: 1 };
      return { key, value: cleanValue(value), at };
    });
    return gather(list);
  } catch (thrown) {
    if (!(thrown instanceof TomlError)) throw thrown;
    const at = { line: thrown.line + firstLine - 1, column: thrown.column };
    return { fields: new Map(), findings: [invalid(thrown.message.split('\n')[0] ?? '', at)] };
  }
}

/** The first line that begins with each key, from 0, because the TOML parser returns no positions. */
function tomlLines(source: string): ReadonlyMap<string, number> {
  const lines = source.split('\n').map((line, index): [string, number] => {
    return [/^[[\s]*["']?([\w-]+)/.exec(line)?.[1] ?? '', index];
  });
  return new Map(lines.toReversed());
}

/** Converts TOML dates to strings, and removes characters that escapes can introduce but a feed cannot contain. */
function cleanValue(value: unknown): unknown {
  if (typeof value === 'string') return cleanPlainText(value);
  if (typeof value === 'bigint') return String(value);
  if (value instanceof TomlDate) return value.toISOString();
  if (Array.isArray(value)) return value.map(cleanValue);
  const record = recordIn(value);
  return record === null ? value : Object.fromEntries(Object.entries(record).map(([key, it]) => [key, cleanValue(it)]));
}

/** Matches an object that begins with a key in quotes, and not a shortcode or text in braces. */
const jsonOpening = /^(?:[ \t]*\n)*[ \t]*(?=\{\s*"[^"\n]{0,200}"\s*:)/;

/** Splits a JSON object from the start of a text, as Hugo does. Null if there is none, or if text follows it on the same line. */
function splitJson(text: string): FrontMatter | null {
  const start = jsonOpening.exec(text)?.[0].length;
  if (start === undefined) return null;
  const reading = readJson(text.slice(start));
  const end = start + reading.end;
  const rest = /[ \t]*(?:\n|$)/y;
  rest.lastIndex = end;
  if (reading.fault === null && !rest.test(text)) return null;
  const source = text.slice(start, end);
  const firstLine = positionAt(text, start).line;
  const { fields, findings } =
    source.length > maximumLength ? tooLong({ source, firstLine }) : parseJsonObject(reading, { text, start });
  return { fields, body: text.slice(rest.lastIndex), findings };
}

interface JsonSource {
  readonly text: string;
  /** The offset of the object. */
  readonly start: number;
}

function parseJsonObject({ value, keys, fault }: JsonReading, { text, start }: JsonSource): Parsed {
  const at = positionsIn(text);
  if (fault !== null) return { fields: new Map(), findings: [invalid(fault.message, at(start + fault.offset))] };
  const list = Object.entries(recordIn(value) ?? {}).map(([key, inner]): Field => {
    return { key, value: inner, at: at(start + (keys.get(key) ?? 0)) };
  });
  return gather(list);
}

const invalidPrefix = 'Cannot read the front matter: ';

function invalid(message: string, at: Position): Finding {
  return error('invalid-front-matter', `${invalidPrefix}${message}`, at);
}
