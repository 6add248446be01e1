/** Titles, tags and ids as their author wrote them, though YAML, TOML and JSON take them for numbers or booleans. */
import { expect, test } from 'vitest';
import { read, readArticle } from '../support/channel.ts';

const article = (lines: string) => readArticle('a.md', `---\ndate: 2027-01-02\n${lines}\n---\nWords.\n`);

test.each([
  ['title: 1.10', '1.10'],
  ['title: 007', '007'],
  ['title: True', 'True'],
  ['title: true', 'true'],
  ['title: NO', 'NO'],
  ['title: 2027', '2027'],
  ['title: 1e3', '1000'],
  ['extra: {a: 1}\ntitle: FALSE', 'FALSE'],
])('%s', (lines, title) => {
  expect(article(lines).title).toBe(title);
});

test.each([
  ['tags: [2.0, 007, True]', ['2.0', '007', 'True']],
  ['tags: [true, kelp]', ['true', 'kelp']],
  ['tags:\n- 1.10\n- false', ['1.10', 'false']],
])('%s', (lines, categories) => {
  expect(article(`title: A\n${lines}`).categories).toEqual(categories);
});

test.each(['1589012345678901777', '00012', '98765432109876543210'])('the id %s keeps its digits', (id) => {
  expect(article(`title: A\nid: ${id}`).id).toBe(id);
});

test('in TOML and JSON', () => {
  const id = '1589012345678901777';
  expect(readArticle('a.md', `+++\ntitle = "A"\ndate = 2027-01-02\nid = ${id}\n+++\nWords.\n`).id).toBe(id);
  expect(readArticle('a.md', `{"title": "A", "date": "2027-01-02", "id": ${id}}\nWords.\n`).id).toBe(id);
});

test('a draft stays a draft, and a number stays a number', () => {
  expect(read('a.md', '---\ntitle: A\ndraft: TRUE\ndate: 2027-01-02\n---\nWords.\n').draft).toBe(true);
  expect(article('title: A\naudio: {url: https://kelp.example/a.mp3, length: 1000}').enclosures[0]?.lengthBytes).toBe(
    1000,
  );
});
