/** Who is an author: people, teams, roles, e-mail addresses and handles. */
import { describe, expect, test } from 'vitest';
import { parseByline } from '../../src/article/wire/byline.ts';
import { readArticle } from '../support/channel.ts';

const authorsOf = (lines: string) =>
  readArticle('a.md', `---\ntitle: Kelp\ndate: 2027-01-02\n${lines}\n---\nWords.\n`).authors.map(({ name }) => name);

test.each<[string, readonly string[]]>([
  ['author: "Ines Vale ([@inesv](https://social.example/inesv))"', ['Ines Vale']],
  ['author: "[Ines Vale](https://vale.example)"', ['Ines Vale']],
  ['authors: ["Ines Vale, Tide Warden", "Rolf Moe, PhD"]', ['Ines Vale', 'Rolf Moe, PhD']],
  ['authors: ["Vale, Ines", "Moe, Rolf J."]', ['Ines Vale', 'Rolf J. Moe']],
  ['author: Vale, Ines', ['Ines Vale']],
  ['authors: Ines, Rolf', ['Ines', 'Rolf']],
  ['author: Ines Vale, Senior Editor', ['Ines Vale']],
  ['author: Ines Vale, Kelp Labs Inc.', ['Ines Vale']],
  ['author: Ines Vale, Rolf Moe and Jo Park', ['Ines Vale', 'Rolf Moe', 'Jo Park']],
  ['author: Research and Development Team', ['Research and Development Team']],
  ['author: Ines Vale and the Kelp Team', ['Ines Vale', 'the Kelp Team']],
  ['authors: [Ines Vale and Rolf Moe]', ['Ines Vale', 'Rolf Moe']],
  ['author: ines.vale@paper.example', ['Ines Vale']],
  ['author: desk@paper.example', ['desk']],
  ['author: Ines Vale <ines@paper.example>', ['Ines Vale']],
  ['author: "ines@paper.example (Ines Vale)"', ['Ines Vale']],
  ['author: {name: ines.vale@paper.example}', ['Ines Vale']],
])('%s', (lines, names) => {
  expect(authorsOf(lines)).toEqual(names);
});

describe('bylines of wire copy', () => {
  test.each<[string, readonly string[] | null]>([
    ['By INES VALE and ROLF MOE Associated Press', ['INES VALE', 'ROLF MOE']],
    ['By Ines Vale (Coast Press)', ['Ines Vale']],
    ['By Ines Vale ines@coast.example', ['Ines Vale']],
    ['By Ines Vale and Rolf Moe', ['Ines Vale', 'Rolf Moe']],
    ['By Ines Vale, Coast Wire', ['Ines Vale']],
    ['By the Courier Staff', ['the Courier Staff']],
    ['By the river: a report', null],
    ['By Order of the Mayor', null],
  ])('%s', (line, names) => {
    expect(parseByline(line)).toEqual(names);
  });
});
