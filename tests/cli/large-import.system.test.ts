/** `presstime publish` with very many articles, spawned: the stages of the import run in processes of their own. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import type { Report } from '../../src/publish/report.ts';
import { channelYaml } from '../support/channel.ts';
import { presstime, type Run, temporaryFolder } from '../support/run.ts';

/** More than a first run reads itself. */
const count = 3_010;
const now = ['--now', '2026-11-23T15:00:00Z'];

function folderWithMany(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'articles'));
  writeFileSync(join(folder, 'articles/feed.yaml'), channelYaml);
  for (let number = 0; number < count; number += 1) {
    const text = `---\ntitle: Tide ${number}\ndate: 2026-01-${String(1 + (number % 28)).padStart(2, '0')}\n---\nHigh water.\n`;
    writeFileSync(join(folder, `articles/tide-${number}.md`), text);
  }
  return folder;
}

/** Loaded into each process: writes how it was started into a file, and may kill the process. */
async function watched(folder: string, { kill = 'nothing' } = {}): Promise<Record<string, string>> {
  const [hook, log] = [join(folder, 'hook.cjs'), join(folder, 'processes.jsonl')];
  const text = `const { appendFileSync } = require('node:fs');
appendFileSync(${JSON.stringify(log)}, JSON.stringify([process.argv[1], process.execArgv]) + '\\n');
if (process.argv[1].endsWith(${JSON.stringify(kill)})) process.on('message', () => process.kill(process.pid, 'SIGKILL'));
`;
  await writeFile(hook, text);
  return { NODE_OPTIONS: `--require ${hook}` };
}

async function processesOf(folder: string) {
  const lines = (await readFile(join(folder, 'processes.jsonl'), 'utf8')).trim().split('\n');
  const started = lines.map((line) => JSON.parse(line) as readonly [string, readonly string[]]);
  return started.map(([script, options]) => ({ name: basename(script), options }));
}

function reportOf({ stdout }: Run): Report {
  return JSON.parse(stdout) as Report;
}

test('each stage has a process with little memory to spare', async () => {
  const folder = folderWithMany();
  const run = await presstime(folder, ['publish', '--json', ...now], await watched(folder));
  expect(run.code).toBe(0);
  const { articles, entries, archived } = reportOf(run);
  expect([articles, entries + archived]).toEqual([count, count]);
  const stages = (await processesOf(folder)).filter(({ name }) => name === 'stage-process.js');
  // plan, read, reduce, render, archive, join, end, and the run that follows.
  expect(stages).toHaveLength(8);
  for (const { options } of stages) {
    expect(options).toEqual(['--max-semi-space-size=8', '--max-old-space-size=512']);
  }
});

test('a stage whose process is killed is done by the program itself', async () => {
  const folder = folderWithMany();
  const run = await presstime(
    folder,
    ['publish', '--json', ...now],
    await watched(folder, { kill: 'stage-process.js' }),
  );
  expect(run.code).toBe(0);
  const { entries, archived } = reportOf(run);
  expect(entries + archived).toBe(count);
});

test('an error in a stage ends the program with its message', async () => {
  const folder = folderWithMany();
  await writeFile(join(folder, 'articles/feed.yaml'), `${channelYaml}limit: many\n`);
  const { code, stderr } = await presstime(folder, ['publish', ...now]);
  expect(code).toBe(1);
  expect(stderr).toContain('"limit" must be a whole number from 1 to 1000: got "many"');
  expect(stderr).toContain('error: The settings in feed.yaml cannot be used, so no article was read');
});
