/** Recognises boilerplate: lines such as "Read more: …" that are not part of an article. Patterns run in RE2, in linear time. */
import { RE2JS } from 're2js';

/** The default for `boilerplateLines` in `feed.yaml`. */
export const defaultBoilerplateLines: readonly string[] = [
  '/^advertisements?(?: below| above)?$/',
  '/^sponsored content(?: below)?$/',
  '/^share this (?:post|story|article)!?$/',
  '/^(?:more news|related|read more):\\s/',
];

/** The maximum length of one line or pattern, and the maximum number of them. */
const maximumLength = 200;
const maximumCount = 200;
/** A longer line is ordinary text. */
const maximumLineLength = 500;

/** True if the list is not too long and each element is an exact line or a valid pattern. */
export function areBoilerplateLines(lines: readonly string[]): boolean {
  return lines.length <= maximumCount && lines.every(isBoilerplate);
}

function isBoilerplate(written: string): boolean {
  if (written.trim() === '' || written.length > maximumLength) return false;
  const source = sourceOf(written);
  return source === null || compile([source]) !== null;
}

/** True if a line equals one of the exact lines, ignoring case, or if a pattern matches anywhere in it. */
export type IsBoilerplate = (line: string) => boolean;

const known = new WeakMap<readonly string[], IsBoilerplate>();

/** The test for a list of boilerplate lines. It is made once for each list. */
export function boilerplateTest(lines: readonly string[]): IsBoilerplate {
  const made = known.get(lines) ?? makeTest(lines);
  known.set(lines, made);
  return made;
}

function makeTest(lines: readonly string[]): IsBoilerplate {
  const exactLines = new Set(lines.filter((it) => sourceOf(it) === null).map((it) => it.trim().toLowerCase()));
  const sources = lines.map(sourceOf).filter((it) => it !== null);
  const pattern = sources.length === 0 ? null : compile(sources);
  return (line) =>
    line.length <= maximumLineLength && (exactLines.has(line.trim().toLowerCase()) || pattern?.test(line) === true);
}

/** The pattern between slashes. Null for an exact line. */
function sourceOf(written: string): string | null {
  return /^\/(.+)\/i?$/s.exec(written.trim())?.[1] ?? null;
}

function compile(sources: readonly string[]): RE2JS | null {
  try {
    return RE2JS.compile(sources.map((source) => `(?:${source})`).join('|'), RE2JS.CASE_INSENSITIVE);
  } catch {
    return null;
  }
}
