/** Plain objects, as they come out of YAML, TOML and JSON: neither a list nor null. */

export type UnknownRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is UnknownRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object that a value is; null where it is none. */
export function recordIn(value: unknown): UnknownRecord | null {
  return isRecord(value) ? value : null;
}
