/** Makes the messages on the terminal: problems, reports and counts. */
import type { HeldBack } from '../../item/visibility.ts';
import { lastInstant } from '../../model/instant.ts';
import type { Problem } from '../../problem/problem.ts';
import { plural, someOf } from '../../problem/wording.ts';
import type { Answer, Report } from '../../publish/report.ts';
import type { Terminal } from './command.ts';
import { quoteForShell } from './quote.ts';

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

/** A report as a function sends it. `entryChanges` is null if the function has an older version. */
export interface ShownReport extends Omit<Report, 'entryChanges'> {
  readonly entryChanges: Report['entryChanges'] | null;
}

/** Makes the summary of a run, in several lines. */
export function describeReport(report: ShownReport, { paint, program }: Pick<Terminal, 'paint' | 'program'>): string {
  const { articles, read, from, nextDue, refused } = report;
  const lines = [
    `${plural(articles, 'article')} in ${from}, ${read === 0 ? 'none' : read} new or changed`,
    ...report.heldBack.map(describeHeldBack),
    ...refused.map(({ path, kept }) => `  refused    ${path}${kept ? ' (its last good version stays)' : ''}`),
    ...describeSkipped(report),
    ...describeEntryChanges(report),
    ...describeChanges(report),
    ...(nextDue === null ? [] : [`Next article due ${nextDue}: publish again at that time`]),
    ...describeFeeds(report, program),
  ];
  return lines
    .map(printable)
    .map((line, index) => (index === 0 ? paint('bold', line) : line))
    .join('\n');
}

/** Lines for the lists of a report that were cut. */
export function describeLeftOut(leftOut: Answer['leftOut']): readonly string[] {
  return Object.entries(leftOut).map(([list, count]) => `and ${plural(count, 'more', 'more')} in ${printable(list)}`);
}

/** The line for skipped files; and what to do if there are no articles. */
export function describeSkipped({ articles, skipped }: Pick<Report, 'articles' | 'skipped'>): readonly string[] {
  const files = `${plural(skipped.length, 'file')} with unknown extensions: ${someOf(skipped, 3)}`;
  return [
    ...(skipped.length === 0 ? [] : [`  skipped    ${files}`]),
    ...(articles > 0
      ? []
      : ['  Put articles beside feed.yaml or in folders below it: files with the extension .txt, .md or .html']),
  ];
}

function describeHeldBack({ path, reason, due }: HeldBack): string {
  const when = due === lastInstant ? 'never due' : `due ${due}`;
  return `  held back  ${path} (${due === null ? reason : when})`;
}

const maximumTitles = 10;

/** Counts such as `2 new, 1 updated`, and the first titles. */
function describeEntryChanges({ entryChanges, dryRun }: Pick<ShownReport, 'entryChanges' | 'dryRun'>): string[] {
  if (entryChanges === null) return [];
  if (entryChanges.length === 0) return [dryRun ? 'No entry would change' : 'No entry changed'];
  const kinds = [...new Set(entryChanges.map(({ kind }) => kind))];
  const counts = kinds.map((kind) => `${entryChanges.filter((change) => change.kind === kind).length} ${kind}`);
  const titles = entryChanges.slice(0, maximumTitles).map(({ kind, title }) => `  ${kind.padEnd(10)} ${title}`);
  const more = entryChanges.length - maximumTitles;
  return [`${dryRun ? 'Would be ' : ''}${counts.join(', ')}`, ...titles, ...(more > 0 ? [`  and ${more} more`] : [])];
}

const verbs = {
  written: ['Wrote', 'Would write'],
  unchanged: ['Unchanged:', 'Unchanged:'],
  removed: ['Removed', 'Would remove'],
  refused: ['Did not publish', 'Would not publish'],
} as const;

function describeChanges({ changes, dryRun, to, entries, archived }: ShownReport): string[] {
  const lines = Object.entries(verbs).flatMap(([action, [done, planned]]) => {
    const paths = changes.filter((change) => change.action === action).map(({ path }) => path);
    return paths.length === 0 ? [] : [`${dryRun ? planned : done} ${describePaths(paths)}`];
  });
  const [first = '', ...rest] = lines;
  const nothing = changes.every(({ action }) => action === 'unchanged');
  const older = archived === 0 ? '' : ` and ${archived} older`;
  const summary = `${plural(entries, 'entry', 'entries')}${older} in ${to}`;
  return [nothing ? `Nothing to write: ${summary}, ${lower(first)}` : `${first} (${summary})`, ...rest];
}

/** Files of these kinds are counted, because there can be thousands. All others are named. */
const counted: readonly (readonly [prefix: RegExp, one: string])[] = [
  [/^media\//, 'media file'],
  [/^articles\//, 'page'],
  [/^archive\//, 'archive file'],
  [/^(?:sections|categories|authors)\//, 'file of other feeds'],
];

function describePaths(paths: readonly string[]): string {
  const counts = counted.flatMap(([prefix, one]) => {
    const { length } = paths.filter((path) => prefix.test(path));
    return length === 0 ? [] : [plural(length, one, one.replace(/^\w+(?: file)?/, '$&s'))];
  });
  return [...counts, ...paths.filter((path) => !counted.some(([prefix]) => prefix.test(path)))].join(', ');
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function describeFeeds({ feeds, page, to }: ShownReport, program: string): string[] {
  const read = page === null ? '' : `Read it at ${page}; `;
  const urls = `${read}${read === '' ? 'S' : 's'}ubscribe to ${feeds.map(({ url }) => url).join(' or ')}`;
  const folder = to === 'public' ? '' : ` ${quoteForShell(to)}`;
  return to.includes('://') ? [urls] : [urls, `Try it on this machine: ${program} serve${folder}`];
}

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
