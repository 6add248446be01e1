/**
 * Counts the requests of each kind of run on an S3 double. docs/cost.md and docs/scale.md are computed from them.
 * `node bench/requests.ts` prints the rows of `counted.ts`, which takes minutes. `node bench/requests.ts 100000` counts with so many short
 * articles without pages.
 */
import { createHash } from 'node:crypto';
import { readNewerDue } from '../src/publish/newer-due.ts';
import { publish } from '../src/publish/publish.ts';
import type { PublishOptions } from '../src/publish/read/publish-options.ts';
import { createS3Store } from '../src/store/s3.ts';
import { conflict, type Store } from '../src/store/store.ts';
import { type S3Double, type StoredObject, startS3Double } from '../tests/support/s3-double.ts';

/** Requests by price class: listings cost as much as writes, removals are free. */
export interface Requests {
  readonly gets: number;
  readonly puts: number;
  readonly lists: number;
}

export const runNames = [
  'first run',
  'nothing changed',
  'new article',
  'old article edited',
  'article removed',
  'event, new article',
  'event, ten new articles',
  'event, old article',
  'listing after an event',
  'verification',
] as const;

export type RunName = (typeof runNames)[number];

export type CountedRuns = Readonly<Record<RunName, Requests>>;

export interface CountOptions {
  readonly pages?: boolean;
  /** True for articles of one sentence. */
  readonly isShort?: boolean;
}

/** Settings with pages, as the stack publishes them. */
export const channel = `title: Courier
description: News
homeUrl: https://courier.example/
feedUrl: https://feeds.courier.example/
timeZone: UTC
`;

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** A first run with more articles does without HTTP, and its calls of the stores are counted instead. */
const mostOverHttp = 3_000;

/** How many changes are published one after another: some change an archive document, some move rows into chunks. */
const changes = 25;

/** Counts the requests of runs with this many articles, one a day. Those of runs after a change are means. */
export async function countRuns(
  articles: number,
  { pages = true, isShort = false }: CountOptions = {},
): Promise<CountedRuns> {
  const double = await startS3Double(['articles', 'publication']);
  const textOf = isShort ? shortArticleOf : articleOf;
  const put = (name: string, text: string) => double.objects.set(`articles/${name}`, objectOf(Buffer.from(text)));
  put('feed.yaml', pages ? channel : `${channel}pages: false\n`);
  for (let day = articles - 1; day >= 0; day -= 1) put(nameOf(day), textOf(day));
  const stores = s3Stores(double);
  let minutes = 0;
  const run = async (options: Partial<PublishOptions> = {}): Promise<Requests> => {
    minutes += 1;
    double.reset();
    const { generation } = await publish({ ...stores, now: instantOf(0, minutes), ...options });
    await readNewerDue(stores.to, { generation });
    return { gets: double.count('get') + double.count('head'), puts: double.count('put'), lists: double.count('list') };
  };
  /** Removes what the last run replaced, so that the next one that is counted does not. */
  const settle = async () => {
    await run();
    await run();
  };
  const first = articles > mostOverHttp ? await publishDirectly(double) : await run();
  await settle();
  const nothing = await run();
  const fresh = async (name: string, options?: Partial<PublishOptions>) => {
    put(name, textOf(0, minutes));
    return run(options);
  };
  const editNext = (count: number) => {
    const day = articles - 1 - (count % Math.floor(articles / 2));
    put(nameOf(day), `${textOf(day)}\nCorrection ${minutes}.\n`);
    return nameOf(day);
  };
  const added = await mean((count) => fresh(`listed-${count}.md`));
  await settle();
  const edited = await mean((count) => {
    editNext(count);
    return run();
  });
  await settle();
  const removed = await mean((count) => {
    double.objects.delete(`articles/listed-${count}.md`);
    return run();
  });
  await settle();
  const event = await mean((count) => fresh(`named-${count}.md`, { changedPaths: [`named-${count}.md`] }));
  const eventTen = await mean((count) => {
    const names = Array.from({ length: 10 }, (_, at) => `ten-${count}-${at}.md`);
    for (const name of names) put(name, textOf(0, minutes));
    return run({ changedPaths: names });
  });
  const listing = await run();
  await settle();
  const eventEdited = await mean((count) => run({ changedPaths: [editNext(count)] }));
  await settle();
  const verification = await run({ verify: true });
  await double.close();
  return {
    'first run': first,
    'nothing changed': nothing,
    'new article': added,
    'old article edited': edited,
    'article removed': removed,
    'event, new article': event,
    'event, ten new articles': eventTen,
    'event, old article': eventEdited,
    'listing after an event': listing,
    verification,
  };
}

/** The mean of several runs, with one decimal. */
async function mean(run: (count: number) => Promise<Requests>): Promise<Requests> {
  const sum = { gets: 0, puts: 0, lists: 0 };
  for (let count = 0; count < changes; count += 1) {
    const { gets, puts, lists } = await run(count);
    sum.gets += gets;
    sum.puts += puts;
    sum.lists += lists;
  }
  const of = (value: number) => Math.round((value / changes) * 10) / 10;
  return { gets: of(sum.gets), puts: of(sum.puts), lists: of(sum.lists) };
}

function s3Stores({ endpoint }: S3Double): Pick<PublishOptions, 'from' | 'to'> {
  const open = (bucket: string) => createS3Store({ bucket, endpoint, region: 'us-east-1', credentials });
  return { from: open('articles'), to: open('publication') };
}

/** A first run without HTTP. */
async function publishDirectly({ objects }: S3Double): Promise<Requests> {
  const counts = { gets: 0, puts: 0, lists: 0 };
  const open = (bucket: string) => openDirectly(bucket, { objects, counts });
  await publish({ from: open('articles'), to: open('publication'), now: instantOf(0) });
  return counts;
}

interface Direct {
  readonly objects: Map<string, StoredObject>;
  readonly counts: { gets: number; puts: number; lists: number };
}

/** A store on the objects of the double. */
function openDirectly(bucket: string, { objects, counts }: Direct): Store {
  const find = (path: string) => objects.get(`${bucket}/${path}`);
  const removeAll = async (paths: readonly string[]) => {
    for (const path of paths) objects.delete(`${bucket}/${path}`);
  };
  return {
    location: `s3://${bucket}`,
    isLocal: false,
    list: async (accept) => {
      const names = [...objects.keys()].filter((name) => name.startsWith(`${bucket}/`)).sort();
      counts.lists += Math.max(1, Math.ceil(names.length / 1_000));
      return names
        .map((name) => name.slice(bucket.length + 1))
        .filter((path) => accept(path))
        .map((path) => ({ path, version: find(path)?.etag ?? '', lengthBytes: find(path)?.body.length ?? 0 }));
    },
    look: async (path) => {
      counts.gets += 1;
      const found = find(path);
      return found === undefined ? null : { path, version: found.etag, lengthBytes: found.body.length };
    },
    read: async (path) => {
      counts.gets += 1;
      const found = find(path);
      return found === undefined ? null : { body: found.body, version: found.etag };
    },
    write: async (path, body, expected) => {
      counts.puts += 1;
      const version = find(path)?.etag ?? null;
      const made = objectOf(Buffer.from(body));
      const isExpected = expected === 'any' || version === (expected === 'absent' ? null : expected.version);
      if (!isExpected && version !== made.etag) throw conflict(bucket, path);
      objects.set(`${bucket}/${path}`, made);
      return made.etag;
    },
    remove: async (path) => removeAll([path]),
    removeAll,
  };
}

function objectOf(body: Buffer): StoredObject {
  return { body, etag: `"${createHash('md5').update(body).digest('hex')}"`, headers: {} };
}

function nameOf(day: number): string {
  return `${String(day).padStart(6, '0')}.md`;
}

export function instantOf(daysAgo: number, minutes = 0): string {
  return new Date(Date.UTC(2026, 10, 24 - daysAgo, 12, minutes)).toISOString();
}

/** An article of the length of a short news story. */
export function articleOf(daysAgo: number, minutes = 0): string {
  const paragraph = 'The ferry came back to the dock at noon, and the crew said that the tide had turned early. ';
  const text = Array.from({ length: 8 }, () => paragraph.repeat(4)).join('\n\n');
  return `---\ntitle: Story ${daysAgo}\ndate: ${instantOf(daysAgo, minutes)}\n---\n${text}\n`;
}

function shortArticleOf(daysAgo: number, minutes = 0): string {
  return `---\ntitle: Story ${daysAgo}\ndate: ${instantOf(daysAgo, minutes)}\n---\nThe ferry came back.\n`;
}

/** A publication of which the requests are counted. */
export interface Counting extends Required<CountOptions> {
  readonly articles: number;
}

/** The rows of one size. */
export function renderRequests(runs: CountedRuns, { articles, pages }: Pick<Counting, 'articles' | 'pages'>): string {
  const rows = runNames.map((name) => {
    const { lists, gets, puts } = runs[name];
    const cells = [name, articles.toLocaleString('en'), pages ? 'yes' : 'no', lists, gets, puts];
    return `| ${cells.join(' | ')} |`;
  });
  return rows.join('\n');
}

if (import.meta.main) {
  const given = process.argv.slice(2).map(Number);
  const sizes: readonly Counting[] =
    given.length > 0
      ? given.map((articles) => ({ articles, pages: false, isShort: true }))
      : [1_000, 10_000].flatMap((articles) => [true, false].map((pages) => ({ articles, pages, isShort: false })));
  console.log('| run | articles | pages | LIST | GET | PUT |\n| --- | --- | --- | --- | --- | --- |');
  for (const size of sizes) console.log(renderRequests(await countRuns(size.articles, size), size));
}
