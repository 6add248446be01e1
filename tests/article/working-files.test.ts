/** Lock files, backups and copies beside articles: each rule of the two tables with its negative twin. */
import { describe, expect, test } from 'vitest';
import { copyNames, findWorkingFiles, workingNames } from '../../src/article/working-files.ts';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { channelYaml } from '../support/channel.ts';

const find = (...paths: readonly string[]) => [...findWorkingFiles(paths).paths];
const messages = (...paths: readonly string[]) => findWorkingFiles(paths).problems.map(({ message }) => message);

/** The article, the file beside it, and a name that looks similar but is an article. */
const working = [
  ['a lock file of Word', 'tide.docx', '~$tide.docx', '~tide.docx'],
  ['a lock file of Word', 'harbor.docx', '~$rbor.docx', '$harbor.docx'],
  ['a temporary file of Word', 'tide.docx', '~WRL0003.docx', '~WRL.docx'],
  ['a lock file of LibreOffice', 'tide.docx', '.~lock.tide.docx#', 'lock.tide.docx'],
  ['a lock file of Emacs', 'tide.md', '.#tide.md', '.tide.md'],
  ['unsaved text of Emacs', 'tide.md', '#tide.md#', '#tide.md'],
  ['a swap file of Vim', 'tide.md', '.tide.md.swp', 'tide.swp.md'],
  ['a swap file of Vim', 'tide.md', 'tide.md.swo', 'swo.md'],
  ['a test file of Vim', 'tide.md', '4913', '4913.md'],
  ['the backup of an editor', 'tide.md', 'tide.md~', 'tide~.md'],
  ['the backup of an editor', 'tide.md', 'tide.md.~2~', 'tide.~2~.md'],
  ['a backup', 'tide.txt', 'tide.txt.bak', 'bak.txt'],
  ['a backup', 'tide.txt', 'tide.txt.orig', 'orig.txt'],
  ['an unfinished file', 'tide.txt', 'tide.txt.tmp', 'tmp.txt'],
  ['an unfinished file', 'tide.txt', 'tide.txt.tmp.4711.22', 'tide.txt.tmp.txt'],
  ['one side of a merge in Git', 'tide.txt', 'tide.txt~HEAD', 'tide~HEAD.txt'],
  ['metadata of macOS', 'tide.txt', '._tide.txt', '.tide.txt'],
] as const;

const copies = [
  ['a numbered copy', 'tide.md', 'tide (1).md', 'tide (2026).md'],
  ['a numbered copy', 'tide.md', 'tide (1) (2).md', 'tide (one).md'],
  ['a numbered copy', 'tide.md', 'tide(3).md', 'tide 3.md'],
  ['a copy', 'tide.md', 'tide copy.md', 'tide copies.md'],
  ['a copy', 'tide.md', 'Tide copy 2.md', 'tide copying.md'],
  ['a copy', 'tide.md', 'tide - Copy.md', 'tide - Copyright.md'],
  ['a copy', 'tide.md', 'tide - Copy (2).md', 'tide - Copy editors.md'],
  ['a copy', 'tide.md', 'tide - Kopie.md', 'tide - Kopien.md'],
  ['a copy', 'tide.md', 'tide copie.md', 'tidecopie.md'],
  ['a copy', 'tide.md', 'tideのコピー.md', 'tideの.md'],
  ['a copy', 'tide.md', 'tide (copy).md', 'tide (a copyist).md'],
  ['a copy', 'tide.md', 'tide (3rd copy).md', 'tide (third).md'],
  ['a copy', 'tide.md', 'Copy of tide.md', 'Copyof tide.md'],
  ['a copy', 'tide.md', 'Kopie von tide.md', 'Kopie tide.md'],
  ['a backup', 'tide.txt', 'Backup of tide.txt', 'Back of tide.txt'],
  ['a backup', 'tide.md', 'tide.bak.md', 'tidebak.md'],
  ['a conflict copy of Syncthing', 'tide.md', 'tide.sync-conflict-20260101-101010-ABCDEFG.md', 'tide.sync-conflict.md'],
  ['a conflict copy', 'tide.md', "tide (Ann's conflicted copy 2026-01-01).md", "tide (Ann's account).md"],
  ['a conflict copy', 'tide.md', 'tide (In Konflikt stehende Kopie 2026-01-01).md', 'tide (Konfitüre).md'],
  ['a conflict copy', 'tide.md', 'tide_conflict-20260101-101010.md', 'tide-in-conflict.md'],
  ['a conflict copy', 'tide.md', 'tide.Conflict.md', 'tide-conflict.md'],
  ['a conflict copy', 'tide.md', 'tide (Case Conflict).md', 'tide (conflict).md'],
  ['a conflict copy', 'tide.md', 'tide (conflicted copy 2026-01-01).md', 'tide (conflict 2026).md'],
  ['a conflict copy', 'tide.md', 'tide_conflict-20260101-1010.md', 'tide-conflict-2026.md'],
  ['a conflict copy', 'tide.md', 'tide-conflict-20260101.md', 'tide-conflict-202601.md'],
  ['a conflict copy', 'tide.md', 'tide_conf(2026-01-01).md', 'tide-conf-2026.md'],
  ['a copy', 'tide.md', 'tide_copy.md', 'tide-copy.md'],
  ['a conflict copy of OneDrive', 'tide.md', 'tide-Anns-iMac.md', 'tide-MacBook-Pro.md'],
  ['a conflict copy of OneDrive', 'tide.md', 'tide-DESKTOP-AB12CD.md', 'tide-desktop-review.md'],
  ['a conflict copy of OneDrive', 'tide.md', 'tide-Anns-MacBook-Pro.md', 'tide-macbook.md'],
  ['one side of a merge in Git', 'tide.md', 'tide_LOCAL_4711.md', 'tide_local.md'],
] as const;

describe('a working file', () => {
  test.each(working)('%s of %s: %s, but not %s', (name, article, path, other) => {
    expect(find(`a/${article}`, `a/${path}`)).toEqual([`a/${path}`]);
    expect(find(`a/${path}`), 'without its article').toEqual([`a/${path}`]);
    expect(find(`a/${article}`, `a/${other}`)).toEqual([]);
    expect(messages(`a/${article}`, `a/${path}`)[0] ?? '').toContain(name);
  });

  test('is reported with its article, if that is in the same folder', () => {
    expect(messages('a/tide.md', 'a/tide.md~')).toEqual([expect.stringContaining(' beside "tide.md", ')]);
    expect(messages('b/tide.md', 'a/tide.md~')).toEqual([expect.not.stringContaining('beside')]);
    expect(messages('harbor.docx', '~$rbor.docx')).toEqual([expect.stringContaining(' beside "harbor.docx", ')]);
    expect(messages('the harbor.docx', '~$rbor.docx')).toEqual([expect.not.stringContaining('beside')]);
  });

  test('is not reported if it is hidden and its article is not there', () => {
    expect(messages('.tide.md.swp', '._tide.md')).toEqual([]);
    expect(messages('tide.md', '.tide.md.swp')).toHaveLength(1);
  });

  test('is one of an article only: other files are skipped as before', () => {
    expect(find('tide.odt~', 'tide.rst.bak', 'tide.psd.tmp')).toEqual([]);
  });

  test('every rule is tested', () => {
    expect(new Set(working.map(([name]) => name))).toEqual(new Set(workingNames.map(({ name }) => name)));
  });
});

describe('a copy', () => {
  test.each(copies)('%s of %s: %s, but not %s', (name, article, path, other) => {
    expect(find(`a/${article}`, `a/${path}`)).toEqual([`a/${path}`]);
    expect(find(`a/${article}`, `a/${other}`)).toEqual([]);
    expect(messages(`a/${article}`, `a/${path}`)[0]).toMatch(new RegExp(`looks like ${name} of "${article}"`));
  });

  test.each(copies)('%s: without %s, or with it in another folder, %s is an article', (_name, article, path) => {
    expect(find(path)).toEqual([]);
    expect(find(`a/${article}`, `b/${path}`)).toEqual([]);
    expect(find(article.replace(/\.\w+$/, '.html'), path)).toEqual([]);
  });

  test.each(['Chapter (1).md', 'Carbon copy.md', 'Notes~.md', 'Copy of a letter.md'])(
    '%s alone is an article',
    (path) => {
      expect(find(path, 'other.md')).toEqual([]);
    },
  );

  test('has the same article if the names differ in Unicode form only', () => {
    expect(find('cafe\u0301.md', 'caf\u00e9 (1).md')).toEqual(['caf\u00e9 (1).md']);
  });

  test('every rule is tested', () => {
    expect(new Set(copies.map(([name]) => name))).toEqual(new Set(copyNames.map(({ name }) => name)));
  });
});

test.each(['a-'.repeat(2000), 'tmp1'.repeat(1000), '(1)'.repeat(1000), `one.tmp${'1'.repeat(4000)}x`])(
  'a long name is decided at once',
  (name) => {
    expect(find(`${name}.md`, name)).toEqual([]);
  },
);

test('a run publishes the article, and neither its copy nor its backup', async () => {
  const text = (title: string) => new TextEncoder().encode(`---\ntitle: ${title}\ndate: 2026-01-04\n---\n${title}.\n`);
  const from = createMemoryStore({
    'feed.yaml': new TextEncoder().encode(channelYaml),
    'tide.md': text('High tide'),
    'tide (1).md': text('Low tide'),
    'tide.md~': text('No tide'),
    'ebb (1).md': text('Ebb'),
    'a.rtf': text('Other'),
  });
  const report = await publish({ from, to: createMemoryStore(), now: '2026-02-01T00:00:00Z' });
  expect(report.entryChanges.map(({ path }) => path)).toEqual(['ebb (1).md', 'tide.md']);
  expect(report.problems.map(({ code, file, severity }) => [code, file, severity])).toEqual([
    ['copied-file', 'tide (1).md', 'warning'],
    ['working-file', 'tide.md~', 'warning'],
  ]);
  expect(report).toMatchObject({ articles: 2, skipped: ['a.rtf'] });
});

test('no rule matches a name of lower case letters, digits and hyphens, unless it contains "conflict"', () => {
  const words = [
    'tide',
    'copy',
    'kopie',
    'copia',
    'copy-of',
    'backup',
    'bak',
    'orig',
    'tmp',
    'old',
    'swp',
    'case',
    'lock',
  ];
  const more = [
    'sync',
    'conf',
    'conflict',
    'conflict-20260101',
    'local',
    'remote',
    'base',
    'desktop-ab12cd',
    'imac',
    'macbook',
    '4913',
    '1',
    '20260101',
  ];
  const all = [...words, ...more];
  const stems = all.flatMap((one) => all.flatMap((two) => [one, `${one}${two}`, `${one}-${two}`, `${one}-${two}-1`]));
  const matching = stems.filter(
    (stem) =>
      workingNames.some(({ pattern }) => pattern.test(`${stem}.md`)) ||
      copyNames.some(({ pattern }) => pattern.test(stem)),
  );
  expect(matching.length).toBeGreaterThan(0);
  expect(matching.filter((stem) => !stem.includes('conflict'))).toEqual([]);
});
