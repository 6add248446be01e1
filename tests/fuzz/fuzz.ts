/**
 * Reads random, changed and repeated article files and publishes them beside good ones. Nothing may crash or hang, no feed may be
 * invalid, the good articles are always published, and reading must not take much more than twice as long if the repeated part
 * of a file is doubled. The seed decides everything: `npm run fuzz -- --seed 7 --runs 100000`. `--kind repeated --only N` tries
 * one file again.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseArticle } from '../../src/article/parse-article.ts';
import { articleOf } from '../../src/article/reading.ts';
import { formatOf } from '../../src/article/story/path.ts';
import { buildFeed } from '../../src/feed/assemble-feed.ts';
import { buildEntry } from '../../src/item/build-entry.ts';
import { publish } from '../../src/publish/publish.ts';
import { processBudget } from '../../src/reading/own-process.ts';
import { formats } from '../../src/render/feed/formats.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { checkRendered } from '../../src/validate/check-rendered.ts';
import { channel, channelYaml } from '../support/channel.ts';
import { cpuMilliseconds } from '../support/cpu-time.ts';
import { type Chance, chance } from './chance.ts';
import { growthOf, type Repeated } from './growth.ts';
import { inventFile, mutate } from './invent.ts';
import { inventRepeated } from './repeat.ts';

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

/** The most CPU time that one file may take: a quarter of its budget. */
const limitMilliseconds = processBudget.cpuMilliseconds / 4;

/** `changed` files are random, or real ones with changes. `repeated` files have a part that is repeated or nested. */
export const kinds = ['changed', 'repeated'] as const;
export type Kind = (typeof kinds)[number];

export interface FuzzOptions {
  readonly seed: number;
  readonly runs: number;
  readonly from?: number;
  readonly kind?: Kind;
}

/** How many files are published together. */
const folderSize = 50;

/** Runs the files from number `from` to `from + runs` of a seed. */
export async function fuzz({ seed, runs, from = 0, kind = 'changed' }: FuzzOptions): Promise<FuzzResult> {
  const samples = readSamples();
  const result = { read: 0, refused: 0, slowestMilliseconds: 0, faults: [] as string[] };
  let folder: Sample[] = [];
  for (let number = from; number < from + runs; number += 1) {
    const { file, grow } = fileOf(chance(seed * 1_000_003 + number), { samples, kind });
    const report = (fault: string) =>
      result.faults.push(`--seed ${seed} --kind ${kind} --only ${number} (${file.path}): ${fault}`);
    const started = cpuMilliseconds();
    const { outcome, fault } = tryFile(file);
    const took = cpuMilliseconds() - started;
    result[outcome] += 1;
    result.slowestMilliseconds = Math.max(result.slowestMilliseconds, took);
    if (fault !== null) report(fault);
    if (took > limitMilliseconds) report(`took ${Math.round(took)} ms of CPU time`);
    if (grow !== null && took > 10) for (const found of findGrowth(grow)) report(found);
    folder.push(file);
    if (folder.length < folderSize && number + 1 < from + runs) continue;
    for (const found of await publishBesideGood(folder)) report(`in its folder of ${folder.length} files: ${found}`);
    folder = [];
  }
  return result;
}

interface Fuzzed {
  readonly file: Sample;
  /** The same file with another number of repetitions. Null if nothing is repeated on purpose. */
  readonly grow: Repeated | null;
}

function fileOf(random: Chance, { samples, kind }: { samples: readonly Sample[]; kind: Kind }): Fuzzed {
  if (kind === 'changed') {
    const file = random.below(3) === 0 ? inventFile(random) : mutate(random.pick(samples), random);
    return { file, grow: null };
  }
  const grow = inventRepeated(random);
  return { file: grow(2 ** random.below(13)), grow };
}

/** A text counts only if it still grows too fast at four times the time, and twice: short times are not exact. */
function findGrowth(grow: Repeated): readonly string[] {
  if (growthOf(grow, { mostBytes: 200_000 }).exponent < maximumExponent) return [];
  const longer = { mostBytes: 800_000, leastMilliseconds: 240 };
  const [one, other] = [growthOf(grow, longer), growthOf(grow, longer)];
  const { exponent, times, bytes, milliseconds } = one.exponent < other.exponent ? one : other;
  if (exponent < maximumExponent) return [];
  const took = `${Math.round(milliseconds)} ms for ${times} times, ${bytes} bytes`;
  return [`grows like the power ${exponent.toFixed(2)}: ${took}`];
}

const maximumExponent = 1.5;

const goodTitles = ['The first good one', 'The second good one', 'The third good one'];

/** Publishes files in one folder with good articles, which must be published whatever is in the others. */
async function publishBesideGood(files: readonly Sample[]): Promise<readonly string[]> {
  const matter = (title: string) => `---\ntitle: ${title}\ndate: 2099-01-01T00:00:00Z\n---\nGood.\n`;
  const good = goodTitles.map((title, index) => [`good/${index}.md`, matter(title)] as const);
  const others = files.map(({ path, body }, index) => [`file-${index}/${path}`, body] as const);
  const from = createMemoryStore({ 'feed.yaml': channelYaml, ...Object.fromEntries([...good, ...others]) });
  const to = createMemoryStore();
  try {
    await publish({ from, to, now: '2099-01-02T00:00:00Z' });
    const feed = new TextDecoder().decode((await to.read('feed.json'))?.body);
    return goodTitles.filter((title) => !feed.includes(title)).map((title) => `"${title}" is not published`);
  } catch (thrown) {
    return [stackOf(thrown)];
  }
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
    return { outcome: 'refused', fault: stackOf(thrown) };
  }
}

function stackOf(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
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

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      runs: { type: 'string' },
      only: { type: 'string' },
      kind: { type: 'string' },
    },
  });
  const seed = Number(values.seed ?? 1);
  const from = Number(values.only ?? 0);
  const chosen = kinds.filter((kind) => values.kind === undefined || kind === values.kind);
  const total = values.only === undefined ? Math.ceil(Number(values.runs ?? 100_000) / chosen.length) : 1;
  const started = performance.now();
  let done: FuzzResult = { read: 0, refused: 0, slowestMilliseconds: 0, faults: [] };
  for (let start = from; start < from + total; start += 2500) {
    for (const kind of chosen) {
      const part = await fuzz({ seed, kind, runs: Math.min(2500, from + total - start), from: start });
      for (const fault of part.faults) console.error(fault);
      done = added(done, part);
    }
    const seconds = Math.round((performance.now() - started) / 1000);
    console.log(
      `${done.read + done.refused} files in ${seconds} s: ${done.read} read, ${done.refused} refused, slowest ${Math.round(done.slowestMilliseconds)} ms, ${done.faults.length} faults`,
    );
  }
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

if (import.meta.main === true) await main();
