/** Renders docs/benchmarks.md, and what is printed. */
import { cpus, release, totalmem } from 'node:os';

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGibibytes: number;
  readonly system: string;
  readonly node: string;
}

export interface Measured {
  /** For example `2026-11-30`. */
  readonly date: string;
  readonly machine: Machine;
  readonly rounds: number;
  readonly sizes: readonly number[];
  /** A line for each program: its version and how it is set up, or why it could not be. */
  readonly programs: readonly string[];
  /** The table of figures and marks. */
  readonly table: string;
  /** The table of tasks. */
  readonly tasks: string;
}

export function machineHere(): Machine {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryGibibytes: Math.round(totalmem() / 1024 ** 3),
    system: `${process.platform} ${release()}`,
    node: process.version,
  };
}

export function renderDocument({ date, machine, rounds, sizes, programs, table, tasks }: Measured): string {
  const { processor, cores, memoryGibibytes, system, node } = machine;
  return `# Benchmarks

Measured on ${date} with \`npm run bench\`: ${processor}, ${cores} cores, ${memoryGibibytes} GiB, ${system}, Node ${node},
at most ${rounds} rounds, ${sizes.map((size) => size.toLocaleString('en')).join(', ')} articles.

Each round runs everything once, so other load on the machine affects all alike. A figure compares what was measured in the
same round: the table has the median of all rounds and their middle half. Compare the ratios. Seconds are those of this machine.

- CPU is the user and system time of the whole process and its children. For the function, it is that of its start, or of a warm
  invocation.
- Peak is the largest resident set of a process in any round.
- \`empty\` is \`node -e 0\`.
- Articles have about 690 words, short ones about 40. They are an hour apart.
- First runs beside other programs publish RSS, Atom and JSON Feed with the whole text of all articles, sanitised, with
  \`limit: 1000\` and \`limitKilobytes: 10240\`: what does not fit is in the archive. All other runs have default settings: three formats,
  archives and pages.
- Other programs do the same with the smallest templates: all entries in one feed for each format, with title, URL, id, dates, author,
  tags and the whole text. That is checked. They make no summaries, which Presstime does.

${table}

## Other programs

${programs.map((line) => `- ${line}`).join('\n')}

## What each task used

${tasks}
`;
}
