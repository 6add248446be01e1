/** Computes the monthly cost of the stack from prices and assumptions. `node bench/cost.ts` prints the tables of docs/cost.md. */
import { sharedCacheSeconds } from '../src/render/outputs.ts';

interface Price {
  readonly what: string;
  /** In US dollars. */
  readonly dollars: number;
  readonly per: number;
  readonly unit: string;
  /** How much is free every month, without a time limit. */
  readonly free: number;
}

/** Prices of November 2026, for us-east-1. */
export const prices = {
  lambdaTime: { what: 'Lambda on arm64', dollars: 0.0000133334, per: 1, unit: 'GB-second', free: 400_000 },
  lambdaCalls: { what: 'Lambda, requests', dollars: 0.2, per: 1e6, unit: 'requests', free: 1e6 },
  writes: { what: 'S3, PUT and LIST', dollars: 0.005, per: 1_000, unit: 'requests', free: 0 },
  reads: { what: 'S3, GET', dollars: 0.0004, per: 1_000, unit: 'requests', free: 0 },
  storage: { what: 'S3, storage', dollars: 0.023, per: 1, unit: 'GB and month', free: 0 },
  queue: { what: 'SQS', dollars: 0.4, per: 1e6, unit: 'requests', free: 1e6 },
  logs: { what: 'CloudWatch, logs ingested', dollars: 0.5, per: 1, unit: 'GB', free: 5 },
  views: { what: 'CloudFront, HTTPS requests', dollars: 1, per: 1e6, unit: 'requests', free: 1e7 },
  transfer: { what: 'CloudFront, transfer', dollars: 0.085, per: 1, unit: 'GB', free: 1_000 },
} satisfies Readonly<Record<string, Price>>;

type Service = keyof typeof prices;

/** The requests of a run, as tests count them, by the number of articles and of months with articles. */
export const requestsOf = {
  nothing: ({ articles, months }: Size) => ({ gets: 4 + months, puts: 0, lists: listsOf(articles) }),
  oneMore: ({ articles, months }: Size) => ({ gets: 8 + months, puts: 14, lists: listsOf(articles) }),
  first: ({ articles }: Size) => ({ gets: articles + 6, puts: filesOf(articles), lists: listsOf(articles) }),
};

export interface Size {
  readonly articles: number;
  readonly months: number;
}

/** The number of published files: fixed files, a page for each article, and archives. */
function filesOf(articles: number): number {
  return 20 + Math.ceil(articles * 1.2);
}

const namesInAListing = 1_000;

/** The number of list requests, for both stores. The articles include feed.yaml. */
function listsOf(articles: number): number {
  return Math.ceil((articles + 1) / namesInAListing) + Math.ceil(filesOf(articles) / namesInAListing);
}

/** Assumptions about articles, readers and the function. */
export const assumed = {
  runsADay: 96,
  /** The articles are spread over ten years, but at least one a day. */
  articlesADay: (articles: number) => Math.max(1, articles / 3_650),
  months: (articles: number) => Math.min(Math.ceil(articles / 30), 120),
  pollsADay: 24,
  shareOfNews: 0.1,
  bytesOf304: 500,
  /** How long CloudFront caches a feed, and how many caches it has. */
  secondsInCache: sharedCacheSeconds,
  caches: 13,
  gigabytesOfMemory: (articles: number) => (articles > 10_000 ? 4 : 1),
  /** A run with nothing to do. bench/function.ts measured the CPU time. */
  secondsOfRun: (articles: number) => 1 + articles * 0.00015,
  bytesOfArticle: 40_000,
  bytesOfLog: 4_000,
  queuePollsADay: 21_600,
} as const;

/** The bytes of a feed that are sent to a reader. CloudFront compresses only RSS. */
export const bytesOfFeed = { RSS: 30_000, Atom: 120_000, 'JSON Feed': 120_000 } as const;

type Format = keyof typeof bytesOfFeed;

const days = 30;

/** The requests from CloudFront to S3: one for each poll, but at most one for each cache, feed and cache period. */
export function originReadsOf(polls: number): number {
  const windows = (days * 86_400) / assumed.secondsInCache;
  return Math.min(polls, windows * assumed.caches * Object.keys(bytesOfFeed).length);
}

/** How much of each service is used in a month if all subscribers read one format. */
export function usageOf(
  articles: number,
  subscribers: number,
  format: Format = 'RSS',
): Readonly<Record<Service, number>> {
  const size = { articles, months: assumed.months(articles) };
  const quiet = requestsOf.nothing(size);
  const busy = requestsOf.oneMore(size);
  const [runs, news] = [assumed.runsADay * days, assumed.articlesADay(articles) * days];
  const polls = subscribers * assumed.pollsADay * days;
  const bytes = assumed.shareOfNews * bytesOfFeed[format] + (1 - assumed.shareOfNews) * assumed.bytesOf304;
  return {
    lambdaTime: (runs + news) * assumed.secondsOfRun(articles) * assumed.gigabytesOfMemory(articles),
    lambdaCalls: runs + news,
    writes: runs * quiet.lists + news * (busy.puts + busy.lists),
    reads: runs * quiet.gets + news * busy.gets + originReadsOf(polls),
    storage: (articles * assumed.bytesOfArticle) / 1e9,
    queue: assumed.queuePollsADay * days,
    logs: ((runs + news) * assumed.bytesOfLog) / 1e9,
    views: polls,
    transfer: (polls * bytes) / 1e9,
  };
}

/** Dollars per month for each service, if nothing else in the account uses the free amounts. */
export function costOf(
  articles: number,
  subscribers: number,
  format: Format = 'RSS',
): Readonly<Record<Service, number>> {
  const usage = usageOf(articles, subscribers, format);
  const services = Object.keys(prices) as Service[];
  return Object.fromEntries(
    services.map((name) => [
      name,
      (Math.max(0, usage[name] - prices[name].free) / prices[name].per) * prices[name].dollars,
    ]),
  ) as Record<Service, number>;
}

const articleCounts = [1, 100, 10_000, 100_000];
const subscriberCounts = [100, 10_000, 1_000_000];
const count = (value: number) => value.toLocaleString('en');
const dollars = (value: number) => value.toFixed(2);

/** The table of sums, with a row for each number of articles and a column for each number of subscribers. */
export function renderSums(): string {
  const head = `| articles | ${subscriberCounts.map((it) => `${count(it)} subscribers`).join(' | ')} |`;
  const rows = articleCounts.map((articles) => {
    const sums = subscriberCounts.map((subscribers) => dollars(sumOf(costOf(articles, subscribers))));
    return `| ${count(articles)} | ${sums.join(' | ')} |`;
  });
  return [head, `| --- |${subscriberCounts.map(() => ' --- |').join('')}`, ...rows].join('\n');
}

function sumOf(costs: Readonly<Record<Service, number>>): number {
  return Object.values(costs).reduce((sum, it) => sum + it, 0);
}

/** The table of sums for ten thousand articles if all subscribers read one format. */
export function renderFormats(): string {
  const head = `| all read | a feed, KB | ${subscriberCounts.map((it) => `${count(it)} subscribers`).join(' | ')} |`;
  const rows = (Object.keys(bytesOfFeed) as Format[]).map((format) => {
    const sums = subscriberCounts.map((subscribers) => dollars(sumOf(costOf(10_000, subscribers, format))));
    return `| ${format} | ${bytesOfFeed[format] / 1_000} | ${sums.join(' | ')} |`;
  });
  return [head, `| --- | --- |${subscriberCounts.map(() => ' --- |').join('')}`, ...rows].join('\n');
}

/** The table of costs by service, for ten thousand articles. */
export function renderParts(): string {
  const head = `| service | ${subscriberCounts.map((it) => `${count(it)} subscribers`).join(' | ')} |`;
  const rows = (Object.keys(prices) as Service[]).map((name) => {
    const parts = subscriberCounts.map((subscribers) => dollars(costOf(10_000, subscribers)[name]));
    return `| ${prices[name].what} | ${parts.join(' | ')} |`;
  });
  return [head, `| --- |${subscriberCounts.map(() => ' --- |').join('')}`, ...rows].join('\n');
}

export function renderPrices(): string {
  const rows = Object.values(prices).map(({ what, dollars: price, per, unit, free }) => {
    const quantity = per === 1 ? `a ${unit}` : `${count(per)} ${unit}`;
    return `| ${what} | ${price} for ${quantity} | ${free === 0 ? '' : count(free)} |`;
  });
  return ['| what | dollars | free each month |', '| --- | --- | --- |', ...rows].join('\n');
}

if (import.meta.main) console.log([renderPrices(), renderSums(), renderParts(), renderFormats()].join('\n\n'));
