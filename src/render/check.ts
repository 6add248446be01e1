/** Reads a rendered feed again, as a stranger would, before it is published. */
import { parseXml, XmlDocument, XmlElement, XmlText } from '@rgrove/parse-xml';
import type { Feed, FormatName } from '../model.ts';
import { error, type Finding, messageOf } from '../problem.ts';
import { cleanText } from './xml.ts';

/** What is wrong with a rendered feed: not well-formed, an undeclared prefix, or other entries than the feed has. */
export function checkRendered(text: string, { format, feed }: { format: FormatName; feed: Feed }): readonly Finding[] {
  const { ids, findings } = readers[format](text);
  if (findings.length > 0) return findings;
  return [...checkIds(ids), ...checkEntries(ids, feed)];
}

interface Rendered {
  readonly ids: readonly string[];
  readonly findings: readonly Finding[];
}

const readers: Readonly<Record<FormatName, (text: string) => Rendered>> = {
  rss: (text) => readXml(text, { root: 'rss', entry: 'item', id: 'guid' }),
  atom: (text) => readXml(text, { root: 'feed', entry: 'entry', id: 'id' }),
  json: readJson,
};

interface Names {
  readonly root: string;
  readonly entry: string;
  readonly id: string;
}

function readXml(text: string, names: Names): Rendered {
  const parsed = parse(() => parseXml(text));
  if (!(parsed instanceof XmlDocument)) return { ids: [], findings: [malformed(parsed.message)] };
  const { root } = parsed;
  if (root?.name !== names.root) return { ids: [], findings: [malformed(`its root must be "${names.root}"`)] };
  const undeclared = elementsOf(root).find(
    ({ name, attributes }) => !isDeclared([name, ...Object.keys(attributes)], root),
  );
  if (undeclared !== undefined) {
    return { ids: [], findings: [malformed(`the prefix of "${undeclared.name}" is not declared`)] };
  }
  const entries = elementsOf(root).filter(({ name }) => name === names.entry);
  return { ids: entries.map((entry) => idOf(entry, names.id)), findings: [] };
}

function readJson(text: string): Rendered {
  const parsed = parse(() => ({ value: JSON.parse(text) as { items?: { id?: unknown }[] } }));
  if (parsed instanceof Error) return { ids: [], findings: [malformed(parsed.message)] };
  const { items } = parsed.value;
  if (!Array.isArray(items)) return { ids: [], findings: [malformed('"items" must be a list')] };
  return { ids: items.map(({ id }) => (typeof id === 'string' ? id : '')), findings: [] };
}

function parse<T>(read: () => T): T | Error {
  try {
    return read();
  } catch (thrown) {
    return thrown instanceof Error ? thrown : new Error(messageOf(thrown));
  }
}

function elementsOf(root: XmlElement): XmlElement[] {
  const children = root.children.filter((child) => child instanceof XmlElement);
  return [root, ...children.flatMap(elementsOf)];
}

function isDeclared(names: readonly string[], root: XmlElement): boolean {
  return names.every((name) => {
    const prefix = name.includes(':') ? name.split(':')[0] : undefined;
    return prefix === undefined || prefix === 'xml' || prefix === 'xmlns' || `xmlns:${prefix}` in root.attributes;
  });
}

function idOf(entry: XmlElement, name: string): string {
  const id = entry.children.find((child) => child instanceof XmlElement && child.name === name);
  if (!(id instanceof XmlElement)) return '';
  return id.children.map((child) => (child instanceof XmlText ? child.text : '')).join('');
}

function checkIds(ids: readonly string[]): Finding[] {
  if (ids.includes('')) return [error('feed-without-id', 'Every entry must have an id: one has none')];
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
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

function malformed(message: string): Finding {
  return error('feed-malformed', `The feed cannot be read back: ${message}`);
}
