/** The setting `files`: the names of the feed files. */
import { byFormat, defaultFileNames, type FeedFileNames, type FormatName, formatNames } from '../model/feed.ts';
import { isRecord } from '../model/record.ts';
import { suggestWhole } from '../problem/wording.ts';

/** The other names that a feed could have: files of Presstime at the top of a publication, and what crawlers ask for. */
export const takenNames: readonly string[] = ['smartnews.xml', 'news-sitemap.xml', 'sitemap.xml'];

const extensions: Readonly<Record<FormatName, string>> = { rss: '.xml', atom: '.xml', json: '.json' };

/** The names of the files in all formats. Undefined if one cannot be used. */
export function asFileNames(value: unknown): FeedFileNames | undefined {
  return isRecord(value) && findWrongName(value) === null ? namesIn(value) : undefined;
}

function namesIn(value: Readonly<Record<string, unknown>>): FeedFileNames {
  return byFormat((name) => (typeof value[name] === 'string' ? value[name] : defaultFileNames[name]));
}

export interface WrongName {
  /** The key of the name in `files`. */
  readonly key: string;
  readonly reason: string;
}

/** The first name that cannot be used, and why. */
export function findWrongName(value: Readonly<Record<string, unknown>>): WrongName | null {
  const entries = Object.entries(value);
  const reasons = [
    ...entries.map(([key, name]) => ({ key, reason: reasonAgainst(key, name) })),
    ...entries.map(([key]) => ({ key, reason: sameNameReason(key, value) })),
  ];
  const wrong = reasons.find(({ reason }) => reason !== null);
  return wrong === undefined ? null : { key: wrong.key, reason: wrong.reason ?? '' };
}

function reasonAgainst(key: string, name: unknown): string | null {
  const format = formatNames.find((it) => it === key);
  if (format === undefined) return `"${key}" is not a format${suggestWhole(key, formatNames)}`;
  if (name === null) return null;
  if (typeof name !== 'string') return `"${key}" must be a file name`;
  const extension = extensions[format];
  if (/[/\\]/.test(name)) return `"${name}" must be a name without a folder: "feedUrl" names the folder`;
  if (!name.endsWith(extension)) return `"${name}" must end in "${extension}"`;
  if (!/^[A-Za-z0-9_-][\w.-]{0,99}$/.test(name))
    return `"${name}" must consist of at most 100 letters from A to Z, digits, ".", "_" and "-", and must not begin with "."`;
  if (takenNames.includes(name.toLowerCase())) return `"${name}" is the name of another file`;
  return null;
}

/** Some file systems ignore case, so names must differ in more than that. */
function sameNameReason(key: string, value: Readonly<Record<string, unknown>>): string | null {
  const names = namesIn(value);
  const format = formatNames.find((it) => it === key);
  const own = format === undefined ? '' : names[format];
  const other = formatNames.find((it) => it !== key && names[it].toLowerCase() === own.toLowerCase());
  return other === undefined ? null : `"${own}" is also the name of "${other}"`;
}
