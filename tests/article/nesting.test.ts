/** Texts that are nested too deeply, and other exceptions, which are not reported as such. */
import { describe, expect, it, test } from 'vitest';
import { maximumDepth, parseBounded, TooDeepError } from '../../src/article/text/depth.ts';
import { readArticleFile } from '../../src/reading/read-article.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { channel, read, readArticle } from '../support/channel.ts';

const markdown = (text: string) => `---\ndate: 2026-01-04\n---\n${text}`;
const page = (text: string) => `<time datetime="2026-01-04"></time>${text}`;

it.each([
  ['quotations in quotations', 'a.md', markdown('> '.repeat(800))],
  ['lists in lists on one line', 'a.md', markdown('- '.repeat(800))],
  [
    'lists in lists, each further in',
    'a.md',
    markdown(Array.from({ length: 600 }, (_, depth) => `${' '.repeat(depth)}- x`).join('\n')),
  ],
  ['emphasis in emphasis', 'a.md', markdown(`${'*a '.repeat(1600)}${' b*'.repeat(1600)}`)],
  ['tags in Markdown', 'a.md', markdown('<div>'.repeat(maximumDepth + 1))],
  ['tags', 'a.html', page('<div>'.repeat(maximumDepth + 1))],
  ['tags that overflow the stack', 'a.html', page('<div>'.repeat(50_000))],
  ['tags in the HTML of JSON', 'a.json', item('<b>'.repeat(maximumDepth + 1))],
])('hostile: %s are refused quickly', (_name, path, text) => {
  const { state, problems } = read(path, text);
  expect({ state, codes: problems.map(({ code }) => code) }).toEqual({ state: 'refused', codes: ['too-deep'] });
});

function item(html: string): string {
  return JSON.stringify({ id: '1', date_published: '2026-01-04', content_html: `<p>deep ${html}</p>` });
}

it.each([
  [
    'a hundred quotations in quotations, and a long rule',
    'a.md',
    markdown(`${'> '.repeat(100)}deep\n\n${'-'.repeat(500)}\n`),
  ],
  ['emphasis in emphasis', 'a.md', markdown(`${'*deep'.repeat(200)}${'*'.repeat(200)}`)],
  ['as many tags as there may be', 'a.html', page(`${'<div>'.repeat(maximumDepth)}deep`)],
  ['summaries, which become two tags each', 'a.html', page(`${'<summary>'.repeat(maximumDepth)}deep`)],
  ['figcaptions, which are given paragraphs', 'a.html', page(`${'<figure><figcaption>'.repeat(maximumDepth / 2)}deep`)],
  ['the HTML of JSON', 'a.json', item('<b>'.repeat(100))],
])('%s are read', (_name, path, text) => {
  expect(readArticle(path, text).contentHtml).toContain('deep');
});

test('front matter that is nested too deeply says so', () => {
  const { problems } = read('a.md', `---\ndate: 2026-01-04\nx: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n---\nx`);
  expect(problems).toMatchObject([
    { code: 'repaired-front-matter', message: expect.stringContaining('(it is nested too deeply)') },
  ]);
});

describe('an exception of another kind', () => {
  const overflow = (): number => 1 + overflow();

  test('only an overflow of the stack is too deep', () => {
    expect(() => parseBounded(overflow)).toThrow(TooDeepError);
    expect(() => parseBounded(() => new Date(Number.NaN).toISOString())).toThrow(new RangeError('Invalid time value'));
    expect(() => parseBounded(() => 'x'.repeat(-1))).toThrow(RangeError);
  });

  // The settings refuse such a zone. Only a caller of the library can set it.
  const broken = { ...channel, timeZone: 'Nowhere/Never' };
  const body = new TextEncoder().encode(markdown('Kelp.\n'));

  test('a RangeError of a date is not too deep', () => {
    expect(() => read('a.md', body, { timeZone: broken.timeZone })).toThrow(RangeError);
    expect(read('a.md', body, { timeZone: 'America/Nome' }).state).toBe('accepted');
  });

  test('in a run, only the article is refused, and it is not reported as a mistake of the author', async () => {
    const store = createMemoryStore({});
    const index = {
      isListed: true,
      paths: new Set<string>(),
      byStem: new Map(),
      bodies: new Map(),
      articles: null,
      enclosed: new Map(),
      embedded: new Map(),
    };
    const reading = await readArticleFile(store, { path: 'a.md', body }, { settings: { channel: broken, index } });
    expect(reading).toMatchObject({
      state: 'refused',
      problems: [{ code: 'internal-error', message: expect.stringMatching(/Nowhere\/Never/i) }],
    });
  });
});
