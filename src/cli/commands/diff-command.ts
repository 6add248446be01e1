/** `presstime diff`: what the next publish would change for subscribers, entry by entry. Writes nothing. */
import { compare } from '../../compare/compare.ts';
import { differencesBetween, type FieldDifference, type FieldName } from '../../compare/differences.ts';
import type { EntryVersions } from '../../compare/entry-versions.ts';
import type { EntryChangeKind } from '../../item/entry-changes.ts';
import type { Entry } from '../../model/entry.ts';
import { hasError } from '../../problem/problem.ts';
import { plural } from '../../problem/wording.ts';
import type { Report } from '../../publish/report.ts';
import { cutToWidth, wrapText } from '../screen/wrap.ts';
import type { ExitCode, Given, Terminal } from '../terminal/command.ts';
import { countKinds } from '../terminal/describe-report.ts';
import { printable } from '../terminal/messages.ts';
import { readNow } from '../terminal/now.ts';
import { readLocations, withPublication } from '../terminal/open-store.ts';
import { commandToSeeAll, sayProblems } from '../terminal/problems.ts';
import { showProgress } from '../terminal/progress.ts';
import { diffLine, diffParagraphs, type ShownParagraph } from './text-diff.ts';

/** Prints the differences. Returns 1 if an article has an error, and with `--exit-code` also if anything differs. */
export async function diff(given: Given, terminal: Terminal): Promise<ExitCode> {
  const locations = await readLocations(given);
  const now = await readNow(given, terminal);
  const url = given.text('feed-url');
  const { from, report, entries } = await withPublication(locations, terminal, {
    writes: false,
    verify: false,
    run: async (stores) => ({
      from: stores.from,
      ...(await compare({
        ...stores,
        now,
        ...(url === null ? {} : { feedUrl: url }),
        onProgress: showProgress(terminal),
      })),
    }),
  });
  const compared = entries.map(compareVersions);
  if (given.yes('json')) terminal.print(JSON.stringify(dataOf(report, compared), null, 2));
  else {
    const seeAll = commandToSeeAll(locations.from, terminal);
    await sayProblems(report.problems, { from, to: report.to, seeAll }, terminal);
    terminal.print(describeComparison(report, compared, terminal));
  }
  const differs = given.yes('exit-code') && entries.length > 0;
  return differs || hasError(report.problems) ? 1 : 0;
}

interface Compared extends EntryVersions {
  readonly differences: readonly FieldDifference[];
}

function compareVersions(versions: EntryVersions): Compared {
  const { before, after } = versions;
  return { ...versions, differences: before === null || after === null ? [] : differencesBetween(before, after) };
}

function dataOf({ from, to, now, changes, problems }: Report, compared: readonly Compared[]) {
  const entryChanges = compared.map(({ change, differences }) => ({ ...change, differences }));
  return { from, to, now, entryChanges, changes, problems };
}

const kindColours: Readonly<Record<EntryChangeKind, 'green' | 'yellow' | 'red'>> = {
  new: 'green',
  returned: 'green',
  updated: 'yellow',
  corrected: 'yellow',
  moved: 'yellow',
  withdrawn: 'red',
};

/** The text of a comparison: the counts, then each entry. */
export function describeComparison(report: Report, compared: readonly Compared[], terminal: Terminal): string {
  if (compared.length === 0) return wrapText(describeNone(report), terminal.columns);
  const head = terminal.paint('bold', `The next publish: ${countKinds(compared.map(({ change }) => change))}`);
  return [head, ...compared.map((it) => describeCompared(it, terminal))].join('\n\n');
}

/** Files are written without a changed entry if settings or the links between pages change. */
function describeNone({ changes, to }: Report): string {
  const count = changes.filter(({ action }) => action === 'written' || action === 'removed').length;
  const files = count === 0 ? '' : `, but it would write or remove ${plural(count, 'file')} in ${printable(to)}`;
  return `The next publish would change nothing for subscribers${files}`;
}

function describeCompared({ change, after, differences }: Compared, terminal: Terminal): string {
  const { kind, title, path } = change;
  const { paint, columns } = terminal;
  const head = `${paint(kindColours[kind], kind.padEnd(9))}  ${paint('bold', printable(title))}  ${paint('dim', printable(path))}`;
  const isNew = kind === 'new' || kind === 'returned';
  const lines =
    isNew && after !== null ? describeNew(after, columns) : differences.flatMap((it) => describeField(it, terminal));
  return [head, ...lines].map((line) => wrapText(line, columns)).join('\n');
}

function describeNew({ url, published, summary }: Entry, columns: number | null): readonly string[] {
  const lines = [...(url === null ? [] : [`  url: ${url}`]), `  published: ${published}`, `  summary: ${summary}`];
  return lines.map((line) => cutToWidth(printable(line), columns));
}

/** Fields with one value, which are compared in one line. */
const single: ReadonlySet<FieldName> = new Set([
  'title',
  'url',
  'published',
  'section',
  'language',
  'about',
  'summary',
]);
/** Fields that are compared as texts. The others are lists. */
const texts: ReadonlySet<FieldName> = new Set(['text', 'markup']);

function describeField({ field, before, after }: FieldDifference, terminal: Terminal): readonly string[] {
  if (single.has(field))
    return [`  ${field}: ${paintMarks(printable(diffLine(before[0] ?? '', after[0] ?? '')), terminal)}`];
  if (texts.has(field))
    return [`  ${field}:`, ...diffParagraphs(before, after).map((it) => describeParagraph(it, terminal))];
  const { paint } = terminal;
  return [
    `  ${field}:`,
    ...before.filter((it) => !after.includes(it)).map((it) => paint('red', printable(`    - ${it}`))),
    ...after.filter((it) => !before.includes(it)).map((it) => paint('green', printable(`    + ${it}`))),
  ];
}

const usualColumns = 80;

function describeParagraph({ kind, text }: ShownParagraph, terminal: Terminal): string {
  const line = printable(`    ${text}`);
  const isContext = kind === 'context' || kind === 'gap';
  return isContext
    ? terminal.paint('dim', cutToWidth(line, terminal.columns ?? usualColumns))
    : paintMarks(line, terminal);
}

function paintMarks(line: string, { paint }: Pick<Terminal, 'paint'>): string {
  return line
    .replace(/\[-.*?-\]/g, (marked) => paint('red', marked))
    .replace(/\{\+.*?\+\}/g, (marked) => paint('green', marked));
}
