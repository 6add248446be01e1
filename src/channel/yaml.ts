/** Parses YAML, and finds keys that the library would take exponential time to write as text. */
import {
  type Document,
  isCollection,
  isPair,
  isScalar,
  type LineCounter,
  type ParseOptions,
  parseDocument,
  type Range,
  type Scalar,
} from 'yaml';

export interface YamlOptions extends Pick<ParseOptions, 'uniqueKeys'> {
  readonly lineCounter?: LineCounter;
}

export interface ParsedYaml {
  /** Empty if `nestedKey` was found before parsing. Errors have offsets. */
  readonly document: Document.Parsed;
  /** The offset of a key that is a list or a map in another such key, as in `? ? a`. Null if there is none. */
  readonly nestedKey: number | null;
}

/** Many keys in keys on one line, which the library takes quadratic time to parse. */
const manyKeys = /(?:[[{]?[ \t]*\?[ \t]+){33}/;

/** Parses a text. */
export function parseYaml(text: string, options: YamlOptions = {}): ParsedYaml {
  const many = manyKeys.exec(text);
  if (many !== null) for (const line of text.matchAll(/^/gm)) options.lineCounter?.addNewLine(line.index);
  const document = parseDocument(many === null ? text : '', { ...options, prettyErrors: false, logLevel: 'error' });
  return { document, nestedKey: many?.index ?? offsetOfNestedKey(document) };
}

/** The message about a key in a key. */
export const nestedKeyMessage = 'a key contains another key that is a list or a map: write keys as plain text';

/** Each level of keys in keys doubles the time that the library needs for the text of a key. Does not recurse. */
function offsetOfNestedKey({ contents }: Pick<Document.Parsed, 'contents'>): number | null {
  const open: { readonly node: unknown; readonly isInKey: boolean }[] = [{ node: contents, isInKey: false }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, isInKey } = next;
    if (isPair(node)) {
      const isKey = isCollection(node.key);
      if (isKey && isInKey) return ((node.key as { range?: Range | null }).range ?? [0])[0];
      open.push({ node: node.value, isInKey }, { node: node.key, isInKey: isInKey || isKey });
    }
    if (isCollection(node)) for (const item of node.items) open.push({ node: item, isInKey });
  }
  return null;
}

/**
 * Keeps scalars as their author wrote them if a number or a boolean would lose that: `1.10`, `007`, ids of twenty digits, and booleans in
 * lists. Does not recurse.
 */
export function keepWritten({ contents }: Pick<Document.Parsed, 'contents'>): void {
  const open: { readonly node: unknown; readonly isInList: boolean }[] = [{ node: contents, isInList: false }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, isInList } = next;
    if (isScalar(node)) keepScalar(node, isInList);
    if (isPair(node)) open.push({ node: node.value, isInList: false });
    if (isCollection(node)) for (const item of node.items) open.push({ node: item, isInList: !isPair(item) });
  }
}

function keepScalar(scalar: Scalar, isInList: boolean): void {
  const { source, value } = scalar;
  if (source === undefined) return;
  const isChanged = typeof value === 'number' && String(value) !== source && /^[-+]?[\d.]+$/.test(source);
  if (isChanged || (isInList && typeof value === 'boolean')) scalar.value = source;
}
