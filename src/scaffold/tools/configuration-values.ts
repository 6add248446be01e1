/** Reads configurations as data: TOML, YAML and JSON by their parsers, programs only by patterns for literal values. Nothing is run. */
import { parse as parseToml } from 'smol-toml';
import { parseYaml } from '../../channel/yaml.ts';
import { fieldsOf, isRecord, type UnknownRecord } from '../../model/record.ts';

/** The data of a configuration file. Null if it cannot be parsed. Empty for a program. */
export function parseConfiguration(path: string, text: string): UnknownRecord | null {
  const extension = /\.(\w+)$/.exec(path)?.[1] ?? '';
  const parse = parsers[extension];
  if (parse === undefined) return {};
  try {
    const value = parse(text);
    return value === null || value === undefined ? {} : isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

const parsers: Readonly<Record<string, (text: string) => unknown>> = {
  toml: (text) => parseToml(text, { integersAsBigInt: 'asNeeded' }),
  yaml: readYaml,
  yml: readYaml,
  json: (text) => JSON.parse(text),
};

function readYaml(text: string): unknown {
  const { document, nestedKey } = parseYaml(text, { uniqueKeys: false });
  if (nestedKey !== null || document.errors.length > 0) throw new SyntaxError('This is not YAML');
  return document.toJS({ maxAliasCount: 100 });
}

/** The value at a path of keys, whose case is ignored. */
export function valueAt(values: UnknownRecord, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((value, key) => {
    const fields = fieldsOf(value);
    const found = Object.keys(fields).find((it) => it.toLowerCase() === key.toLowerCase());
    return found === undefined ? undefined : fields[found];
  }, values);
}

/** The first text at one of several paths, each written with dots. */
export function settingText(values: UnknownRecord, ...paths: readonly string[]): string | null {
  return paths.map((path) => textIn(valueAt(values, ...path.split('.')))).find((text) => text !== null) ?? null;
}

function textIn(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

export function booleanAt(values: UnknownRecord, path: string): boolean {
  return valueAt(values, ...path.split('.')) === true;
}

/** A number of entries. Null if there is none, or if it means all of them. */
export function numberAt(values: UnknownRecord, path: string): number | null {
  const value = valueAt(values, ...path.split('.'));
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : null;
}

/** Texts of a text or a list. */
export function textsIn(value: unknown): readonly string[] {
  return [value].flat().flatMap((it) => textIn(it) ?? []);
}

/** The names of authors: a text, a list, or maps with a `name`. */
export function authorNames(value: unknown): readonly string[] {
  return [value].flat().flatMap((it) => textIn(isRecord(it) ? it['name'] : it) ?? []);
}

/** A program without its comments. */
export function withoutComments(program: string): string {
  return program.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^[ \t]*(?:\/\/|#).*$/gm, '');
}

/** The literal text that a program gives a key. Null if it is computed. */
export function literalText(program: string, key: string): string | null {
  const match = new RegExp(`${keyStart(key)}(["'\`])([^"'\`\\n\\\\]*)\\1`).exec(program);
  return match?.[2] === undefined || match[2].includes('${') ? null : textIn(match[2]);
}

export function literalBoolean(program: string, key: string): boolean | null {
  const written = new RegExp(`${keyStart(key)}(true|false)\\b`, 'i').exec(program)?.[1];
  return written === undefined ? null : written.toLowerCase() === 'true';
}

/** The literal texts in the list that a program gives a key. */
export function literalTexts(program: string, key: string): readonly string[] {
  const list = new RegExp(`${keyStart(key)}[[(]([^\\])]*)[\\])]`).exec(program)?.[1] ?? '';
  return [...list.matchAll(/(["'])([^"'\n]+)\1/g)].flatMap((match) => match[2] ?? []);
}

/** True if a program sets a key, to whatever value. */
export function setsKey(program: string, key: string): boolean {
  return new RegExp(keyStart(key)).test(program);
}

function keyStart(key: string): string {
  return `(?<![\\w.])["']?${key}["']?\\s*[:=]\\s*`;
}

/** The text of a program from the brace after a key to the one that closes it. Null if there is none. */
export function blockOf(program: string, key: string): string | null {
  const start = new RegExp(`${keyStart(key)}\\{`).exec(program);
  if (start === null) return null;
  const from = start.index + start[0].length;
  let depth = 1;
  for (let at = from; at < program.length; at += 1) {
    const sign = program.charAt(at);
    depth += sign === '{' ? 1 : sign === '}' ? -1 : 0;
    if (depth === 0) return program.slice(from, at);
  }
  return program.slice(from);
}

/** A URL and a path behind it, with one slash between them and at the end. Null if the URL is not known. */
export function joinUrl(url: string | null, path: string | null): string | null {
  if (url === null) return null;
  const tail = (path ?? '').replace(/^\/+|\/+$/g, '');
  const head = url.replace(/\/+$/, '');
  return tail === '' || head.endsWith(`/${tail}`) ? `${head}/` : `${head}/${tail}/`;
}
