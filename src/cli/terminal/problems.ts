/** Prints problems, one line each. On a terminal, also the line of the file with a caret under the position. */
import { decode } from '../../article/text/decode.ts';
import type { Problem } from '../../problem/problem.ts';
import { PublishError } from '../../problem/publish-error.ts';
import { plural } from '../../problem/wording.ts';
import { isFeedPath } from '../../render/outputs.ts';
import type { Store } from '../../store/store.ts';
import { widthOf } from '../screen/width.ts';
import { endOf, startOf } from '../screen/wrap.ts';
import type { Terminal } from './command.ts';
import { describeProblem, printable } from './messages.ts';
import { quoteForShell } from './quote.ts';
import { usualLocations } from './usual-locations.ts';

export interface ProblemStores {
  readonly from: Store;
  /** The location of the publication, which contains the rendered feeds. */
  readonly to: string;
  /** The command that prints all warnings, if a terminal shows only one of each kind. */
  readonly seeAll?: string;
}

/**
 * Prints all problems; on a terminal, only one warning of each kind if `seeAll` is given. Reads the files again for excerpts
 * only if stderr is a terminal.
 */
export async function sayProblems(
  problems: readonly Problem[],
  { from, to, seeAll }: ProblemStores,
  terminal: Terminal,
): Promise<void> {
  const shown = terminal.watched && seeAll !== undefined ? oneOfEachKind(problems) : problems.map(alone);
  const texts = new Map<string, readonly string[]>();
  for (const { problem, more } of shown) {
    const line = describeProblem(problem, { ...terminal, location: storeOf(problem, { from: from.location, to }) });
    terminal.say(more === 0 ? line : `${line} and ${more} more of this kind`);
    if (!terminal.watched || isPublished(problem) || problem.line === null) continue;
    const lines = texts.get(problem.file) ?? (await readLines(from, problem.file));
    texts.set(problem.file, lines);
    const excerpt = excerptOf(lines[problem.line - 1] ?? '', problem.column ?? 1, terminal.columns);
    if (excerpt !== '') terminal.say(terminal.paint('dim', excerpt));
  }
  const left = problems.length - shown.length;
  if (left > 0) terminal.say(`${plural(left, 'more warning')} of these kinds: "${seeAll}" lists all`);
}

/** The command that prints all problems of the articles in a location. */
export function commandToSeeAll(from: string, { program }: Pick<Terminal, 'program'>): string {
  return `${program} check${from === usualLocations().from ? '' : ` ${quoteForShell(from)}`}`;
}

interface ShownProblem {
  readonly problem: Problem;
  /** How many others of its kind are not shown. */
  readonly more: number;
}

function alone(problem: Problem): ShownProblem {
  return { problem, more: 0 };
}

/** The first warning of each kind, then all errors: these are nearest to where the reader continues. */
function oneOfEachKind(problems: readonly Problem[]): readonly ShownProblem[] {
  const warnings = problems.filter(({ severity }) => severity === 'warning');
  const kinds = Map.groupBy(warnings, ({ code }) => code);
  const firsts = [...kinds.values()].flatMap(([problem, ...others]) =>
    problem === undefined ? [] : [{ problem, more: others.length }],
  );
  return [...firsts, ...problems.filter(({ severity }) => severity === 'error').map(alone)];
}

/** The location of the store that contains the file of a problem. */
export function storeOf(problem: Problem, { from, to }: { readonly from: string; readonly to: string }): string {
  return isPublished(problem) ? to : from;
}

/** The codes of what is wrong with a feed. */
const feedCodes = /^(?:feed|rss|atom|xml)-/;

/** A feed can have any name that ends in `.xml`, and so can a file of an agency. */
function isPublished({ code, file }: Problem): boolean {
  const isOfFeed = isFeedPath(file) || (file.endsWith('.xml') && feedCodes.test(code));
  return isOfFeed || code === 'foreign-file' || code === 'lost-ledger';
}

async function readLines(from: Store, path: string): Promise<readonly string[]> {
  const body = await readAgain(from, path);
  return body === null ? [] : (decode(body).text ?? '').split('\n');
}

/** Returns null if the file cannot be read now. Its problem is printed without an excerpt. */
async function readAgain(from: Store, path: string): Promise<Uint8Array | null> {
  try {
    return (await from.read(path))?.body ?? null;
  } catch (thrown) {
    if (thrown instanceof PublishError) return null;
    throw thrown;
  }
}

const usualWidth = 100;
const indent = '    ';

/**
 * The line without control characters, and a caret under the column; an empty string if the line is empty. If the line is
 * longer than `columns`, only the part around the column is shown.
 */
export function excerptOf(line: string, column: number, columns: number | null = null): string {
  const width = Math.min(usualWidth, (columns ?? usualWidth + margin) - margin);
  const [before, after] = [line.slice(0, column - 1), line.slice(column - 1)].map(shownText) as [string, string];
  if ((before + after).trim() === '') return '';
  const start = endOf(before, Math.max(width / 2, width - widthOf(after)));
  const rest = startOf(after, width - widthOf(start));
  const cutStart = start === before ? '' : '…';
  const cutEnd = rest === after ? '' : '…';
  return `${indent}${cutStart}${start}${rest}${cutEnd}\n${indent}${' '.repeat(widthOf(cutStart + start))}^`;
}

/** The indent, and an ellipsis on each side. */
const margin = indent.length + 2;

function shownText(text: string): string {
  return printable(text.replace(/\t/g, ' '));
}
