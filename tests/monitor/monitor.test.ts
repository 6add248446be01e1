/** Lines of the log, metrics, and reports that are cut to the length of an answer. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cutReport, withProblems } from '../../src/monitor/answer.ts';
import { renderLine } from '../../src/monitor/log.ts';
import { metrics, renderMetrics } from '../../src/monitor/metrics.ts';
import { error, inFile, warning } from '../../src/problem/problem.ts';
import { messageOf, PublishError } from '../../src/problem/publish-error.ts';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { newsroomFiles, now } from '../support/newsroom.ts';

const line = { level: 'info', time: now, stage: 'test', runId: 'run-1', message: 'published' } as const;
const reportOf = () => publish({ from: createMemoryStore(newsroomFiles(['anchors'])), to: createMemoryStore(), now });
const run = { timestamp: 1_790_000_000_000, stage: 'test', runId: 'run-1', durationMilliseconds: 12 };

test('a line is one JSON object, whatever a file is called', () => {
  const name = 'a\n{"level":"error"}\r\u2028\u2029\u0000"\\.md';
  const text = renderLine(line, { file: name });
  expect(text).not.toMatch(/[\n\r]/);
  expect(JSON.parse(text)).toEqual({ ...line, file: name });
});

test('a line that is too long for the log keeps level, time, run and message, and names the fields that are left out', () => {
  const text = renderLine({ ...line, message: 'm'.repeat(300_000) }, { problems: ['é'.repeat(200_000)] });
  expect(Buffer.byteLength(text)).toBeLessThan(250_000);
  expect(JSON.parse(text)).toMatchObject({ runId: 'run-1', leftOut: ['problems'] });
});

test('metrics: the shape of the embedded metric format, and a value for each that is named', async () => {
  const rendered = renderMetrics({ ...run, report: await reportOf() });
  const { _aws: head, ...values } = rendered as unknown as {
    _aws: {
      Timestamp: number;
      CloudWatchMetrics: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string; Unit: string }[] }[];
    };
  } & Record<string, unknown>;
  expect(head.Timestamp).toBe(run.timestamp);
  const [directive, ...others] = head.CloudWatchMetrics;
  expect(others).toEqual([]);
  expect(directive).toMatchObject({ Namespace: 'Presstime', Dimensions: [['Stage']] });
  expect(values['Stage']).toBe('test');
  for (const { Name, Unit } of directive?.Metrics ?? []) {
    expect(['Count', 'Milliseconds']).toContain(Unit);
    expect(values[Name]).toEqual(expect.any(Number));
  }
  expect(values).toMatchObject({ Published: 1, Entries: 1, DurationMilliseconds: 12 });
});

test('a failed run has only the metrics of a failure', () => {
  const rendered = renderMetrics({ ...run, report: null });
  expect(rendered).toMatchObject({ Published: 0, Failed: 1, DurationMilliseconds: 12 });
  expect(Object.keys(rendered)).not.toContain('Entries');
});

test('an answer has at most the given number of each list, and counts the rest', async () => {
  const report = await reportOf();
  const changes = Array.from({ length: 1_250 }, (_, index) => ({ path: `${index}.html`, action: 'written' as const }));
  const cut = cutReport({ ...report, changes }, 1_000);
  expect(cut.changes).toHaveLength(1_000);
  expect(cut.leftOut).toEqual({ changes: 250 });
  const entryChanges = Array.from({ length: 1_003 }, () => report.entryChanges).flat();
  expect(cutReport({ ...report, entryChanges }, 1_000)).toMatchObject({ leftOut: { entryChanges: 3 } });
  expect(cutReport(report, 1_000)).toEqual({ ...report, leftOut: {} });
});

test('a cut answer keeps the errors', async () => {
  const warnings = Array.from({ length: 1_000 }, () => warning('boilerplate-line', 'Odd'));
  const problems = inFile('a.md', [...warnings, error('invalid-setting', 'Bad')]);
  const cut = cutReport({ ...(await reportOf()), problems }, 1_000);
  expect(cut.problems[0]).toMatchObject({ code: 'invalid-setting' });
  expect(cut).toMatchObject({ leftOut: { problems: 1 } });
});

test('the error that the function throws says what is wrong in which file', () => {
  const findings = ['One', 'Two', 'Three', 'Four', 'Five'].map((message) =>
    error('invalid-setting', message, { line: 2, column: 3 }),
  );
  const problems = inFile('feed.yaml', [
    ...findings.slice(0, 4),
    warning('boilerplate-line', 'Odd'),
    ...findings.slice(4),
  ]);
  const thrown = withProblems(new PublishError('invalid-channel', 'The settings cannot be used', { problems }));
  expect(thrown).toMatchObject({ code: 'invalid-channel', problems });
  expect(messageOf(thrown)).toBe(
    'The settings cannot be used: feed.yaml:2:3: One; feed.yaml:2:3: Two; feed.yaml:2:3: Three; and 3 more',
  );
  const plain = new Error('Broken');
  expect(withProblems(plain)).toBe(plain);
});

test('docs/monitoring.md has every metric', () => {
  const rows = Object.entries(metrics).map(([name, { unit, meaning }]) => `| \`${name}\` | ${unit} | ${meaning} |`);
  const document = readFileSync('docs/monitoring.md', 'utf8');
  expect(document).toContain(['| metric | unit | what it counts |', '| --- | --- | --- |', ...rows].join('\n'));
});
