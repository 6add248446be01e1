/** Validates a text as JSON Feed: parses it and applies the rules of JSON Feed and HTML. */
import { findInJson, nameOfPath } from '../../article/text/json-text.ts';
import type { Instant } from '../../model/instant.ts';
import { isRecord, type UnknownRecord } from '../../model/record.ts';
import { messageOf } from '../../problem/publish-error.ts';
import { htmlFindings } from '../html/html-rules.ts';
import { feedRules } from '../rule/feed-rules.ts';
import { type FormatFindings, noFeed, type PlacedFinding, repeatsId } from '../rule/finding.ts';
import { matches, patterns } from '../rule/patterns.ts';
import { quoted } from '../rule/rule.ts';
import { type JsonFinding, jsonFindings, objectsAt } from './json-checks.ts';
import { jsonFeedRules } from './json-feed-rules.ts';

/** Returns what is wrong with a text that should be JSON Feed. */
export function validateJson(source: string, now: Instant | null): FormatFindings {
  const parsed = parse(source);
  if ('finding' in parsed) return noFeed(parsed.finding);
  const feed = parsed.value;
  if (!isFeed(feed)) {
    const message = 'The feed must be JSON Feed, an object with "version" and "items": got other JSON';
    return noFeed({ rule: feedRules.unknown, message, offset: 0 });
  }
  const { feed_url: self } = feed;
  const items: readonly unknown[] = Array.isArray(feed['items']) ? feed['items'] : [];
  const selfUrl = typeof self === 'string' ? self : null;
  const findings = [
    ...jsonFindings(feed, jsonFeedRules, { now }),
    ...brokenItems(items),
    ...wrongIds(feed),
    ...findingsInHtml(feed),
  ];
  return { format: 'json', entries: items.length, selfUrl, findings: placed(findings, source) };
}

/** Returns the id of each item, `''` for an item whose id is missing or not a string. Returns null if there is no list of items. */
export function idsOfJson(feed: unknown): readonly string[] | null {
  const items = isRecord(feed) ? feed['items'] : undefined;
  if (!Array.isArray(items)) return null;
  return items.map((item: unknown) => {
    const id = isRecord(item) ? item['id'] : undefined;
    return typeof id === 'string' ? id : '';
  });
}

/** True if the version is that of JSON Feed, or if there is a list of items. The rules then report what is wrong. */
function isFeed(value: unknown): value is UnknownRecord {
  if (!isRecord(value) || typeof value['version'] !== 'string') return false;
  return Array.isArray(value['items']) || matches(value['version'], patterns.jsonVersion);
}

function parse(source: string): { readonly value: unknown } | { readonly finding: PlacedFinding } {
  try {
    return { value: JSON.parse(source) as unknown };
  } catch (thrown) {
    return { finding: syntaxFinding(messageOf(thrown)) };
  }
}

/** The message of the parser, without the excerpt of the feed in it. */
function syntaxFinding(message: string): PlacedFinding {
  const position = /at position (\d+)/.exec(message)?.[1];
  const reason = message.split(/ at position | in JSON|, "|, \.\.\./)[0] ?? '';
  return {
    rule: feedRules.malformedJson,
    message: `The feed cannot be read: ${reason.replace(/[\0-\x1f\x7f-\x9f]/g, '\ufffd')}`,
    offset: position === undefined ? null : Number(position),
  };
}

function brokenItems(items: readonly unknown[]): readonly JsonFinding[] {
  return items.flatMap((item, index) =>
    isRecord(item)
      ? []
      : [{ rule: feedRules.withoutId, message: 'Every item must be an object', path: ['items', index] }],
  );
}

function wrongIds(feed: UnknownRecord): readonly JsonFinding[] {
  const seen = new Map<string, number>();
  return objectsAt(feed, 'items').flatMap(({ record: { id }, path }): JsonFinding[] => {
    const at = id === undefined ? path : [...path, 'id'];
    if (typeof id !== 'string' || id === '') {
      return [{ rule: feedRules.withoutId, message: 'Every item must have a string as "id"', path: at }];
    }
    const first = seen.get(id);
    if (first === undefined) seen.set(id, Number(path[1]));
    return first === undefined ? [] : [{ rule: feedRules.repeatsItemId, message: repeatsId(id, first), path: at }];
  });
}

function findingsInHtml(feed: UnknownRecord): readonly JsonFinding[] {
  return objectsAt(feed, 'items').flatMap(({ record: { content_html: html }, path }) => {
    if (typeof html !== 'string') return [];
    const findings = htmlFindings(html, { xhtml: false, based: false });
    return findings.map(({ rule, message }) => ({
      rule,
      message: `"content_html" ${message}`,
      path: [...path, 'content_html'],
    }));
  });
}

function placed(findings: readonly JsonFinding[], source: string): readonly PlacedFinding[] {
  const { offsets, repeated } = findInJson(source, new Set(findings.map(({ path }) => nameOfPath(path))));
  return [
    ...findings.map(({ rule, message, path }) => ({ rule, message, offset: offsets.get(nameOfPath(path)) ?? null })),
    ...repeated.map(({ key, offset }) => ({
      rule: feedRules.repeatsKey,
      message: `An object should have each key once: ${quoted(key)} is repeated`,
      offset,
    })),
  ];
}
