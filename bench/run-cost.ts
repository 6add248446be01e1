/** What one run of each kind needs, by the number of articles: requests, seconds and memory. Checked against what was counted. */
import type { Requests, RunName } from './requests.ts';

export interface Size {
  readonly articles: number;
  readonly pages: boolean;
}

/** A listing returns at most so many names. */
const namesInAListing = 1_000;

/** Listings of the source, which also contains feed.yaml. */
export function listsOf(articles: number): number {
  return Math.ceil((articles + 1) / namesInAListing);
}

/** Files of the publication: a page for each article, an archive document in several formats for fifty, and the ledger. */
export function filesOf({ articles, pages }: Size): number {
  return 30 + Math.ceil(articles * (pages ? 1.12 : 0.1));
}

/** Chunks of the ledger that a verification reads: all but the names and the entries. */
function chunksOf(articles: number): number {
  return 12 + Math.ceil(articles / 250);
}

/** The index has a chunk for so many articles. */
const articlesInIndexChunk = 10_000;

function indexChunksOf(articles: number): number {
  return Math.ceil(articles / articlesInIndexChunk);
}

/** What a change asks for is spread over more chunks if there are many. It never grows beyond this. */
function moreChunksOf(articles: number): number {
  return articles > 10_000 ? 8 : 0;
}

/** The most that a run of a kind needs. The function also reads the head again after each run, which is one of the GETs. */
export const requestsOf: Readonly<Record<RunName, (size: Size) => Requests>> = {
  'first run': (size) => ({
    gets: size.articles + 10,
    puts: filesOf(size),
    lists: listsOf(size.articles) + 1,
  }),
  'nothing changed': ({ articles }) => ({ gets: 3, puts: 0, lists: listsOf(articles) }),
  'new article': ({ articles, pages }) => ({
    gets: 10 + indexChunksOf(articles) + moreChunksOf(articles),
    puts: pages ? 9 : 6,
    lists: listsOf(articles),
  }),
  'old article edited': ({ articles, pages }) => ({
    gets: 16 + indexChunksOf(articles) + moreChunksOf(articles),
    puts: pages ? 10 : 8,
    lists: listsOf(articles),
  }),
  'article removed': ({ articles, pages }) => ({
    gets: 10 + indexChunksOf(articles) + moreChunksOf(articles),
    puts: pages ? 11 : 8,
    lists: listsOf(articles),
  }),
  'event, new article': ({ articles, pages }) => ({ gets: 14 + moreChunksOf(articles), puts: pages ? 9 : 6, lists: 0 }),
  'event, ten new articles': ({ articles, pages }) => ({
    gets: 40 + 5 * moreChunksOf(articles),
    puts: pages ? 24 : 12,
    lists: 0,
  }),
  'event, old article': ({ articles, pages }) => ({
    gets: 18 + moreChunksOf(articles),
    puts: pages ? 10 : 8,
    lists: 0,
  }),
  'listing after an event': ({ articles }) => ({
    gets: 6 + indexChunksOf(articles),
    puts: 1,
    lists: listsOf(articles),
  }),
  verification: (size) => ({
    gets: 5 + chunksOf(size.articles),
    puts: 0,
    lists: listsOf(size.articles) + Math.ceil(filesOf(size) / namesInAListing),
  }),
};

/** A run of the function, in seconds, is measured CPU time and the time that S3 takes to answer. */
export const measured = {
  /** CPU seconds on the machine of bench/function.ts. */
  secondsOfNothing: 0.025,
  secondsOfThousandListed: 0.015,
  secondsOfChange: 0.4,
  secondsOfThousandVerified: 0.35,
  /** The share of a processor that a function of one gigabyte has. */
  processorsOfGigabyte: 0.58,
  /** Assumed: S3 answers a listing in this time, and listings follow one another. Other requests wait for one another eight at a time. */
  secondsOfListing: 0.1,
  secondsOfRequest: 0.03,
} as const;

/** Memory of the function in gigabytes. */
export function gigabytesOf(articles: number): number {
  return articles > 10_000 ? 4 : 1;
}

/** The kinds of runs of the function whose time is computed. */
export type TimedRun = 'nothing changed' | 'event, new article' | 'listing after an event' | 'verification';

/** Seconds of a run in a function with the memory of `gigabytesOf`. A function has no more than one processor for the main thread. */
export function secondsOf(name: TimedRun, size: Size): number {
  const { lists, gets, puts } = requestsOf[name](size);
  const thousands = size.articles / 1_000;
  const own: Readonly<Record<TimedRun, number>> = {
    'nothing changed': thousands * measured.secondsOfThousandListed,
    'event, new article': measured.secondsOfChange,
    'listing after an event': measured.secondsOfChange + thousands * measured.secondsOfThousandListed,
    verification: thousands * measured.secondsOfThousandVerified,
  };
  const processors = Math.min(1, measured.processorsOfGigabyte * gigabytesOf(size.articles));
  const waiting = lists * measured.secondsOfListing + ((gets + puts) / 4) * measured.secondsOfRequest;
  return (measured.secondsOfNothing + own[name]) / processors + waiting;
}

export interface Daily {
  /** Runs of the schedule. */
  readonly runs: number;
  /** New and edited articles. */
  readonly changes: number;
}

export interface RunUsage {
  readonly runs: number;
  readonly seconds: number;
  /** PUT and LIST, which cost the same. */
  readonly writes: number;
  readonly reads: number;
}

/** Uploads gather for twenty seconds, so that there are at most so many runs for them a day. */
const mostEventRunsADay = 86_400 / 20;

/** What all runs of a day use: those of the schedule, one for each event or batch of events, and a verification. */
export function usageOfRuns(size: Size, { runs, changes }: Daily): RunUsage {
  const events = Math.min(changes, mostEventRunsADay);
  const listingsAfter = Math.min(runs, events);
  const batch = ofBatch(size, changes / Math.max(1, events));
  const parts: readonly (readonly [count: number, requests: Requests, seconds: number])[] = [
    [runs - listingsAfter, requestsOf['nothing changed'](size), secondsOf('nothing changed', size)],
    [listingsAfter, requestsOf['listing after an event'](size), secondsOf('listing after an event', size)],
    [events, batch, secondsOf('event, new article', size)],
    [1, requestsOf.verification(size), secondsOf('verification', size)],
  ];
  const sum = (of: (requests: Requests, seconds: number) => number) =>
    parts.reduce((total, [count, requests, seconds]) => total + count * of(requests, seconds), 0);
  return {
    runs: runs + events + 1,
    seconds: sum((_, seconds) => seconds),
    writes: sum(({ puts, lists }) => puts + lists),
    reads: sum(({ gets }) => gets),
  };
}

/** The requests of an event that names several new articles, between those of one and of ten. */
function ofBatch(size: Size, articles: number): Requests {
  const [one, ten] = [requestsOf['event, new article'](size), requestsOf['event, ten new articles'](size)];
  const between = (key: keyof Requests) => one[key] + ((ten[key] - one[key]) / 9) * (Math.max(1, articles) - 1);
  return { gets: between('gets'), puts: between('puts'), lists: 0 };
}
