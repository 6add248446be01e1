/** Cuts the front matter off a text and reads it: YAML between `---`, TOML between `+++`. Nothing in it can run code. */
import { parse as parseToml, TomlDate, TomlError } from 'smol-toml';
import { isMap, LineCounter, type Node, parseDocument } from 'yaml';
import { error, type Finding, hasError, type Position, warning } from '../problem.ts';

/** The keys of front matter, in lower case, each with its value and its line. */
export type Fields = ReadonlyMap<string, Field>;

export interface Field {
  readonly key: string;
  readonly value: unknown;
  readonly at: Position;
}

export interface FrontMatter {
  readonly fields: Fields;
  readonly body: string;
  readonly findings: readonly Finding[];
}

/** Splits a text; one without front matter has no fields. */
export function splitFrontMatter(text: string): FrontMatter {
  const block = findBlock(text);
  if (block === null) return { fields: new Map(), body: text, findings: [] };
  const { fields, findings } = languages[block.fence](block);
  return { fields, body: block.body, findings };
}

interface Block {
  readonly fence: '---' | '+++';
  readonly source: string;
  readonly body: string;
  /** The line of the file that the first line of `source` is. */
  readonly firstLine: number;
}

const opening = /^(?:[ \t]*\n)*(---|\+\+\+)[ \t]*\n/;

/** Null where the text merely begins with a rule: no closing fence, or nothing like a key between. */
function findBlock(text: string): Block | null {
  const match = opening.exec(text);
  if (match === null) return null;
  const fence = match[1] as Block['fence'];
  const rest = text.slice(match[0].length);
  const closing = fence === '---' ? /^(?:---|\.\.\.)[ \t]*$/m : /^\+\+\+[ \t]*$/m;
  const end = closing.exec(rest);
  if (end === null) return null;
  const source = rest.slice(0, end.index);
  if (source.trim() !== '' && !/^[ \t]*["']?[\w.-]+["']?[ \t]*[:=]|^[ \t]*\[/m.test(source)) return null;
  const body = rest.slice(end.index + end[0].length + 1);
  return { fence, source, body, firstLine: match[0].split('\n').length };
}

interface Parsed {
  readonly fields: Fields;
  readonly findings: readonly Finding[];
}

const languages: Readonly<Record<Block['fence'], (block: Block) => Parsed>> = {
  '---': parseYamlBlock,
  '+++': parseTomlBlock,
};

function parseYamlBlock(block: Block): Parsed {
  const strict = readYaml(block.source, block);
  if (!hasError(strict.findings)) return strict;
  const mended = readYaml(mendYaml(block.source), block);
  if (hasError(mended.findings)) return strict;
  const first = strict.findings[0];
  const message = `The front matter is not quite YAML and was mended: ${first?.message ?? ''}`;
  const at = { line: first?.line ?? block.firstLine, column: first?.column ?? 1 };
  return { fields: mended.fields, findings: [warning('mended-yaml', message, at)] };
}

/** Text continued at column 0 is indented, so that it belongs to the line above. */
function mendYaml(source: string): string {
  return source.replace(/^(?!["']?[\w .-]+["']?[ \t]*:(?:\s|$)|[ \t]*-[ \t]|[ \t]*#|[ \t]*$)(?=\S)/gm, '  ');
}

function readYaml(source: string, { firstLine }: Block): Parsed {
  const lines = new LineCounter();
  const options = { lineCounter: lines, prettyErrors: false, uniqueKeys: false };
  const document = parseDocument(source, options);
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1) + firstLine - 1, column: Math.max(col, 1) };
  };
  const findings = document.errors.map(({ message, pos }) => invalid(message, at(pos[0])));
  const fields = new Map<string, Field>();
  if (findings.length > 0) return { fields, findings };
  if (document.contents !== null && !isMap(document.contents)) {
    return { fields, findings: [invalid('it must be lines of "key: value"', at(0))] };
  }
  const values = yamlValues(document, at(0));
  for (const item of document.contents?.items ?? []) {
    const key = String(item.key);
    const position = at((item.key as Node | null)?.range?.[0] ?? 0);
    fields.set(key.toLowerCase(), { key, value: values.plain[key], at: position });
  }
  return { fields, findings: values.findings };
}

/** Alias bombs are refused by the library, which counts what aliases would grow to. */
function yamlValues(
  document: ReturnType<typeof parseDocument>,
  at: Position,
): { readonly plain: Readonly<Record<string, unknown>>; readonly findings: readonly Finding[] } {
  try {
    const plain = document.toJS({ maxAliasCount: 100 }) as Record<string, unknown> | null;
    return { plain: plain ?? {}, findings: [] };
  } catch (thrown) {
    return { plain: {}, findings: [invalid((thrown as Error).message, at)] };
  }
}

function parseTomlBlock({ source, firstLine }: Block): Parsed {
  const fields = new Map<string, Field>();
  try {
    for (const [key, value] of Object.entries(parseToml(source))) {
      const at = { line: firstLine + tomlLine(source, key), column: 1 };
      fields.set(key.toLowerCase(), { key, value: plainToml(value), at });
    }
    return { fields, findings: [] };
  } catch (thrown) {
    if (!(thrown instanceof TomlError)) throw thrown;
    const at = { line: thrown.line + firstLine - 1, column: thrown.column };
    return { fields, findings: [invalid(thrown.message.split('\n')[0] ?? '', at)] };
  }
}

/** TOML keeps no positions: the first line that begins with the key. */
function tomlLine(source: string, key: string): number {
  const index = source.split('\n').findIndex((line) => line.replace(/^[\s["']+/, '').startsWith(key));
  return Math.max(index, 0);
}

/** Dates as they were written; the library's own date type goes no further. */
function plainToml(value: unknown): unknown {
  if (value instanceof TomlDate) return value.toISOString();
  if (Array.isArray(value)) return value.map(plainToml);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainToml(inner)]));
}

function invalid(message: string, at: Position): Finding {
  return error('invalid-front-matter', `Cannot read the front matter: ${message}`, at);
}
