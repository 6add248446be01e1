/** The table of what is measured: each row is a piece of work with its mark. */
import { peerTaskName } from './peers/peer.ts';
import { pairwise } from './statistics.ts';
import { type Results, samplesOf } from './task.ts';

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
  return [...startRows, ...changeRows, ...firstRunRows(peers), ...memoryRows];
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

interface Comparison {
  readonly task: string;
  readonly to: string;
  readonly unit: string;
  readonly mark: number | null;
}

/** CPU time as a ratio to another task in the same round. */
export function ratioRow(identity: Identity, { task, to, unit, mark }: Comparison): Row {
  const figures = (results: Results) => pairwise(cpuOf(results, task), cpuOf(results, to), (one, other) => one / other);
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
