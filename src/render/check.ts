/** Reads a rendered feed again, as a stranger would, before it is published. */
import { parseXml, XmlDocument, type XmlElement } from '@rgrove/parse-xml';
import type { Feed, FormatName } from '../model.ts';
import { error, type Finding, messageOf } from '../problem.ts';
import { checkJson, idsOfJson } from './json-rules.ts';
import { atomRules, childrenOf, elementsOf, type Rule, rssRules } from './rules.ts';
import { cleanText } from './xml.ts';

/**
 * What is wrong with a rendered feed: not well-formed, an undeclared prefix, a clause of its specification that is broken, or
 * other entries than the feed has. A rule that is broken many times is told once.
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

const readers: Readonly<Record<FormatName, (text: string) => Rendered>> = {
  rss: (text) => readXml(text, { root: 'rss', entries: ['channel', 'item'], id: 'guid', rules: byElement(rssRules) }),
  atom: (text) => readXml(text, { root: 'feed', entries: ['entry'], id: 'id', rules: byElement(atomRules) }),
  json: readJson,
};

interface Dialect {
  readonly root: string;
  /** The way from the root to the entries. */
  readonly entries: readonly string[];
  readonly id: string;
  readonly rules: ReadonlyMap<string, readonly Rule[]>;
}

function byElement(rules: readonly Rule[]): ReadonlyMap<string, readonly Rule[]> {
  const names = new Set(rules.map(({ element }) => element));
  return new Map([...names].map((name) => [name, rules.filter(({ element }) => element === name)]));
}

function readXml(text: string, dialect: Dialect): Rendered {
  const parsed = parse(() => parseXml(text));
  if (!(parsed instanceof XmlDocument)) return unreadable(parsed.message);
  const { root } = parsed;
  if (root?.name !== dialect.root) return unreadable(`its root must be "${dialect.root}"`);
  const elements = allElements(root);
  const undeclared = elements.find(({ name, attributes }) => !isDeclared([name, ...Object.keys(attributes)], root));
  if (undeclared !== undefined) return unreadable(`the prefix of "${undeclared.name}" is not declared`);
  const entries = dialect.entries.reduce((found, name) => found.flatMap((it) => childrenOf(it, name)), [root]);
  return {
    ids: entries.map((entry) => childrenOf(entry, dialect.id)[0]?.text ?? ''),
    findings: oncePerCode(elements.flatMap((element) => checkElement(element, dialect.rules))),
  };
}

function checkElement(element: XmlElement, rules: Dialect['rules']): Finding[] {
  return (rules.get(element.name) ?? []).flatMap(({ code, clause, broken }) => {
    const problem = broken(element);
    return problem === null ? [] : [error(code, `"${element.name}" ${problem} (${clause})`)];
  });
}

function readJson(text: string): Rendered {
  const parsed = parse(() => ({ value: JSON.parse(text) as unknown }));
  if (parsed instanceof Error) return unreadable(parsed.message);
  const ids = idsOfJson(parsed.value);
  return ids === null ? unreadable('"items" must be a list') : { ids, findings: oncePerCode(checkJson(parsed.value)) };
}

function oncePerCode(findings: readonly Finding[]): readonly Finding[] {
  const first = new Map<string, Finding>();
  for (const finding of findings) if (!first.has(finding.code)) first.set(finding.code, finding);
  return [...first.values()];
}

function parse<T>(read: () => T): T | Error {
  try {
    return read();
  } catch (thrown) {
    return thrown instanceof Error ? thrown : new Error(messageOf(thrown));
  }
}

/** An element and all that are in it, in document order. */
function allElements(root: XmlElement): readonly XmlElement[] {
  const found: XmlElement[] = [];
  const add = (element: XmlElement): void => {
    found.push(element);
    for (const child of elementsOf(element)) add(child);
  };
  add(root);
  return found;
}

function isDeclared(names: readonly string[], root: XmlElement): boolean {
  return names.every((name) => {
    const prefix = name.includes(':') ? name.split(':')[0] : undefined;
    return prefix === undefined || prefix === 'xml' || prefix === 'xmlns' || `xmlns:${prefix}` in root.attributes;
  });
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
