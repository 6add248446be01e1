/** `presstime check PLACE`: reads everything as a publish would, and publishes nothing. */
import { plural } from '../problem/plural.ts';
import { hasError } from '../problem/problem.ts';
import { publish } from '../publish/publish.ts';
import { createMemoryStore } from '../store/memory.ts';
import type { ExitCode, Given, Terminal } from './command.ts';
import { readNow } from './now.ts';
import { openSource } from './place.ts';
import { sayProblems } from './problems.ts';
import { showProgress } from './progress.ts';
import { wordsOfCodes, wordsOfName, wordsOfOthers } from './words.ts';

/** Says what is wrong with the articles of a place. */
export async function checkArticles(given: Given, terminal: Terminal): Promise<ExitCode> {
  const now = readNow(given, terminal);
  const from = await openSource(given.argument ?? 'articles', terminal.env);
  const { articles, passedOver, problems } = await publish({
    from,
    to: createMemoryStore(),
    now,
    dryRun: true,
    onProgress: showProgress(terminal),
  });
  if (given.yes('json')) terminal.print(JSON.stringify({ articles, passedOver, problems }, null, 2));
  else {
    await sayProblems(problems, { from, to: '' }, terminal);
    const counts = wordsOfCodes(plural(articles, 'article'), problems, terminal);
    terminal.print([counts, ...wordsOfOthers({ articles, passedOver }).map(wordsOfName)].join('\n'));
  }
  return hasError(problems) ? 1 : 0;
}
