/** Counts the results of runs by fault and kind of request, prints them, and saves them to a file if a variable names one. */
import { appendFileSync } from 'node:fs';

export type Outcome = 'finished' | 'stopped' | 'lost';

export interface Matrix {
  count(row: string, column: string, outcome: Outcome): void;
  /** To stdout, and to the file in PRESSTIME_MATRIX. */
  print(): void;
}

export function createMatrix(name: string): Matrix {
  const cells = new Map<string, Map<string, Map<Outcome, number>>>();
  return {
    count: (row, column, outcome) => {
      const columns = cells.get(row) ?? new Map<string, Map<Outcome, number>>();
      const outcomes = columns.get(column) ?? new Map<Outcome, number>();
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      cells.set(row, columns.set(column, outcomes));
    },
    print: () => {
      const text = `\n${name}: f finished, s stopped with one clear line, ! something lost or broken\n${draw(cells)}\n`;
      process.stdout.write(text);
      const file = process.env['PRESSTIME_MATRIX'];
      if (file) appendFileSync(file, text);
    },
  };
}

const signs: Readonly<Record<Outcome, string>> = { finished: 'f', stopped: 's', lost: '!' };

function draw(cells: ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<Outcome, number>>>): string {
  const columns = [...new Set([...cells.values()].flatMap((row) => [...row.keys()]))].sort();
  const lines = [...cells].map(([name, row]) => [name, ...columns.map((column) => describe(row.get(column)))]);
  const table = [['', ...columns], ...lines];
  const widths = ['', ...columns].map((_, index) => Math.max(...table.map((line) => (line[index] ?? '').length)));
  return table
    .map((line) =>
      line
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function describe(outcomes: ReadonlyMap<Outcome, number> | undefined): string {
  return [...(outcomes ?? [])].map(([outcome, count]) => `${count}${signs[outcome]}`).join(' ');
}

const kinds: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^GET .*[?&]list-type=2/, 'list'],
  [/^GET .*\/feed\.yaml/, 'get settings'],
  [/^(GET|HEAD) .*\.presstime\//, 'get ledger'],
  [/^GET .*\/articles\//, 'get article'],
  [/^PUT .*head\.json/, 'put head'],
  [/^PUT .*\.presstime\//, 'put ledger'],
  [/^PUT .*\/media\//, 'put media'],
  [/^PUT .*(rss\.xml|atom\.xml|feed\.json)/, 'put feed'],
  [/^PUT /, 'put page'],
  [/^DELETE /, 'delete'],
  [/^HEAD /, 'head'],
];

/** The kind of a request, for the head of a column. */
export function kindOf(method: string, url: string): string {
  return kinds.find(([pattern]) => pattern.test(`${method} ${url}`))?.[1] ?? 'other';
}
