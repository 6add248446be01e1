/**
 * Measures CPU time and memory of a run against an S3 double, to choose the memory of the function. Each run has a process of its
 * own, in which another one came before it, as in a function that is warm.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { publish } from '../src/publish/publish.ts';
import { createS3Store } from '../src/store/s3.ts';
import { startS3Double } from '../tests/support/s3-double.ts';
import { articleOf, channel, instantOf } from './requests.ts';

interface Used {
  readonly cpuMilliseconds: number;
  readonly wallMilliseconds: number;
  readonly residentMegabytes: number;
}

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const open = (endpoint: string, bucket: string) =>
  createS3Store({ bucket, endpoint, region: 'us-east-1', credentials });

interface Run {
  readonly minutes: number;
  /** The path that an event names; null if the source is listed. */
  readonly changedPath: string | null;
  readonly verify: boolean;
  readonly isFirst: boolean;
}

/** Publishes once in this process, and measures it. */
async function runOnce(endpoint: string, { minutes, changedPath, verify, isFirst }: Run): Promise<Used> {
  const stores = { from: open(endpoint, 'articles'), to: open(endpoint, 'publication') };
  const now = instantOf(0, minutes);
  if (!isFirst) await publish({ ...stores, now, changedPaths: ['none.md'], dryRun: true });
  const [began, used] = [performance.now(), process.cpuUsage()];
  await publish({ ...stores, now, verify, ...(changedPath === null ? {} : { changedPaths: [changedPath] }) });
  const { user, system } = process.cpuUsage(used);
  return {
    cpuMilliseconds: Math.round((user + system) / 1000),
    wallMilliseconds: Math.round(performance.now() - began),
    residentMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

async function measure(endpoint: string, run: Run): Promise<Used> {
  const args = [fileURLToPath(import.meta.url), endpoint, JSON.stringify(run)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as Used;
}

const ordinary: Run = { minutes: 0, changedPath: null, verify: false, isFirst: false };

async function compare(articles: number): Promise<void> {
  const double = await startS3Double(['articles', 'publication']);
  const from = open(double.endpoint, 'articles');
  const write = (path: string, text: string) => from.write(path, new TextEncoder().encode(text), 'any');
  await write('feed.yaml', channel);
  for (let day = articles - 1; day >= 0; day -= 1) await write(`${day}.md`, articleOf(day));
  print(articles, 'first', await measure(double.endpoint, { ...ordinary, isFirst: true }));
  const median = async (name: string, next: (round: number) => Promise<Run>) => {
    const all = [];
    for (let round = 1; round <= 5; round += 1) all.push(await measure(double.endpoint, await next(round)));
    print(articles, name, all.sort((one, other) => one.cpuMilliseconds - other.cpuMilliseconds)[2] as Used);
  };
  await median('nothing to do', async () => ordinary);
  await median('one more, named by an event', async (minutes) => {
    await write(`new-${minutes}.md`, articleOf(0, minutes));
    return { ...ordinary, minutes, changedPath: `new-${minutes}.md` };
  });
  await median('verification', async () => ({ ...ordinary, minutes: 9, verify: true }));
  await double.close();
}

function print(articles: number, run: string, { cpuMilliseconds, wallMilliseconds, residentMegabytes }: Used): void {
  console.log(`| ${articles} | ${run} | ${cpuMilliseconds} | ${wallMilliseconds} | ${residentMegabytes} |`);
}

const [endpoint, run] = process.argv.slice(2);
if (endpoint !== undefined && run !== undefined) {
  console.log(JSON.stringify(await runOnce(endpoint, JSON.parse(run) as Run)));
} else {
  console.log('| articles | run | processor, ms | time, ms | memory, MB |\n| --- | --- | --- | --- | --- |');
  for (const articles of [10, 1_000, 10_000]) await compare(articles);
}
