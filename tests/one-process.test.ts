/** The fast tests start no process and no server: what does so throws here. */
import childProcess, { execFile, spawn } from 'node:child_process';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server } from 'node:net';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

test.each(['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync'] as const)(
  '%s throws, and says how to name the file',
  (name) => {
    const start: (program: string) => unknown = childProcess[name];
    expect(() => start('true')).toThrow('This test starts a process: name its file *.system.test.ts');
  },
);

test('so does a function that is imported by its name, or made to give a promise', async () => {
  expect(() => spawn('true')).toThrow('starts a process');
  await expect(promisify(execFile)('true')).rejects.toThrow('starts a process');
});

test.each([
  ['net', createServer()],
  ['http', createHttpServer()],
])('a server of node:%s may not listen', (_name, server: Server) => {
  expect(() => server.listen(0)).toThrow('This test starts a server: name its file *.system.test.ts');
});
