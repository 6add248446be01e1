/** Splits the version from an id, for the agencies that write it there. In all other ids, it is a part of the name. */

export interface VersionedId {
  /** The id that all versions have. */
  readonly id: string;
  /** Null if the id contains none. */
  readonly version: string | null;
}

/** Each form matches the id and its version. */
const forms: readonly RegExp[] = [
  // RFC 3085: the provider, a date, the item, the revision and whether it is an update.
  /^(urn:newsml:[^:]+:\d{8}(?:T\d{6}(?:Z|[+-]\d{4})?)?:[^:]+):(\d{1,20})[NUA]?$/i,
  // Reuters: `tag:reuters.com,2026:newsml_L1N0AB12C:7`, also with underscores instead of punctuation.
  /^(tag[:_]reuters\.com[,_]\d{4}[:_][a-z]+_[A-Z0-9-]+)[:_](\d{1,20})$/i,
  // PA by Fingerpost: the instant of the version, and its number.
  /^(.+)\/\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?\/(\d{1,20})$/,
  // AP by Superdesk: the id of 32 hexadecimal digits.
  /^([0-9a-f]{32})[:.](\d{1,20})$/,
  // NTB: the sender, and two or more digits for the version after an underscore.
  /^(NTB:\S+)_(\d{2,5})$/,
];

/** The maximum length of an id that is searched for a version. */
const maximumLength = 1000;

export function splitVersionedId(written: string): VersionedId {
  const matches = written.length > maximumLength ? [] : forms.map((form) => form.exec(written));
  const [, id, version] = matches.find((match) => match !== null) ?? [];
  return id === undefined || version === undefined ? { id: written, version: null } : { id, version };
}
