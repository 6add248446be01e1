/** Clauses of specifications as data. Each is tested: our feeds keep it, and the check refuses a feed that breaks it. */
import { describe, expect, test } from 'vitest';
import type { Feed, FormatName } from '../../src/model/feed.ts';
import { formats } from '../../src/render/feed/formats.ts';
import { checkRendered } from '../../src/validate/check-rendered.ts';
import { isBinding } from '../../src/validate/rule/rule.ts';
import type { XmlRule } from '../../src/validate/xml/xml-checks.ts';
import { readXmlTree } from '../../src/validate/xml/xml-tree.ts';
import { readPath } from '../render/read-back.ts';
import { richFeed, feed as sample } from '../render/sample.ts';

export interface Clause {
  /** The section of the specification, and what it requires. */
  readonly title: string;
  /** The path to look at, and the values to find there, in order. In JSON Feed the path consists of keys. */
  readonly path: string;
  readonly found: readonly unknown[];
  /** The feed to look at. Default: the sample. */
  readonly feed?: Feed;
  /** What to replace in the rendered feed to break the clause, and the code of the finding. */
  readonly spoil?: readonly [from: string | RegExp, to: string];
  readonly code?: string;
}

/** One test for each clause, and a negative twin if the clause can be broken. */
export function testClauses(format: FormatName, clauses: readonly Clause[]): void {
  describe.each(clauses)('$title', ({ path, found, feed = sample, spoil, code }) => {
    test('is kept', () => {
      const text = render(format, feed);
      expect(checkRendered(text, { format, feed })).toEqual([]);
      expect(read(format, { text, path })).toEqual(found);
    });

    if (spoil === undefined) return;
    test(`is refused if it is broken: ${code}`, () => {
      const text = render(format, feed);
      const spoiled = text.replace(...spoil);
      expect(spoiled).not.toBe(text);
      const codes = checkRendered(spoiled, { format, feed }).map((finding) => finding.code);
      expect(codes).toContain(code);
    });
  });
}

export function render(format: FormatName, feed: Feed = sample): string {
  return formats.find(({ name }) => name === format)?.render(feed) ?? '';
}

function read(
  format: FormatName,
  { text, path }: { readonly text: string; readonly path: string },
): readonly unknown[] {
  return format === 'json' ? readKeys(JSON.parse(text), path.split('/')) : readPath(text, path);
}

/** The values at a path of keys, through lists. */
function readKeys(value: unknown, keys: readonly string[]): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => readKeys(item, keys));
  const [key, ...rest] = keys;
  if (key === undefined) return [value];
  return typeof value === 'object' && value !== null && key in value
    ? readKeys((value as Record<string, unknown>)[key], rest)
    : [];
}

/** The codes of the rules that our own feeds must keep, about elements that they have, and that no clause breaks. */
export function codesWithoutClause(
  rules: readonly XmlRule[],
  { format, clauses }: { readonly format: 'rss' | 'atom'; readonly clauses: readonly Clause[] },
): readonly string[] {
  const tree = readXmlTree(render(format, richFeed), { offsets: false });
  const elements = new Set('root' in tree ? tree.elements.map(({ name }) => name) : []);
  const broken = new Set(clauses.map(({ code }) => code));
  const about = rules.filter((rule) => isBinding(rule) && rule.check.some(({ element }) => elements.has(element)));
  return [...new Set(about.map(({ code }) => code))].filter((code) => !broken.has(code));
}
