/** `presstime check`: reads everything as a publish would, and publishes nothing. */
import { hasError, type Problem } from '../problem.ts';
import { publish } from '../publish/publish.ts';
import { createMemoryStore } from '../store/memory.ts';
import { type Command, jsonFlag, type Terminal } from './command.ts';
import { nowFlag, readNow } from './now.ts';
import { openSource } from './place.ts';
import { sayProblems } from './problems.ts';
import { showProgress } from './progress.ts';
import { plural } from './words.ts';

export const check: Command = {
  name: 'check',
  summary: 'Read every article and say what is wrong; publish nothing.',
  argument: {
    name: 'PLACE',
    meaning: 'where the articles and feed.yaml are (default: articles)',
    required: false,
    variable: 'PRESSTIME_FROM',
  },
  flags: [nowFlag, jsonFlag],
  run: async (given, terminal) => {
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
      given.yes('json') ? JSON.stringify({ articles, problems }, null, 2) : wordsOfCheck(articles, problems, terminal),
    );
    return hasError(problems) ? 1 : 0;
  },
};

function wordsOfCheck(articles: number, problems: readonly Problem[], { paint }: Terminal): string {
  const count = (severity: string) => problems.filter((problem) => problem.severity === severity).length;
  const head = `${plural(articles, 'article')}: ${plural(count('error'), 'error')}, ${plural(count('warning'), 'warning')}`;
  const codes = [...new Set(problems.map(({ code }) => code))].sort();
  const lines = codes.map((code) => `  ${problems.filter((problem) => problem.code === code).length}  ${code}`);
  return [paint('bold', head), ...lines].join('\n');
}
