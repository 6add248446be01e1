/** Publishing a folder: very many new articles are imported in batches, others are published in one run. */
import { describe, expect, test } from 'vitest';
import { firstProblems } from '../../src/import/outcome.ts';
import { publishOrImport } from '../../src/import/publish-or-import.ts';
import { type RunStage, runStage } from '../../src/import/stages.ts';
import { error, inFile, type Problem, warning } from '../../src/problem/problem.ts';
import { publish } from '../../src/publish/publish.ts';
import type { Progress } from '../../src/publish/read/read-source.ts';
import type { Report } from '../../src/publish/report.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { instant } from '../support/instant.ts';
import { fillImport, settings } from './articles.ts';

const now = instant('2026-10-01T12:00:00Z');

/** A store that counts what is written to it. */
function counting(store: Store) {
  const written: string[] = [];
  const counted: Store = {
    ...store,
    write: (path, body, expected) => {
      written.push(path);
      return store.write(path, body, expected);
    },
  };
  return { counted, written };
}

async function versionsIn(to: Store) {
  const files = await to.list((path) => !path.startsWith('.presstime/'));
  return Object.fromEntries(files.map(({ path, version }) => [path, version]));
}

/** A report with lists whose order does not matter sorted. */
function comparable<T extends Report>(report: T): T {
  const byJson = <R>(list: readonly R[]) => list.map((it) => JSON.stringify(it)).sort();
  const { changes, problems } = report;
  return { ...report, to: '', changes: byJson(changes), problems: byJson(problems) } as T;
}

async function start(count: number) {
  const from = createMemoryStore();
  await fillImport(from, count);
  const again = (key: string) => `---\ntitle: Twice\ndate: 2026-05-05 10:00\n${key}---\nThe same text.\n`;
  await from.write('again-1.md', new TextEncoder().encode(again('')), 'any');
  await from.write('again-2.md', new TextEncoder().encode(again('')), 'any');
  await from.write('zz/again-3.md', new TextEncoder().encode(again('section: Harbor\n')), 'any');
  const { counted: scratch, written } = counting(createMemoryStore());
  return { from, to: createMemoryStore(), scratch, written };
}

describe('publishing a folder', () => {
  test('with more new articles than the limit, they are imported, and the report is that of the whole', async () => {
    const { from, to, scratch, written } = await start(120);
    const expected = createMemoryStore();
    const one = await publish({ from, to: expected, now });
    const report = await publishOrImport({ from, to, now }, { scratch, maximumNew: 50, batchSize: 20 });
    expect(written).toContain('articles/2.json');
    expect(await versionsIn(to)).toEqual(await versionsIn(expected));
    // Only the ledger is written in other steps.
    const { leftOut, ledgerWrites, generation, ...rest } = comparable(report);
    const { ledgerWrites: _writes, generation: _generation, ...expectedRest } = comparable(one);
    expect(rest).toEqual(expectedRest);
    expect(leftOut).toEqual({});
    const codes = new Set(report.problems.map(({ code }) => code));
    expect([...codes]).toEqual(expect.arrayContaining(['same-text', 'repeated-id', 'missing-date']));
  });

  test('reports articles with the same URL as a run does', async () => {
    const text = (title: string, more = '') =>
      `---\ntitle: ${title}\ndate: 2026-05-05 10:00\n${more}---\nText of ${title}.\n`;
    const same = Object.fromEntries(
      Array.from({ length: 9 }, (_, index) => [`same/${index}.md`, text(`Same ${index}`, 'slug: tide\n')]),
    );
    const others = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`other/${index}.md`, text(`Other ${index}`)]),
    );
    const from = createMemoryStore({
      'feed.yaml': `${settings}permalink: /:year/:title/\n`,
      ...same,
      ...others,
      'draft.md': text('Draft', 'slug: tide\ndraft: true\n'),
      'soon.md': text('Soon', 'slug: tide\n').replace('2026-05', '2026-12'),
      'zz.md': text('Zz', 'url: https://courier.example/2026/tide/\n'),
      'zy.md': text('Zy', 'url: https://courier.example/2026/tide/\nid: other-0\n'),
    });
    const one = await publish({ from, to: createMemoryStore(), now });
    const importing = { scratch: createMemoryStore(), maximumNew: 50, batchSize: 7 };
    const report = await publishOrImport({ from, to: createMemoryStore(), now }, importing);
    expect(comparable(report).problems).toEqual(comparable(one).problems);
    const messages = report.problems.filter(({ code }) => code === 'repeated-url').map(({ message }) => message);
    expect(messages.length).toBeGreaterThanOrEqual(9);
    expect(messages.at(-1)).toMatch(/"same\/4\.md" and \d+ more: https:\/\/\S+\/2026\/tide\/; give one/);
  });

  test('lists of its report have a maximum length, errors come first, and the rest is counted', async () => {
    const { from, to, scratch } = await start(60);
    const one = await publish({ from, to: createMemoryStore(), now });
    const importing = { scratch, maximumNew: 50, batchSize: 20, maximumListed: 4 };
    const report = await publishOrImport({ from, to, now }, importing);
    expect(report.entryChanges).toEqual(one.entryChanges.slice(0, 4));
    expect(report.leftOut['entryChanges']).toBe(one.entryChanges.length - 4);
    expect(report.leftOut['changes']).toBeGreaterThan(60);
    const errors = one.problems.filter(({ severity }) => severity === 'error').length;
    expect(report.problems.filter(({ severity }) => severity === 'error')).toHaveLength(errors);
    const [warned, failed] = [warning('no-body', 'w'), error('missing-date', 'e')].map((it) => inFile('a.md', [it])[0]);
    expect(firstProblems([warned, warned, failed] as Problem[], 2)).toEqual([failed, warned]);
  });

  test('its stages can run elsewhere: what they are given and return can be sent, and the report is the same', async () => {
    const { from, to, scratch } = await start(120);
    const inOne = { to: createMemoryStore(), scratch: createMemoryStore() };
    const sizes = { maximumNew: 50, batchSize: 20 };
    const expected = await publishOrImport({ from, to: inOne.to, now }, { scratch: inOne.scratch, ...sizes });
    const names: string[] = [];
    const apart: RunStage = async (name, input) => {
      names.push(name);
      return structuredClone(await runStage(name, structuredClone(input), { from, to, scratch, now, ...sizes }));
    };
    const report = await publishOrImport({ from, to, now }, { scratch, ...sizes, runStage: apart });
    expect(names).toEqual(['plan', 'read', 'reduce', 'render', 'archive', 'join', 'end', 'publish']);
    expect(comparable(report)).toEqual(comparable(expected));
    expect(await versionsIn(to)).toEqual(await versionsIn(inOne.to));
  });

  test('in a first run, no more is listed than shows that there are too many', async () => {
    const { from, to, scratch } = await start(120);
    const counts: number[] = [];
    const counted: Store = {
      ...from,
      list: (accept) => {
        const at = counts.push(0) - 1;
        return from.list((path, link) => {
          counts[at] = (counts[at] ?? 0) + 1;
          return accept(path, link);
        });
      },
    };
    await publishOrImport({ from: counted, to, now }, { scratch, maximumNew: 20, batchSize: 20 });
    expect(counts[0]).toBeLessThan(30);
    expect(Math.max(...counts)).toBeGreaterThan(120);
  });

  test('a signal stops it between two articles, and the next run continues', async () => {
    const { from, to, scratch, written } = await start(60);
    const stopping = new AbortController();
    const onProgress = ({ task, done }: Progress) => {
      if (task === 'read' && done >= 30) stopping.abort();
    };
    const importing = { scratch, maximumNew: 50, batchSize: 20 };
    const stopped = publishOrImport({ from, to, now, signal: stopping.signal, onProgress }, importing);
    await expect(stopped).rejects.toMatchObject({ code: 'stopped', message: expect.stringMatching(/left to read/) });
    const before = written.filter((path) => path.startsWith('slim/')).length;
    expect(before).toBe(2);
    const report = await publishOrImport({ from, to, now }, importing);
    expect(written.filter((path) => path === 'slim/0.json')).toHaveLength(1);
    expect(report.entryChanges.length).toBeGreaterThan(40);
  });

  test('after a change of the settings, an import that was stopped begins anew', async () => {
    const { from, to, scratch, written } = await start(60);
    const stopping = new AbortController();
    const onProgress = () => stopping.abort();
    const importing = { scratch, maximumNew: 50, batchSize: 20 };
    await expect(
      publishOrImport({ from, to, now, signal: stopping.signal, onProgress }, importing),
    ).rejects.toMatchObject({ code: 'stopped' });
    await from.write(
      'feed.yaml',
      new TextEncoder().encode(`${settings}language: fr\n`.replace('language: en-US\n', '')),
      'any',
    );
    await publishOrImport({ from, to, now }, importing);
    expect(written.filter((path) => path === 'slim/0.json')).toHaveLength(2);
    const expected = createMemoryStore();
    await publish({ from, to: expected, now });
    expect(await versionsIn(to)).toEqual(await versionsIn(expected));
    expect(await scratch.list(() => true)).toEqual([]);
  });

  test('if the ledger is lost, or another program made the files, an ordinary run decides', async () => {
    const { from, to, scratch, written } = await start(60);
    await publish({ from, to, now });
    await to.remove('.presstime/ledger/head.json');
    const report = await publishOrImport({ from, to, now }, { scratch, maximumNew: 50 });
    expect(report.problems.map(({ code }) => code)).toContain('lost-ledger');
    const foreign = createMemoryStore({ 'rss.xml': '<rss version="2.0"><channel/></rss>' });
    const run = { from, to: foreign, now };
    await expect(publishOrImport(run, { scratch, maximumNew: 50 })).rejects.toMatchObject({ code: 'foreign-feed' });
    await publishOrImport({ ...run, replaceForeign: true }, { scratch, maximumNew: 50 });
    expect(written).toEqual([]);
  });

  test('if another process ends the same import first, the run finds nothing left to do', async () => {
    const { from, to, scratch } = await start(60);
    const importing = { scratch, maximumNew: 50, batchSize: 20 };
    let reads = 0;
    const overtaken: Store = {
      ...from,
      read: async (path) => {
        reads += 1;
        if (reads === 30) await publishOrImport({ from, to, now }, importing);
        return from.read(path);
      },
    };
    const report = await publishOrImport({ from: overtaken, to, now }, importing);
    expect(report).toMatchObject({ entryChanges: [], leftOut: {} });
    const expected = createMemoryStore();
    await publish({ from, to: expected, now });
    expect(await versionsIn(to)).toEqual(await versionsIn(expected));
  });

  test('with fewer, nothing is imported; nor if the publication has most of them', async () => {
    const { from, to, scratch, written } = await start(60);
    await publishOrImport({ from, to, now }, { scratch, maximumNew: 100 });
    await publishOrImport({ from, to, now }, { scratch, maximumNew: 50 });
    expect(written).toEqual([]);
  });

  test('a dry run imports nothing', async () => {
    const { from, to, scratch, written } = await start(60);
    await publishOrImport({ from, to, now, dryRun: true }, { scratch, maximumNew: 50 });
    expect(written).toEqual([]);
    expect(await to.list(() => true)).toEqual([]);
  });

  test('an import that was interrupted continues with what it has read', async () => {
    const { from, to, scratch, written } = await start(60);
    let reads = 0;
    const dying: Store = {
      ...from,
      read: (path) => {
        reads += 1;
        return reads > 40 ? Promise.reject(new Error('The process ended')) : from.read(path);
      },
    };
    const importing = { scratch, maximumNew: 50, batchSize: 20 };
    await expect(publishOrImport({ from: dying, to, now }, importing)).rejects.toThrow('The process ended');
    const before = written.filter((path) => path === 'slim/0.json').length;
    await publishOrImport({ from, to, now }, importing);
    expect(written.filter((path) => path === 'slim/0.json')).toHaveLength(before);
    expect(before).toBe(1);
    expect(await scratch.list(() => true)).toEqual([]);
  });
});
