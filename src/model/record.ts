/** Plain objects, as they come out of YAML, TOML and JSON: neither a list nor null. */

export type Thing = Readonly<Record<string, unknown>>;

export function isThing(value: unknown): value is Thing {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object that a value is; null where it is none. */
export function thingIn(value: unknown): Thing | null {
  return isThing(value) ? value : null;
}
