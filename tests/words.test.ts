/** The words of sources and documents, against the table "Words" in docs/style.md, which is the only list of them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/** A row of the table: phrases to avoid, what to write instead, and longer phrases that may contain them. */
interface Row {
  readonly phrases: readonly string[];
  readonly instead: string;
  readonly fine: readonly string[];
}

interface Source {
  readonly path: string;
  readonly text: string;
}

interface Rules {
  readonly rows: readonly Row[];
  readonly allowed: readonly Allowance[];
}

interface Use {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly phrase: string;
  readonly instead: string;
}

/** Texts that may contain a phrase of the table although no column of it says so. */
interface Allowance {
  readonly path: RegExp;
  readonly text: RegExp;
  readonly reason: string;
}

const allowances: readonly Allowance[] = [
  {
    path: /^src\/article\/date\/local-stamp\.ts$/,
    text: /\|stand'/g,
    reason: 'a word in German',
  },
  {
    path: /^CHANGELOG\.md$/,
    text: /`(?:junk Lines|shared-address|invalid-side-file|mended-front-matter)`/g,
    reason: 'names that were replaced',
  },
  {
    path: /^(?:src|scripts)\//,
    text: /\bserver\.address\(\)|\bAddress Info\b/g,
    reason: 'names of Node',
  },
  {
    path: /^src\/(?:article\/(?:tree|fallbacks)|validate\/html|preview\/readers)\//,
    text: /'address'|\baddress (?=area|article)/g,
    reason: 'the element of HTML',
  },
  {
    path: /^src\/render\/page\//,
    text: /\baddress(?:es)?\b/gi,
    reason: 'the word that readers of a page know',
  },
];

const folders = ['src', 'handlers', 'scripts', 'cloud', 'bench', 'stages', 'docs', '.github'];
const files = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'serverless.yml', 'Dockerfile'];
const isText = /\.(?:ts|mjs|cjs|md|yml)$/;

function readSources(): readonly Source[] {
  const inFolders = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => isText.test(name))
      .map((name) => join(folder, name)),
  );
  return [...inFolders, ...files].map((path) => ({ path, text: textOf(path) }));
}

/** The text of a file. The table itself is left out of its document. */
function textOf(path: string): string {
  const text = readFileSync(path, 'utf8');
  return path === 'docs/style.md' ? text.slice(0, text.indexOf('\n## Words\n')) : text;
}

/** The first table below "Words". */
function readRows(style: string): readonly Row[] {
  const [, section = ''] = style.split('\n## Words\n');
  const lines = section.split('\n');
  const first = lines.indexOf('| not | but | except in |');
  const end = lines.indexOf('', first);
  return lines.slice(first + 2, end).map((line) => {
    const [, not = '', but = '', except = ''] = line.split('|').map((cell) => cell.trim());
    return { phrases: quotedIn(not), instead: but, fine: quotedIn(except) };
  });
}

function quotedIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, phrase = '']) => phrase);
}

function findUses({ path, text }: Source, { rows, allowed }: Rules): readonly Use[] {
  const prose = proseOf(text);
  const allowedRanges = allowed.filter((it) => it.path.test(path)).flatMap((it) => matchesOf(prose, it.text));
  return rows.flatMap(({ phrases, instead, fine }) => {
    const fineRanges = [...allowedRanges, ...fine.flatMap((phrase) => matchesOf(prose, patternOf(phrase)))];
    return phrases.flatMap((phrase) =>
      matchesOf(prose, patternOf(phrase))
        .filter(({ start, end }) => !fineRanges.some((it) => it.start <= start && end <= it.end))
        .map(({ start }) => ({ path, line: prose.slice(0, start).split('\n').length, phrase, instead })),
    );
  });
}

/** The same lines without the marks of comments, so that a phrase may go on in the next line; `siteAddress` is two words. */
function proseOf(text: string): string {
  return separateWords(text.replaceAll(/^[ \t]*(?:\/?\*+|\/\/|#)?[ \t]*/gm, ''));
}

function separateWords(text: string): string {
  return text.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2');
}

/** Capitals count only in an identifier such as `wordsOf`, because "words of" is fine in prose. */
function patternOf(phrase: string): RegExp {
  const isIdentifier = /^[a-z]+[A-Z]/.test(phrase);
  const words = separateWords(phrase).split(/[ -]/);
  const patterns = words.map((word) => (word === '…' ? String.raw`[\w-]+(?:\s[\w-]+){0,2}` : word));
  return new RegExp(String.raw`\b${patterns.join(String.raw`[\s-]+`)}\b`, isIdentifier ? 'g' : 'gi');
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function matchesOf(prose: string, pattern: RegExp): readonly Range[] {
  return [...prose.matchAll(pattern)].map(({ index, 0: found }) => ({ start: index, end: index + found.length }));
}

const rows = readRows(readFileSync('docs/style.md', 'utf8'));
const sources = readSources();

test('no source, message or document uses a phrase that the table in docs/style.md replaces', () => {
  const uses = sources.flatMap((source) => findUses(source, { rows, allowed: allowances }));
  const found = uses.map(({ path, line, phrase, instead }) => `${path}:${line}: "${phrase}": write ${instead}`);
  expect(found).toEqual([]);
});

describe('what the test finds', () => {
  const inText = (text: string) =>
    findUses({ path: 'src/planted.ts', text }, { rows, allowed: allowances }).map(
      ({ path, line, phrase, instead }) => `${path}:${line}: ${phrase}: ${instead}`,
    );

  test('a phrase in prose, with its file, its line and what to write instead', () => {
    expect(inText('// One line.\n// The value is mended.\n')).toEqual([
      'src/planted.ts:2: mended: repair, fix, correct',
    ]);
  });

  test('a phrase inside an identifier', () => {
    expect(inText('const siteAddress = asThing(value);')).toEqual([
      expect.stringMatching(/^src\/planted\.ts:1: address: URL/),
      expect.stringMatching(/^src\/planted\.ts:1: asThing: record/),
    ]);
  });

  test('a phrase that goes on in the next line of a comment', () => {
    expect(inText('/**\n * The date, where\n * there is one.\n */')).toEqual([
      'src/planted.ts:2: where there is: if …',
    ]);
  });

  test('a phrase with any words in it', () => {
    expect(inText('As the standard has it.')).toEqual([expect.stringContaining('as … has it')]);
  });

  test('nothing in phrases that are fine, in longer words, or in an identifier written as prose', () => {
    expect(inText('The e-mail address, line endings, pending, commend, what stands for a name.')).toEqual([]);
    expect(inText('Whether it is thing or person.')).toEqual([]);
  });
});

test('each row of the table says what to write instead', () => {
  expect(rows.length).toBeGreaterThan(15);
  expect(rows.filter(({ phrases, instead }) => phrases.length === 0 || instead === '')).toEqual([]);
});

test.each(allowances)('the allowance for $reason is needed', ({ path, text }) => {
  const without = allowances.filter((it) => it.text !== text);
  const used = sources
    .filter((source) => path.test(source.path))
    .some(
      (source) =>
        findUses(source, { rows, allowed: without }).length > findUses(source, { rows, allowed: allowances }).length,
    );
  expect(used).toBe(true);
});
