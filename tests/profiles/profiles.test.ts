/** The rules of aggregators: each accepts a sound entry, and refuses entries that break its rules. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ProfileName } from '../../src/model/channel.ts';
import type { Entry } from '../../src/model/entry.ts';
import { checkProfile, profiles } from '../../src/profiles/profiles.ts';
import { entry, image } from '../render/sample.ts';
import { channel } from '../support/channel.ts';
import { instant } from '../support/instant.ts';

const now = instant('2026-01-07T00:00:00Z');
const names = Object.keys(profiles) as readonly ProfileName[];

const sound: Entry = {
  ...entry,
  title: 'The quay in Tern Sound opens again',
  summary: 'The quay is open again. '.repeat(20),
  contentHtml: `<p>${'The quay is open again, and the ropes are dry. '.repeat(30)}</p><p><img src="${image.url}" alt=""></p>`,
  language: null,
};

function check(profile: ProfileName, changes: Partial<Entry> = {}) {
  const settings = { ...channel, logo: 'https://courier.example/logo.png', hubs: ['https://hub.example/'] };
  const entries = Array.from({ length: 25 }, (_, index) => ({
    path: `${index}.md`,
    entry: { ...sound, id: `${entry.id}-${index}`, url: `${entry.url}-${index}`, ...(index === 0 ? changes : {}) },
  }));
  return checkProfile(profile, entries, { channel: settings, now });
}

test.each(names)('%s accepts a sound article', (profile) => {
  expect(check(profile).filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('one character is written in the singular', () => {
  const messages = check('msn', { title: 'Q' }).map(({ message }) => message);
  expect(messages).toContain('The title has 1 character: it must have 21 to 150');
});

describe('an article is refused, with its file and the reason', () => {
  test.each([
    ['msn', 'a short title', { title: 'Quay' }],
    ['msn', 'no picture', { images: [], contentHtml: '<p>Text.</p>' }],
    ['msn', 'a date a year ago', { published: instant('2024-01-01T00:00:00Z') }],
    ['msn', 'a small picture', { images: [{ ...image, width: 100, height: 80 }] }],
    ['msn', 'no text', { contentHtml: '' }],
    ['smartnews', 'no text but the title', { contentHtml: '<p>The quay in Tern Sound  opens again</p>' }],
    [
      'flipboard',
      'a figure alone',
      { contentHtml: `<figure><img src="a.jpg" alt=""><figcaption>A quay.</figcaption></figure>` },
    ],
    ['smartnews', 'no page', { url: null }],
    ['flipboard', 'no page', { url: null }],
    ['google-news', 'no page', { url: null }],
  ] as const)('%s: %s', (profile, _what, changes) => {
    const refused = check(profile, changes).filter(({ severity, file }) => severity === 'error' && file === '0.md');
    expect(refused.length).toBeGreaterThan(0);
    for (const { code, message } of refused) {
      expect(code).toMatch(new RegExp(`^${profile}-`));
      expect(message.length).toBeGreaterThan(10);
    }
  });
});

describe('a picture whose size is not known', () => {
  const unknown = { ...image, url: 'https://elsewhere.example/quay.jpg', width: null, height: null };
  const codes = (profile: ProfileName, images: Entry['images']) =>
    check(profile, { images }).flatMap(({ code, file }) => (file === '0.md' && /image/.test(code) ? [code] : []));

  test.each(['msn', 'flipboard', 'google-news'] as const)(
    '%s: is a warning, unless another picture is large',
    (profile) => {
      expect(codes(profile, [{ ...image, width: 100, height: 100 }, unknown])).toEqual([`${profile}-image-unknown`]);
      expect(codes(profile, [image, unknown])).toEqual([]);
      const found = check(profile, { images: [unknown] }).find(({ code }) => code === `${profile}-image-unknown`);
      expect(found).toMatchObject({
        severity: 'warning',
        message: 'The size of "https://elsewhere.example/quay.jpg" is not known: give its width and height',
      });
    },
  );
});

describe('a summary that is too short for Flipboard', () => {
  const long = 'The quay is open again, and the ropes are dry. '.repeat(10).trim();
  test.each([
    ['as long as the text', 'The quay opens.', '<p>The quay opens.</p>', 15, 'the whole text has 15'],
    [
      'made from the text',
      long.slice(0, 46),
      `<p>${long}</p>`,
      46,
      'raise "summaryLength" in feed.yaml from 300 to 400',
    ],
    [
      'cut at a word',
      `${long.slice(0, 12)}…`,
      `<p>${long}</p>`,
      13,
      'raise "summaryLength" in feed.yaml from 300 to 400',
    ],
    ['written by its author', 'A quay, and more.', `<p>${long}</p>`, 17, 'write a longer one'],
  ])('%s', (_what, summary, contentHtml, count, advice) => {
    const found = check('flipboard', { summary, contentHtml }).find(({ code }) => code === 'flipboard-summary');
    expect(found?.message).toBe(`The summary has ${count} characters and should have 300: ${advice}`);
  });
});

test('docs/profiles.md has every rule, and no other', () => {
  const rows = Object.values(profiles).flatMap(({ entryRules, feedRules }) =>
    [...entryRules, ...feedRules].map(
      ({ code, severity, asks, source }) => `| \`${code}\` | ${severity} | ${asks} | ${source} |`,
    ),
  );
  const listed = readFileSync('docs/profiles.md', 'utf8')
    .split('\n')
    .filter((line) => /^\| `[a-z]+-/.test(line));
  expect(listed).toEqual(rows);
});
