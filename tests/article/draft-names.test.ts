/** Files whose name or folder says that they are drafts, in every format. All text is invented. */
import { describe, expect, test } from 'vitest';
import { parseArticle } from '../../src/article/parse-article.ts';
import { prepareArticle } from '../../src/article/prepare-article.ts';
import { channel, flat } from '../support/channel.ts';
import { documentParts, paragraph, zipOf } from '../support/zip.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const stamp = '6:10 PM – Sunday, September 14, 2025';
const markdown = '---\ndate: 2025-09-14\n---\nThe kelp is in.\n';

/** A file of each format that is published under an ordinary name, by its extension. */
const formats: readonly (readonly [string, Uint8Array])[] = [
  ['txt', encode(`Kelp season opens\n${stamp}\n\nThe kelp is in.\n`)],
  ['md', encode(markdown)],
  ['mdx', encode(markdown)],
  ['html', encode('<h1>Kelp</h1><time datetime="2025-09-14T18:10:00Z">Today</time><p>The kelp is in.</p>')],
  [
    'json',
    encode('{"id":"1","title":"Kelp","content_text":"The kelp is in.","date_published":"2025-09-14T18:10:00Z"}'),
  ],
  ['docx', zipOf(documentParts(`${paragraph(stamp)}${paragraph('The kelp is in.')}`))],
];

const readFile = async (path: string, body: Uint8Array) =>
  flat(parseArticle(await prepareArticle({ path, body }), channel));

const draftNames = ['_kelp', '.kelp', '_drafts/kelp', 'drafts/kelp', 'sea/_drafts/deep/kelp', 'kelp.draft', '_index-2'];
const plainNames = ['kelp', 'kelp_draft', 'kelp-draft', 'sea/kelp_', 'draft', 'draughts/kelp', '_posts/kelp'];

describe.each(formats)('a file of the format %s', (extension, body) => {
  test.each(draftNames)('is a draft under the name %s', async (name) => {
    const { state, problems } = await readFile(`${name}.${extension}`, body);
    expect({ state, problems }).toEqual({ state: 'held', problems: [] });
  });

  test.each(plainNames)('is an article under the name %s', async (name) => {
    expect((await readFile(`${name}.${extension}`, body)).state).toBe('accepted');
  });

  test('is a draft under the name kelp.draft.de', async () => {
    expect((await readFile(`kelp.draft.de.${extension}`, body)).state).toBe('held');
  });
});

test.each(['_kelp.txt', '_drafts/kelp.txt'])('a wire text without a date is a draft too: %s', async (path) => {
  const { state, problems } = await readFile(path, encode('Kelp season opens\n\nThe kelp is in.\n'));
  expect(state).toBe('held');
  expect(problems.map(({ severity }) => severity)).not.toContain('error');
});

test('the mark names the file name', async () => {
  const { keys } = parseArticle({ path: '_kelp.txt', body: formats[0]?.[1] ?? new Uint8Array() }, channel);
  expect(keys.marks).toMatchObject([{ key: 'the file name', line: null, meaning: 'out' }]);
});
