/** Plain objects read from YAML, TOML and JSON: neither lists nor null. */

export type UnknownRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is UnknownRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the value if it is a plain object, else null. */
export function recordIn(value: unknown): UnknownRecord | null {
  return isRecord(value) ? value : null;
}

/** The fields of a value that may be anything. None if it is not a plain object. */
export function fieldsOf(value: unknown): UnknownRecord {
  return recordIn(value) ?? {};
}
