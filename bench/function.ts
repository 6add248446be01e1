/** Measures CPU time and memory of a run, in its own process and against an S3 double, to choose the memory of the function. */
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

/** Publishes once in this process, and measures it. */
async function runOnce(endpoint: string, now: string): Promise<Used> {
  const began = performance.now();
  await publish({ from: open(endpoint, 'articles'), to: open(endpoint, 'publication'), now });
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return {
    cpuMilliseconds: Math.round((userCPUTime + systemCPUTime) / 1000),
    wallMilliseconds: Math.round(performance.now() - began),
    residentMegabytes: Math.round(maxRSS / 1024),
  };
}

async function measure(endpoint: string, now: string): Promise<Used> {
  const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(import.meta.url), endpoint, now]);
  return JSON.parse(stdout) as Used;
}

async function compare(articles: number): Promise<void> {
  const double = await startS3Double(['articles', 'publication']);
  const from = open(double.endpoint, 'articles');
  const write = (path: string, text: string) => from.write(path, new TextEncoder().encode(text), 'any');
  await write('feed.yaml', channel);
  for (let day = articles - 1; day >= 0; day -= 1) await write(`${day}.md`, articleOf(day));
  print(articles, 'first', await measure(double.endpoint, instantOf(0)));
  const quiet = [];
  for (let round = 0; round < 5; round += 1) quiet.push(await measure(double.endpoint, instantOf(0)));
  print(articles, 'nothing to do', quiet.sort((a, b) => a.cpuMilliseconds - b.cpuMilliseconds)[2] as Used);
  await write('new.md', articleOf(-1));
  print(articles, 'one more', await measure(double.endpoint, instantOf(-1)));
  await double.close();
}

function print(articles: number, run: string, { cpuMilliseconds, wallMilliseconds, residentMegabytes }: Used): void {
  console.log(`| ${articles} | ${run} | ${cpuMilliseconds} | ${wallMilliseconds} | ${residentMegabytes} |`);
}

const [endpoint, now] = process.argv.slice(2);
if (endpoint !== undefined && now !== undefined) {
  console.log(JSON.stringify(await runOnce(endpoint, now)));
} else {
  console.log('| articles | run | processor, ms | time, ms | memory, MB |\n| --- | --- | --- | --- | --- |');
  for (const articles of [10, 1_000, 10_000]) await compare(articles);
}
