/** `npm run bench`: measures Presstime and other programs in alternation, and prints one table beside the marks. */
import { createTasks, peers } from './catalogue.ts';
import { type Options, parseOptions, usage } from './options.ts';
import { runRounds } from './rounds.ts';
import { createRows, type Row } from './rows.ts';
import { renderFailures, renderTable } from './table.ts';
import { createWorkshop } from './workshop.ts';

if (process.argv.includes('--help')) {
  console.log(usage);
} else {
  await import('../scripts/build.ts');
  await bench(parseOptions(process.argv.slice(2)));
}

async function bench({ rows: pattern, rounds, sizes }: Options): Promise<void> {
  const rows = createRows(peers).filter((row) => isWanted(row, { pattern, sizes }));
  const needed = new Set(rows.flatMap(({ task, others }) => [task, ...others]));
  const workshop = await createWorkshop();
  try {
    const tasks = createTasks(workshop).filter(({ name }) => needed.has(name));
    const results = await runRounds(tasks, { rounds, onProgress: (text) => console.error(text) });
    console.log(renderTable(rows, results));
    console.log(renderFailures(results));
  } finally {
    await workshop.close();
  }
}

function isWanted({ work, articles }: Row, { pattern, sizes }: { pattern: RegExp | null; sizes: readonly number[] }) {
  return (articles === null || sizes.includes(articles)) && (pattern === null || pattern.test(work));
}
