/** Computes the tables and the plots of docs/scale.md. `node bench/scale.ts` prints the tables, and `node bench/plots.ts` draws the plots. */

import { prices } from './cost.ts';
import { counted } from './counted.ts';
import { type Plot, shortNumber } from './plot.ts';
import { runNames } from './requests.ts';
import { type Daily, gigabytesOf, requestsOf, type Size, secondsOf, type TimedRun, usageOfRuns } from './run-cost.ts';

const sizes = [1_000, 10_000, 100_000, 1_000_000, 10_000_000] as const;
const changesADay = [1, 100, 10_000] as const;
const days = 30;
const count = (value: number) => Math.round(value).toLocaleString('en');

/** The requests of each kind of run, as they were counted. */
export function renderCounted(): string {
  const head = counted.map(({ articles, pages }) => `${count(articles)}${pages ? ', pages' : ''}`);
  const rows = runNames.map((name) => {
    const cells = counted.map(({ runs }) => `${runs[name].lists} + ${runs[name].gets} + ${runs[name].puts}`);
    return `| ${name} | ${cells.join(' | ')} |`;
  });
  return table(['LIST + GET + PUT', ...head], rows);
}

function table(head: readonly string[], rows: readonly string[]): string {
  return [`| ${head.join(' | ')} |`, `|${head.map(() => ' --- |').join('')}`, ...rows].join('\n');
}

const timed = ['nothing changed', 'event, new article', 'verification'] as const satisfies readonly TimedRun[];

/** Short names of runs, for plots. */
const keys = {
  'nothing changed': 'no change',
  'event, new article': 'one upload',
  verification: 'verification',
} as const;

const sentences = {
  'nothing changed': 'Nothing changed',
  'event, new article': 'An event that names a new article',
  verification: 'Verification',
} as const;

/** What one run needs: requests, seconds and dollars, for each size. */
export function renderRuns(): string {
  const rows = sizes.flatMap((articles) =>
    timed.map((name) => {
      const size = { articles, pages: true };
      const { lists, gets, puts } = requestsOf[name](size);
      const cells = [count(articles), name, count(lists), count(gets), count(puts), seconds(secondsOf(name, size))];
      return `| ${[...cells, dollarsOfRun(name, size).toFixed(5)].join(' | ')} |`;
    }),
  );
  return table(['articles', 'run', 'LIST', 'GET', 'PUT', 'seconds', 'dollars'], rows);
}

function seconds(value: number): string {
  return value < 10 ? value.toFixed(1) : count(value);
}

function dollarsOfRun(name: TimedRun, size: Size): number {
  const { lists, gets, puts } = requestsOf[name](size);
  return dollarsOf({ runs: 1, seconds: secondsOf(name, size), writes: lists + puts, reads: gets }, size);
}

/** Dollars without free allowances, which other functions of the account may use. */
function dollarsOf(
  { runs, seconds: time, writes, reads }: ReturnType<typeof usageOfRuns>,
  { articles }: Pick<Size, 'articles'>,
): number {
  const price = (name: keyof typeof prices, amount: number) => (amount / prices[name].per) * prices[name].dollars;
  const ofFunction = price('lambdaTime', time * gigabytesOf(articles)) + price('lambdaCalls', runs);
  return ofFunction + price('writes', writes) + price('reads', reads);
}

/** Dollars of all runs of a month. */
export function dollarsAMonth(size: Size, daily: Daily): number {
  return dollarsOf(usageOfRuns(size, daily), size) * days;
}

const schedules = [
  { name: 'every 15 minutes', short: '15 minutes', runs: 96 },
  { name: 'every hour', short: 'hour', runs: 24 },
  { name: 'once a day', short: 'day', runs: 1 },
] as const;

/** Dollars a month for the runs, by number of articles, changes a day and schedule. */
export function renderMonths({ pages }: { readonly pages: boolean }): string {
  const rows = sizes.flatMap((articles) =>
    schedules.map(({ name, runs }) => {
      const sums = changesADay.map((changes) => dollarsAMonth({ articles, pages }, { runs, changes }).toFixed(2));
      return `| ${[count(articles), name, ...sums].join(' | ')} |`;
    }),
  );
  const columns = changesADay.map((changes) => (changes === 1 ? '1 change a day' : `${count(changes)} changes`));
  return table([pages ? 'articles, with pages' : 'articles, without pages', 'a listing', ...columns], rows);
}

const points = Array.from({ length: 17 }, (_, index) => Math.round(10 ** (3 + index / 4)));

function curve(of: (articles: number) => number): readonly (readonly [number, number])[] {
  return points.map((articles) => [articles, of(articles)]);
}

function requestsAt(name: TimedRun, articles: number): number {
  const { lists, gets, puts } = requestsOf[name]({ articles, pages: true });
  return lists + gets + puts;
}

const shared = { x: [3, 7], nameOfX: 'articles' } as const;

export const plots: readonly Plot[] = [
  {
    ...shared,
    file: 'scale-requests.svg',
    title: 'Requests of one run',
    description: descriptionOf(
      'Requests of one run',
      (name, articles) => `${count(requestsAt(name, articles))} requests`,
    ),
    lines: timed.map((name) => ({ name: keys[name], points: curve((articles) => requestsAt(name, articles)) })),
    y: [0, 5],
    labelOf: shortNumber,
    limit: null,
  },
  {
    ...shared,
    file: 'scale-seconds.svg',
    title: 'Seconds of one run',
    description: descriptionOf(
      'Seconds of one run',
      (name, articles) => `${seconds(secondsOf(name, { articles, pages: true }))} seconds`,
    ),
    lines: timed.map((name) => ({
      name: keys[name],
      points: curve((articles) => secondsOf(name, { articles, pages: true })),
    })),
    y: [-1, 4],
    labelOf: shortNumber,
    limit: { at: 900, name: 'the most that a function may take' },
  },
  {
    ...shared,
    file: 'scale-dollars.svg',
    title: 'Dollars a month, by time between listings',
    description: `Dollars a month for the runs, with pages and 100 changes a day, for one thousand to ten million articles. ${schedules
      .map(({ name, runs }) => {
        const [least, most] = [1_000, 10_000_000].map((articles) =>
          dollarsAMonth({ articles, pages: true }, { runs, changes: 100 }).toFixed(2),
        );
        return `A listing ${name}: ${least} to ${most}.`;
      })
      .join(' ')}`,
    lines: schedules.map(({ short, runs }) => ({
      name: short,
      points: curve((articles) => dollarsAMonth({ articles, pages: true }, { runs, changes: 100 })),
    })),
    y: [-1, 4],
    labelOf: (value) => `$${shortNumber(value)}`,
    limit: null,
  },
];

function descriptionOf(what: string, of: (name: TimedRun, articles: number) => string): string {
  const parts = timed.map((name) => `${sentences[name]}: ${of(name, 1_000)} to ${of(name, 10_000_000)}`);
  return `${what}, for one thousand to ten million articles. ${parts.join('. ')}.`;
}

if (import.meta.main)
  console.log([renderCounted(), renderRuns(), ...[true, false].map((pages) => renderMonths({ pages }))].join('\n\n'));
