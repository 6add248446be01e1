/** What editors see of versions, run by run: late ones, kills, conflicts, embargoes, and files that go away. */
import { describe, expect, test } from 'vitest';
import { headPath } from '../../src/ledger/head.ts';
import { publish } from '../../src/publish/publish.ts';
import type { PublishOptions } from '../../src/publish/read/publish-options.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { channelYaml } from '../support/channel.ts';
import { instant } from '../support/instant.ts';
import { bytes } from '../support/store.ts';

const now = instant('2026-10-20T12:00:00Z');

interface Written {
  readonly id?: string;
  readonly version?: number | null;
  readonly title?: string;
  readonly date?: string;
  readonly more?: string;
}

function file({
  id = 'urn:newsml:quay.example:tram',
  version = null,
  title = 'Tram',
  date = '2026-10-14T08:00:00Z',
  more = '',
}: Written): string {
  const number = version === null ? '' : `version: ${version}\n`;
  return `---\nid: ${id}\n${number}title: ${title}\ndate: ${date}\n${more}---\nText of ${title}.\n`;
}

/** A drop folder with its publication. The other articles keep the guard against mass removal quiet. */
function newsroom(files: Readonly<Record<string, string>> = {}) {
  const others = Object.fromEntries(
    ['a', 'b'].map((name) => [
      `other/${name}.md`,
      `---\ntitle: Other ${name}\ndate: 2026-10-01\n---\nText of ${name}.\n`,
    ]),
  );
  const from = createMemoryStore({ 'feed.yaml': channelYaml, ...others, ...files });
  const to = createMemoryStore();
  return {
    from,
    to,
    put: async (path: string, text: string) => void (await from.write(path, bytes(text), 'any')),
    remove: (path: string) => from.remove(path),
    run: async (options: Partial<PublishOptions> = {}) => {
      const report = await publish({ from, to, now, ...options });
      const text = new TextDecoder().decode((await to.read('feed.json'))?.body);
      const atom = new TextDecoder().decode((await to.read('atom.xml'))?.body);
      const { items } = JSON.parse(text) as {
        items: { id: string; title: string; date_published: string; date_modified: string }[];
      };
      const feed = items.filter(({ title }) => !title.startsWith('Other'));
      return {
        report,
        feed,
        titles: feed.map(({ title }) => title),
        tombstones: (atom.match(/<at:deleted-entry/g) ?? []).length,
        problems: report.problems.map(({ severity, code, file: at }) => `${severity} ${code} ${at}`),
      };
    },
  };
}

describe('versions over several runs', () => {
  test('the second version updates the entry, which keeps its id and its first date', async () => {
    const { put, run } = newsroom({ 'x/1.md': file({ version: 1, title: 'One' }) });
    const first = await run();
    await put(
      'y/0.md',
      file({ version: 2, title: 'Two', date: '2026-10-14T08:00:00Z', more: 'updated: 2026-10-14T09:40:00Z\n' }),
    );
    const second = await run();
    expect(second.problems).toEqual([]);
    expect(second.titles).toEqual(['Two']);
    expect(second.feed[0]).toMatchObject({
      id: first.feed[0]?.id,
      date_published: '2026-10-14T08:00:00Z',
      date_modified: '2026-10-14T09:40:00Z',
    });
    expect(second.report.entryChanges.map(({ kind }) => kind)).toEqual(['updated']);
  });

  test('a version that comes late is a notice, and changes nothing', async () => {
    const { put, run } = newsroom({ '2.md': file({ version: 2, title: 'Two' }) });
    const before = await run();
    await put('1.md', file({ version: 1, title: 'One' }));
    const late = await run();
    expect(late.problems).toEqual(['warning late-version 1.md']);
    expect(late.feed).toEqual(before.feed);
    expect(late.report.entryChanges).toEqual([]);
    const after = await run();
    expect([after.problems, after.report.read]).toEqual([[], 0]);
  });

  test('a kill withdraws, is told with the title, and stays when its file goes away', async () => {
    const { put, remove, run } = newsroom({ '1.md': file({ version: 1, title: 'One' }) });
    await run();
    await put('k.md', file({ version: 2, more: 'withdrawn: true\n' }));
    const killed = await run();
    expect(killed).toMatchObject({ titles: [], tombstones: 1, problems: ['warning killed-item k.md'] });
    expect(killed.report.problems[0]?.message).toContain('"One" is withdrawn, because version 2 in "k.md" kills it');
    await remove('k.md');
    expect(await run()).toMatchObject({ titles: [], tombstones: 1 });
    await put('1b.md', file({ version: 1, title: 'One again' }));
    expect(await run()).toMatchObject({ titles: [], tombstones: 1, problems: ['warning late-version 1b.md'] });
    await put('3.md', file({ version: 3, title: 'Three' }));
    const back = await run();
    expect(back).toMatchObject({ titles: ['Three'], tombstones: 0, problems: [] });
    expect(back.report.entryChanges.map(({ kind }) => kind)).toEqual(['returned']);
  });

  test('a kill that comes first is remembered, also without its file', async () => {
    const { put, remove, run } = newsroom({ 'k.md': file({ version: 2, more: 'withdrawn: true\n' }) });
    expect(await run()).toMatchObject({ titles: [], tombstones: 0, problems: ['warning killed-item k.md'] });
    await remove('k.md');
    expect(await run()).toMatchObject({ titles: [], problems: [] });
    expect((await run()).report.read).toBe(0);
    await put('1.md', file({ version: 1 }));
    expect(await run()).toMatchObject({ titles: [], problems: ['warning late-version 1.md'] });
  });

  test('a kill stays if its file is replaced by another item, or by an older version of the same one', async () => {
    for (const replacement of [
      file({ id: 'urn:newsml:quay.example:ferry', version: 1, title: 'Ferry', more: 'draft: true\n' }),
      file({ version: 1, title: 'One' }),
    ]) {
      const { put, run } = newsroom({ '1.md': file({ version: 1, title: 'One' }) });
      await run();
      await put('slot.md', file({ version: 2, more: 'withdrawn: true\n' }));
      await run();
      await put('slot.md', replacement);
      expect(await run()).toMatchObject({ titles: [], tombstones: 1 });
      await put('1.md', file({ version: 1, title: 'One, edited' }));
      expect(await run()).toMatchObject({ titles: [], tombstones: 1 });
    }
  });

  test('an edit of the file that kills takes the kill back', async () => {
    const { put, run } = newsroom({ '1.md': file({ version: 1, title: 'One' }) });
    await run();
    await put('1.md', file({ version: 1, more: 'withdrawn: true\n' }));
    expect((await run()).titles).toEqual([]);
    await put('1.md', file({ version: 1, title: 'One' }));
    expect(await run()).toMatchObject({ titles: ['One'], tombstones: 0 });
  });

  test('a kill in the file of an item that was out before is remembered', async () => {
    const mill = 'urn:newsml:quay.example:mill';
    const { put, remove, run } = newsroom({ 'slot.md': file({ version: 5 }) });
    await run();
    await put('slot.md', file({ id: mill, version: 4, more: 'withdrawn: true\n' }));
    await run();
    await remove('slot.md');
    await put('2.md', file({ id: mill, version: 2, title: 'Mill' }));
    await put('again.md', file({ version: 2, title: 'Tram again' }));
    const after = await run();
    expect(after.titles).toEqual(['Tram again']);
    expect(after.report.problems.map(({ message }) => message).join()).not.toContain('sha256');
  });

  test('if the file of the current version goes away, the older one is current again, with a warning', async () => {
    const { remove, run } = newsroom({
      '1.md': file({ version: 1, title: 'One' }),
      '2.md': file({ version: 2, title: 'Two' }),
    });
    expect((await run()).titles).toEqual(['Two']);
    await remove('2.md');
    const older = await run();
    expect(older).toMatchObject({ titles: ['One'], problems: ['warning older-version 1.md'] });
    expect(older.report.problems[0]?.message).toContain('version 2 in "2.md"');
    await remove('1.md');
    expect(await run()).toMatchObject({ titles: [], tombstones: 1 });
  });

  test('an article that becomes withheld leaves the feeds until a newer version is usable', async () => {
    const { put, run } = newsroom({ '1.md': file({ version: 1, title: 'One' }) });
    await run();
    await put('2.md', file({ version: 2, more: 'draft: true\n' }));
    expect((await run()).titles).toEqual([]);
    await put('3.md', file({ version: 3, title: 'Three' }));
    expect((await run()).titles).toEqual(['Three']);
  });

  test('a new version under embargo waits, and what is out stays as it was until then', async () => {
    const { put, run } = newsroom({ '1.md': file({ version: 1, title: 'One' }) });
    const before = await run();
    await put('2.md', file({ version: 2, title: 'Two', more: 'embargoed: 2026-10-21T06:00:00Z\n' }));
    const waiting = await run();
    expect(waiting.problems).toEqual(['warning embargoed-version 2.md']);
    expect(waiting.feed).toEqual(before.feed);
    expect((await run({ now: instant('2026-10-21T07:00:00Z') })).titles).toEqual(['Two']);
  });

  test('a broken file leaves the item as it was, and its repair counts', async () => {
    const { put, run } = newsroom({
      '1.md': file({ version: 1, title: 'One' }),
      '2.md': file({ version: 2, title: 'Two' }),
    });
    await run();
    await put('2.md', file({ version: 2, title: 'Two', date: 'yesterday or so' }));
    const broken = await run();
    expect(broken.titles).toEqual(['Two']);
    expect(broken.problems.some((it) => it.startsWith('error'))).toBe(true);
    await put('2.md', file({ version: 2, title: 'Two repaired' }));
    expect(await run()).toMatchObject({ titles: ['Two repaired'], problems: [] });
  });

  test('the same version twice counts once; a different text with the same number is an error that names both', async () => {
    const { put, run } = newsroom({ '1.md': file({ version: 1, title: 'One' }) });
    await run();
    await put('copy.md', file({ version: 1, title: 'One' }));
    expect((await run()).problems).toEqual([]);
    await put('other.md', file({ version: 1, title: 'Another' }));
    for (const attempt of [1, 2]) {
      const conflict = await run();
      expect({ attempt, titles: conflict.titles, problems: conflict.problems }).toEqual({
        attempt,
        titles: ['One'],
        problems: ['error version-conflict other.md'],
      });
      expect(conflict.report.problems[0]?.message).toMatch(/"other\.md".*"(?:1|copy)\.md"/);
    }
    await put('2.md', file({ version: 2, title: 'Two' }));
    expect(await run()).toMatchObject({ titles: ['Two'] });
  });

  test('a version that is held back in one file and usable in another is not published', async () => {
    const { run } = newsroom({
      'a.md': file({ version: 1, title: 'One' }),
      'b.md': file({ version: 1, title: 'One', more: 'draft: true\n' }),
    });
    const { titles, problems } = await run();
    expect(titles).toEqual([]);
    expect(problems).toEqual(['error version-conflict a.md', 'error version-conflict b.md']);
  });

  test('a kill whose id differs only in case or spaces kills the item, in any order', async () => {
    const [id, other] = ['urn:newsml:Quay.example:TX-Tram', 'URN:newsml:quay.example:tx-tram '];
    const story = file({ id, version: 1, title: 'One' });
    const kill = file({ id: `"${other}"`, version: 2, more: 'withdrawn: true\n' });
    for (const runs of [['a', 'k'], ['k', 'a'], ['ak']]) {
      const { put, run } = newsroom();
      let last = await run();
      for (const names of runs) {
        for (const name of names) await put(`${name}.md`, name === 'a' ? story : kill);
        last = await run();
      }
      expect({ runs, titles: last.titles }).toEqual({ runs, titles: [] });
    }
  });

  test('a kill of most entries is not stopped by the guard against mass removal', async () => {
    const { put, remove, run } = newsroom({ '1.md': file({ version: 1 }) });
    await remove('other/a.md');
    await remove('other/b.md');
    await run();
    await put('2.md', file({ version: 2, more: 'status: withdrawn\n' }));
    expect(await run()).toMatchObject({ titles: [], tombstones: 1 });
  });
});

describe('several Markdown files with one id, and no version', () => {
  test('two that are both published are refused as before, and what was out stays', async () => {
    const { put, run } = newsroom({ 'one.md': file({ title: 'One' }) });
    await run();
    await put('two.md', file({ title: 'Two' }));
    expect(await run()).toMatchObject({ titles: ['One'], problems: ['error repeated-id two.md'] });
  });

  test('one that says withdrawn withdraws the other', async () => {
    const { put, run } = newsroom({ 'one.md': file({ title: 'One' }) });
    await run();
    await put('two.md', file({ more: 'withdrawn: true\n' }));
    expect(await run()).toMatchObject({ titles: [], tombstones: 1, problems: ['warning killed-item two.md'] });
  });

  test('one that says withdrawn and has no date, or a broken one, withdraws, too', async () => {
    for (const broken of [
      file({ more: 'withdrawn: true\n' }).replace(/^date.*\n/m, ''),
      file({ more: 'withdrawn: true\n' }).replace(/^title: /m, 'title: ['),
    ]) {
      const { put, run } = newsroom({ 'one.md': file({ title: 'One' }) });
      await run();
      await put('two.md', broken);
      const { titles, problems } = await run();
      expect({ broken, titles }).toEqual({ broken, titles: [] });
      expect(problems).toContain('warning killed-item two.md');
    }
  });

  test('one that says draft is an error that names both, and what was out stays', async () => {
    const { put, run } = newsroom({ 'one.md': file({ title: 'One' }) });
    await run();
    await put('two.md', file({ more: 'draft: true\n' }));
    expect(await run()).toMatchObject({ titles: ['One'], problems: ['error version-conflict two.md'] });
  });

  test('one article alone is no item with versions', async () => {
    const { put, run } = newsroom({ 'one.md': file({ title: 'One' }) });
    await run();
    await put('one.md', file({ more: 'withdrawn: true\n' }));
    expect(await run()).toMatchObject({ titles: [], tombstones: 1, problems: [] });
  });

  test('two authors who chose the same slug are no versions of one item', async () => {
    const slugged = (title: string, more = '') =>
      `---\nslug: tram\nversion: 2\ntitle: ${title}\ndate: 2026-10-14\n${more}---\nText of ${title}.\n`;
    const { put, run } = newsroom({ 'one.md': slugged('One') });
    await run();
    await put('two.md', slugged('Two'));
    expect(await run()).toMatchObject({ titles: ['One'], problems: ['error repeated-id two.md'] });
  });
});

describe('what is remembered', () => {
  test('a lost ledger is made anew from the files, and the kill still counts', async () => {
    const { to, put, run } = newsroom({ '1.md': file({ version: 1, title: 'One' }) });
    await run();
    await put('2.md', file({ version: 2, more: 'withdrawn: true\n' }));
    await run();
    await to.remove(headPath);
    expect(await run()).toMatchObject({ titles: [], tombstones: 1 });
  });

  test('the ledger contains no path and no id of an item that is not out', async () => {
    const { to, run } = newsroom({
      'secret-merger.md': file({
        id: 'urn:newsml:quay.example:secret-merger',
        version: 1,
        more: 'embargoed: 2027-01-01\n',
      }),
      'secret-kill.md': file({ id: 'urn:newsml:quay.example:secret-other', version: 2, more: 'withdrawn: true\n' }),
    });
    await run();
    const files = await to.list(() => true);
    const texts = await Promise.all(
      files.map(async ({ path }) => new TextDecoder().decode((await to.read(path))?.body)),
    );
    expect(texts.join('\n')).not.toMatch(/secret/);
  });

  test('an event that names only the newer file finds the item', async () => {
    const { put, run } = newsroom({ '1.md': file({ version: 1, title: 'One' }) });
    await run();
    await put('2.md', file({ version: 2, title: 'Two' }));
    expect((await run({ changedPaths: ['2.md'] })).titles).toEqual(['Two']);
    await put('3.md', file({ version: 3, more: 'withdrawn: true\n' }));
    expect(await run({ changedPaths: ['3.md'] })).toMatchObject({ titles: [], tombstones: 1 });
  });

  test('an event that says that the newer file is gone brings the older version back', async () => {
    const { remove, run } = newsroom({
      '1.md': file({ version: 1, title: 'One' }),
      '2.md': file({ version: 2, title: 'Two' }),
    });
    await run();
    await remove('2.md');
    expect((await run({ changedPaths: ['2.md'] })).titles).toEqual(['One']);
  });

  test('a run that changes nothing reads nothing', async () => {
    const { run } = newsroom({
      '1.md': file({ version: 1 }),
      '2.md': file({ version: 2 }),
      'k.md': file({ id: 'urn:x:y', version: 1, more: 'withdrawn: true\n' }),
    });
    await run();
    const { report } = await run();
    expect([report.read, report.problems]).toEqual([0, []]);
  });
});

describe('items of agencies', () => {
  const g2 = ({
    guid = 'urn:newsml:quay.example:20261014:tram',
    version = 1,
    status = 'usable',
    title = 'Tram leaves the rails',
    more = '',
  }) =>
    `<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="${guid}" version="${version}"><itemMeta><itemClass qcode="ninat:text"/><versionCreated>2026-10-14T${String(8 + version).padStart(2, '0')}:00:00Z</versionCreated><firstCreated>2026-10-14T08:00:00Z</firstCreated><pubStatus qcode="stat:${status}"/>${more}</itemMeta><contentMeta><headline>${title}</headline></contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body><p>Text of ${title}.</p></body></html></inlineXML></contentSet></newsItem>`;
  const message = (...items: readonly string[]) =>
    `<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>${items.join('')}</itemSet></newsMessage>`;
  const nitf = ({ id, title, ends = '' }: { readonly id: string; readonly title: string; readonly ends?: string }) =>
    `<nitf><head><docdata${ends === '' ? '' : ` management-doc-idref="${ends}" management-idref-status="canceled"`}><doc-id regsrc="quay" id-string="${id}"/><date.issue norm="20261014T0${title.length % 9}0000Z"/></docdata></head><body><body.head><hedline><hl1>${title}</hl1></hedline></body.head><body.content><p>Text of ${title}.</p></body.content></body></nitf>`;

  test('a document that cancels another one ends it, in any order and also in one run', async () => {
    const old = nitf({ id: 'A1', title: 'Old' });
    const correction = nitf({ id: 'B2', title: 'New one', ends: 'A1' });
    for (const runs of [[['a'], ['b']], [['b'], ['a']], [['a', 'b']]]) {
      const { put, run } = newsroom();
      let last = await run();
      for (const names of runs) {
        for (const name of names) await put(`${name}.xml`, name === 'a' ? old : correction);
        last = await run();
      }
      expect({ runs, titles: last.titles }).toEqual({ runs, titles: ['New one'] });
    }
  });

  test('a kill by reference names the story that it ends, and not the one that it replaces', async () => {
    const { put, run } = newsroom({ 'a.xml': nitf({ id: 'A1', title: 'Old' }) });
    await run();
    await put('b.xml', nitf({ id: 'B2', title: 'New one', ends: 'A1' }));
    const { report, tombstones } = await run();
    expect(report.problems.map(({ message: it }) => it)).toEqual([expect.stringContaining('"Old" is withdrawn')]);
    expect(tombstones).toBe(1);
  });

  test('each item of a message is an entry, and a message without one withdraws it', async () => {
    const tram = g2({});
    const ferry = g2({ guid: 'urn:newsml:quay.example:20261014:ferry', title: 'Ferry waits' });
    const { put, run } = newsroom({ 'm.xml': message(tram, ferry) });
    expect((await run()).titles.toSorted()).toEqual(['Ferry waits', 'Tram leaves the rails']);
    expect((await run()).report.read).toBe(0);
    await put('m2.xml', message(g2({ version: 2, title: 'Tram is back' })));
    expect((await run()).titles.toSorted()).toEqual(['Ferry waits', 'Tram is back']);
    await put('m.xml', message(tram));
    const without = await run();
    expect(without).toMatchObject({ titles: ['Tram is back'], tombstones: 1 });
  });

  test('an item whose message is removed is withdrawn, and one under embargo waits in it', async () => {
    const waits = g2({
      guid: 'urn:newsml:quay.example:20261014:ferry',
      title: 'Ferry waits',
      more: '<embargoed>2026-10-21T06:00:00Z</embargoed>',
    });
    const { remove, run } = newsroom({ 'm.xml': message(g2({}), waits) });
    expect((await run()).titles).toEqual(['Tram leaves the rails']);
    const due = await run({ now: instant('2026-10-21T07:00:00Z') });
    expect(due.titles.toSorted()).toEqual(['Ferry waits', 'Tram leaves the rails']);
    await remove('m.xml');
    expect(await run({ allowRemovals: true, now: instant('2026-10-21T08:00:00Z') })).toMatchObject({
      titles: [],
      tombstones: 2,
    });
  });

  test('a text that says KILL with the id withdraws; without it, it is an error that names the story', async () => {
    const { put, remove, run } = newsroom({ 'a.xml': g2({}) });
    await run();
    await put(
      'kill.txt',
      'KILL KILL KILL\n\nEditors: please kill the story "Tram leaves the rails". It must not be used.\n',
    );
    const unnamed = await run();
    expect(unnamed.titles).toEqual(['Tram leaves the rails']);
    expect(
      unnamed.report.problems.some(
        ({ severity, message: it }) => severity === 'error' && it.includes('"Tram leaves the rails"'),
      ),
    ).toBe(true);
    await remove('kill.txt');
    await put(
      'kill2.txt',
      'KILL KILL KILL\n\nEditors: please kill the item urn:newsml:quay.example:20261014:tram. It must not be used.\n',
    );
    const named = await run();
    expect(named).toMatchObject({ titles: [], tombstones: 1 });
    expect(named.report.problems.map(({ code }) => code)).toEqual(['killed-item']);
    expect(await run()).toMatchObject({ titles: [], tombstones: 1, problems: [] });
  });

  test('a text that says KILL in the file of a story withdraws it', async () => {
    const { put, run } = newsroom({
      'a.txt':
        'Tram leaves the rails\n\n10:15 AM – Wednesday, October 14, 2026\n\nKELLOW (QPA) — A tram left the rails.\n',
    });
    expect((await run()).titles).toEqual(['Tram leaves the rails']);
    await put('a.txt', 'KILL KILL KILL\n\nEditors: please kill the story about the tram. It must not be used.\n');
    expect(await run()).toMatchObject({ titles: [], tombstones: 1, problems: ['warning killed-item a.txt'] });
  });

  test('a package is skipped, and is not read again', async () => {
    const { run } = newsroom({
      'a.xml': g2({}),
      'p.xml':
        '<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:p" version="1"><itemMeta><itemClass qcode="ninat:composite"/></itemMeta></packageItem>',
    });
    const first = await run();
    expect(first).toMatchObject({ titles: ['Tram leaves the rails'], problems: [] });
    expect((await run()).report.read).toBe(0);
  });
});
