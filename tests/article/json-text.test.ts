/** The JSON scanner: values, and the offsets of errors, keys and values, in any text. RFC 8259. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findInJson, type JsonPath, nameOfPath, readJson, readWholeJson } from '../../src/article/text/json-text.ts';
import { positionAt, positionsIn } from '../../src/article/text/position.ts';

/** The paths of all keys and of all values in lists. */
function pathsOf(value: unknown, path: JsonPath = []): readonly JsonPath[] {
  if (typeof value !== 'object' || value === null) return [];
  const steps: readonly (string | number)[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return steps.flatMap((step) => {
    const inner = [...path, step];
    return [inner, ...pathsOf((value as Record<string | number, unknown>)[step], inner)];
  });
}

const clean = { unit: fc.constantFrom('a', '"', '\\', '{', '[', ',', ':', ' ', 'é', '天'), maxLength: 6 };
const { value: anyValue } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(fc.string(clean), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(clean), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

/** As `JSON.parse`, but whole numbers that would lose digits are texts. */
function parsedWithDigits(json: string): unknown {
  return JSON.parse(json, (_key, value: unknown, context?: { readonly source?: string }) => {
    const source = context?.source ?? '';
    return typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source) ? source : value;
  });
}

test('every key and every value of a list is found at its offset, with any spacing', () => {
  fc.assert(
    fc.property(anyValue, fc.constantFrom('', ' ', '\n\t'), (value, space) => {
      const text = JSON.stringify(value, null, space);
      const paths = pathsOf(value);
      const { offsets, repeated } = findInJson(text, new Set(paths.map(nameOfPath)));
      expect([offsets.size, repeated]).toEqual([paths.length, []]);
      for (const path of paths) {
        const at = text.slice(offsets.get(nameOfPath(path)));
        const step = path.at(-1) ?? '';
        const inner = path.reduce<unknown>((it, name) => (it as Record<string | number, unknown>)[name], value);
        if (typeof step === 'string') expect(at.startsWith(JSON.stringify(step))).toBe(true);
        else expect(readJson(at).value).toEqual(parsedWithDigits(JSON.stringify(inner)));
      }
    }),
  );
});

test('a text is read if and only if it is JSON, and the offset of a fault is inside it', () => {
  fc.assert(
    fc.property(
      anyValue,
      fc.nat(),
      fc.constantFrom('', '"', ']', '}', ',', ':', '0', '\\', 'x', '\n'),
      (value, at, sign) => {
        const whole = JSON.stringify(value);
        const offset = at % (whole.length + 1);
        const text = whole.slice(0, offset) + sign + whole.slice(offset + 1);
        const { value: read, fault } = readWholeJson(text);
        let parsed: unknown;
        try {
          parsed = parsedWithDigits(text);
        } catch {}
        expect(read).toEqual(parsed);
        expect(fault === null).toBe(parsed !== undefined);
        if (fault !== null) expect(fault.offset).toBeLessThanOrEqual(text.length);
      },
    ),
  );
});

describe('offsets', () => {
  test('a repeated key is reported, and the offset is that of the last one, as is the value', () => {
    const text = '{"a": 1, "b": {"a": 2}, "a": 3}';
    const { offsets, repeated } = findInJson(text, new Set([nameOfPath(['a'])]));
    expect(repeated).toEqual([{ key: 'a', offset: 24 }]);
    expect(offsets.get(nameOfPath(['a']))).toBe(24);
    expect(readJson(text).keys.get('a')).toBe(24);
    expect(readJson(text).value).toMatchObject({ a: 3 });
  });

  test('a key with escapes is the same as without', () => {
    expect(findInJson('{"a": 1, "\\u0061": 2}', new Set()).repeated).toEqual([{ key: 'a', offset: 9 }]);
  });

  test('values in a list have offsets, including texts and numbers', () => {
    const { offsets } = findInJson('[1, "two", [3]]', new Set([[0], [1], [2], [2, 0]].map(nameOfPath)));
    expect([...offsets.values()]).toEqual([1, 4, 11, 12]);
  });

  test('`keys` contains only the keys of the outermost object', () => {
    expect([...readJson('{"a": {"b": 1}, "c": [{"d": 1}]} rest').keys.keys()]).toEqual(['a', 'c']);
    expect(readJson('[{"a": 1}]').keys.size).toBe(0);
  });
});

test.each([
  ['lists', '[', ']'],
  ['objects', '{"a":', '}'],
])(
  'a million of %s in one another stop nobody: an article is refused, a feed is looked through',
  (_name, open, close) => {
    const text = `${open.repeat(1_000_000)}1${close.repeat(1_000_000)}`;
    expect(readJson(text).fault?.message).toBe('nested more than 100 levels deep');
    expect(findInJson(text, new Set([nameOfPath(['a'])])).repeated).toEqual([]);
  },
);

test('lines and columns are counted from 1', () => {
  const at = positionsIn('ab\n\ncd');
  expect([0, 2, 3, 4, 5, 6].map(at)).toEqual([
    { line: 1, column: 1 },
    { line: 1, column: 3 },
    { line: 2, column: 1 },
    { line: 3, column: 1 },
    { line: 3, column: 2 },
    { line: 3, column: 3 },
  ]);
  expect(positionAt('', 0)).toEqual({ line: 1, column: 1 });
});
