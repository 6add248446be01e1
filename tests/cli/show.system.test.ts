/** `presstime show` and `presstime check`, spawned. */
import { writeFileSync } from 'node:fs';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { channelYaml } from '../support/channel.ts';
import { started } from '../support/program.ts';
import { folderWithWarning, presstime, temporaryFolder, writeFiles } from '../support/run.ts';
import { documentParts, paragraph, zipOf } from '../support/zip.ts';

const names = [
  'path',
  'title',
  'titleSource',
  'published',
  'updated',
  'publishedPrecision',
  'timeZone',
  'timeZoneSource',
  'byline',
  'dateline',
  'captions',
  'image',
  'summary',
  'categories',
  'contentHtml',
  'contentText',
];

test('show --json prints the article and its problems with the field names of the library', async () => {
  const folder = await folderWithWarning();
  const { code, stdout } = await presstime(folder, ['show', 'articles/wire/school-roof.txt', '--json']);
  const { article, problems } = JSON.parse(stdout);
  expect(code).toBe(0);
  expect(Object.keys(article)).toEqual(expect.arrayContaining(names));
  expect(article).toMatchObject({
    path: 'wire/school-roof.txt',
    title: 'Rain closes the upper floor of the Little Sound school',
    titleSource: 'explicit',
    published: '2026-10-20T16:05:00Z',
    updated: '2026-10-20T20:40:00Z',
    publishedPrecision: 'minute',
    timeZone: 'America/Los_Angeles',
    timeZoneSource: 'stamp',
    byline: ['Ines Calloway', 'Dana Prior'],
    dateline: null,
    captions: [
      {
        text: 'Pupils of the Little Sound school carry books to the parish hall.',
        credit: 'Ruth Adeyemi/Courier Images',
        position: null,
      },
    ],
  });
  expect(article.contentText.split('\n\n')).toHaveLength(3);
  expect(Object.keys(problems[0]).sort()).toEqual(['code', 'column', 'file', 'line', 'message', 'severity']);
});

test('show reads a file without settings, in the given time zone', async () => {
  const folder = temporaryFolder();
  await writeFiles(folder, { 'a.txt': '4:15 PM – Sunday, January 4, 2026\n\nThe tide turned.\n' });
  const utc = await presstime(folder, ['show', 'a.txt', '--json']);
  expect(JSON.parse(utc.stdout).article).toMatchObject({
    published: '2026-01-04T16:15:00Z',
    timeZone: 'UTC',
    timeZoneSource: 'default',
  });
  const zoned = await presstime(folder, ['show', 'a.txt', '--json', '--time-zone', 'America/Los_Angeles']);
  expect(JSON.parse(zoned.stdout).article).toMatchObject({
    published: '2026-01-05T00:15:00Z',
    timeZoneSource: 'channel',
  });
  const wrong = await presstime(folder, ['show', 'a.txt', '--time-zone', 'America/LosAngeles']);
  expect(wrong).toMatchObject({ code: 2, stdout: '' });
  expect(wrong.stderr).toContain('did you mean "America/Los_Angeles"?');
});

test('show prints rows for people, and reports errors with exit code 1', async () => {
  const folder = temporaryFolder();
  await writeFiles(folder, {
    'in/a.txt': 'date 2026-02-30 No such day\n\nText.\n',
    'in/b.txt': 'date 2026-02-20 Headline\n\nText.\n',
  });
  const bad = await presstime(folder, ['show', 'in/a.txt']);
  expect(bad).toMatchObject({ code: 1, stdout: '' });
  expect(bad.stderr).toContain('in/a.txt:1:1: error: 2026-02-30 is not a date in the calendar');
  const fine = await presstime(folder, ['show', 'in/b.txt']);
  expect(fine.stdout).toMatch(/^title\s+Headline \(explicit\)$/m);
  const none = await presstime(folder, ['show', 'in/c.txt']);
  expect(none.code).toBe(1);
  expect(none.stderr).toContain('Cannot read "in/c.txt": there is no such file');
});

test('show reads as publish does: it uses the settings, and follows no link', async () => {
  const folder = temporaryFolder();
  await writeFiles(folder, { 'a/b.txt': 'date 2026-02-20 Headline\n\nText.\n', 'c/feed.yaml': '' });
  await symlink('b.txt', join(folder, 'a/link.txt'));
  await mkdir(join(folder, 'a/feed.yaml'));
  const settings = await presstime(folder, ['show', 'a/b.txt']);
  expect(settings).toMatchObject({ code: 1, stdout: '' });
  expect(settings.stderr).toMatch(/^error: Cannot read ".*feed\.yaml": it is a folder, not a file\n$/);
  await rm(join(folder, 'a/feed.yaml'), { recursive: true });
  const link = await presstime(folder, ['show', 'a/link.txt']);
  expect(link).toMatchObject({ code: 1, stdout: '' });
  expect(link.stderr).toContain('it is a link, and links are not followed');
  const empty = await presstime(folder, ['show', 'c/none.txt']);
  expect(empty.stderr).toContain('feed.yaml: error: The settings are empty');
});

test('a file given as a folder is reported as a file', async () => {
  const folder = temporaryFolder();
  await writeFiles(folder, { 'a.txt': 'Text.' });
  const checked = await presstime(folder, ['check', 'a.txt']);
  expect(checked).toMatchObject({ code: 1, stdout: '' });
  expect(checked.stderr).toContain('"a.txt" is a file: name the folder that contains your articles');
  expect(checked.stderr).toContain(`"${started} show a.txt" shows how one file is read`);
});

test('show warns if a draft has no date', async () => {
  const folder = temporaryFolder();
  await writeFiles(folder, { 'a.md': '---\ntitle: Some day\ndraft: true\n---\nText.\n' });
  const { code, stdout } = await presstime(folder, ['show', 'a.md', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    article: null,
    problems: [{ severity: 'warning', code: 'undated-draft', file: 'a.md' }],
  });
});

test('check takes its location from the variable if none is given', async () => {
  const folder = temporaryFolder();
  await writeFiles(folder, { 'texts/feed.yaml': channelYaml });
  const { code, stdout } = await presstime(folder, ['check'], { PRESSTIME_FROM: 'texts' });
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('0 articles') });
});

test('check reads everything, counts by code and publishes nothing', async () => {
  const folder = await folderWithWarning();
  const fine = await presstime(folder, ['check']);
  expect(fine).toMatchObject({ code: 0 });
  expect(fine.stdout).toContain('7 articles: 0 errors, 1 warning\n  1  boilerplate-line');
  await writeFiles(folder, { 'articles/x.md': '---\ndate: never\n---\nText\n' });
  const bad = await presstime(folder, ['check', 'articles', '--json']);
  expect(bad.code).toBe(1);
  const { articles, problems } = JSON.parse(bad.stdout);
  expect(articles).toBe(8);
  expect(problems).toContainEqual(
    expect.objectContaining({ severity: 'error', code: 'invalid-date', file: 'x.md', line: 2 }),
  );
  await expect(import('node:fs/promises').then((fs) => fs.readdir(join(folder, 'public')))).rejects.toThrow('ENOENT');
});

test('check warns about a missing time zone in feed.yaml', async () => {
  const folder = temporaryFolder();
  await writeFiles(folder, { 'articles/feed.yaml': channelYaml.replace(/^timeZone.*\n/m, '') });
  const { code, stderr } = await presstime(folder, ['check']);
  expect(code).toBe(0);
  expect(stderr).toContain('articles/feed.yaml: warning: "timeZone" is missing: times without a zone are read as UTC');
});

test('a key that is a list is read without a warning of a library', async () => {
  const folder = temporaryFolder();
  await writeFiles(folder, { 'a.md': '---\ntitle: T\ndate: 2026-01-04\n? [a, b]\n: c\n---\nText.\n' });
  const { code, stderr, stdout } = await presstime(folder, ['show', 'a.md', '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout).article.title).toBe('T');
});

test('show prints what an article says about itself, and attachments with their real length', async () => {
  const folder = temporaryFolder();
  const matter = [
    'date: 2026-01-05',
    'section: Harbor',
    'link: https://kelp.example/',
    'audio: ferry.mp3',
    'duration: 62:05',
    'correction: {date: 2026-01-06, text: Two doors.}',
    'withdrawn: It was wrong.',
  ];
  await writeFiles(folder, { 'a.md': `---\n${matter.join('\n')}\n---\nKelp.\n`, 'ferry.mp3': 'ID3 a ferry' });
  const { code, stdout } = await presstime(folder, ['show', 'a.md']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^withdrawn {3}yes: It was wrong\.$/m);
  expect(stdout).toMatch(/^about {7}https:\/\/kelp\.example\/$/m);
  expect(stdout).toMatch(/^section {5}Harbor$/m);
  expect(stdout).toMatch(/^enclosure {3}\S+\/media\/ferry-[0-9a-f]{16}\.mp3 \(audio\/mpeg, 11 bytes, 3725 s\)$/m);
  expect(stdout).toMatch(/^correction {2}2026-01-06T00:00:00Z: Two doors\.$/m);
});

test('show warns if a withdrawn file has no date', async () => {
  const folder = temporaryFolder();
  await writeFiles(folder, { 'a.md': '---\nwithdrawn: true\n---\n' });
  const { code, stdout } = await presstime(folder, ['show', 'a.md', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ article: null, problems: [{ code: 'undated-withdrawal' }] });
});

test('show prints what becomes of the file if there are settings', async () => {
  const folder = temporaryFolder();
  const settings = channelYaml.replace('pages: false', 'pages: true');
  await writeFiles(folder, {
    'in/feed.yaml': settings,
    'in/news/a.md': '---\ntitle: A\ndate: 2026-01-05\n---\nKelp.\n',
    'in/later.md': '---\ntitle: Later\ndate: 2226-01-05T12:00:00Z\n---\nKelp.\n',
    'in/reserved.md': '---\ntitle: R\ndate: 2026-01-05\nid: "feed:main"\n---\nKelp.\n',
    'in/gone.md': '---\ntitle: Gone\ndate: 2026-01-05\nwithdrawn: true\n---\nKelp.\n',
    'out/a.md': '---\ntitle: A\ndate: 2026-01-05\n---\nKelp.\n',
  });
  const published = (await presstime(folder, ['show', 'in/news/a.md'])).stdout;
  expect(published).toMatch(/^state {7}published$/m);
  expect(published).toMatch(/^id {10}tag:courier\.example,2026:news\/a$/m);
  expect(published).toMatch(/^page {8}https:\/\/feeds\.courier\.example\/articles\/news\/a\.html$/m);
  const later = (await presstime(folder, ['show', 'in/later.md'])).stdout;
  expect(later).toMatch(/^state {7}scheduled$/m);
  expect(later).toMatch(/^due {9}2226-01-05T12:00:00Z$/m);
  expect(later).not.toMatch(/^id /m);
  const reserved = await presstime(folder, ['show', 'in/reserved.md']);
  expect(reserved).toMatchObject({ code: 1, stderr: expect.stringContaining('[reserved-id]') });
  expect(reserved.stdout).toMatch(/^state {7}refused$/m);
  expect((await presstime(folder, ['show', 'in/gone.md'])).stdout).toMatch(/^state {7}withdrawn$/m);
  expect((await presstime(folder, ['show', 'out/a.md'])).stdout).not.toMatch(/^(?:state|id|page) /m);
});

test('show says that a copy or a lock file is not published, and shows the article itself', async () => {
  const folder = temporaryFolder();
  const text = '---\ntitle: Kelp\ndate: 2026-01-05\n---\nKelp.\n';
  const files = { 'feed.yaml': channelYaml, 'kelp.md': text, 'kelp (1).md': text, '~$kelp.docx': 'Dana' };
  await writeFiles(folder, files);
  const copy = await presstime(folder, ['show', 'kelp (1).md']);
  expect([copy.code, copy.stdout]).toEqual([0, '']);
  expect(copy.stderr).toContain('a numbered copy of "kelp.md"');
  const lock = await presstime(folder, ['show', '~$kelp.docx', '--json']);
  expect(JSON.parse(lock.stdout)).toMatchObject({ article: null, problems: [{ code: 'working-file' }] });
  const article = await presstime(folder, ['show', 'kelp.md']);
  expect([article.stdout.includes('Kelp'), article.stderr]).toEqual([true, '']);
});

test('the bundled program reads Word documents, and writes other scripts in ASCII', async () => {
  const folder = temporaryFolder();
  const files = {
    'feed.yaml': `${channelYaml}permalink: zola\n`,
    'content/\u6771\u4eac.md': '---\ntitle: A\ndate: 2026-01-05\n---\nB.\n',
  };
  await writeFiles(folder, files);
  writeFileSync(join(folder, '2026-01-05-word.docx'), zipOf(documentParts(paragraph('They came early.'))));
  const word = await presstime(folder, ['show', '2026-01-05-word.docx', '--json']);
  expect(JSON.parse(word.stdout).problems.map(({ code }: { code: string }) => code)).not.toContain('invalid-word');
  expect(word.stdout).toContain('They came early.');
  const other = await presstime(folder, ['show', 'content/\u6771\u4eac.md', '--json']);
  expect(JSON.parse(other.stdout).article.url).toMatch(/\/dong-jing\/$/);
});

test('show prints the versions of an item, which one is current, and why', async () => {
  const folder = temporaryFolder();
  const version = (number: number, more = '') =>
    `---\nid: urn:newsml:quay.example:tram\nversion: ${number}\ntitle: Tram ${number}\ndate: 2026-10-14T08:00:00Z\n${more}---\nText.\n`;
  await writeFiles(folder, {
    'feed.yaml': channelYaml,
    'drop/b.md': version(1),
    'drop/a.md': version(2, 'withdrawn: true\n'),
    'other.md': '---\nid: urn:newsml:quay.example:other\ntitle: Other\ndate: 2026-10-14\n---\nText.\n',
  });
  const { code, stdout } = await presstime(folder, ['show', 'drop/b.md']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^state +not current$/m);
  expect(stdout).toMatch(/^item +urn:newsml:quay\.example:tram$/m);
  expect(stdout).toMatch(/^version +1: drop\/b\.md, 2026-10-14T08:00:00Z$/m);
  expect(stdout).toMatch(/^version +2: drop\/a\.md, 2026-10-14T08:00:00Z, canceled, current$/m);
  expect(stdout).toMatch(/^current +Version 2 in "drop\/a\.md" kills the item$/m);
  const { item } = JSON.parse((await presstime(folder, ['show', 'drop/a.md', '--json'])).stdout);
  expect(item).toMatchObject({
    version: '2',
    status: 'canceled',
    versions: [{ isCurrent: true }, { isCurrent: false }],
  });
  const plain = JSON.parse((await presstime(folder, ['show', 'other.md', '--json'])).stdout);
  expect(plain.item).toMatchObject({ id: 'urn:newsml:quay.example:other', version: null, versions: [] });
});
