/** The rules for RSS and Atom over the tree of a feed. */
import type { Instant } from '../../model/instant.ts';
import { flawsOfHtml, type Markup } from '../html/html-rules.ts';
import { feedRules, isNoFeed } from '../rule/feed-rules.ts';
import { type FormatLint, noFeed, type PlacedFlaw, standsAgain } from '../rule/finding.ts';
import type { Described, Rule, RuleContext } from '../rule/rule.ts';
import { childrenOf, type FeedElement, readXmlTree, type Tree } from '../rule/xml-tree.ts';
import { atomLintRules } from './atom-rules.ts';
import { rssLintRules } from './rss-rules.ts';
import { atomRules, rssRules } from './rules.ts';

/** What is wrong with a text that should be RSS or Atom. */
export function lintXml(source: string, now: Instant | null): FormatLint {
  const tree = readXmlTree(source, { offsets: true });
  if (!('root' in tree)) {
    const message = `The feed cannot be read: ${tree.message}`;
    return noFeed(...doctype(source), { rule: feedRules.malformed, message, offset: tree.offset });
  }
  const { root } = tree;
  const dialect = dialectOf(root);
  if (typeof dialect === 'string') {
    return noFeed({ rule: feedRules.unknown, message: dialect, offset: root.start });
  }
  const { format, entriesOf } = dialect;
  const flaws = [...doctype(source), ...flawsOf(tree, dialect, { now, source })];
  return { format, entries: entriesOf(root).length, selfUrl: selfUrlOf(root), flaws };
}

function flawsOf(tree: Tree, dialect: Dialect, context: RuleContext): readonly PlacedFlaw[] {
  return [
    ...brokenRules(tree, dialect.rules, context),
    ...repeatedIds(dialect.entriesOf(tree.root), dialect),
    ...brokenMarkup(tree, { dialect, source: context.source }),
  ];
}

interface Dialect {
  readonly format: 'rss' | 'atom';
  readonly rules: ReadonlyMap<string, readonly Rule[]>;
  readonly entriesOf: (root: FeedElement) => readonly FeedElement[];
  readonly id: string;
  readonly repeatsId: Described;
  /** How the HTML of an element is to be read; null where it has none. */
  readonly markupOf: (element: FeedElement) => 'html' | 'xhtml' | null;
}

function selfUrlOf(root: FeedElement): string | null {
  const links = [root, ...childrenOf(root, 'channel')].flatMap((it) => [
    ...childrenOf(it, 'link'),
    ...childrenOf(it, 'atom:link'),
  ]);
  return links.find(({ attributes }) => attributes['rel'] === 'self')?.attributes['href'] ?? null;
}

/** The rules of the formats in XML, those of the renderers and those for the feeds of others. */
export const xmlRules: Readonly<Record<'rss' | 'atom', readonly Rule[]>> = {
  rss: [...rssRules, ...rssLintRules],
  atom: [...atomRules, ...atomLintRules],
};

/** Rules by the element that they are about. */
export function byElement(rules: readonly Rule[]): ReadonlyMap<string, readonly Rule[]> {
  const names = new Set(rules.map(({ element }) => element));
  return new Map([...names].map((name) => [name, rules.filter(({ element }) => element === name)]));
}

const dialects: Readonly<Record<'rss' | 'atom', Dialect>> = {
  rss: {
    format: 'rss',
    rules: byElement(xmlRules.rss),
    entriesOf: (root) => childrenOf(root, 'channel').flatMap((channel) => childrenOf(channel, 'item')),
    id: 'guid',
    repeatsId: feedRules.repeatsGuid,
    markupOf: ({ name, parent }) => (isRssMarkup(name, parent) ? 'html' : null),
  },
  atom: {
    format: 'atom',
    rules: byElement(xmlRules.atom),
    entriesOf: (root) => childrenOf(root, 'entry'),
    id: 'id',
    repeatsId: feedRules.repeatsId,
    markupOf: ({ name, attributes }) => (atomTexts.has(name) ? markupOfType(attributes['type']) : null),
  },
};

const atomTexts: ReadonlySet<string> = new Set(['title', 'subtitle', 'rights', 'summary', 'content']);

function isRssMarkup(name: string, parent: FeedElement | null): boolean {
  return name === 'content:encoded' || (name === 'description' && parent?.name === 'item');
}

function markupOfType(type: string | undefined): 'html' | 'xhtml' | null {
  return type === 'html' || type === 'xhtml' ? type : null;
}

/** A dialect, or why the feed has none that is checked. */
function dialectOf({ name, written, namespace }: FeedElement): Dialect | string {
  if (name === 'rss') return dialects.rss;
  if (name === 'feed' && namespace !== 'http://purl.org/atom/ns#') return dialects.atom;
  const kind = others.get(name) ?? `a document of another kind, "${written}"`;
  return isNoFeed(kind);
}

const others: ReadonlyMap<string, string> = new Map([
  ['RDF', 'RSS 1.0 or 0.90, which nobody extends: publish RSS 2.0 or Atom'],
  ['feed', 'Atom 0.3, a draft: publish Atom 1.0'],
  ['opml', 'OPML, a list of feeds'],
  ['urlset', 'a sitemap'],
  ['sitemapindex', 'a list of sitemaps'],
]);

function doctype(source: string): readonly PlacedFlaw[] {
  const offset = /^[^<]*(?:<(?:\?[^>]*>|!--(?:[^-]|-(?!-))*-->)[^<]*){0,20}<!DOCTYPE/i.exec(
    source.slice(0, 10_000),
  )?.[0].length;
  if (offset === undefined) return [];
  return [
    {
      rule: feedRules.doctype,
      message: 'The feed must have no DOCTYPE: readers refuse one',
      offset: offset - '<!DOCTYPE'.length,
    },
  ];
}

/** Every rule that an element breaks. */
export function brokenRules(
  { elements }: Tree,
  rules: ReadonlyMap<string, readonly Rule[]>,
  context: RuleContext,
): readonly PlacedFlaw[] {
  const everywhere = rules.get('*') ?? [];
  return elements.flatMap((element) => [
    ...(rules.get(element.name) ?? []).flatMap((rule) => brokenRule(rule, element, context)),
    ...everywhere.flatMap((rule) => brokenRule(rule, element, context)),
  ]);
}

function brokenRule(rule: Rule, element: FeedElement, context: RuleContext): readonly PlacedFlaw[] {
  const broken = rule.broken(element, context);
  if (broken === null) return [];
  const flaws = typeof broken === 'string' ? [{ problem: broken, at: element }] : broken;
  return flaws.map(({ problem, at }) => ({ rule, message: `"${at.written}" ${problem}`, offset: at.start }));
}

function repeatedIds(
  entries: readonly FeedElement[],
  { id: name, repeatsId }: Pick<Dialect, 'id' | 'repeatsId'>,
): readonly PlacedFlaw[] {
  const seen = new Map<string, number>();
  return entries.flatMap((entry, index) => {
    const [id] = childrenOf(entry, name);
    const text = id?.text.trim() ?? '';
    if (id === undefined || text === '') return [];
    const first = seen.get(text);
    if (first !== undefined) return [{ rule: repeatsId, message: standsAgain(text, first), offset: id.start }];
    seen.set(text, index);
    return [];
  });
}

function brokenMarkup(
  { elements }: Tree,
  { dialect, source }: { readonly dialect: Dialect; readonly source: string },
): readonly PlacedFlaw[] {
  return elements.flatMap((element) => {
    const kind = isMediaHtml(element) ? 'html' : dialect.markupOf(element);
    if (kind === null) return [];
    const markup: Markup = { xhtml: kind === 'xhtml', based: isBased(element) };
    const html = kind === 'xhtml' ? source.slice(...insideOf(element)) : element.text;
    return flawsOfHtml(html, markup).map(([rule, problem]) => ({
      rule,
      message: `"${element.written}" ${problem}`,
      offset: element.start,
    }));
  });
}

function insideOf({ children }: FeedElement): readonly [number, number] {
  return [children[0]?.start ?? 0, children.at(-1)?.end ?? 0];
}

function isMediaHtml({ name, attributes }: FeedElement): boolean {
  return (name === 'media:description' || name === 'media:title') && attributes['type'] === 'html';
}

function isBased(element: FeedElement): boolean {
  for (let it: FeedElement | null = element; it !== null; it = it.parent) {
    if (/^https?:/i.test(it.attributes['xml:base'] ?? '')) return true;
  }
  return false;
}
