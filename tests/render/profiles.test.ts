/** The rules of aggregators: an entry that each takes, and one that breaks each rule that is an error. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Entry, ProfileName } from '../../src/model.ts';
import { checkProfile, profiles } from '../../src/render/profiles.ts';
import { channel } from '../support/channel.ts';
import { entry, image } from './sample.ts';

const now = '2026-01-07T00:00:00Z';
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

test.each(names)('%s takes a sound article', (profile) => {
  expect(check(profile).filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('one character is one', () => {
  const messages = check('msn', { title: 'Q' }).map(({ message }) => message);
  expect(messages).toContain('The title has 1 character: it must have 21 to 150');
});

describe('an article is refused, by its file and with the reason', () => {
  test.each([
    ['msn', 'a short title', { title: 'Quay' }],
    ['msn', 'no picture', { images: [], contentHtml: '<p>Text.</p>' }],
    ['msn', 'a date a year ago', { published: '2024-01-01T00:00:00Z' }],
    ['msn', 'a small picture', { images: [{ ...image, width: 100, height: 80 }] }],
    ['smartnews', 'no text', { contentHtml: '' }],
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
