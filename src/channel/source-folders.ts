/** Decides which files of the source belong to it, by the settings `articles`, `exclude` and `static`. */
import type { Channel } from '../model/channel.ts';

export type SourceFolders = Pick<Channel, 'articles' | 'exclude' | 'static'>;

/** True for a file that is in a folder of `articles`, if there are any, and in none of `exclude`. */
export function isIncluded(path: string, { articles, exclude }: Pick<SourceFolders, 'articles' | 'exclude'>): boolean {
  return (articles.length === 0 || matchesAny(path, articles)) && !matchesAny(path, exclude);
}

/** True if a folder, a path or a pattern of a list matches the file. */
export function matchesAny(path: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => expressionOf(pattern).test(path));
}

const expressions = new Map<string, RegExp>();

function expressionOf(pattern: string): RegExp {
  const known = expressions.get(pattern);
  if (known !== undefined) return known;
  const expression = new RegExp(`^${sourceOf(pattern)}(?:/|$)`, 's');
  expressions.set(pattern, expression);
  return expression;
}

/** `**` matches any number of folders, and `*` any part of a name. */
function sourceOf(pattern: string): string {
  return trimmed(pattern).replace(/\*\*\/|\*+|[^\w/]/g, (part) => {
    if (part === '**/') return '(?:[^/]+/)*';
    if (part.startsWith('*')) return part === '*' ? '[^/]*' : '.*';
    return /\s|[\x80-\uffff]/.test(part) ? part : `\\${part}`;
  });
}

function trimmed(pattern: string): string {
  return pattern.replace(/^(?:\.?\/)+|\/+$/g, '');
}

/** A list of folders, paths and patterns below the folder of `feed.yaml`. Undefined if one leaves it, or is too long. */
export function asSourcePaths(value: unknown): readonly string[] | undefined {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const isPattern = (it: unknown): it is string =>
    typeof it === 'string' &&
    it.length <= 300 &&
    trimmed(it) !== '' &&
    !/(?:^|\/)\.\.(?:\/|$)|[\\\p{Cc}]/u.test(it) &&
    (it.match(/\*+/g) ?? []).length <= 4;
  return list.length <= 1000 && list.every(isPattern) ? list.map(trimmed) : undefined;
}

/** The lists `articles` and `exclude` in the text of `feed.yaml`, if they are written as plain lists. */
export function findSourceFolders(text: string): Pick<SourceFolders, 'articles' | 'exclude'> {
  return { articles: plainList(text, 'articles'), exclude: plainList(text, 'exclude') };
}

const plainItem = /^[ \t]*-[ \t]+(?:"([\w./ *@-]+)"|'([\w./ *@-]+)'|([\w./][\w./ *@-]*))[ \t]*$/;

/** Empty if a line of the list is anything but one plain text: then the whole list is left to the parser of YAML. */
function plainList(text: string, key: 'articles' | 'exclude'): readonly string[] {
  const lines = text.split(/\r?\n/);
  const start = lines.indexOf(`${key}:`);
  if (start === -1) return [];
  const rest = lines.slice(start + 1);
  const found = rest.findIndex((line) => !/^[ \t]*-[ \t]/.test(line));
  const end = found === -1 ? rest.length : found;
  // An indented line continues the item before it.
  if (/^[ \t]+\S/.test(rest[end] ?? '')) return [];
  const items = rest.slice(0, end).map((line) => {
    const [, double, single, plain] = plainItem.exec(line) ?? [];
    return double ?? single ?? plain;
  });
  return items.every((item) => item !== undefined) ? (asSourcePaths(items) ?? []) : [];
}
