/** Dates in the names of files and in the paths that authors set. All text is invented. */
import { describe, expect, test } from 'vitest';
import { read } from '../support/channel.ts';

const dateOf = (path: string, text: string) => {
  const { article, problems } = read(path, text, { timeZone: 'UTC' });
  return article?.published ?? problems.map(({ code }) => code).join();
};

describe('a wire text', () => {
  const text = 'Kelp season opens\n\nThe kelp is in.\n';

  test.each([
    ['2026-11-02-kelp.txt', '2026-11-02T00:00:00Z'],
    ['sea/2026-11-2_kelp.txt', '2026-11-02T00:00:00Z'],
    ['2026/11/02/kelp.txt', '2026-11-02T00:00:00Z'],
    ['2026-11-02-kelp/index.txt', '2026-11-02T00:00:00Z'],
    ['2026-13-42-kelp.txt', 'invalid-date'],
    ['kelp-2026-11-02.txt', 'missing-date'],
    ['2026-11-kelp.txt', 'missing-date'],
    ['20261102-kelp.txt', 'missing-date'],
  ])('has the date in its path, if it has no other: %s: %s', (path, expected) => {
    expect(dateOf(path, text)).toBe(expected);
  });

  test('has the time in its text and the date in its path', () => {
    expect(dateOf('2026-11-02-kelp.txt', 'Kelp season opens\n4:15 PM\n\nThe kelp is in.\n')).toBe(
      '2026-11-02T16:15:00Z',
    );
  });

  test.each([
    ['a stamp', 'Kelp\n4:15 PM, January 4, 2026\n\nThe kelp is in.\n', '2026-01-04T16:15:00Z'],
    ['a prefix', 'date 2026-01-04 Kelp\n\nThe kelp is in.\n', '2026-01-04T00:00:00Z'],
  ])('has the date of %s before that in its path, without a warning', (_name, written, expected) => {
    for (const path of ['2026-11-02-kelp.txt', '2026-13-42-kelp.txt']) {
      expect(dateOf(path, written)).toBe(expected);
      expect(read(path, written).problems).toEqual([]);
    }
  });

  test('is held back until the day that its embargo names in the year of its path', () => {
    const embargoed = `Embargoed until 6 PM, November 5\n${text}`;
    expect(dateOf('2026-11-02-kelp.txt', embargoed)).toBe('2026-11-05T18:00:00Z');
  });
});

describe('an article whose front matter has no date', () => {
  test.each([
    ['path: 2026/03/20/tides', '2026-03-20T00:00:00Z'],
    ['permalink: /2026/03/20/tides/', '2026-03-20T00:00:00Z'],
    ['permalink: /2026/03/20/tides/index.html', '2026-03-20T00:00:00Z'],
    ['permalink: "https://courier.example/2026/3/20/tides/?from=a/2025/01/01/b"', '2026-03-20T00:00:00Z'],
    ['url: /sea/2026-03-20-tides/', '2026-03-20T00:00:00Z'],
    ['save_as: 2026/03/20/tides.html', '2026-03-20T00:00:00Z'],
    ['permalink: /2026/33/20/tides/', 'invalid-date'],
    ['permalink: /2026/03/tides/', 'missing-date'],
    ['permalink: /about/', 'missing-date'],
  ])('has that in the path it sets: %s: %s', (line, expected) => {
    expect(dateOf('tides.md', `---\n${line}\n---\nThe tides.\n`)).toBe(expected);
  });
});
