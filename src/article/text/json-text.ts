/** Parses JSON (RFC 8259) with the offsets of errors, of the end, and of keys and values. */
import { cleanPlainText } from './decode.ts';

export interface JsonReading {
  /** Undefined if the text is not JSON. Strings are cleaned of characters that a feed cannot contain. */
  readonly value: unknown;
  /** The offset after the value. */
  readonly end: number;
  /** The offset of each key of the outermost object. */
  readonly keys: ReadonlyMap<string, number>;
  readonly fault: JsonFault | null;
}

export interface JsonFault {
  readonly offset: number;
  /** What was expected, or what is not allowed. */
  readonly message: string;
}

/** The maximum depth: more than any article needs, and far below the limits of the machine. */
const maximumDepth = 100;

/** Parses the JSON value at the start of a text and ignores what follows it. */
export function readJson(text: string): JsonReading {
  const keys = new Map<string, number>();
  const { end, fault } = scanJson(text, maximumDepth, ([key, ...inner], { offset }) => {
    if (typeof key === 'string' && inner.length === 0) keys.set(key, offset);
  });
  if (fault !== null) return { value: undefined, end, keys, fault };
  return { value: parse(text.slice(0, end)), end, keys, fault: null };
}

/** Parses a text that must consist of one JSON value. */
export function readWholeJson(text: string): JsonReading {
  const reading = readJson(text);
  const rest = text.slice(reading.end).search(/\S/);
  if (reading.fault !== null || rest === -1) return reading;
  const fault = { offset: reading.end + rest, message: 'expected nothing more after the value' };
  return { ...reading, value: undefined, fault };
}

/** Only escapes can introduce characters that must be cleaned, and only long numbers lose digits, so most texts do not need the slower reviver. */
function parse(json: string): unknown {
  return /\\[bfu]|\d{16}/.test(json) ? JSON.parse(json, withCleanText) : JSON.parse(json);
}

/**
 * Removes controls and lone surrogates, which escapes can contain. Whole numbers that would lose digits become texts. `__proto__` is
 * an ordinary key here.
 */
function withCleanText(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    const source = context?.source ?? '';
    return /^-?\d+$/.test(source) ? source : value;
  }
  return typeof value === 'string' ? cleanPlainText(value) : value;
}

/** The keys and indexes that lead to a value. */
export type JsonPath = readonly (string | number)[];

export interface JsonOffsets {
  /** The offset of each wanted path that exists: of its key, or of its value in a list. */
  readonly offsets: ReadonlyMap<string, number>;
  /** Each key that its object already contains. */
  readonly repeated: readonly { readonly key: string; readonly offset: number }[];
}

/** The key of a path in `offsets`. */
export function nameOfPath(path: JsonPath): string {
  return JSON.stringify(path);
}

/** Finds the offsets of paths in a text that is valid JSON of any depth. Paths with more than eight parts are not found. */
export function findInJson(text: string, wanted: ReadonlySet<string>): JsonOffsets {
  const offsets = new Map<string, number>();
  const repeated: { key: string; offset: number }[] = [];
  scanJson(text, Number.POSITIVE_INFINITY, (path, { offset, isRepeated }) => {
    if (isRepeated) repeated.push({ key: String(path.at(-1)), offset });
    if (path.length > longestPath) return;
    const name = nameOfPath(path);
    if (wanted.has(name)) offsets.set(name, offset);
  });
  return { offsets, repeated };
}

const longestPath = 8;

interface FoundItem {
  /** The offset of the key, or of the value in a list. */
  readonly offset: number;
  /** True for a key that its object already contains. */
  readonly isRepeated: boolean;
}

/** An open list or object, with the keys of the object so far. */
type Level = ListLevel | ObjectLevel;

interface ListLevel {
  readonly bracket: '[';
}

interface ObjectLevel {
  readonly bracket: '{';
  readonly keys: Set<string>;
}

interface Scan {
  readonly text: string;
  readonly maximumDepth: number;
  /** Called for each key and each value of a list. The path is only valid during the call. */
  readonly onItem: (path: JsonPath, item: FoundItem) => void;
  offset: number;
  readonly levels: Level[];
  /** The current key or index of each level. */
  readonly path: (string | number)[];
}

type Step = (scan: Scan) => JsonFault | null;

/** Scans a value without recursion, so that any depth is safe. */
function scanJson(text: string, maximumDepth: number, onItem: Scan['onItem']) {
  const scan: Scan = { text, maximumDepth, onItem, offset: 0, levels: [], path: [] };
  const fault = scanValue(scan);
  return { end: scan.offset, fault };
}

function scanValue(scan: Scan): JsonFault | null {
  do {
    const fault = scanItem(scan) ?? closeBrackets(scan);
    if (fault !== null) return fault;
  } while (scan.levels.length > 0);
  return null;
}

/** Scans a value, with its key if it is in an object. Of an object or a list, it scans only the opening bracket. */
function scanItem(scan: Scan): JsonFault | null {
  for (;;) {
    const fault = scanStart(scan);
    if (fault !== null) return fault;
    const next = peek(scan);
    if (next !== '{' && next !== '[') return (next === '"' ? scanString : scanLiteral)(scan);
    const opened = openBracket(scan, next);
    if (opened !== null) return opened;
    if (peek(scan) === closing[next]) return null;
  }
}

const closing = { '{': '}', '[': ']' } as const;

/** Scans the key of a value in an object, and reports the value to `onItem`. */
function scanStart(scan: Scan): JsonFault | null {
  const level = scan.levels.at(-1);
  if (level?.bracket === '{') return scanKey(scan, level);
  peek(scan);
  if (level !== undefined) scan.onItem(scan.path, { offset: scan.offset, isRepeated: false });
  return null;
}

function openBracket(scan: Scan, bracket: '{' | '['): JsonFault | null {
  const { levels, path, maximumDepth } = scan;
  if (levels.length >= maximumDepth) return faultAt(scan, `nested more than ${maximumDepth} levels deep`);
  levels.push(bracket === '[' ? list : { bracket, keys: new Set() });
  path.push(bracket === '[' ? 0 : '');
  scan.offset += 1;
  return null;
}

/** All lists share one object, because a text can open millions of them. */
const list: ListLevel = { bracket: '[' };

/** Scans the closing brackets after a value, and the comma before the next value. */
function closeBrackets(scan: Scan): JsonFault | null {
  const { levels, path } = scan;
  for (let level = levels.at(-1); level !== undefined; level = levels.at(-1)) {
    const next = peek(scan);
    const close = closing[level.bracket];
    if (next !== ',' && next !== close) return faultAt(scan, `expected "," or "${close}"`);
    scan.offset += 1;
    if (next === ',') {
      const index = path.at(-1);
      if (typeof index === 'number') path[path.length - 1] = index + 1;
      return null;
    }
    levels.pop();
    path.pop();
  }
  return null;
}

function scanKey(scan: Scan, { keys }: ObjectLevel): JsonFault | null {
  if (peek(scan) !== '"') return faultAt(scan, 'expected a key in double quotes');
  const start = scan.offset;
  const fault = scanString(scan);
  if (fault !== null) return fault;
  const key = String(JSON.parse(scan.text.slice(start, scan.offset)));
  scan.path[scan.path.length - 1] = key;
  scan.onItem(scan.path, { offset: start, isRepeated: keys.has(key) });
  keys.add(key);
  if (peek(scan) !== ':') return faultAt(scan, 'expected ":" after the key');
  scan.offset += 1;
  return null;
}

const scanString: Step = (scan) => {
  const special = /["\\\u0000-\u001f]/g;
  special.lastIndex = scan.offset + 1;
  for (let found = special.exec(scan.text); found !== null; found = special.exec(scan.text)) {
    if (found[0] === '"') {
      scan.offset = special.lastIndex;
      return null;
    }
    const length = found[0] === '\\' ? escapeLength(scan.text, found.index) : 0;
    if (length === 0) return { offset: found.index, message: 'expected no line break, control or unknown escape' };
    special.lastIndex = found.index + length;
  }
  return faultAt(scan, 'expected a closing quote');
};

/** The length of a valid escape. Zero if it is not valid. */
function escapeLength(text: string, offset: number): number {
  return /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(text.slice(offset, offset + 6))?.[0].length ?? 0;
}

const scanLiteral: Step = (scan) => {
  const literal = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
  literal.lastIndex = scan.offset;
  if (!literal.test(scan.text)) return faultAt(scan, 'expected a value');
  scan.offset = literal.lastIndex;
  return null;
};

/** Skips white space and returns the next character. */
function peek(scan: Scan): string {
  while (spaces.has(scan.text.charAt(scan.offset))) scan.offset += 1;
  return scan.text.charAt(scan.offset);
}

const spaces = new Set([' ', '\t', '\n', '\r']);

function faultAt(scan: Scan, message: string): JsonFault {
  return { offset: scan.offset, message };
}
