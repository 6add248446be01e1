/** The rules for JSON Feed over a document that was parsed. */

import type { Instant } from '../../model/instant.ts';
import { isRecord, type UnknownRecord } from '../../model/record.ts';
import { messageOf } from '../../problem/publish-error.ts';
import { flawsOfHtml } from '../html/html-rules.ts';
import { feedRules } from '../rule/feed-rules.ts';
import { type FormatLint, noFeed, type PlacedFlaw, standsAgain } from '../rule/finding.ts';
import { forms } from '../rule/forms.ts';
import { type Described, quoted } from '../rule/rule.ts';
import { jsonLintRules } from './json-lint-rules.ts';
import { findInJson, nameOfPath } from './json-places.ts';
import { checkJson, type JsonPath, type JsonRule, jsonRules, objectsAt } from './json-rules.ts';

/** Every rule for JSON Feed: those of the renderer and those for the feeds of others. */
export const allJsonRules: readonly JsonRule[] = [...jsonRules, ...jsonLintRules];

/** What is wrong with a text that should be JSON Feed. */
export function lintJson(source: string, now: Instant | null): FormatLint {
  const parsed = parse(source);
  if ('flaw' in parsed) return noFeed(parsed.flaw);
  const feed = parsed.value;
  if (!isFeed(feed)) {
    const message = 'The feed must be JSON Feed, an object with "version" and "items": got other JSON';
    return noFeed({ rule: feedRules.unknown, message, offset: 0 });
  }
  const { feed_url: self } = feed;
  const items: readonly unknown[] = Array.isArray(feed['items']) ? feed['items'] : [];
  const selfUrl = typeof self === 'string' ? self : null;
  return { format: 'json', entries: items.length, selfUrl, flaws: placed(flawsOf(feed, items, now), source) };
}

/** Its version says so, or what it has; then the rules say what is wrong with the rest. */
function isFeed(value: unknown): value is UnknownRecord {
  if (!isRecord(value) || typeof value['version'] !== 'string') return false;
  return Array.isArray(value['items']) || forms.jsonVersion.pattern.test(value['version']);
}

function flawsOf(feed: UnknownRecord, items: readonly unknown[], now: Instant | null): readonly PathFlaw[] {
  const broken = checkJson(feed, allJsonRules, { now });
  return [
    ...broken.map(({ rule, problem, path }) => ({ rule, message: problem, path })),
    ...brokenItems(items),
    ...wrongIds(feed),
    ...brokenMarkup(feed),
  ];
}

interface PathFlaw {
  readonly rule: Described;
  readonly message: string;
  readonly path: JsonPath;
}

function parse(source: string): { readonly value: unknown } | { readonly flaw: PlacedFlaw } {
  try {
    return { value: JSON.parse(source) as unknown };
  } catch (thrown) {
    const message = messageOf(thrown);
    const position = /at position (\d+)/.exec(message)?.[1];
    const words = message.split(/ at position | in JSON|, "|, \.\.\./)[0] ?? '';
    const offset = position === undefined ? null : Number(position);
    return {
      flaw: {
        rule: feedRules.malformedJson,
        message: `The feed cannot be read: ${words.replace(/[\0-\x1f\x7f-\x9f]/g, '\ufffd')}`,
        offset,
      },
    };
  }
}

function brokenItems(items: readonly unknown[]): readonly PathFlaw[] {
  return items.flatMap((item, index) =>
    isRecord(item)
      ? []
      : [{ rule: feedRules.withoutId, message: 'Every item must be an object', path: ['items', index] }],
  );
}

function wrongIds(feed: unknown): readonly PathFlaw[] {
  const seen = new Map<string, number>();
  return objectsAt(feed, 'items').flatMap(({ record: { id }, path }) => {
    if (typeof id !== 'string' || id === '') {
      return [
        {
          rule: feedRules.withoutId,
          message: 'Every item must have a text as "id"',
          path: id === undefined ? path : [...path, 'id'],
        },
      ];
    }
    const first = seen.get(id);
    if (first !== undefined) {
      return [{ rule: feedRules.repeatsItemId, message: standsAgain(id, first), path: [...path, 'id'] }];
    }
    seen.set(id, Number(path[1]));
    return [];
  });
}

function brokenMarkup(feed: unknown): readonly PathFlaw[] {
  return objectsAt(feed, 'items').flatMap(({ record: { content_html: html }, path }) => {
    if (typeof html !== 'string') return [];
    const flaws = flawsOfHtml(html, { xhtml: false, based: false });
    return flaws.map(([rule, problem]) => ({
      rule,
      message: `"content_html" ${problem}`,
      path: [...path, 'content_html'],
    }));
  });
}

function placed(flaws: readonly PathFlaw[], source: string): readonly PlacedFlaw[] {
  const { offsets, repeated } = findInJson(source, new Set(flaws.map(({ path }) => nameOfPath(path))));
  return [
    ...flaws.map(({ rule, message, path }) => ({ rule, message, offset: offsets.get(nameOfPath(path)) ?? null })),
    ...repeated.map(({ key, offset }) => ({
      rule: feedRules.repeatsKey,
      message: `An object should have each key once: ${quoted(key)} stands again`,
      offset,
    })),
  ];
}
