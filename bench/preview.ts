/**
 * Measures the time from a save to the new data of the preview, with many articles: of the whole way on the clock, and of the
 * processor. Prints medians in milliseconds, once if nothing is published yet and once if all other articles are.
 */
import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fromEpochMilliseconds } from '../src/model/instant.ts';
import { startPreviewServer } from '../src/preview/preview-server.ts';
import { createSession } from '../src/preview/session.ts';
import { publish } from '../src/publish/publish.ts';
import { createDirectoryStore } from '../src/store/directory.ts';
import { watchFolder } from '../src/store/watch/watch-folder.ts';
import { medianOf } from './statistics.ts';

const { values } = parseArgs({
  options: { articles: { type: 'string', default: '1000' }, saves: { type: 'string', default: '15' } },
});
const articles = Number(values.articles);
const saves = Number(values.saves);

const settings = `title: The Tern Sound Courier
description: News from the islands
homeUrl: https://courier.example/
feedUrl: https://courier.example/feeds/
timeZone: America/Los_Angeles
`;

const folder = await mkdtemp(join(tmpdir(), 'presstime-bench-preview-'));
try {
  await writeArticles();
  const from = createDirectoryStore(join(folder, 'articles'), { stampFile: join(folder, 'stamps') });
  const to = createDirectoryStore(join(folder, 'public'));
  print('nothing published', await measure());
  await publish({ from, to, now: new Date().toISOString() });
  print('all published', await measure());

  async function measure(): Promise<Times> {
    const clock = () => fromEpochMilliseconds(Date.now());
    const options = { from, to, feedUrl: null, checkSource: async () => undefined, clock, future: null };
    const server = await startPreviewServer(() => createSession(options), { port: 0 });
    const { session, url } = server;
    const unwatch = watchFolder(from.location, session.refresh);
    const whole: number[] = [];
    const cpu: number[] = [];
    await session.shown();
    for (let save = -3; save < saves; save += 1) {
      const shown = new Promise<void>((done) => {
        const stop = session.onRound(() => {
          stop();
          done();
        });
      });
      const start = performance.now();
      const used = process.cpuUsage();
      await appendFile(join(folder, 'articles/5.md'), 'One more sentence.\n');
      await shown;
      await (await fetch(`${url}api/overview`)).json();
      const { user, system } = process.cpuUsage(used);
      if (save >= 0) whole.push(performance.now() - start);
      if (save >= 0) cpu.push((user + system) / 1000);
    }
    unwatch();
    server.close();
    return { whole, cpu };
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

interface Times {
  readonly whole: readonly number[];
  readonly cpu: readonly number[];
}

function print(name: string, { whole, cpu }: Times): void {
  const [all, used] = [medianOf(whole), medianOf(cpu)].map(Math.round);
  process.stdout.write(`${articles} articles, ${name}: ${all} ms from save to data, ${used} ms of CPU time\n`);
}

async function writeArticles(): Promise<void> {
  await mkdir(join(folder, 'articles'));
  await writeFile(join(folder, 'articles/feed.yaml'), settings);
  for (let index = 0; index < articles; index += 1) {
    const date = new Date(Date.UTC(2026, 0, 1) + index * 3_600_000).toISOString();
    const paragraph = `The ferry left the harbour for the ${index}th time, *early*, with [goats](https://courier.example/${index}) aboard.`;
    const body = Array.from({ length: 8 }, () => paragraph).join('\n\n');
    await writeFile(
      join(folder, `articles/${index}.md`),
      `---\ntitle: Crossing ${index}\ndate: ${date}\n---\n\n${body}\n`,
    );
  }
}
