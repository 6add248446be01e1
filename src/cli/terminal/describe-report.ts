/** Makes the report of a run: what subscribers see first, then the articles, then the files. A screenful at most. */
import type { HeldBack } from '../../item/visibility.ts';
import { lastInstant } from '../../model/instant.ts';
import { plural } from '../../problem/wording.ts';
import type { Report } from '../../publish/report.ts';
import { widthOf } from '../screen/width.ts';
import { cutToWidth, wrapText } from '../screen/wrap.ts';
import type { Terminal } from './command.ts';
import { describeSkipped, printable } from './messages.ts';
import { quoteForShell } from './quote.ts';
import { usualLocations } from './usual-locations.ts';

/** A report as a function sends it. `entryChanges` is null if the function has an older version. */
export interface ShownReport extends Omit<Report, 'entryChanges'> {
  readonly entryChanges: Report['entryChanges'] | null;
}

type Reader = Pick<Terminal, 'paint' | 'program' | 'columns' | 'rows'>;

/** A line of the report, or a list of which the first lines are shown. */
type Part = string | readonly string[];

/** Makes the summary of a run, in several lines. */
export function describeReport(report: ShownReport, reader: Reader): string {
  const { articles, read, from, nextDue, refused } = report;
  const parts: readonly Part[] = [
    ...describeEntryChanges(report),
    `${plural(articles, 'article')} in ${from}, ${read === 0 ? 'none' : read} new or changed`,
    report.heldBack.map(describeHeldBack),
    refused.map(({ path, kept }) => `  refused    ${path}${kept ? ' (its last good version stays)' : ''}`),
    ...describeSkipped(report),
    ...describeChanges(report),
    ...(nextDue === null ? [] : [`Next article due ${nextDue}: publish again at that time`]),
    ...describeFeeds(report, reader.program),
  ];
  return layOutParts(parts, reader);
}

/** Without a terminal, each list has at most so many lines. */
const usualLines = 10;
const usualRows = 24;
/** A list is not cut to fewer, however low the terminal is. */
const fewestLines = 3;

/** The lists share the rows that the other lines leave. The first line is bold. */
function layOutParts(parts: readonly Part[], { paint, columns, rows }: Reader): string {
  const shown = parts.map((part) =>
    typeof part === 'string'
      ? wrapText(printable(part), columns)
      : part.map((line) => cutRow(printable(line), columns)),
  );
  const fixed = shown.filter((part) => typeof part === 'string').flatMap((part) => part.split('\n')).length;
  const lists = shown.filter((part) => typeof part !== 'string').map(({ length }) => length);
  // The last row is for the prompt.
  const most = columns === null ? usualLines : linesOfEach(lists, (rows ?? usualRows) - fixed - 1);
  const lines = shown.flatMap((part) => (typeof part === 'string' ? part : cutList(part, most)));
  return lines.map((line, index) => (index === 0 ? paint('bold', line) : line)).join('\n');
}

/** A path is cut rather than what is said of it in parentheses, if enough of the path is left. */
function cutRow(line: string, columns: number | null): string {
  const [comment = ''] = / \([^()]+\)$/.exec(line) ?? [];
  const left = (columns ?? 0) - widthOf(comment);
  if (columns === null || left < columns / 2) return cutToWidth(line, columns);
  return cutToWidth(line.slice(0, line.length - comment.length), left) + comment;
}

/** The largest number of lines for each list with which all lists fit. */
function linesOfEach(lengths: readonly number[], budget: number): number {
  const used = (most: number) => lengths.reduce((sum, length) => sum + (length > most ? most + 1 : length), 0);
  let most = Math.max(fewestLines, ...lengths);
  while (most > fewestLines && used(most) > budget) most -= 1;
  return most;
}

function cutList(lines: readonly string[], most: number): readonly string[] {
  const more = lines.length - most;
  return more > 0 ? [...lines.slice(0, most), `  and ${more} more: --json lists all`] : lines;
}

function describeHeldBack({ path, reason, due }: HeldBack): string {
  const when = due === lastInstant ? 'never due' : `due ${due}`;
  return `  held back  ${path} (${due === null ? reason : when})`;
}

/** Counts such as `2 new, 1 updated`, and the titles. */
function describeEntryChanges({ entryChanges, dryRun }: Pick<ShownReport, 'entryChanges' | 'dryRun'>): readonly Part[] {
  if (entryChanges === null) return [];
  if (entryChanges.length === 0) return [dryRun ? 'No entry would change' : 'No entry changed'];
  const titles = entryChanges.map(({ kind, title }) => `  ${kind.padEnd(10)} ${title}`);
  return [`${dryRun ? 'Would be ' : ''}${countKinds(entryChanges)}`, titles];
}

/** Counts such as `2 new, 1 updated`. */
export function countKinds(changes: readonly { readonly kind: string }[]): string {
  const kinds = [...new Set(changes.map(({ kind }) => kind))];
  return kinds.map((kind) => `${changes.filter((change) => change.kind === kind).length} ${kind}`).join(', ');
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
  const folder = to === usualLocations().to ? '' : ` ${quoteForShell(to)}`;
  return to.includes('://') ? [urls] : [urls, `Try it on this machine: ${program} serve${folder}`];
}
