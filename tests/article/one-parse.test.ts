/** Each article is parsed once, whatever files are beside it. The files that it names are read once. */
import { describe, expect, test } from 'vitest';
import { indexBeside } from '../../src/article/attachments/beside.ts';
import { parseArticle, storyParsers } from '../../src/article/parse-article.ts';
import type { ParserInput, StoryParsers } from '../../src/article/parse-file.ts';
import { articleOf, type Reading } from '../../src/article/reading.ts';
import type { File } from '../../src/model/file.ts';
import { readInMainThread } from '../../src/reading/read-article.ts';
import { readingLimits } from '../../src/reading/reading-limits.ts';
import { type ArticleSettings, createStepReader } from '../../src/reading/steps.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { channel } from '../support/channel.ts';
import { png } from '../support/picture.ts';
import { documentParts, paragraph, zipOf } from '../support/zip.ts';

/** The parsers, and the paths with which each was called. */
function countingParsers(): { readonly parsers: StoryParsers; readonly parsed: string[] } {
  const parsed: string[] = [];
  const counted = Object.entries(storyParsers).map(([format, parse]) => {
    const count = (file: ParserInput) => {
      parsed.push(`${format} ${file.path}`);
      return parse(file);
    };
    return [format, count];
  });
  return { parsers: Object.fromEntries(counted) as StoryParsers, parsed };
}

type Files = Readonly<Record<string, string | Uint8Array>>;

type Way = 'main thread' | 'worker thread';

async function readOne(path: string, files: Files, way: Way = 'main thread') {
  const store = createMemoryStore(files);
  const read: string[] = [];
  const from: Store = {
    ...store,
    read: (it) => {
      read.push(it);
      return store.read(it);
    },
  };
  const { parsers, parsed } = countingParsers();
  const index = indexBeside(Object.keys(files).filter((it) => it !== path));
  const body = (await store.read(path))?.body ?? new Uint8Array();
  const file = { path, body };
  const settings = { channel, index };
  const reading =
    way === 'main thread'
      ? await readInMainThread(from, file, {
          settings,
          parsers,
          limits: { ...readingLimits, mainMilliseconds: 60_000 },
        })
      : await readInSteps(from, file, { settings, parsers });
  return { article: articleOf(reading), problems: reading.problems, parsed, read };
}

/** Reads an article in the steps that a worker thread runs. */
async function readInSteps(from: Store, file: File, { settings, parsers }: StepContext): Promise<Reading> {
  const readStep = createStepReader(parsers);
  const bodies = new Map<string, Uint8Array>();
  for (;;) {
    const answer = await readStep({ id: 1, file, bodies }, settings);
    if (answer.kind === 'read') return answer.reading;
    for (const path of answer.paths) bodies.set(path, (await from.read(path))?.body ?? new Uint8Array());
  }
}

interface StepContext {
  readonly settings: ArticleSettings;
  readonly parsers: StoryParsers;
}

const wire =
  'date 2026-01-04 (L) The pier. (Ida Moe) / (R) The crew. (Ola Berg)\n\n4:15 PM – Sunday, January 4, 2026\n\nIn.\n';
const matter = '---\ntitle: Kelp\ndate: 2026-01-04\n---\n';
const item = { id: '1', date_published: '2026-01-04', content_html: '<p>In. <img src="boat.png"></p>' };

describe('an article is parsed once', () => {
  test.each<readonly [string, string, string, Files, readonly string[]]>([
    ['a wire text alone', 'wire', 'boat.txt', { 'boat.txt': wire }, []],
    [
      'with pictures named after it',
      'wire',
      'boat.txt',
      { 'boat.txt': wire, 'boat.png': png(4, 4), 'boat-1.png': png(5, 4) },
      ['boat.png', 'boat-1.png'],
    ],
    [
      'with a sidecar that names pictures',
      'wire',
      'boat.txt',
      {
        'boat.txt': wire,
        'boat.images.yaml': '- pier.png\n- crew.png\n',
        'pier.png': png(4, 4),
        'crew.png': png(5, 4),
      },
      ['boat.images.yaml', 'pier.png', 'crew.png'],
    ],
    [
      'with a sidecar that names none, and pictures named after it',
      'wire',
      'boat.txt',
      { 'boat.txt': wire, 'boat.images.yaml': '[]', 'boat.png': png(4, 4), 'boat-1.png': png(5, 4) },
      ['boat.images.yaml', 'boat.png', 'boat-1.png'],
    ],
    ['front matter in .txt', 'markdown', 'boat.txt', { 'boat.txt': `${matter}In.\n` }, []],
    [
      'Markdown that shows and attaches files',
      'markdown',
      'boat.md',
      {
        'boat.md': `---\ntitle: Kelp\ndate: 2026-01-04\naudio: boat.mp3\n---\n![](boat.png) ![](boat.png)\n<!--more-->\nIn.\n`,
        'boat.png': png(4, 4),
        'boat.mp3': 'ID3 sound',
      },
      ['boat.png', 'boat.mp3'],
    ],
    [
      'HTML',
      'html',
      'boat.html',
      { 'boat.html': `${matter}<p>In.</p><img src="boat.png">`, 'boat.png': png(4, 4) },
      ['boat.png'],
    ],
    ['JSON', 'json', 'boat.json', { 'boat.json': JSON.stringify(item), 'boat.png': png(4, 4) }, ['boat.png']],
    [
      'a Word document',
      'word',
      '2026-01-04-boat.docx',
      { '2026-01-04-boat.docx': zipOf(documentParts(paragraph('In.'))), '2026-01-04-boat.png': png(4, 4) },
      ['2026-01-04-boat.png'],
    ],
  ])('%s', async (_name, format, path, files, named) => {
    const { article, problems, parsed, read } = await readOne(path, files, 'worker thread');
    expect(problems).toEqual([]);
    expect(parsed).toEqual([`${format} ${path}`]);
    expect(read).toEqual(named);
    expect(article?.images.length).toBe(named.filter((it) => it.endsWith('.png')).length);
    // Word documents are always read in the worker thread.
    if (format === 'word') return;
    expect(await readOne(path, files, 'main thread')).toEqual({ article, problems, parsed, read });
  });

  test('the library returns the same in one call', async () => {
    const files = { 'boat.images.yaml': '- pier.png\n- crew.png\n', 'pier.png': png(4, 4), 'crew.png': png(5, 4) };
    const { article } = await readOne('boat.txt', { 'boat.txt': wire, ...files });
    const bodies = new Map(Object.entries(files).map(([path, body]) => [path, Buffer.from(body)]));
    const beside = { ...indexBeside(Object.keys(files)), bodies };
    const file = { path: 'boat.txt', body: new TextEncoder().encode(wire) };
    expect(articleOf(parseArticle(file, channel, beside))).toEqual(article);
    expect(articleOf(parseArticle(file, channel, beside))).toEqual(article);
  });
});
