/** Computes the monthly cost of the stack from prices and assumptions. `node bench/cost.ts` prints the tables of docs/cost.md. */
import { metrics } from '../src/monitor/metrics.ts';
import { sharedCacheSeconds } from '../src/render/outputs.ts';
import { measuredRuns } from './counted.ts';
import { gigabytesOf, type Size, usageOfRuns } from './run-cost.ts';

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
  metrics: { what: 'CloudWatch, metrics', dollars: 0.3, per: 1, unit: 'metric', free: 10 },
  logs: { what: 'CloudWatch, logs ingested', dollars: 0.5, per: 1, unit: 'GB', free: 5 },
  views: { what: 'CloudFront, HTTPS requests', dollars: 1, per: 1e6, unit: 'requests', free: 1e7 },
  transfer: { what: 'CloudFront, transfer', dollars: 0.085, per: 1, unit: 'GB', free: 1_000 },
} satisfies Readonly<Record<string, Price>>;

type Service = keyof typeof prices;

/** Assumptions about articles and readers. */
export const assumed = {
  runsADay: 96,
  /** The articles were written over ten years, but at least one a day. */
  articlesADay: (articles: number) => Math.max(1, articles / 3_650),
  pollsADay: 24,
  shareOfNews: 0.1,
  bytesOf304: 500,
  /** How long CloudFront caches a feed, how many caches it has, and for how many values of Accept-Encoding it caches a feed. */
  secondsInCache: sharedCacheSeconds,
  caches: 13,
  encodings: 3,
  /** The article, its page, its parts of feeds, archive and ledger, and old versions for a month. */
  bytesOfArticle: 40_000,
  bytesOfLog: 4_000,
  queuePollsADay: 21_600,
} as const;

/** The bytes of a feed of fifty stories of 690 words that are sent to a reader. CloudFront compresses only RSS. */
export const bytesOfFeed = { RSS: 82_000, Atom: 320_000, 'JSON Feed': 280_000 } as const;

type Format = keyof typeof bytesOfFeed;

const days = 30;

/** The requests from CloudFront to S3: one for each poll, but at most one for each cache, feed, encoding and cache period. */
export function originReadsOf(polls: number): number {
  const windows = (days * 86_400) / assumed.secondsInCache;
  return Math.min(polls, windows * assumed.caches * assumed.encodings * Object.keys(bytesOfFeed).length);
}

/** How much of each service is used in a month if all subscribers read one format. */
export function usageOf(
  articles: number,
  subscribers: number,
  format: Format = 'RSS',
): Readonly<Record<Service, number>> {
  const size: Size = { articles, pages: true };
  const daily = { runs: assumed.runsADay, changes: assumed.articlesADay(articles) };
  const ofRuns = usageOfRuns(size, daily);
  const polls = subscribers * assumed.pollsADay * days;
  const bytes = assumed.shareOfNews * bytesOfFeed[format] + (1 - assumed.shareOfNews) * assumed.bytesOf304;
  return {
    lambdaTime: ofRuns.seconds * gigabytesOf(articles) * days,
    lambdaCalls: ofRuns.runs * days,
    writes: ofRuns.writes * days,
    reads: ofRuns.reads * days + originReadsOf(polls),
    storage: (articles * assumed.bytesOfArticle) / 1e9,
    queue: assumed.queuePollsADay * days,
    metrics: Object.keys(metrics).length,
    logs: (ofRuns.runs * days * assumed.bytesOfLog) / 1e9,
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

/** The table of measured times and memory. */
export function renderMeasured(): string {
  const rows = measuredRuns.map((it) => {
    const cells = [count(it.articles), it.run, it.cpuMilliseconds, it.wallMilliseconds, it.residentMegabytes];
    return `| ${cells.join(' | ')} |`;
  });
  const head = '| articles | run | processor, ms | time, ms | memory, MB |';
  return [head, '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

/** What a second stage of the same account costs in a month before anybody reads it, because the first one uses what is free. */
export function renderSecondStage(): string {
  const { metrics: own, queue } = usageOf(0, 0);
  const ofMetrics = (own / prices.metrics.per) * prices.metrics.dollars;
  const polls = Math.max(0, 2 * queue - prices.queue.free);
  const ofQueue = (polls / prices.queue.per) * prices.queue.dollars;
  return `${own} metrics cost ${dollars(ofMetrics)} dollars, and polling its queue ${dollars(ofQueue)}`;
}

export function renderPrices(): string {
  const rows = Object.values(prices).map(({ what, dollars: price, per, unit, free }) => {
    const quantity = per === 1 ? `a ${unit}` : `${count(per)} ${unit}`;
    return `| ${what} | ${price} for ${quantity} | ${free === 0 ? '' : count(free)} |`;
  });
  return ['| what | dollars | free each month |', '| --- | --- | --- |', ...rows].join('\n');
}

if (import.meta.main)
  console.log([renderPrices(), renderSums(), renderParts(), renderFormats(), renderMeasured()].join('\n\n'));
