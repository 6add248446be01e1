/** A file of the folder of articles as text, with what was found in its lines. */
import { isSourcePath } from '../../article/source-path.ts';
import { decode } from '../../article/text/decode.ts';
import type { Ahead } from '../../compare/look-ahead.ts';
import type { Problem } from '../../problem/problem.ts';
import { PublishError } from '../../problem/publish-error.ts';
import { isPath, type Store } from '../../store/store.ts';
import type { ReadingMemory } from '../round/remembered-readings.ts';

export interface SourceView {
  /** Null if the file is not text, or cannot be read. */
  readonly lines: readonly string[] | null;
  readonly problems: readonly Problem[];
}

export interface SourceContext {
  /** Null if the round failed. */
  readonly ahead: Ahead | null;
  readonly from: Store;
  readonly memory: ReadingMemory;
  /** The problems of the round. */
  readonly problems: readonly Problem[];
}

/** The file as it is now. An article that did not change is read, because the round does not report its problems again. */
export async function viewSource(path: string, { ahead, from, memory, problems }: SourceContext): Promise<SourceView> {
  const source = ahead?.before.source;
  const listed = source?.articles.filter((file) => file.path === path) ?? [];
  const [read] =
    ahead === null
      ? []
      : await memory.readArticles(from, listed, { source: ahead.before.source, now: ahead.report.now });
  const all = [...(read?.reading.problems ?? []), ...problems.filter(({ file }) => file === path)];
  return {
    lines: await readLines(path, from),
    problems: [...new Map(all.map((problem) => [JSON.stringify(problem), problem])).values()],
  };
}

async function readLines(path: string, from: Store): Promise<readonly string[] | null> {
  if (!isPath(path) || !isSourcePath(path)) return null;
  const body = await readOrNull(path, from);
  if (body === null || isBinary(body)) return null;
  return decode(body).text?.split('\n') ?? null;
}

async function readOrNull(path: string, from: Store): Promise<Uint8Array | null> {
  try {
    return (await from.read(path))?.body ?? null;
  } catch (thrown) {
    if (thrown instanceof PublishError) return null;
    throw thrown;
  }
}

function isBinary(body: Uint8Array): boolean {
  return body.subarray(0, 4096).includes(0);
}
