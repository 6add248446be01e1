/** The end of the year 9999, which authors and databases use for "never": it holds an article back, or never lets it expire, in any zone and format. */
import { describe, expect, test } from 'vitest';
import { ledgerFolder } from '../../src/ledger/head.ts';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { channelYaml } from '../support/channel.ts';
import { textOf } from '../support/store.ts';

const zones = ['America/New_York', 'Pacific/Pago_Pago', 'UTC', 'Asia/Tokyo', 'Pacific/Kiritimati'];
const secret = 'The harbor seal moves in at night';

const frontMatter = (...lines: string[]) => ['---', 'title: A seal', ...lines, '---', `${secret}.`, ''].join('\n');
const json = (fields: object) => JSON.stringify(fields);
const newsArticle = {
  '@context': 'https://schema.org',
  '@type': 'NewsArticle',
  headline: 'A seal',
  articleBody: secret,
};
const ninjs = { uri: 'urn:x:seal', type: 'text', headline: 'A seal', body_text: secret };

/** Publishes one article beside another, and returns what readers can read of it and what the run reports. */
async function publishBeside(path: string, text: string, timeZone: string) {
  const from = createMemoryStore({
    'feed.yaml': channelYaml.replace('America/New_York', timeZone).replace('pages: false', 'pages: true'),
    'other.md': '---\ntitle: Another\ndate: 2026-11-20T12:00:00Z\n---\nText.\n',
    [path]: text,
  });
  const to = createMemoryStore();
  const report = await publish({ from, to, now: '2026-11-23T15:00:00Z' });
  const files = await to.list((file) => !file.startsWith(ledgerFolder));
  const bodies = await Promise.all(
    files.map(async (file) => ({ path: file.path, text: textOf(await to.read(file.path)) })),
  );
  return { report, shown: bodies.filter((it) => it.text?.includes(secret)).map((it) => it.path), bodies };
}

const heldBack: readonly (readonly [string, string, string])[] = [
  ['an embargo in front matter', 'a.md', frontMatter('date: 2026-01-04', 'embargo: 9999-12-31T23:00:00')],
  ['a date in front matter', 'a.md', frontMatter('date: 9999-12-31 23:59:59')],
  ['a date with an offset', 'a.md', frontMatter('date: 9999-12-31T23:59:59-12:00')],
  ['a stamp of the wire', 'a.txt', ` date 9999-12-31 \n\n11:59 PM – Friday, December 31, 9999\n\n${secret}.\n`],
  ['a date in JSON', 'a.json', json({ ...newsArticle, datePublished: '9999-12-31T23:59:59' })],
  [
    'an embargo in JSON',
    'a.json',
    json({ ...ninjs, versioncreated: '2026-01-04T12:00:00Z', embargoed: '9999-12-31T23:59:59-10:00' }),
  ],
];

describe.each(zones)('in %s', (timeZone) => {
  test.each(heldBack)('%s holds the article back', async (_what, path, text) => {
    const { report, shown } = await publishBeside(path, text, timeZone);
    expect(report.heldBack).toEqual([
      { path, reason: 'scheduled', due: expect.stringMatching(/^9999-12-31T[\d:]{8}Z$/) },
    ]);
    expect(shown).toEqual([]);
    expect(report.entries).toBe(1);
  });

  test.each([
    ['front matter', 'a.md', frontMatter('date: 2026-11-22', 'expires: 9999-12-31 23:59:59')],
    ['JSON', 'a.json', json({ ...newsArticle, datePublished: '2026-11-22', expires: '9999-12-31T23:59:59' })],
  ])('an article that expires at that time is published, from %s', async (_what, path, text) => {
    const { report, shown } = await publishBeside(path, text, timeZone);
    expect(report.heldBack).toEqual([]);
    expect(report.entries).toBe(2);
    expect(shown).toContain('atom.xml');
  });

  test('a correction with that date is shown with a four-digit year', async () => {
    const text = frontMatter(
      'date: 2026-11-22',
      'corrections:',
      '  - date: 9999-12-31T23:59:59Z',
      '    text: It was two.',
    );
    const { shown, bodies } = await publishBeside('a.md', text, timeZone);
    const page = bodies.find((it) => it.path === shown.find((file) => file.startsWith('articles/')))?.text;
    expect(page).toContain('"@type":"CorrectionComment","text":"It was two.","datePublished":"9999-12-31T');
    expect(bodies.filter((it) => it.text?.includes('10000')).map((it) => it.path)).toEqual([]);
  });
});
