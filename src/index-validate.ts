/** The public names of `presstime/validate`: check any feed, without modules of Node. */

export type { FormatName } from './model/feed.ts';
export type { Severity } from './problem/codes.ts';
export type { Finding, Problem } from './problem/problem.ts';
export type { ValidationFinding } from './validate/rule/finding.ts';
export { type Validation, type ValidationOptions, validateFeed } from './validate/validate-feed.ts';
