/** What starting costs: an empty process, the help text, and the library. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Command, measureOften } from '../measure.ts';
import type { Task } from '../task.ts';
import { checkout, presstime } from '../workshop.ts';

const timesARound = 7;
const everyRound = Number.POSITIVE_INFINITY;

export function startTasks(): readonly Task[] {
  const library = pathToFileURL(join(checkout, 'dist', 'index-render.js')).href;
  return [
    startTask('empty', evaluate('0')),
    startTask('help', presstime(['--help'])),
    startTask('import', evaluate(`import(${JSON.stringify(library)})`)),
  ];
}

function startTask(name: string, command: Command): Task {
  return {
    name,
    maximumRounds: everyRound,
    setUp: async () => {},
    run: () => measureOften(command, timesARound),
  };
}

function evaluate(script: string): Command {
  return { program: process.execPath, args: ['-e', script] };
}
