/** Makes starting a process and listening throw in the fast tests: whatever needs one is a system test. */
import childProcess from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';
import { Server } from 'node:net';

const starters = ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync'] as const;

const refuse = (what: string) => () => {
  throw new Error(`This test ${what}: name its file *.system.test.ts`);
};

for (const name of starters) Object.assign(childProcess, { [name]: refuse('starts a process') });
Server.prototype.listen = refuse('starts a server');
syncBuiltinESMExports();
