/** Makes the messages on the terminal: problems, counts and sizes. */
import { countSkipped } from '../../article/story/no-story.ts';
import type { Problem } from '../../problem/problem.ts';
import { plural, someOf } from '../../problem/wording.ts';
import type { Answer, Report } from '../../publish/report.ts';
import type { Terminal } from './command.ts';

/** Makes a line such as `articles/a.txt:3:1: error: … [invalid-date]`. The file path is relative to the working folder. */
export function describeProblem(
  { file, line, column, severity, message, code }: Problem,
  { location, paint }: { readonly location: string } & Pick<Terminal, 'paint'>,
): string {
  const seen = location === '' || file.startsWith('/') ? file : `${location.replace(/\/$/, '')}/${file}`;
  const at = printable(line === null ? seen : `${seen}:${line}:${column ?? 1}`);
  const kind = paint(severity === 'error' ? 'red' : 'yellow', `${severity}:`);
  return `${at}: ${kind} ${printable(message)} ${paint('dim', `[${code}]`)}`;
}

/** Lines for the lists of a report that were cut. */
export function describeLeftOut(leftOut: Answer['leftOut']): readonly string[] {
  return Object.entries(leftOut).map(([list, count]) => `and ${plural(count, 'more', 'more')} in ${printable(list)}`);
}

/** The line for skipped files; and what to do if there are no articles. */
export function describeSkipped({
  articles,
  skipped,
  noStories,
}: Pick<Report, 'articles' | 'skipped' | 'noStories'>): readonly string[] {
  const files = `${plural(skipped.length, 'file')} with unknown extensions: ${someOf(skipped, 3)}`;
  return [
    ...(noStories.length === 0 ? [] : [`  skipped    ${countSkipped(noStories)}`]),
    ...(skipped.length === 0 ? [] : [`  skipped    ${files}`]),
    ...unreadFormats
      .filter(({ extensions }) => skipped.some((path) => extensions.test(path)))
      .map(({ name }) => `  Presstime does not read ${name}: convert these files to Markdown`),
    ...(articles > 0
      ? []
      : ['  Put articles beside feed.yaml or in folders below it: files with the extension .txt, .md or .html']),
  ];
}

/** Formats of articles that other tools read. */
const unreadFormats = [
  { name: 'reStructuredText', extensions: /\.re?st$/i },
  { name: 'AsciiDoc', extensions: /\.a(?:scii)?doc$/i },
  { name: 'Org', extensions: /\.org$/i },
  { name: 'Textile', extensions: /\.textile$/i },
] as const;

/** A line such as `3 articles: 1 error, 2 warnings`, and below it how often each code occurs. */
export function describeCodes(
  what: string,
  problems: readonly Pick<Problem, 'severity' | 'code'>[],
  { paint }: Pick<Terminal, 'paint'>,
): string {
  const count = (severity: string) => problems.filter((problem) => problem.severity === severity).length;
  const head = `${what}: ${plural(count('error'), 'error')}, ${plural(count('warning'), 'warning')}`;
  const codes = [...new Set(problems.map(({ code }) => code))].sort();
  const lines = codes.map((code) => `  ${problems.filter((problem) => problem.code === code).length}  ${code}`);
  return [paint('bold', head), ...lines].join('\n');
}

/** Replaces control and direction characters in foreign text, which could move the cursor or reverse the line. */
export function printable(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\ufffd');
}

/** Formats a size: `512 bytes`, `12 KB`, `3.4 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return plural(bytes, 'byte');
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
