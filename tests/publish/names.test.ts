/** Names in articles: published paths that every store accepts, and unique ids. */
import { describe, expect, test } from 'vitest';
import { pagePathOf } from '../../src/article/story/page-path.ts';
import { safePart } from '../../src/article/text/slug.ts';
import { publish } from '../../src/publish/publish.ts';
import { createDirectoryStore } from '../../src/store/directory.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { channelYaml } from '../support/channel.ts';
import { temporaryFolder } from '../support/folder.ts';

const now = '2026-11-23T15:00:00Z';
/** A letter of four bytes in UTF-8. */
const letter = '𝐍';
const settings = `${channelYaml.replace('pages: false', 'pages: true')}feeds: [sections, categories, authors]\n`;

function story(fields: string, text = 'Text.'): string {
  return `---\ntitle: Alpha\ndate: 2026-01-05\n${fields}\n---\n${text}\n`;
}

describe('a long name does not stop the publication', () => {
  test.each([
    ['a tag', `tags: ["${letter.repeat(64)}"]`],
    ['an author', `author: "${letter.repeat(64)}"`],
    ['a section', `section: "${letter.repeat(64)}"`],
    ['a slug', `slug: "${letter.repeat(64)}"`],
    ['a slug of many folders', `slug: "${'abcdefgh/'.repeat(600)}"`],
  ])('%s', async (_name, fields) => {
    const from = createMemoryStore({ 'feed.yaml': settings, 'a.md': story(fields), 'b.md': story('', 'More.') });
    const to = createDirectoryStore(await temporaryFolder());
    expect(await publish({ from, to, now })).toMatchObject({ entries: 2, problems: [] });
    const paths = (await to.list((path) => !path.startsWith('.'))).map(({ path }) => path);
    expect(Math.max(...paths.map((path) => Buffer.byteLength(path)))).toBeLessThan(730);
  });

  test.each([
    ['a name', letter.repeat(300)],
    ['folders', 'abcdefgh/'.repeat(600)],
    ['folders of long names', `${letter.repeat(300)}/`.repeat(9)],
  ])('two names that differ only at the end have different URLs: %s', (_name, name) => {
    const [one, other] = ['1', '2'].map((end) => pagePathOf({ path: 'a.md', id: `${name}${end}` }));
    expect(one).not.toBe(other);
    for (const part of one?.split('/') ?? []) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(255);
  });

  test('two groups with such names have different folders', () => {
    const [one, other] = ['1', '2'].map((end) => safePart(`${letter.repeat(300)}${end}`));
    expect(one).not.toBe(other);
    expect(Buffer.byteLength(one ?? '')).toBeLessThanOrEqual(255);
  });

  test('a name that fits is used unchanged', () => {
    expect(safePart('Île & Océan')).toBe('île-océan');
    expect(pagePathOf({ path: 'a.md', id: 'a/b-c' })).toBe('articles/a/b-c.html');
    expect(safePart('a'.repeat(200))).toBe('a'.repeat(200));
  });
});
