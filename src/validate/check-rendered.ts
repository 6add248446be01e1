/** Checks a feed that Presstime has rendered, by parsing its text again, before it is published. */

import type { Feed, FormatName } from '../model/feed.ts';
import { error, type Finding, findingWithCode } from '../problem/problem.ts';
import { messageOf } from '../problem/publish-error.ts';
import { atomId } from '../render/feed/atom.ts';
import { cleanText } from '../render/feed/xml.ts';
import { jsonFindings } from './json/json-checks.ts';
import { jsonFeedRules } from './json/json-feed-rules.ts';
import { idsOfJson } from './json/validate-json.ts';
import { feedRules } from './rule/feed-rules.ts';
import { isBinding, type Rule } from './rule/rule.ts';
import { dialects } from './xml/dialects.ts';
import { checksByElement, elementFindings } from './xml/validate-xml.ts';
import { childrenOf, type FeedElement, readXmlTree } from './xml/xml-tree.ts';

/**
 * Returns the findings that keep a rendered feed from publication: it is not well-formed, a prefix is not declared, it breaks a
 * rule that our own feeds must keep, or its entries are not those of `feed` in their order. A rule that is broken many times is
 * reported once. `validateFeed` reports more, for any feed.
 *
 * @example
 * const feed = createFeed({ title: 'Courier', homeUrl: 'https://courier.example/' });
 * checkRendered(renderRss(feed), { format: 'rss', feed }) // => []
 * checkRendered('<rss>', { format: 'rss', feed })[0]?.code // => 'feed-malformed'
 */
export function checkRendered(text: string, { format, feed }: { format: FormatName; feed: Feed }): readonly Finding[] {
  const { ids, findings } = readers[format](text);
  if (ids === null) return findings;
  return [...findings, ...checkIds(ids), ...checkEntries(ids, { format, feed })];
}

interface Rendered {
  /** Null if the text cannot be read at all. */
  readonly ids: readonly string[] | null;
  readonly findings: readonly Finding[];
}

const readers: Readonly<Record<FormatName, (text: string) => Rendered>> = {
  rss: (text) => readXml(text, 'rss'),
  atom: (text) => readXml(text, 'atom'),
  json: readJson,
};

const bindingChecks = {
  rss: checksByElement(dialects.rss.rules.filter(isBinding)),
  atom: checksByElement(dialects.atom.rules.filter(isBinding)),
};

const bindingJsonRules = jsonFeedRules.filter(isBinding);

function readXml(text: string, format: 'rss' | 'atom'): Rendered {
  const { root: rootName, entriesOf, id } = dialects[format];
  const tree = readXmlTree(text, { offsets: false });
  if (!('root' in tree)) return unreadable(tree.message);
  if (tree.root.name !== rootName) return unreadable(`its root must be "${rootName}"`);
  const entries = entriesOf(tree.root).filter(isPublished);
  return {
    ids: entries.map((entry) => childrenOf(entry, id)[0]?.text ?? ''),
    findings: oncePerCode(elementFindings(tree, bindingChecks[format], { now: null, source: text })),
  };
}

/** False for an item of the SmartNews feed that only reports a withdrawn article. It is not an entry. */
function isPublished(entry: FeedElement): boolean {
  return !childrenOf(entry, 'media:status').some(({ text }) => text === 'deleted');
}

function readJson(text: string): Rendered {
  const parsed = parse(() => ({ value: JSON.parse(text) as unknown }));
  if (parsed instanceof Error) return unreadable(parsed.message);
  const ids = idsOfJson(parsed.value);
  if (ids === null) return unreadable('"items" must be a list');
  return { ids, findings: oncePerCode(jsonFindings(parsed.value, bindingJsonRules, { now: null })) };
}

function parse<T>(read: () => T): T | Error {
  try {
    return read();
  } catch (thrown) {
    return thrown instanceof Error ? thrown : new Error(messageOf(thrown));
  }
}

function oncePerCode(broken: readonly { readonly rule: Rule; readonly message: string }[]): readonly Finding[] {
  const first = new Map<string, Finding>();
  for (const { rule, message } of broken) {
    if (!first.has(rule.code)) first.set(rule.code, brokenRule(rule, `${message} (${rule.clause})`));
  }
  return [...first.values()];
}

/** In our own feeds, every broken rule is an error. */
function brokenRule({ code }: Rule, message: string): Finding {
  return findingWithCode('error', { code, message });
}

function checkIds(ids: readonly string[]): Finding[] {
  if (ids.includes('')) return [brokenRule(feedRules.withoutId, 'Every entry must have an id: one has none')];
  const seen = new Set<string>();
  const twice = ids.find((id) => seen.size === seen.add(id).size);
  return twice === undefined
    ? []
    : [brokenRule(feedRules.repeatsId, `Every entry must have its own id: "${twice}" is used twice`)];
}

function checkEntries(
  ids: readonly string[],
  { format, feed }: { readonly format: FormatName; readonly feed: Feed },
): Finding[] {
  const wanted = feed.entries.map(({ id }) => cleanText(format === 'atom' ? atomId(id, feed) : id));
  if (wanted.length === ids.length && wanted.every((id, index) => id === ids[index])) return [];
  return [error('feed-loses-entries', `The feed must have ${wanted.length} entries in their order: got ${ids.length}`)];
}

function unreadable(message: string): Rendered {
  return { ids: null, findings: [brokenRule(feedRules.malformed, `The feed cannot be read back: ${message}`)] };
}
