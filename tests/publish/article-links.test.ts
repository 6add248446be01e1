/** Links between articles become the URLs that Presstime knows. */
import { describe, expect, test } from 'vitest';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { channelYaml } from '../support/channel.ts';

const settings = `${channelYaml}permalink: /:year/:month/:day/:title/\n`;
const old = '---\ntitle: Old\n---\n\nOlder words.\n';
const oldUrl = 'https://courier.example/2026/01/01/old/';
const article = (body: string) => `---\ntitle: New\n---\n\n${body}\n`;
const now = '2026-02-01T12:00:00Z';

async function published(files: Readonly<Record<string, string>>) {
  const from = createMemoryStore({ 'feed.yaml': settings, ...files });
  const to = createMemoryStore({});
  const report = await publish({ from, to, now });
  return { from, to, report };
}

async function contentOf(to: ReturnType<typeof createMemoryStore>, title = 'New'): Promise<string> {
  const feed = await to.read('feed.json');
  const { items } = JSON.parse(new TextDecoder().decode(feed?.body));
  return items.find((item: { title: string }) => item.title === title).content_html;
}

describe('a link to another article', () => {
  test.each([
    ['[x]({% post_url 2026-01-01-old %})', '_posts/2026-01-01-old.md', ''],
    ['[x]({% link _posts/2026-01-01-old.md %})', '_posts/2026-01-01-old.md', ''],
    ['[x]({{< ref "2026-01-01-old.md" >}})', '_posts/2026-01-01-old.md', ''],
    ['[x]({{< relref "/news/2026-01-01-old" >}})', 'content/news/2026-01-01-old.md', ''],
    ['[x](@/news/2026-01-01-old.md#part)', 'content/news/2026-01-01-old.md', '#part'],
    ['[x](./2026-01-01-old.md)', '_posts/2026-01-01-old.md', ''],
    ['[x](2026-01-01-old.md#part)', '_posts/2026-01-01-old.md', '#part'],
    ['[x]({filename}2026-01-01-old.md)', '_posts/2026-01-01-old.md', ''],
    ['[[2026-01-01-Old|x]]', 'notes/2026-01-01-old.md', ''],
    ['[x][r]\n\n[r]: {% post_url 2026-01-01-old %}', '_posts/2026-01-01-old.md', ''],
  ])('%j', async (body, path, fragment) => {
    const { to, report } = await published({ [path]: old, '_posts/2026-01-02-new.md': article(body) });
    expect(await contentOf(to)).toBe(`<p><a href="${oldUrl}${fragment}">x</a></p>`);
    expect(report.problems).toEqual([]);
  });

  test('has the URL in its front matter', async () => {
    const { to } = await published({
      'a.md': '---\ntitle: Old\ndate: 2026-01-01\nurl: https://courier.example/own/\n---\nx\n',
      'b.md': '---\ntitle: New\ndate: 2026-01-02\n---\n[x](a.md)\n',
    });
    expect(await contentOf(to)).toBe('<p><a href="https://courier.example/own/">x</a></p>');
  });

  test.each([
    ['[x]({% post_url 2026-01-01-none %})', {}],
    ['[x](./2026-01-01-none.md)', {}],
    ['[[none|x]]', {}],
    ['[x]({{< ref "old" >}})', { 'a/2026-01-01-old.md': old, 'b/2026-01-01-old.md': old }],
    ['[x](./2026-01-01-draft.md)', { '_posts/2026-01-01-draft.md': '---\ntitle: D\ndraft: true\n---\nx\n' }],
  ])('keeps its text alone if there is no such public article: %j', async (body, others) => {
    const { to, report } = await published({ ...others, '_posts/2026-01-02-new.md': article(body) });
    expect(await contentOf(to)).toBe('<p>x</p>');
    expect(report.problems).toContainEqual(
      expect.objectContaining({
        code: body.includes('(./') ? 'link-to-file' : 'unresolved-link',
        file: '_posts/2026-01-02-new.md',
        line: 5,
      }),
    );
  });
});

describe('an article that links to another', () => {
  const files = { '_posts/2026-01-01-old.md': old, '_posts/2026-01-02-new.md': article('[x](2026-01-01-old.md)') };
  const encode = (text: string) => new TextEncoder().encode(text);

  test('is read again if that one changes, disappears or appears', async () => {
    const { from, to } = await published(files);
    await from.write(
      '_posts/2026-01-01-old.md',
      encode(old.replace('Old\n', 'Old\nurl: https://courier.example/own/\n')),
      'any',
    );
    await publish({ from, to, now });
    expect(await contentOf(to)).toContain('href="https://courier.example/own/"');
    await from.remove('_posts/2026-01-01-old.md');
    await publish({ from, to, now, allowRemovals: true });
    expect(await contentOf(to)).toBe('<p>x</p>');
    await from.write('_posts/2026-01-01-old.md', encode(old), 'any');
    await publish({ from, to, now });
    expect(await contentOf(to)).toContain(`href="${oldUrl}"`);
  });

  test('finds it in a run that looks at named files only', async () => {
    const { from, to } = await published({
      '_posts/2026-01-01-old.md': old,
      'x.md': '---\ntitle: X\ndate: 2026-01-03\n---\nx\n',
    });
    const path = 'notes/2026-01-02-new.md';
    await from.write(path, encode(article('[x](../_posts/2026-01-01-old.md) [[2026-01-01-old]]')), 'any');
    const report = await publish({ from, to, now, changedPaths: [path] });
    expect(report.problems).toEqual([]);
    expect((await contentOf(to)).split(`href="${oldUrl}"`)).toHaveLength(3);
    const changed = old.replace('Old\n', 'Old\nurl: https://courier.example/own/\n');
    await from.write('_posts/2026-01-01-old.md', encode(changed), 'any');
    await publish({ from, to, now, changedPaths: ['_posts/2026-01-01-old.md'] });
    expect((await contentOf(to)).split('href="https://courier.example/own/"')).toHaveLength(3);
  });

  test('is read again if that one becomes due, and keeps its dates', async () => {
    const due = '---\ntitle: Soon\ndate: 2026-03-01T08:00:00Z\nexpires: 2026-04-01T08:00:00Z\n---\nx\n';
    const { from, to, report } = await published({
      'notes/soon.md': due,
      '_posts/2026-01-02-new.md': article('[x](../notes/soon.md#part), [y](../notes/soon.md) and *z*'),
    });
    const itemOf = async () => {
      const { items } = JSON.parse(new TextDecoder().decode((await to.read('feed.json'))?.body));
      return items.find(({ title }: { title: string }) => title === 'New');
    };
    const before = await itemOf();
    expect(before.content_html).toBe('<p>x, y and <em>z</em></p>');
    expect(report.problems).toEqual([]);
    const ledger = await Promise.all((await to.list(() => true)).map(async ({ path }) => to.read(path)));
    expect(ledger.map((it) => new TextDecoder().decode(it?.body)).join('\n')).not.toContain('notes/soon');

    const url = 'https://courier.example/2026/03/01/soon/';
    await publish({ from, to, now: '2026-03-01T08:00:00Z' });
    const after = await itemOf();
    expect(after.content_html).toBe(`<p><a href="${url}#part">x</a>, <a href="${url}">y</a> and <em>z</em></p>`);
    expect([after.date_published, after.date_modified]).toEqual([before.date_published, before.date_modified]);

    const { problems } = await publish({ from, to, now: '2026-04-01T08:00:00Z', allowRemovals: true });
    expect((await itemOf()).content_html).toBe(before.content_html);
    expect([...new Set(problems.map(({ code, file }) => `${code} ${file}`))]).toEqual([
      'link-to-file _posts/2026-01-02-new.md',
    ]);
  });

  test('links to one that is due at the same time', async () => {
    const dated = (title: string, body: string) => `---\ntitle: ${title}\ndate: 2026-03-01T08:00:00Z\n---\n${body}\n`;
    const { from, to } = await published({ 'a.md': dated('New', '[x](b.md)'), 'b.md': dated('Old', '[y](a.md)') });
    await publish({ from, to, now: '2026-03-01T08:00:00Z' });
    expect(await contentOf(to)).toContain('href="https://courier.example/2026/03/01/b/"');
    expect(await contentOf(to, 'Old')).toContain('href="https://courier.example/2026/03/01/a/"');
  });

  test('leaves out the link in a run that looks at named files only, until the other is due', async () => {
    const { from, to } = await published({
      'notes/soon.md': '---\ntitle: Soon\ndate: 2026-03-01T08:00:00Z\n---\nx\n',
      'x.md': '---\ntitle: X\ndate: 2026-01-03\n---\nx\n',
    });
    const path = '_posts/2026-01-02-new.md';
    await from.write(path, encode(article('[x](../notes/soon.md)')), 'any');
    await publish({ from, to, now, changedPaths: [path] });
    expect(await contentOf(to)).toBe('<p>x</p>');
    await publish({ from, to, now: '2026-03-02T08:00:00Z', changedPaths: ['x.md'] });
    expect(await contentOf(to)).toContain('href="https://courier.example/2026/03/01/soon/"');
  });
});
