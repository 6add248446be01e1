/**
 * Makes starting a process and listening throw in the fast tests: whatever needs one is a system test. The only exception is
 * the process that reads articles over their budget, which is started once for all tests of a thread.
 */

import childProcess from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';
import { Server } from 'node:net';
import { readingLimits } from '../../src/reading/reading-limits.ts';

const starters = ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync'] as const;

const refuse = (what: string) => () => {
  throw new Error(`This test ${what}: name its file *.system.test.ts`);
};

const { fork } = childProcess;
for (const name of starters) Object.assign(childProcess, { [name]: refuse('starts a process') });
childProcess.fork = ((path: string, ...more: []) => {
  return /\/article-process\.ts$/.test(path) ? fork(path, ...more) : refuse('starts a process')();
}) as typeof fork;
Server.prototype.listen = refuse('starts a server');
syncBuiltinESMExports();

/** On a machine with much load, an ordinary article can take longer than its time in this thread, and would need a process of its own. */
const onAnyMachine: { mainMilliseconds: number } = readingLimits;
onAnyMachine.mainMilliseconds = 3_000;
