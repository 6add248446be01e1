/** The check before publishing, beyond the clauses in `tests/spec`: what cannot be read back, and what was lost on the way. */
import { describe, expect, test } from 'vitest';
import { checkRendered } from '../../src/render/check.ts';
import { formats } from '../../src/render/formats.ts';
import { entry, feed } from './sample.ts';

const other = { ...entry, id: 'tag:courier.example,2026:other' };
const two = { ...feed, entries: [entry, other] };

describe.each(formats)('$name', ({ name, render }) => {
  const codes = (text: string, wanted = two) =>
    checkRendered(text, { format: name, feed: wanted }).map(({ code }) => code);

  test('what was rendered passes', () => {
    expect(codes(render(two))).toEqual([]);
  });

  test.each([
    ['nothing at all', ''],
    ['half of it', render(two).slice(0, 600)],
    ['a page of another kind', '<html><body>Not found</body></html>'],
    ['a value that is no feed', 'null'],
  ])('cannot be read back: %s', (_name, text) => {
    expect(codes(text)).toEqual(['feed-malformed']);
  });

  test('an entry is missing', () => {
    expect(codes(render(feed))).toEqual(['feed-loses-entries']);
  });

  test('the entries are in another order', () => {
    expect(codes(render({ ...feed, entries: [other, entry] }))).toEqual(['feed-loses-entries']);
  });

  test('two entries have one id', () => {
    const same = { ...feed, entries: [entry, entry] };
    expect(codes(render(same), same)).toEqual(['feed-repeats-id']);
  });

  test('an entry has no id', () => {
    const nameless = { ...feed, entries: [{ ...entry, id: '' }] };
    expect(codes(render(nameless), nameless)).toContain('feed-without-id');
  });

  test('a date that is none', () => {
    const undated = {
      ...feed,
      entries: [
        { ...entry, published: 'soon' },
        { ...other, published: 'soon' },
      ],
    };
    const [first, ...rest] = checkRendered(render(undated), { format: name, feed: undated });
    expect(first).toMatchObject({ severity: 'error', code: expect.stringMatching(/date|published/) });
    expect(first?.message).toMatch(/must be a date by RFC \d+.*: got "(?:soon|Invalid Date)"/);
    expect(rest).toEqual([]);
  });
});

test('a message names the element, what should be, what is, and the clause', () => {
  const relative = { ...feed, entries: [{ ...entry, id: 'quay' }] };
  const text = formats.find(({ name }) => name === 'atom')?.render(relative) ?? '';
  expect(checkRendered(text, { format: 'atom', feed: relative })).toEqual([
    {
      severity: 'error',
      code: 'atom-id',
      line: null,
      column: null,
      message: '"id" must be an absolute IRI: got "quay" (RFC 4287, 4.2.6)',
    },
  ]);
});
