/** Problems as a person sees them: a line each, and on a terminal the line of the file with a mark under the place. */
import { decode } from '../../article/text/decode.ts';
import type { Problem } from '../../problem/problem.ts';
import { PublishError } from '../../problem/publish-error.ts';
import { isFeedPath } from '../../render/outputs.ts';
import type { Store } from '../../store/store.ts';
import type { Terminal } from './command.ts';
import { describeProblem, printable } from './messages.ts';

export interface Places {
  readonly from: Store;
  /** The place of the publication, which the rendered feeds are in. */
  readonly to: string;
}

/** Says all problems; the files are read again only where somebody watches. */
export async function sayProblems(
  problems: readonly Problem[],
  { from, to }: Places,
  terminal: Terminal,
): Promise<void> {
  const texts = new Map<string, readonly string[]>();
  for (const problem of problems) {
    terminal.say(describeProblem(problem, { ...terminal, location: storeOf(problem, { from: from.location, to }) }));
    if (!terminal.watched || isPublished(problem) || problem.line === null) continue;
    const lines = texts.get(problem.file) ?? (await readLines(from, problem.file));
    texts.set(problem.file, lines);
    const excerpt = excerptOf(lines[problem.line - 1] ?? '', problem.column ?? 1);
    if (excerpt !== '') terminal.say(terminal.paint('dim', excerpt));
  }
}

/** The place that the file of a problem is in. */
export function storeOf(problem: Problem, { from, to }: { readonly from: string; readonly to: string }): string {
  return isPublished(problem) ? to : from;
}

function isPublished({ code, file }: Problem): boolean {
  return code === 'foreign-file' || isFeedPath(file);
}

async function readLines(from: Store, path: string): Promise<readonly string[]> {
  const body = await readAgain(from, path);
  return body === null ? [] : (decode(body).text ?? '').split('\n');
}

/** Null for a file that cannot be read now: its problem is told all the same. */
async function readAgain(from: Store, path: string): Promise<Uint8Array | null> {
  try {
    return (await from.read(path))?.body ?? null;
  } catch (thrown) {
    if (thrown instanceof PublishError) return null;
    throw thrown;
  }
}

/** Lines are cut to this many characters about the place. */
const width = 100;

/** The line, harmless, and under it a caret at the column; empty for an empty line. */
export function excerptOf(line: string, column: number): string {
  const start = Math.max(0, Math.min(column - 1 - width / 2, line.length - width));
  const shown = printable(line.slice(start, start + width).replace(/\t/g, ' '));
  const before = start > 0 ? '…' : '';
  const after = start + width < line.length ? '…' : '';
  if (shown.trim() === '') return '';
  return `    ${before}${shown}${after}\n    ${' '.repeat(before.length + Math.max(0, column - 1 - start))}^`;
}
