/** Parses the XML of an agency to elements with local names. Fetches nothing, and expands no entity that a document declares. */
import { parseXml, XmlCdata, XmlElement, XmlError, XmlText } from '@rgrove/parse-xml';
import { error, type Finding, warning } from '../../../problem/problem.ts';
import { plural } from '../../../problem/wording.ts';
import { cleanPlainText, fromWindows1252 } from '../../text/decode.ts';
import { positionAt } from '../../text/position.ts';
import { isNestedTooDeeply, maximumXmlDepth } from '../../text/xml-tags.ts';
import { decodeHtmlText } from '../../tree/plain-text.ts';
import { offsetOfRoot } from '../prolog.ts';

/** An element whose names have no prefix, because agencies choose prefixes freely. */
export interface NewsElement {
  readonly name: string;
  /** Empty if there is none. */
  readonly namespace: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (NewsElement | string)[];
}

export interface NewsXml {
  /** Null if the text cannot be read. Then there is an error. */
  readonly root: NewsElement | null;
  readonly findings: readonly Finding[];
}

/** Parses a whole document. */
export function readNewsXml(text: string): NewsXml {
  const start = offsetOfRoot(text);
  if (start === -1) return { root: null, findings: [invalidXml('it has no element')] };
  const body = text.slice(start);
  if (isNestedTooDeeply(body)) return { root: null, findings: [tooDeep] };
  const unknown = new Map<string, number>();
  try {
    // The lines of the prolog stay, so that the positions of errors are right.
    const { root } = parseXml(text.slice(0, start).replace(/[^\n]/g, ' ') + body, {
      preserveCdata: true,
      resolveUndefinedEntity: entityReader(unknown),
    });
    return { root: root === null ? null : newsElement(root, noScope), findings: unknownEntities(text, unknown) };
  } catch (thrown) {
    if (thrown instanceof XmlError) return { root: null, findings: [notWellFormed(thrown)] };
    throw thrown;
  }
}

const tooDeep = error(
  'too-deep',
  `The elements of the XML are nested more than ${maximumXmlDepth} deep, which no format of an agency needs: ask the sender for the file again`,
);

function invalidXml(reason: string, position = { line: 1, column: 1 }): Finding {
  const remedy = 'if it is still being written, wait; else ask the sender for the file again, or repair it here';
  return error('invalid-xml', `Cannot read the XML: ${reason}: ${remedy}`, position);
}

function notWellFormed({ message, line, column }: XmlError): Finding {
  const [reason = ''] = message.split(' (line ');
  return invalidXml(
    reason.slice(0, 200).replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase()),
    {
      line,
      column,
    },
  );
}

/**
 * Reads references such as `&eacute;`, which agencies use without a declaration, as in HTML. Any other reference stays as it is
 * written. `unknown` counts those.
 */
function entityReader(unknown: Map<string, number>): (reference: string) => string {
  const known = new Map<string, string>();
  return (reference) => {
    const text = known.get(reference) ?? decodeHtmlText(reference);
    known.set(reference, text);
    if (text === reference) unknown.set(reference, (unknown.get(reference) ?? 0) + 1);
    return text;
  };
}

function unknownEntities(text: string, unknown: ReadonlyMap<string, number>): Finding[] {
  const [first] = unknown.keys();
  if (first === undefined) return [];
  const count = [...unknown.values()].reduce((sum, it) => sum + it, 0);
  const message = `The text contains ${plural(count, 'reference')} to entities that only a DTD declares, the first of them "${first.slice(0, 50)}", and shows them as written: DTDs are not read`;
  return [warning('unknown-entity', message, positionAt(text, text.indexOf(first)))];
}

/** The namespaces by prefix. */
type Scope = ReadonlyMap<string, string>;

const noScope: Scope = new Map();

function newsElement({ name, attributes, children }: XmlElement, outer: Scope): NewsElement {
  const scope = scopeWith(attributes, outer);
  const prefix = name.includes(':') ? name.slice(0, name.indexOf(':')) : '';
  return {
    name: localName(name),
    namespace: scope.get(prefix) ?? '',
    attributes: localAttributes(attributes),
    children: children.flatMap((child): (NewsElement | string)[] => {
      if (child instanceof XmlText) return [cleanText(child)];
      return child instanceof XmlElement ? [newsElement(child, scope)] : [];
    }),
  };
}

function scopeWith(attributes: Readonly<Record<string, string>>, outer: Scope): Scope {
  const declared = Object.entries(attributes).filter(([name]) => /^xmlns(?::|$)/.test(name));
  if (declared.length === 0) return outer;
  return new Map([...outer, ...declared.map(([name, uri]): [string, string] => [name.slice(6), uri])]);
}

/** A text without characters that a feed cannot contain. In CDATA, agencies write references as in HTML. */
function cleanText(node: XmlText): string {
  const isHtml = node instanceof XmlCdata && !node.text.includes('<');
  return cleanPlainText(fromWindows1252(isHtml ? decodeHtmlText(node.text) : node.text));
}

/** Attributes without a prefix come last, because they override others. */
function localAttributes(attributes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const names = Object.entries(attributes).filter(([name]) => !/^xmlns(?::|$)/.test(name));
  const sorted = names.toSorted(([a], [b]) => Number(b.includes(':')) - Number(a.includes(':')));
  return Object.fromEntries(sorted.map(([name, value]) => [localName(name), cleanPlainText(fromWindows1252(value))]));
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
