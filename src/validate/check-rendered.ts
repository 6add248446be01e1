/** Reads a rendered feed again, as a stranger would, before it is published. */
import type { Feed, FormatName } from '../model/feed.ts';
import { error, type Finding } from '../problem/problem.ts';
import { messageOf } from '../problem/publish-error.ts';
import { cleanText } from '../render/feed/xml.ts';
import { checkJson, idsOfJson } from './json/json-rules.ts';
import { allJsonRules } from './json/lint-json.ts';
import type { Described, Rule } from './rule/rule.ts';
import { childrenOf, type FeedElement, readXmlTree } from './rule/xml-tree.ts';
import { brokenRules, byElement, xmlRules } from './xml/lint-xml.ts';

/**
 * What must keep a rendered feed from publication: not well-formed, an undeclared prefix, a clause of its specification or a
 * promise of ours that is broken, or other entries than the feed has. A rule that is broken many times is told once.
 * `lintFeed` tells more, of anybody's feed.
 */
export function checkRendered(text: string, { format, feed }: { format: FormatName; feed: Feed }): readonly Finding[] {
  const { ids, findings } = readers[format](text);
  if (ids === null) return findings;
  return [...findings, ...checkIds(ids), ...checkEntries(ids, feed)];
}

interface Rendered {
  /** Null where the text cannot be read at all. */
  readonly ids: readonly string[] | null;
  readonly findings: readonly Finding[];
}

/** Warnings are told of a feed, and never keep it back. */
const decides = ({ weight }: Described): boolean => weight !== 'warning';

const decisive = {
  rss: byElement(xmlRules.rss.filter(decides)),
  atom: byElement(xmlRules.atom.filter(decides)),
  json: allJsonRules.filter(decides),
};

const readers: Readonly<Record<FormatName, (text: string) => Rendered>> = {
  rss: (text) => readXml(text, { root: 'rss', entries: ['channel', 'item'], id: 'guid', rules: decisive.rss }),
  atom: (text) => readXml(text, { root: 'feed', entries: ['entry'], id: 'id', rules: decisive.atom }),
  json: readJson,
};

interface Dialect {
  readonly root: string;
  /** The way from the root to the entries. */
  readonly entries: readonly string[];
  readonly id: string;
  readonly rules: ReadonlyMap<string, readonly Rule[]>;
}

function readXml(text: string, dialect: Dialect): Rendered {
  const tree = readXmlTree(text, { offsets: false });
  if (!('root' in tree)) return unreadable(tree.message);
  const { root } = tree;
  if (root.name !== dialect.root) return unreadable(`its root must be "${dialect.root}"`);
  const entries = dialect.entries.reduce((found, name) => found.flatMap((it) => childrenOf(it, name)), [root]);
  return {
    ids: entries.filter(isThere).map((entry) => childrenOf(entry, dialect.id)[0]?.text ?? ''),
    findings: oncePerCode(brokenRules(tree, dialect.rules, { now: null, source: text })),
  };
}

/** An item of SmartNews that says only that an article is gone is no entry. */
function isThere(entry: FeedElement): boolean {
  return !childrenOf(entry, 'media:status').some(({ text }) => text === 'deleted');
}

function readJson(text: string): Rendered {
  const parsed = parse(() => ({ value: JSON.parse(text) as unknown }));
  if (parsed instanceof Error) return unreadable(parsed.message);
  const ids = idsOfJson(parsed.value);
  if (ids === null) return unreadable('"items" must be a list');
  const flaws = checkJson(parsed.value, decisive.json, { now: null });
  return { ids, findings: oncePerCode(flaws.map(({ rule, problem }) => ({ rule, message: problem }))) };
}

function oncePerCode(flaws: readonly { readonly rule: Described; readonly message: string }[]): readonly Finding[] {
  const first = new Map<string, Finding>();
  for (const { rule, message } of flaws) {
    if (!first.has(rule.code)) first.set(rule.code, error(rule.code, `${message} (${rule.clause})`));
  }
  return [...first.values()];
}

function parse<T>(read: () => T): T | Error {
  try {
    return read();
  } catch (thrown) {
    return thrown instanceof Error ? thrown : new Error(messageOf(thrown));
  }
}

function checkIds(ids: readonly string[]): Finding[] {
  if (ids.includes('')) return [error('feed-without-id', 'Every entry must have an id: one has none')];
  const seen = new Set<string>();
  const twice = ids.find((id) => seen.size === seen.add(id).size);
  return twice === undefined
    ? []
    : [error('feed-repeats-id', `Every entry must have its own id: "${twice}" stands twice`)];
}

function checkEntries(ids: readonly string[], feed: Feed): Finding[] {
  const wanted = feed.entries.map(({ id }) => cleanText(id));
  if (wanted.length === ids.length && wanted.every((id, index) => id === ids[index])) return [];
  return [
    error(
      'feed-loses-entries',
      `The feed must have ${wanted.length} entries in their order: read back were ${ids.length}`,
    ),
  ];
}

function unreadable(message: string): Rendered {
  return { ids: null, findings: [error('feed-malformed', `The feed cannot be read back: ${message}`)] };
}
