/** `presstime check --profile`, spawned. */
import { expect, test } from 'vitest';
import { folderWithSamples, presstime } from '../support/run.ts';

const at = ['--now', '2026-11-23T15:00:00Z'];

test('prints the refused articles with reasons to stderr, and counts to stdout', async () => {
  const folder = await folderWithSamples();
  const { code, stdout, stderr } = await presstime(folder, ['check', '--profile', 'msn', ...at]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^MSN would accept \d of 5 articles/);
  expect(stderr).toMatch(/articles\/.*: error: .* \[msn-/);
});

test('--json prints the same as data', async () => {
  const folder = await folderWithSamples();
  const { stdout } = await presstime(folder, ['check', '--profile', 'google-news', '--json', ...at]);
  expect(JSON.parse(stdout)).toMatchObject({ profile: 'google-news', entries: 5, problems: expect.any(Array) });
});

test.each([
  [['--profile', 'msm'], 'did you mean "msn"'],
  [['--profile', 'msn', '--feed', 'a.xml'], 'not both'],
])('%j is wrong usage', async (args, words) => {
  const { code, stderr } = await presstime(await folderWithSamples(), ['check', ...args]);
  expect(code).toBe(2);
  expect(stderr).toContain(words);
});
