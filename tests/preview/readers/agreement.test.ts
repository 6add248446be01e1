/**
 * The rules of readers leave what the readers' own sanitisers leave. `recorded/` contains the results of the real ones for the
 * same contents; its README.md says how they were made.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { applyRules } from '../../../src/preview/readers/apply-rules.ts';
import type { ContentRules } from '../../../src/preview/readers/reader.ts';
import { readers } from '../../../src/preview/readers/readers.ts';
import { renderTerminalText } from '../../../src/preview/readers/terminal-text.ts';
import { comparable } from './compare-html.ts';
import { allContents, type Content } from './contents.ts';
import { differences } from './differences.ts';

const contents = allContents();

function recordedFor(id: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'recorded', `${id}.json`), 'utf8')) as Record<
    string,
    string
  >;
}

function shownAs(id: string, { html, url }: Content): string {
  const rules = readers.find((reader) => reader.id === id)?.content;
  if (rules === undefined) throw new Error(`No reader is called ${id}`);
  if (rules.kind === 'text') return renderTerminalText(html, rules);
  return comparable(applyRules(html, id === 'freshrss' ? withoutLost(rules) : rules, url));
}

/**
 * The recorded version of FreshRSS applies its list of attributes last, so it removes some that it has just added. Without them
 * recordings could not be played, so our rules keep them.
 */
function withoutLost(rules: ContentRules): ContentRules {
  const kept = (attributes: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(attributes).filter(([name]) => !['controls', 'preload', 'sandbox'].includes(name)),
    );
  return { ...rules, added: rules.added.map((row) => ({ ...row, attributes: kept(row.attributes) })) };
}

describe.each(['miniflux', 'freshrss', 'simplepie', 'tt-rss', 'newsboat'])('%s', (id) => {
  const recorded = recordedFor(id);
  const known = differences[id] ?? {};
  const expected = (name: string) => (id === 'newsboat' ? recorded[name] : comparable(recorded[name] ?? ''));

  test('was recorded for all contents, and only for those', () => {
    expect(Object.keys(recorded).sort()).toEqual(Object.keys(contents).sort());
  });

  test.each(Object.entries(contents).filter(([name]) => !(name in known)))('%s', (name, content) => {
    expect(shownAs(id, content)).toEqual(expected(name));
  });

  test.each(Object.keys(known))('still differs: %s', (name) => {
    const content = contents[name];
    if (content === undefined) throw new Error(`There is no content ${name}`);
    expect(shownAs(id, content)).not.toEqual(expected(name));
  });
});
