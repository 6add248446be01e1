/** Reads one JSON value out of a text, RFC 8259, and says where it is wrong, where it ends and where its keys stand. */
import type { Position } from '../../problem/problem.ts';
import { cleanPlainText } from './decode.ts';

export interface JsonReading {
  /** Undefined where the text is no JSON. Its texts hold nothing that a feed cannot. */
  readonly value: unknown;
  /** The offset after the value. */
  readonly end: number;
  /** The offset of each key of the outermost object. */
  readonly keys: ReadonlyMap<string, number>;
  readonly fault: JsonFault | null;
}

export interface JsonFault {
  readonly offset: number;
  /** What was wanted, or what is too much. */
  readonly message: string;
}

/** The deepest nesting that is read: deeper than any article, and far from the limits of the machine. */
const maximumDepth = 100;

/** Reads the value that begins at the head of a text; what follows it is left alone. */
export function readJson(text: string): JsonReading {
  const scan: Scan = { text, offset: 0, open: [], keys: new Map() };
  const fault = scanValue(scan);
  const { keys, offset: end } = scan;
  if (fault !== null) return { value: undefined, end, keys, fault };
  return { value: parse(text.slice(0, end)), end, keys, fault: null };
}

/** Reads a text that is one JSON value and nothing else. */
export function readWholeJson(text: string): JsonReading {
  const reading = readJson(text);
  const rest = text.slice(reading.end).search(/\S/);
  if (reading.fault !== null || rest === -1) return reading;
  const fault = { offset: reading.end + rest, message: 'expected nothing more after the value' };
  return { ...reading, value: undefined, fault };
}

/** Line and column of offsets in a text, however many are asked for. */
export function positionsIn(text: string): (offset: number) => Position {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

/** Only escapes bring in what must be cleaned, so that most texts need no second walk. */
function parse(json: string): unknown {
  return /\\[bfu]/.test(json) ? JSON.parse(json, withCleanText) : JSON.parse(json);
}

/** Escapes can hold what decoding has dropped: controls and halves of characters. `__proto__` is a key like any other here. */
function withCleanText(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? cleanPlainText(value) : value;
}

interface Scan {
  readonly text: string;
  offset: number;
  /** The brackets that are open. */
  readonly open: ('{' | '[')[];
  readonly keys: Map<string, number>;
}

type Step = (scan: Scan) => JsonFault | null;

/** Walks over the value without recursion, so that depth costs nothing. */
function scanValue(scan: Scan): JsonFault | null {
  do {
    const fault = scanItem(scan) ?? closeBrackets(scan);
    if (fault !== null) return fault;
  } while (scan.open.length > 0);
  return null;
}

/** A value, with its key where it stands in an object; of an object or a list, only its beginning. */
function scanItem(scan: Scan): JsonFault | null {
  for (;;) {
    const fault = scan.open.at(-1) === '{' ? scanKey(scan) : null;
    if (fault !== null) return fault;
    const next = peek(scan);
    if (next !== '{' && next !== '[') return (next === '"' ? scanString : scanWord)(scan);
    const opened = openBracket(scan, next);
    if (opened !== null) return opened;
    if (peek(scan) === closing[next]) return null;
  }
}

const closing = { '{': '}', '[': ']' } as const;

function openBracket(scan: Scan, bracket: '{' | '['): JsonFault | null {
  if (scan.open.length >= maximumDepth) return faultAt(scan, `nested more than ${maximumDepth} levels deep`);
  scan.open.push(bracket);
  scan.offset += 1;
  return null;
}

/** Steps over what follows a value: the brackets that close there, and the comma before the next. */
function closeBrackets(scan: Scan): JsonFault | null {
  for (let bracket = scan.open.at(-1); bracket !== undefined; bracket = scan.open.at(-1)) {
    const next = peek(scan);
    if (next !== ',' && next !== closing[bracket]) return faultAt(scan, `expected "," or "${closing[bracket]}"`);
    scan.offset += 1;
    if (next === ',') return null;
    scan.open.pop();
  }
  return null;
}

function scanKey(scan: Scan): JsonFault | null {
  if (peek(scan) !== '"') return faultAt(scan, 'expected a key in double quotes');
  const start = scan.offset;
  const fault = scanString(scan);
  if (fault !== null) return fault;
  if (scan.open.length === 1) scan.keys.set(String(JSON.parse(scan.text.slice(start, scan.offset))), start);
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

/** Zero where there is no such escape. */
function escapeLength(text: string, offset: number): number {
  return /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(text.slice(offset, offset + 6))?.[0].length ?? 0;
}

const scanWord: Step = (scan) => {
  const word = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
  word.lastIndex = scan.offset;
  if (!word.test(scan.text)) return faultAt(scan, 'expected a value');
  scan.offset = word.lastIndex;
  return null;
};

/** The character after white space. */
function peek(scan: Scan): string {
  while (spaces.has(scan.text.charAt(scan.offset))) scan.offset += 1;
  return scan.text.charAt(scan.offset);
}

const spaces = new Set([' ', '\t', '\n', '\r']);

function faultAt(scan: Scan, message: string): JsonFault {
  return { offset: scan.offset, message };
}
