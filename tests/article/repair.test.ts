/** Repairing front matter by quoting values. */
import { expect, test } from 'vitest';
import { quoteValues } from '../../src/article/front-matter/repair.ts';
import { read } from '../support/channel.ts';

test.each([
  ['=', 'tags = ["a", "b"]\nKelp.'],
  [':', 'tags: ["a", "b"\nKelp.'],
] as const)('a value is quoted once, however often the next line cannot be read: %s', (separator, source) => {
  const sizes: number[] = [];
  const errorLine = (text: string) => {
    sizes.push(text.length);
    return 1;
  };
  quoteValues(source, { errorLine, separator });
  expect(sizes).toHaveLength(2);
  expect(Math.max(...sizes)).toBeLessThan(source.length * 2);
});

test('TOML with text below a list is refused', () => {
  const text = '+++\ntitle = "Ice"\ntags = ["cold", "water"]\nThe lake is shut.\n+++\nText.\n';
  expect(read('a.md', text).problems).toMatchObject([{ severity: 'error', code: 'invalid-front-matter', line: 4 }]);
});
