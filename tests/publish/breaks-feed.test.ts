/** An article that would break a feed is refused: its last good version stays, and a new one is new when it is repaired. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { channelYaml } from '../support/channel.ts';
import { bytes, textOf } from '../support/store.ts';

// No article that can be read breaks a feed today. So the parser that checks JSON Feed refuses the word "unspeakable".
const { parse } = JSON;

beforeEach(() => {
  const refusing: typeof parse = (text, ...more) => {
    if (/^\{\s*"version": "https:\/\/jsonfeed/.test(text) && text.includes('unspeakable'))
      throw new SyntaxError('Refused');
    return parse(text, ...more);
  };
  const spy = vi.spyOn(JSON, 'parse').mockImplementation(refusing);
  return () => spy.mockRestore();
});

const story = (title: string, text = 'The tide is in.', day = '20') =>
  `---\ntitle: ${title}\ndate: 2026-10-${day}\n---\n${text}\n`;

function newsroom(settings = channelYaml.replace('pages: false', 'pages: true')) {
  const from = createMemoryStore({ 'feed.yaml': settings, 'a.md': story('Anchors'), 'b.md': story('Boats') });
  const to = createMemoryStore();
  return {
    to,
    put: (path: string, text: string) => from.write(path, bytes(text), 'any'),
    read: async (path: string) => textOf(await to.read(path)) ?? '',
    run: async (day: number) => {
      const { entryChanges, refused, problems } = await publish({ from, to, now: `2026-11-${day}T12:00:00Z` });
      const changes = entryChanges.map(({ kind, title }) => `${kind} ${title}`);
      return { changes, refused, codes: problems.map(({ code, file }) => `${file} ${code}`) };
    },
  };
}

describe('an article that would break a feed', () => {
  test('is not remembered as published, so that it is new when it is repaired', async () => {
    const { put, run, read } = newsroom();
    await put('c.md', story('Cranes', 'unspeakable'));
    const first = await run(10);
    expect(first.changes).toEqual(['new Anchors', 'new Boats']);
    expect(first.refused).toEqual([{ path: 'c.md', kept: false }]);
    expect(first.codes).toEqual(['c.md breaks-feed']);
    expect(await read('articles/c.html')).toBe('');
    expect(await run(11)).toEqual({ ...first, changes: [] });
    await put('c.md', story('Cranes'));
    expect(await run(12)).toEqual({ changes: ['new Cranes'], refused: [], codes: [] });
  });

  test('after an edit is refused, and its last good version stays in feeds and on its page', async () => {
    const { put, run, read } = newsroom();
    await run(10);
    const before = [await read('rss.xml'), await read('articles/a.html')];
    await put('a.md', story('Anchors', 'unspeakable'));
    const report = await run(11);
    expect(report).toEqual({ changes: [], refused: [{ path: 'a.md', kept: true }], codes: ['a.md breaks-feed'] });
    expect([await read('rss.xml'), await read('articles/a.html')]).toEqual(before);
    await put('a.md', story('Anchors', 'The tide is out.'));
    expect((await run(12)).changes).toEqual(['updated Anchors']);
  });

  test('because a renderer fails on it is refused too, and its last good version stays', async () => {
    const { stringify } = JSON;
    const failing = (value: { version?: unknown } | null, ...more: []) => {
      const text = stringify(value, ...more);
      if (String(value?.version).includes('jsonfeed') && text.includes('unrenderable'))
        throw new TypeError('No renderer');
      return text;
    };
    const spy = vi.spyOn(JSON, 'stringify').mockImplementation(failing as typeof stringify);
    const { put, run, read } = newsroom();
    await run(10);
    const before = [await read('rss.xml'), await read('articles/a.html')];
    await put('a.md', story('Anchors', 'unrenderable'));
    const report = await run(11);
    spy.mockRestore();
    expect(report).toEqual({ changes: [], refused: [{ path: 'a.md', kept: true }], codes: ['a.md internal-error'] });
    expect([await read('rss.xml'), await read('articles/a.html')]).toEqual(before);
    expect((await run(12)).changes).toEqual(['updated Anchors']);
  });

  test('after an edit in an archive is refused too', async () => {
    const { put, run, read } = newsroom(`${channelYaml}limit: 2\n`);
    for (const day of ['01', '02', '03', '04', '05'])
      await put(`${day}.md`, story(`Day ${day}`, 'The tide is in.', day));
    await run(10);
    expect(await read('archive/1/rss.xml')).toContain('Day 01');
    await put('01.md', story('Day 01', 'unspeakable', '01'));
    expect(await run(11)).toEqual({
      changes: [],
      refused: [{ path: '01.md', kept: true }],
      codes: ['01.md breaks-feed'],
    });
    expect(await read('archive/1/rss.xml')).toContain('Day 01');
  });
});
