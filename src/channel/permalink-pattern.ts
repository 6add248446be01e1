/** The syntax of `permalink` in `feed.yaml`: URL patterns with the tokens of Jekyll and Hugo. */

/** The tokens that can follow a colon. */
export const permalinkTokens = [
  'year',
  'short_year',
  'month',
  'i_month',
  'day',
  'i_day',
  'y_day',
  'hour',
  'minute',
  'second',
  'title',
  'slug',
  'name',
  'filename',
  'path',
  'section',
  'categories',
  'output_ext',
] as const;

export type PermalinkToken = (typeof permalinkTokens)[number];

/** Jekyll's names for common patterns: https://jekyllrb.com/docs/permalinks/ */
export const permalinkStyles: Readonly<Record<string, string>> = {
  date: '/:categories/:year/:month/:day/:title:output_ext',
  pretty: '/:categories/:year/:month/:day/:title/',
  weekdate: '/:categories/:year/W:week/:short_day/:title:output_ext',
  ordinal: '/:categories/:year/:y_day/:title:output_ext',
  none: '/:categories/:title:output_ext',
};

/** Matches a token in a pattern. */
export const permalinkToken = new RegExp(`:(${permalinkTokens.toSorted().toReversed().join('|')})(?![a-z])`, 'g');

/** True for the name of a style, and for a path in which all tokens are known. */
export function isPermalink(pattern: string): boolean {
  if (Object.hasOwn(permalinkStyles, pattern)) return true;
  const literals = pattern.replace(permalinkToken, '');
  return pattern.startsWith('/') && pattern.length <= 500 && /^[^:?#\\\s]+$/.test(literals);
}
