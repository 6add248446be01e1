/** `presstime publish --watch`, spawned. */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { program } from '../support/program.ts';
import { cleanEnvironment, folderWithSamples, outputOf, presstime, writeFiles } from '../support/run.ts';

const soon = { timeout: 30_000, interval: 50 };

test.skipIf(process.platform === 'win32')(
  'a saved article is published, a wrong one is reported, and Ctrl+C ends it with 0',
  async () => {
    const folder = await folderWithSamples();
    const child = spawn(process.execPath, [program, 'publish', '--watch'], { cwd: folder, env: cleanEnvironment({}) });
    const shown = { text: '' };
    child.stdout.on('data', (chunk: Buffer) => (shown.text += chunk));
    child.stderr.on('data', (chunk: Buffer) => (shown.text += chunk));
    const ended = outputOf(child);
    await vi.waitFor(() => expect(shown.text).toContain('Watching articles: press Ctrl+C to stop'), soon);
    expect(shown.text).toContain('Try it on this machine');
    await writeFiles(folder, { 'articles/tide.md': '---\ndate: 2026-01-04\n---\n# The tide turned\n\nAt noon.\n' });
    await vi.waitFor(() => expect(shown.text).toMatch(/\n\d\d:\d\d {2}1 new: The tide turned\n/), soon);
    expect(await readFile(join(folder, 'public/rss.xml'), 'utf8')).toContain('The tide turned');
    await writeFiles(folder, { 'articles/tide.md': '---\ndate: yesterday\n---\n# The tide turned\n\nAt noon.\n' });
    await vi.waitFor(() => expect(shown.text).toMatch(/\n\d\d:\d\d {2}1 refused; No entry changed\n/), soon);
    expect(shown.text).toContain('articles/tide.md:2:1: error:');
    child.kill('SIGINT');
    expect((await ended).code).toBe(0);
  },
);

test.each([
  [['publish', 's3://my-articles', '--watch'], '--watch needs a folder on this machine: got "s3://my-articles"'],
  [['publish', '--watch', '--now', '2026-11-23T15:00:00Z'], 'Give --watch or --now, not both'],
])('%j is wrong usage', async (args, message) => {
  const { code, stderr } = await presstime(await folderWithSamples(), args);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

test('a folder that does not exist cannot be watched', async () => {
  const { code, stderr } = await presstime(await folderWithSamples(), ['publish', 'nowhere', '--watch']);
  expect(code).toBe(1);
  expect(stderr).toContain('There is no folder "nowhere"');
});
