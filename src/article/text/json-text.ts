/** Reads JSON, RFC 8259, out of a text, and says where it is wrong, where it ends and where its keys and values are. */
import { cleanPlainText } from './decode.ts';

export interface JsonReading {
  /** Undefined if the text is no JSON. Its texts hold nothing that a feed cannot. */
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

/** Reads the value that begins at the head of a text; what follows it is not looked at. */
export function readJson(text: string): JsonReading {
  const keys = new Map<string, number>();
  const { end, fault } = scanJson(text, maximumDepth, ([key, ...inner], { offset }) => {
    if (typeof key === 'string' && inner.length === 0) keys.set(key, offset);
  });
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

/** Only escapes bring in what must be cleaned, so that most texts need no second walk. */
function parse(json: string): unknown {
  return /\\[bfu]/.test(json) ? JSON.parse(json, withCleanText) : JSON.parse(json);
}

/** Escapes can hold what decoding has dropped: controls and halves of characters. `__proto__` is a key like any other here. */
function withCleanText(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? cleanPlainText(value) : value;
}

/** Keys and indexes on the way to a value. */
export type JsonPath = readonly (string | number)[];

export interface JsonPlaces {
  /** The offset of each wanted path that is there: of the key, or of the value in a list. */
  readonly offsets: ReadonlyMap<string, number>;
  /** Each key that its object has already. */
  readonly repeated: readonly { readonly key: string; readonly offset: number }[];
}

/** The name of a path in `offsets`. */
export function nameOfPath(path: JsonPath): string {
  return JSON.stringify(path);
}

/** Finds the places of paths in a text that is known to be JSON, however deep. Paths of more than eight steps are not found. */
export function findInJson(text: string, wanted: ReadonlySet<string>): JsonPlaces {
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

interface Place {
  /** Of the key, or of the value in a list. */
  readonly offset: number;
  /** True for a key that its object has already. */
  readonly isRepeated: boolean;
}

/** A list or an object that is open, and the keys that the object has so far. */
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
  /** Called for each key and each value of a list; the path is valid only during the call. */
  readonly onPlace: (path: JsonPath, place: Place) => void;
  offset: number;
  readonly levels: Level[];
  /** The key or index that is being read, for each level. */
  readonly path: (string | number)[];
}

type Step = (scan: Scan) => JsonFault | null;

/** Walks over the value without recursion, so that depth costs nothing. */
function scanJson(text: string, maximumDepth: number, onPlace: Scan['onPlace']) {
  const scan: Scan = { text, maximumDepth, onPlace, offset: 0, levels: [], path: [] };
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

/** A value, with its key in an object; of an object or a list, only its beginning. */
function scanItem(scan: Scan): JsonFault | null {
  for (;;) {
    const fault = placeItem(scan);
    if (fault !== null) return fault;
    const next = peek(scan);
    if (next !== '{' && next !== '[') return (next === '"' ? scanString : scanWord)(scan);
    const opened = openBracket(scan, next);
    if (opened !== null) return opened;
    if (peek(scan) === closing[next]) return null;
  }
}

const closing = { '{': '}', '[': ']' } as const;

function placeItem(scan: Scan): JsonFault | null {
  const level = scan.levels.at(-1);
  if (level?.bracket === '{') return scanKey(scan, level);
  peek(scan);
  if (level !== undefined) scan.onPlace(scan.path, { offset: scan.offset, isRepeated: false });
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

/** All lists are one level: a text may open millions. */
const list: ListLevel = { bracket: '[' };

/** Steps over what follows a value: the brackets that close there, and the comma before the next. */
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
  scan.onPlace(scan.path, { offset: start, isRepeated: keys.has(key) });
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

/** Zero if there is no such escape. */
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
