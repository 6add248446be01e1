/** The table of what is measured: each row is a piece of work with its mark. */
import { peerTaskName } from './peers/peer.ts';
import { pairwise } from './statistics.ts';
import { type Results, samplesOf } from './task.ts';
import { s3TaskName } from './tasks/s3.ts';

export interface Row {
  readonly work: string;
  /** The number of articles; null if there are none. */
  readonly articles: number | null;
  /** The task whose CPU time, memory and requests are shown. */
  readonly task: string;
  /** All other tasks that the figure needs. */
  readonly others: readonly string[];
  /** What the figure counts, such as `× empty` or `MiB`. */
  readonly unit: string;
  /** The figure in each round. */
  readonly figures: (results: Results) => readonly number[];
  /** The largest figure that is good enough; null if none was set. */
  readonly mark: number | null;
}

type Identity = Pick<Row, 'work' | 'articles'>;

export const thousand = 1_000;
export const tenThousand = 10_000;
export const hundredThousand = 100_000;

/** What a first run costs beside a peer. Only Hugo has a mark: the others are there to compare. */
export interface PeerMark {
  readonly name: string;
  readonly mark: number | null;
}

/** All rows, in the order of the table. */
export function createRows(peers: readonly PeerMark[]): readonly Row[] {
  return [
    ...startRows,
    ...changeRows,
    ...firstRunRows(peers),
    ...memoryRows,
    ...renderingRows,
    ...s3Rows,
    ...functionRows,
  ];
}

export interface Selection {
  /** Null for all. */
  readonly rows: RegExp | null;
  readonly sizes: readonly number[];
}

export function selectRows(all: readonly Row[], { rows, sizes }: Selection): readonly Row[] {
  return all.filter(({ work, articles }) => {
    return (articles === null || sizes.includes(articles)) && (rows === null || rows.test(work));
  });
}

/** The names of all tasks that rows need. */
export function tasksOf(rows: readonly Row[]): ReadonlySet<string> {
  return new Set(rows.flatMap(({ task, others }) => [task, ...others]));
}

const startRows: readonly Row[] = [
  ratioRow({ work: '`presstime --help`', articles: null }, { task: 'help', to: 'empty', unit: '× empty', mark: 1.5 }),
  ratioRow(
    { work: 'import of `presstime/render`', articles: null },
    { task: 'import', to: 'empty', unit: '× empty', mark: 2 },
  ),
];

const changes = ['new edited', 'old edited', 'added', 'removed'];

const changeRows: readonly Row[] = [
  ...[
    { articles: thousand, mark: 3 },
    { articles: tenThousand, mark: 7 },
  ].map(({ articles, mark }) => emptyRow('nothing changed', articles, mark)),
  ratioRow(
    { work: 'nothing changed, short articles', articles: hundredThousand },
    { task: `nothing, ${hundredThousand}`, to: `nothing, ${tenThousand}`, unit: '× 10,000', mark: 8 },
  ),
  ...[
    { articles: thousand, mark: 5 },
    { articles: tenThousand, mark: 14 },
  ].flatMap(({ articles, mark }) => changes.map((change) => emptyRow(`one article, ${change}`, articles, mark))),
  ...[thousand, tenThousand].map((articles) =>
    ratioRow(
      { work: 'upgrade that changes no output', articles },
      { task: `upgrade, ${articles}`, to: `nothing, ${articles}`, unit: '× nothing changed', mark: 1.2 },
    ),
  ),
];

function emptyRow(work: string, articles: number, mark: number): Row {
  const task = `${work.replace(/ changed$|^one article, /, '')}, ${articles}`;
  return ratioRow({ work, articles }, { task, to: 'empty', unit: '× empty', mark });
}

export function firstRunTaskName(kind: 'no pages' | 'pages' | 'one date' | 'short', articles: number): string {
  return `first run, ${kind}, ${articles}`;
}

function firstRunRows(peers: readonly PeerMark[]): readonly Row[] {
  const beside = [thousand, tenThousand].flatMap((count) =>
    [false, true].flatMap((hasPages) => {
      const kind = hasPages ? 'pages' : 'no pages';
      return peers.map(({ name, mark }) =>
        ratioRow(
          { work: `first run, ${kind}, beside ${name}`, articles: count },
          {
            task: firstRunTaskName(kind, count),
            to: peerTaskName(name, { count, hasPages }),
            unit: `× ${name}`,
            mark,
          },
        ),
      );
    }),
  );
  const oneDate = ratioRow(
    { work: 'first run, articles of one date', articles: tenThousand },
    {
      task: firstRunTaskName('one date', tenThousand),
      to: firstRunTaskName('no pages', tenThousand),
      unit: '× spread',
      mark: 1.1,
    },
  );
  return [...beside, oneDate];
}

const runsOfTenThousand = [
  ...['nothing', ...changes, 'upgrade'].map((change) => `${change}, ${tenThousand}`),
  ...(['no pages', 'pages', 'one date'] as const).map((kind) => firstRunTaskName(kind, tenThousand)),
];

const memoryRows: readonly Row[] = [
  memoryRow({ work: 'peak memory, any run', articles: tenThousand }, runsOfTenThousand, 256),
  memoryRow({ work: 'peak memory, nothing changed', articles: hundredThousand }, [`nothing, ${hundredThousand}`], 256),
  memoryRow(
    { work: 'peak memory, first run, short articles', articles: hundredThousand },
    [firstRunTaskName('short', hundredThousand)],
    512,
  ),
];

const renderingRows: readonly Row[] = (['rss', 'atom', 'json'] as const).flatMap((format) =>
  [
    { library: 'feed', mark: 0.5 },
    { library: 'feedsmith', mark: null },
  ].map(({ library, mark }) => ({
    work: `rendering alone, ${format}, beside \`${library}\``,
    articles: thousand,
    task: 'rendering',
    others: [],
    unit: `× ${library}`,
    figures: (results: Results) =>
      countsOf(results, 'rendering', (counts) => ratio(counts[`${format} ours`], counts[`${format} ${library}`])),
    mark,
  })),
);

const s3Rows: readonly Row[] = [thousand, tenThousand].flatMap((articles) => {
  const [nothing, edited] = [s3TaskName('nothing', articles), s3TaskName('edited', articles)];
  const requests = (results: Results, task: string) => countsOf(results, task, requestsOf);
  return [
    {
      work: 'S3, nothing changed, requests',
      articles,
      task: nothing,
      others: [],
      unit: 'requests',
      figures: (results: Results) => requests(results, nothing),
      mark: listsFor(articles) + 2,
    },
    ratioRow(
      { work: 'S3, nothing changed, beside a plain listing with the SDK', articles },
      { task: nothing, to: s3TaskName('listing', articles), unit: '× listing', mark: 0.35 },
    ),
    {
      work: 'S3, one article edited, requests',
      articles,
      task: edited,
      others: [nothing],
      unit: 'requests more',
      figures: (results: Results) =>
        pairwise(requests(results, edited), requests(results, nothing), (one, other) => one - other),
      mark: 12,
    },
  ];
});

/** A request lists at most 1,000 objects, and feed.yaml is one more. */
function listsFor(articles: number): number {
  return Math.ceil((articles + 1) / 1_000);
}

const functionRows: readonly Row[] = [
  {
    work: 'function, size of the bundle',
    articles: null,
    task: 'function, bundle',
    others: [],
    unit: 'KiB',
    figures: (results) => countsOf(results, 'function, bundle', ({ bytes = Number.NaN }) => bytes / 1024),
    mark: 700,
  },
  {
    work: 'function, init, more than an empty handler',
    articles: null,
    task: 'function, init',
    others: ['function, empty init'],
    unit: 'ms',
    figures: (results) =>
      pairwise(cpuOf(results, 'function, init'), cpuOf(results, 'function, empty init'), (one, other) => one - other),
    mark: 150,
  },
  {
    work: 'function, nothing changed, warm',
    articles: thousand,
    task: `function, nothing, ${thousand}`,
    others: [],
    unit: 'ms',
    figures: (results) => cpuOf(results, `function, nothing, ${thousand}`),
    mark: 300,
  },
  memoryRow(
    { work: 'function, peak memory, nothing changed and one upload', articles: tenThousand },
    [`function, nothing, ${tenThousand}`, `function, upload, ${tenThousand}`],
    256,
  ),
  {
    work: 'function, requests of an upload event',
    articles: tenThousand,
    task: `function, upload, ${tenThousand}`,
    others: [`function, upload, ${thousand}`],
    unit: '× 1,000',
    figures: (results) =>
      pairwise(
        countsOf(results, `function, upload, ${tenThousand}`, requestsOf),
        countsOf(results, `function, upload, ${thousand}`, requestsOf),
        ratio,
      ),
    mark: 1,
  },
];

type Counts = Readonly<Record<string, number>>;

function countsOf(results: Results, task: string, count: (counts: Counts) => number): readonly number[] {
  return samplesOf(results, task).map(({ counts }) => count(counts));
}

function requestsOf({ lists = 0, gets = 0, puts = 0 }: Counts): number {
  return lists + gets + puts;
}

function ratio(one = Number.NaN, other = Number.NaN): number {
  return one / other;
}

interface Comparison {
  readonly task: string;
  readonly to: string;
  readonly unit: string;
  readonly mark: number | null;
}

/** CPU time as a ratio to another task in the same round. */
export function ratioRow(identity: Identity, { task, to, unit, mark }: Comparison): Row {
  const figures = (results: Results) => pairwise(cpuOf(results, task), cpuOf(results, to), ratio);
  return { ...identity, task, others: [to], unit, figures, mark };
}

function cpuOf(results: Results, task: string): readonly number[] {
  return samplesOf(results, task).map(({ cpuMilliseconds }) => cpuMilliseconds);
}

/** The largest memory of several tasks, each at its worst. */
function memoryRow(identity: Identity, tasks: readonly string[], mark: number): Row {
  const [task = '', ...others] = tasks;
  const figures = (results: Results) => {
    const peaks = tasks.flatMap((name) => samplesOf(results, name).map(({ peakMebibytes }) => peakMebibytes));
    return peaks.length === 0 ? [] : [Math.max(...peaks)];
  };
  return { ...identity, task, others, unit: 'MiB', figures, mark };
}
