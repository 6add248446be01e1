/** Two article files with the same text are reported, and both are published. */
import { describe, expect, test } from 'vitest';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { channelYaml } from '../support/channel.ts';

const now = '2026-02-01T00:00:00Z';
const post = (title: string, { text = 'The eels came back.', more = '' } = {}) =>
  `---\ntitle: ${title}\ndate: 2026-01-04\n${more}---\n${text}\n`;

function desk(files: Readonly<Record<string, string>>) {
  const from = createMemoryStore({ 'feed.yaml': channelYaml, ...files });
  const to = createMemoryStore();
  return {
    from,
    put: (path: string, text: string) => from.write(path, new TextEncoder().encode(text), 'any'),
    found: async () => {
      const { problems, entries } = await publish({ from, to, now });
      const found = problems.filter(({ code }) => code === 'same-text');
      return { entries, found: found.map(({ file, message }) => [file, /".*"/.exec(message)?.[0]]) };
    },
  };
}

describe('two files with the same text', () => {
  test.each([
    ['the same bytes', post('Eels')],
    ['the same title and text with another date', post('Eels').replace('01-04', '01-05')],
    ['the same title and text with other white space', post('Eels', { text: 'The eels  came\nback. \n\n' })],
  ])('%s: both are published, and the later one is reported', async (_name, other) => {
    const { found } = desk({ 'a.md': post('Eels'), 'b.md': other });
    expect(await found()).toEqual({ entries: 2, found: [['b.md', '"a.md"']] });
  });

  test.each([
    ['another title', post('Elvers')],
    ['another text', post('Eels', { text: 'The eels left.' })],
    ['a draft', post('Eels', { more: 'draft: true\n' })],
  ])('%s: nothing is reported', async (_name, other) => {
    const { found } = desk({ 'a.md': post('Eels'), 'b.md': other });
    expect((await found()).found).toEqual([]);
  });

  test('a copy that comes later is reported once, with the file that did not change', async () => {
    const { put, found } = desk({ 'b.md': post('Eels') });
    expect((await found()).found).toEqual([]);
    await put('a.md', post('Eels'));
    expect((await found()).found).toEqual([['a.md', '"b.md"']]);
    expect((await found()).found).toEqual([]);
  });

  test('a moved file is not reported', async () => {
    const { from, put, found } = desk({ 'a.md': post('Eels'), 'c.md': post('Crabs', { text: 'Crabs.' }) });
    await found();
    await from.remove('a.md');
    await put('b.md', post('Eels'));
    expect(await found()).toEqual({ entries: 2, found: [] });
  });

  test('texts without any words are not the same text', async () => {
    const { found } = desk({
      'a.md': post('Eels', { text: '![](https://i.example/a.jpg)' }),
      'b.md': post('Eels', { text: '![](https://i.example/b.jpg)' }),
    });
    expect((await found()).found).toEqual([]);
  });
});
