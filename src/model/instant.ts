/** Instants: when something was published, changed or withdrawn. */

/** An instant in UTC to the second, RFC 3339: `2026-01-05T00:15:00Z`. */
export type Instant = string;
