/** `presstime check PLACE`: reads everything as a publish would, and publishes nothing. */
import { hasError } from '../problem.ts';
import { publish } from '../publish/publish.ts';
import { createMemoryStore } from '../store/memory.ts';
import type { ExitCode, Given, Terminal } from './command.ts';
import { readNow } from './now.ts';
import { openSource } from './place.ts';
import { sayProblems } from './problems.ts';
import { showProgress } from './progress.ts';
import { plural, wordsOfCodes } from './words.ts';

/** Says what is wrong with the articles of a place. */
export async function checkArticles(given: Given, terminal: Terminal): Promise<ExitCode> {
  const now = readNow(given, terminal);
  const from = await openSource(given.argument ?? 'articles', terminal.env);
  const { articles, problems } = await publish({
    from,
    to: createMemoryStore(),
    now,
    dryRun: true,
    onProgress: showProgress(terminal),
  });
  await sayProblems(problems, { from, to: '' }, terminal);
  terminal.print(
    given.yes('json')
      ? JSON.stringify({ articles, problems }, null, 2)
      : wordsOfCodes(plural(articles, 'article'), problems, terminal),
  );
  return hasError(problems) ? 1 : 0;
}
