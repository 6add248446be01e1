/** Prints problems, one line each. On a terminal, also the line of the file with a caret under the position. */
import { decode } from '../../article/text/decode.ts';
import type { Problem } from '../../problem/problem.ts';
import { PublishError } from '../../problem/publish-error.ts';
import { isFeedPath } from '../../render/outputs.ts';
import type { Store } from '../../store/store.ts';
import type { Terminal } from './command.ts';
import { describeProblem, printable } from './messages.ts';
import { endOf, startOf, widthOf } from './wrap.ts';

export interface ProblemStores {
  readonly from: Store;
  /** The location of the publication, which contains the rendered feeds. */
  readonly to: string;
}

/** Prints all problems. Reads the files again for excerpts only if stderr is a terminal. */
export async function sayProblems(
  problems: readonly Problem[],
  { from, to }: ProblemStores,
  terminal: Terminal,
): Promise<void> {
  const texts = new Map<string, readonly string[]>();
  for (const problem of problems) {
    terminal.say(describeProblem(problem, { ...terminal, location: storeOf(problem, { from: from.location, to }) }));
    if (!terminal.watched || isPublished(problem) || problem.line === null) continue;
    const lines = texts.get(problem.file) ?? (await readLines(from, problem.file));
    texts.set(problem.file, lines);
    const excerpt = excerptOf(lines[problem.line - 1] ?? '', problem.column ?? 1, terminal.columns);
    if (excerpt !== '') terminal.say(terminal.paint('dim', excerpt));
  }
}

/** The location of the store that contains the file of a problem. */
export function storeOf(problem: Problem, { from, to }: { readonly from: string; readonly to: string }): string {
  return isPublished(problem) ? to : from;
}

function isPublished({ code, file }: Problem): boolean {
  return ['foreign-file', 'lost-ledger'].includes(code) || isFeedPath(file);
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
