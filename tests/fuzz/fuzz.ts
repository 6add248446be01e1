/**
 * Reads random and mutated article files and publishes them. Nothing may crash or hang, and no feed may be invalid. The seed
 * decides everything: `npm run fuzz -- --seed 7 --runs 100000`. `--only N` repeats one file of a run.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseArticle } from '../../src/article/parse-article.ts';
import { articleOf } from '../../src/article/reading.ts';
import { formatOf } from '../../src/article/story/path.ts';
import { buildFeed } from '../../src/feed/assemble-feed.ts';
import { buildEntry } from '../../src/item/build-entry.ts';
import { formats } from '../../src/render/feed/formats.ts';
import { checkRendered } from '../../src/validate/check-rendered.ts';
import { channel } from '../support/channel.ts';
import { cpuMilliseconds } from '../support/cpu-time.ts';
import { type Chance, chance } from './chance.ts';
import { inventFile, mutate } from './invent.ts';

export interface Sample {
  readonly path: string;
  readonly body: Uint8Array;
}

export interface FuzzResult {
  readonly read: number;
  readonly refused: number;
  readonly slowestMilliseconds: number;
  readonly faults: readonly string[];
}

/** The most CPU time that one file may take: twenty times what the slowest takes. */
const limitMilliseconds = 1000;

/** Runs the files from number `from` to `from + runs` of a seed. */
export function fuzz({ seed, runs, from = 0 }: { seed: number; runs: number; from?: number }): FuzzResult {
  const samples = readSamples();
  const result = { read: 0, refused: 0, slowestMilliseconds: 0, faults: [] as string[] };
  for (let number = from; number < from + runs; number += 1) {
    const file = fileOf(chance(seed * 1_000_003 + number), samples);
    const started = cpuMilliseconds();
    const { outcome, fault } = tryFile(file);
    const took = cpuMilliseconds() - started;
    if (outcome === 'read') result.read += 1;
    else result.refused += 1;
    result.slowestMilliseconds = Math.max(result.slowestMilliseconds, took);
    if (fault !== null) result.faults.push(`--seed ${seed} --only ${number} (${file.path}): ${fault}`);
    if (took > limitMilliseconds)
      result.faults.push(`--seed ${seed} --only ${number} (${file.path}): took ${Math.round(took)} ms of CPU time`);
  }
  return result;
}

function fileOf(random: Chance, samples: readonly Sample[]): Sample {
  return random.below(3) === 0 ? inventFile(random) : mutate(random.pick(samples), random);
}

function tryFile(file: Sample): { outcome: 'read' | 'refused'; fault: string | null } {
  try {
    const reading = parseArticle(file, channel);
    const article = articleOf(reading);
    if (article === null) {
      const isSilent = reading.state === 'refused' && reading.problems.length === 0;
      return { outcome: 'refused', fault: isSilent ? 'refused without a reason' : null };
    }
    const entry = buildEntry(article, { channel, id: 'tag:courier.example,2026:x', updated: article.published });
    const feed = buildFeed(channel, [entry]);
    const wrong = formats.flatMap(({ name, render }) => checkRendered(render(feed), { format: name, feed }));
    return { outcome: 'read', fault: wrong[0]?.message ?? null };
  } catch (thrown) {
    return { outcome: 'refused', fault: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) };
  }
}

/** The project's own articles: samples, goldens and folders of other tools. */
function readSamples(): readonly Sample[] {
  const paths = ['articles', 'tests/shapes', 'tests/golden'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  );
  return paths
    .filter((path) => formatOf(path) !== null && !path.includes('expected'))
    .sort()
    .map((path) => ({ path, body: readFileSync(path) }));
}

function main(): void {
  const { values } = parseArgs({
    options: { seed: { type: 'string' }, runs: { type: 'string' }, only: { type: 'string' } },
  });
  const seed = Number(values.seed ?? 1);
  const from = Number(values.only ?? 0);
  const total = values.only === undefined ? Number(values.runs ?? 100_000) : 1;
  const started = performance.now();
  let done: FuzzResult = { read: 0, refused: 0, slowestMilliseconds: 0, faults: [] };
  for (let start = from; start < from + total; start += 5000) {
    done = added(done, fuzz({ seed, runs: Math.min(5000, from + total - start), from: start }));
    const seconds = Math.round((performance.now() - started) / 1000);
    console.log(
      `${done.read + done.refused} files in ${seconds} s: ${done.read} read, ${done.refused} refused, slowest ${Math.round(done.slowestMilliseconds)} ms, ${done.faults.length} faults`,
    );
  }
  for (const fault of done.faults.slice(0, 20)) console.error(fault);
  process.exitCode = done.faults.length === 0 ? 0 : 1;
}

function added(a: FuzzResult, b: FuzzResult): FuzzResult {
  return {
    read: a.read + b.read,
    refused: a.refused + b.refused,
    slowestMilliseconds: Math.max(a.slowestMilliseconds, b.slowestMilliseconds),
    faults: [...a.faults, ...b.faults],
  };
}

if (import.meta.main === true) main();
