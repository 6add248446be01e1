/** `npm run bench`: measures Presstime and other programs in alternation, and prints one table beside the marks. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTasks, peers } from './catalogue.ts';
import { machineHere, renderDocument } from './document.ts';
import { type Options, parseOptions, usage } from './options.ts';
import type { Peer } from './peers/peer.ts';
import { reasonOf, runRounds } from './rounds.ts';
import { createRows, selectRows, tasksOf } from './rows.ts';
import { renderTable, renderTasks } from './table.ts';
import { checkout, createWorkshop, type Workshop } from './workshop.ts';

if (process.argv.includes('--help')) {
  console.log(usage);
} else {
  const options = parseOptions(process.argv.slice(2));
  await import('../scripts/build.ts');
  await bench(options);
}

async function bench(options: Options): Promise<void> {
  const { rounds, sizes, isWritten } = options;
  const rows = selectRows(createRows(peers), options);
  const needed = tasksOf(rows);
  const workshop = await createWorkshop();
  process.once('SIGINT', () => void workshop.close().finally(() => process.exit(130)));
  try {
    const tasks = createTasks(workshop).filter(({ name }) => needed.has(name));
    const results = await runRounds(tasks, { rounds, onProgress: (text) => console.error(text) });
    const document = renderDocument({
      date: new Date().toISOString().slice(0, 10),
      machine: machineHere(),
      rounds,
      sizes,
      programs: await Promise.all(peers.map((peer) => describePeer(workshop, peer))),
      table: renderTable(rows, results),
      tasks: renderTasks(results),
    });
    console.log(document);
    if (isWritten) await writeFile(join(checkout, 'docs', 'benchmarks.md'), document);
  } finally {
    await workshop.close();
  }
}

/** Sets the program up if no task has. */
async function describePeer(workshop: Workshop, { name, setting, setUp }: Peer): Promise<string> {
  try {
    const { version } = await workshop.once(`peer ${name}`, setUp);
    return `${name} ${version}: ${setting}`;
  } catch (thrown) {
    return `${name} could not be set up: ${reasonOf(thrown)}`;
  }
}
