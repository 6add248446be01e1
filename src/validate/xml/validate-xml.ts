/** Validates a text as RSS or Atom: parses it and applies the rules of its format and of HTML. */
import type { Instant } from '../../model/instant.ts';
import { htmlFindings, type Markup } from '../html/html-rules.ts';
import { feedRules, isNoFeed } from '../rule/feed-rules.ts';
import { type FormatFindings, noFeed, type PlacedFinding, repeatsId } from '../rule/finding.ts';
import type { Rule } from '../rule/rule.ts';
import { type Dialect, dialectOf, dialects } from './dialects.ts';
import type { XmlCheck, XmlContext, XmlRule } from './xml-checks.ts';
import { childrenOf, type FeedElement, readXmlTree, type Tree } from './xml-tree.ts';

/** Returns what is wrong with a text that should be RSS or Atom. */
export function validateXml(source: string, now: Instant | null): FormatFindings {
  const tree = readXmlTree(source, { offsets: true });
  if (!('root' in tree)) {
    const message = `The feed cannot be read: ${tree.message}`;
    return noFeed(...doctype(source), { rule: feedRules.malformed, message, offset: tree.offset });
  }
  const { root } = tree;
  const dialect = dialectOf(root);
  if (typeof dialect === 'string') {
    return noFeed({ rule: feedRules.unknown, message: isNoFeed(dialect), offset: root.start });
  }
  const findings = [
    ...doctype(source),
    ...elementFindings(tree, checks[dialect.format], { now, source }),
    ...repeatedIds(root, dialect),
    ...findingsInHtml(tree, { dialect, source }),
  ];
  return { format: dialect.format, entries: dialect.entriesOf(root).length, selfUrl: selfUrlOf(root), findings };
}

/** The checks of all rules, by the name of the element that they check. Those of `*` apply to all other elements. */
export type ChecksByElement = ReadonlyMap<string, readonly RuledCheck[]>;

interface RuledCheck {
  readonly rule: Rule;
  readonly check: XmlCheck;
}

export function checksByElement(rules: readonly XmlRule[]): ChecksByElement {
  const all = rules.flatMap((rule) => rule.check.map((check) => ({ rule, check })));
  const of = (name: string) => all.filter(({ check }) => check.element === name);
  const names = new Set(all.map(({ check }) => check.element));
  return new Map([...names].map((name) => [name, name === '*' ? of('*') : [...of(name), ...of('*')]]));
}

const checks = { rss: checksByElement(dialects.rss.rules), atom: checksByElement(dialects.atom.rules) };

/** Returns every broken rule, in the order of the document. */
export function elementFindings(
  { elements }: Tree,
  byElement: ChecksByElement,
  context: XmlContext,
): readonly PlacedFinding[] {
  const findings: PlacedFinding[] = [];
  for (const element of elements) {
    for (const { rule, check } of byElement.get(element.name) ?? byElement.get('*') ?? []) {
      const broken = check.broken(element, context);
      if (broken === null || broken.length === 0) continue;
      const found = typeof broken === 'string' ? [{ message: broken, at: element }] : broken;
      for (const { message, at } of found) {
        findings.push({ rule, message: `"${at.written}" ${message}`, offset: at.start });
      }
    }
  }
  return findings;
}

function doctype(source: string): readonly PlacedFinding[] {
  const before = /^[^<]*(?:<(?:\?[^>]*>|!--(?:[^-]|-(?!-))*-->)[^<]*){0,20}(?=<!DOCTYPE)/i.exec(
    source.slice(0, 10_000),
  );
  const message = 'The feed must have no DOCTYPE: readers refuse one';
  return before === null ? [] : [{ rule: feedRules.doctype, message, offset: before[0].length }];
}

function repeatedIds(root: FeedElement, dialect: Dialect): readonly PlacedFinding[] {
  const seen = new Map<string, number>();
  return dialect.entriesOf(root).flatMap((entry, index) => {
    const [id] = childrenOf(entry, dialect.id);
    const text = id?.text.trim() ?? '';
    if (id === undefined || text === '') return [];
    // Atom allows several versions of an entry in one feed, if their dates differ (RFC 4287, 4.1.1).
    const version = dialect.isVersioned ? `${text} ${childrenOf(entry, 'updated')[0]?.text.trim() ?? ''}` : text;
    const first = seen.get(version);
    if (first === undefined) seen.set(version, index);
    return first === undefined ? [] : [{ rule: dialect.repeatsId, message: repeatsId(text, first), offset: id.start }];
  });
}

function findingsInHtml(
  { elements }: Tree,
  { dialect, source }: { readonly dialect: Dialect; readonly source: string },
): readonly PlacedFinding[] {
  return elements.flatMap((element) => {
    const kind = dialect.markupOf(element);
    if (kind === null) return [];
    const markup: Markup = { xhtml: kind === 'xhtml', based: isBased(element) };
    const html = kind === 'xhtml' ? source.slice(...insideOf(element)) : element.text;
    return htmlFindings(html, markup).map(({ rule, message }) => ({
      rule,
      message: `"${element.written}" ${message}`,
      offset: element.start,
    }));
  });
}

function insideOf({ children }: FeedElement): readonly [number, number] {
  return [children[0]?.start ?? 0, children.at(-1)?.end ?? 0];
}

function isBased(element: FeedElement): boolean {
  for (let it: FeedElement | null = element; it !== null; it = it.parent) {
    if (/^https?:/i.test(it.attributes['xml:base'] ?? '')) return true;
  }
  return false;
}

function selfUrlOf(root: FeedElement): string | null {
  const links = [root, ...childrenOf(root, 'channel')].flatMap((it) => [
    ...childrenOf(it, 'link'),
    ...childrenOf(it, 'atom:link'),
  ]);
  return links.find(({ attributes }) => attributes['rel'] === 'self')?.attributes['href'] ?? null;
}
