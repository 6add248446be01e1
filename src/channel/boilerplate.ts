/** Lines that a page shows and an article does not have: texts, or patterns between slashes, in an engine that takes linear time. */
import { RE2JS } from 're2js';

/** What stands for `boilerplateLines` where `feed.yaml` names none. */
export const defaultBoilerplateLines: readonly string[] = [
  '/^advertisements?(?: below| above)?$/',
  '/^sponsored content(?: below)?$/',
  '/^share this (?:post|story|article)!?$/',
  '/^(?:more news|related|read more):\\s/',
];

/** The longest text or pattern, and the most of them. */
const maximumLength = 200;
const maximumCount = 200;
/** A longer line is running text. */
const maximumLineLength = 500;

/** True where each is a text or a pattern that can be used. */
export function areBoilerplateLines(lines: readonly string[]): boolean {
  return lines.length <= maximumCount && lines.every(isBoilerplate);
}

function isBoilerplate(written: string): boolean {
  if (written.trim() === '' || written.length > maximumLength) return false;
  const source = sourceOf(written);
  return source === null || compile([source]) !== null;
}

/** True for a line that is one of the texts, in any case, or that a pattern finds something in. */
export type IsBoilerplate = (line: string) => boolean;

const known = new WeakMap<readonly string[], IsBoilerplate>();

/** The test for a list; made once for each list. */
export function boilerplateTest(lines: readonly string[]): IsBoilerplate {
  const made = known.get(lines) ?? makeTest(lines);
  known.set(lines, made);
  return made;
}

function makeTest(lines: readonly string[]): IsBoilerplate {
  const texts = new Set(lines.filter((it) => sourceOf(it) === null).map((it) => it.trim().toLowerCase()));
  const sources = lines.map(sourceOf).filter((it) => it !== null);
  const pattern = sources.length === 0 ? null : compile(sources);
  return (line) =>
    line.length <= maximumLineLength && (texts.has(line.trim().toLowerCase()) || pattern?.test(line) === true);
}

/** What stands between slashes; null where it is a text. */
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
